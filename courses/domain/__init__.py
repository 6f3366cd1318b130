from .adoption import adopt_course, end_adoption, hide_adoption, note_changes_read, show_adoption
from .editions import ensure_edition
from .offering import share_course, stop_sharing_course, tell_of_changes, tell_of_loss
from .own_parts import add_own_part, place_own_part

__all__ = [
    "add_own_part",
    "adopt_course",
    "end_adoption",
    "ensure_edition",
    "hide_adoption",
    "note_changes_read",
    "place_own_part",
    "share_course",
    "show_adoption",
    "stop_sharing_course",
    "tell_of_changes",
    "tell_of_loss",
]
