from .adoption import adopt_course, end_adoption, hide_adoption, note_changes_read, show_adoption
from .editions import ensure_edition

__all__ = [
    "adopt_course",
    "end_adoption",
    "ensure_edition",
    "hide_adoption",
    "note_changes_read",
    "show_adoption",
]
