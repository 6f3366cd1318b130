from .board import Board, board_of
from .counts import shown_count
from .my_learning import my_learning, resets_to_read
from .programme_counts import ProgrammeCounts, programme_counts

__all__ = [
    "Board",
    "ProgrammeCounts",
    "board_of",
    "my_learning",
    "programme_counts",
    "resets_to_read",
    "shown_count",
]
