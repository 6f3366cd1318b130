from .acting import acting_for
from .borough import choose_borough
from .reading import reading
from .theme import theme

__all__ = ["acting_for", "choose_borough", "reading", "theme"]
