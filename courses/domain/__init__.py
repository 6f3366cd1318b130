from .adoption import adopt_course
from .editions import ensure_edition

__all__ = ["adopt_course", "ensure_edition"]
