"""How many codes that lead nowhere one address, and all together, may try. Hits are never counted."""

import time
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

WINDOW_SECONDS = 60
MISSES_OF_ONE_ADDRESS = 20
MISSES_IN_ALL = 300


def address_of_request(request) -> str:
    """Who asks, as the outermost of our own proxies has seen it; what stands before that anybody can write."""
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXY_COUNT
    through_them = seen[-proxies] if 0 < proxies <= len(seen) else ""
    return through_them or request.META.get("REMOTE_ADDR", "")


def is_miss_allowed(address: str) -> bool:
    """Counts a miss; False where this minute has seen too many already. `address` is kept only as a hash."""
    window = int(time.time()) // WINDOW_SECONDS
    short = sha256(address.encode()).hexdigest()[:16]
    own = _counted(f"certificate-misses:{short}:{window}")
    everybody = _counted(f"certificate-misses:all:{window}")
    return own <= MISSES_OF_ONE_ADDRESS and everybody <= MISSES_IN_ALL


def _counted(key: str) -> int:
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # The cache was full and has just thrown it out.
        return 1
