"""How many codes that lead nowhere one address, and all together, may try. Hits are never counted."""

from learning.views import limits

MISSES_OF_ONE_ADDRESS = 20
MISSES_IN_ALL = 300


def is_miss_allowed(address: str) -> bool:
    """Counts a miss; False where this minute has seen too many already."""
    return limits.is_miss_allowed(
        "certificate-misses", {f"from {address}": MISSES_OF_ONE_ADDRESS, "all": MISSES_IN_ALL}
    )
