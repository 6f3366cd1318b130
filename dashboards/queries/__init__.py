from .board import Board, board_of
from .counts import shown_count
from .my_learning import my_learning, resets_to_read

__all__ = ["Board", "board_of", "my_learning", "resets_to_read", "shown_count"]
