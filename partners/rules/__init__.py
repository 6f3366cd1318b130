from .abilities import ABILITIES, abilities_of
from .access import Access, Argument, Names, Reach, Where, Who, access_list, entry_for
from .approval import approvers_of, is_own_change, may_moderate, may_publish
from .places import Place, places_of
from .slugs import refuse_unfit_slug

__all__ = [
    "ABILITIES",
    "Access",
    "Argument",
    "Names",
    "Place",
    "Reach",
    "Where",
    "Who",
    "abilities_of",
    "access_list",
    "approvers_of",
    "entry_for",
    "is_own_change",
    "may_moderate",
    "may_publish",
    "places_of",
    "refuse_unfit_slug",
]
