from .borough import choose_borough
from .theme import theme

__all__ = ["choose_borough", "theme"]
