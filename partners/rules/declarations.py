"""Whose the rows of each model are. Every model is declared (config.declared_models); an undeclared one is an error."""

from enum import StrEnum
from functools import cache

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string


class Whose(StrEnum):
    # Never without an open door (partners.scoping): learner records.
    PARTNERS_BEHIND_THE_DOOR = "a partner's, behind the staff door"
    PERSONS_BEHIND_THE_DOOR = "a learner's own, behind the learner's door"
    # In sight of whoever acts for the partner, by the manager of the model.
    PARTNERS_IN_SIGHT = "a partner's or shared, by what is in sight"
    # Below a partner's section: the guard answers for each page, policies for each list.
    PARTNERS_BY_PAGE = "a partner's, by the section a page stands in"
    # Reached with a partner's own key, on screens at /staff/<slug>/.
    PARTNERS_BY_PLACE = "a partner's, by the place one acts in"
    # A member of staff's own.
    PERSONS = "a person's own"
    SHARED = "all partners'"
    SYSTEM = "nobody's: on no partner's screen"


# Where each backend of a database keeps models of its own.
OF_ONE_DATABASE = frozenset({"wagtailsearch.SQLiteFTSIndexEntry"})


@cache
def declared_models() -> dict[str, Whose]:
    return dict(import_string(settings.DECLARED_MODELS))


def undeclared_models() -> list[str]:
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    return sorted(there - set(declared_models()))


def declarations_without_model() -> list[str]:
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    return sorted(set(declared_models()) - there - OF_ONE_DATABASE)
