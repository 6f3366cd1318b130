"""How often codes that lead nowhere may be tried: by address, by code and in all, over all web processes."""

from accounts.domain import count_try

WINDOW_SECONDS = 60


def is_miss_allowed(kind: str, limits: dict[str, int]) -> bool:
    """Counts a miss under each name; False where this minute has seen as many of one of them as its limit says."""
    return count_try(kind=kind, limits=limits, seconds=WINDOW_SECONDS)
