"""The places at which a worker can be told to die, in the order in which an answer passes them."""

import os
from pathlib import Path

BEFORE_WRITING = "before the answer is written"
AFTER_WRITING = "after the answer is written"
AFTER_COUNTING = "after the attempt is written"
AT_COMPLETION = "after the course's completion is written"
BEFORE_COMMIT = "before the commit"
AFTER_COMMIT = "after the commit"
BEFORE_REPLY = "before the reply"
HALF_A_PAGE = "half a page sent"

# The most telling first: a short run goes no further.
POINTS = (
    AFTER_COMMIT,
    BEFORE_COMMIT,
    AFTER_WRITING,
    BEFORE_REPLY,
    AFTER_COUNTING,
    HALF_A_PAGE,
    BEFORE_WRITING,
    AT_COMPLETION,
)


class Orders:
    """Orders to die, one file each in a folder that controller and workers share; each is carried out once."""

    def __init__(self, folder: Path) -> None:
        self.given, self.taken = folder / "given", folder / "taken"
        self.given.mkdir(parents=True, exist_ok=True)
        self.taken.mkdir(parents=True, exist_ok=True)

    def give(self, point: str) -> None:
        (self.given / point).touch()

    def take_back(self, point: str) -> bool:
        """False where it has been taken."""
        try:
            (self.given / point).unlink()
        except FileNotFoundError:
            return False
        return True

    def is_waiting(self, point: str) -> bool:
        return (self.given / point).exists()

    def take(self, point: str) -> bool:
        """Of two workers that come by at once, one."""
        try:
            os.rename(self.given / point, self.taken / f"{point} by {os.getpid()}")
        except FileNotFoundError:
            return False
        return True
