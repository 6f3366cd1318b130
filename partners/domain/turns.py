"""For work over many rows: one that fails keeps nobody else waiting."""

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def each_in_turn(verbs: Iterable[Callable[[], object]], *, failing: str) -> int:
    """How many have done something. What fails is logged in the words of `failing`; the last one's error is raised
    at the end. Each verb has a transaction of its own: never call this within one.
    """
    done, failed = 0, None
    for verb in verbs:
        try:
            done += bool(verb())
        except Exception as error:
            logger.exception(failing)
            failed = error
    if failed:
        raise failed
    return done
