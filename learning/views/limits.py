"""How often codes that lead nowhere may be tried: counted in the cache, by address, by code and in all."""

import time
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

WINDOW_SECONDS = 60


def address_of_request(request) -> str:
    """Who asks, as the outermost of our own proxies has seen it; what stands before that anybody can write."""
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXY_COUNT
    through_them = seen[-proxies] if 0 < proxies <= len(seen) else ""
    return through_them or request.META.get("REMOTE_ADDR", "")


def is_miss_allowed(kind: str, limits: dict[str, int]) -> bool:
    """Counts a miss under each name; False where this minute has seen more of one of them than its limit.

    Names are kept only as hashes: they hold addresses and what was typed.
    """
    window = int(time.time()) // WINDOW_SECONDS
    counted = [
        _counted(f"{kind}:{sha256(name.encode()).hexdigest()[:16]}:{window}") <= limit
        for name, limit in limits.items()
    ]
    return all(counted)


def _counted(key: str) -> int:
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # The cache was full and has just thrown it out.
        return 1
