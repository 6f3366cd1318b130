from .abilities import ABILITIES, abilities_of
from .access import Access, Argument, Names, Reach, Where, Who, access_list, entry_for
from .approval import approvers_of, is_own_change, may_moderate, may_publish
from .places import Place, place_at, places_of
from .slugs import refuse_unfit_slug
from .staff import roles_to_give, screens_of, what_may_be_seen

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
    "place_at",
    "places_of",
    "refuse_unfit_slug",
    "roles_to_give",
    "screens_of",
    "what_may_be_seen",
]
