from .abilities import ABILITIES, abilities_of
from .access import Access, Argument, Who, access_list, entry_for
from .places import Place, places_of

__all__ = [
    "ABILITIES",
    "Access",
    "Argument",
    "Place",
    "Who",
    "abilities_of",
    "access_list",
    "entry_for",
    "places_of",
]
