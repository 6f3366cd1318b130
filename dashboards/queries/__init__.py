from .board import Board, board_of
from .counts import shown_count
from .my_learning import my_learning

__all__ = ["Board", "board_of", "my_learning", "shown_count"]
