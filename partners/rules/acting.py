"""For whom a person acts on Wagtail's screens: one partner at a time."""

from dataclasses import replace

from wagtail.models import Collection, Page

from partners.conf import SHARED_COLLECTION
from partners.enums import EDITING_ROLES
from partners.models import Partner, PartnerPage
from partners.queries import section_of
from partners.scoping import ContentScope

from .places import Place, places_of


def group_name(partner: Partner, role) -> str:
    """The group of Wagtail that stands for a role at a partner."""
    return f"{partner.slug}: {role.value}"


def desks_of(user) -> list[Place]:
    """Where a person may edit today."""
    return [place for place in places_of(user) if place.may_edit]


def acting_place(desks: list[Place], chosen: int | None) -> Place | None:
    """The only desk, or the one that was chosen among several; None where that is unclear."""
    if len(desks) == 1:
        return desks[0]
    return next((place for place in desks if place.partner.pk == chosen), None)


def scope_of(place: Place) -> ContentScope:
    """What is in sight for somebody acting there. Two SQL."""
    partner = place.partner
    sections = list(PartnerPage.objects.values_list("path", "partner_id", "partner__is_programme"))
    collections = list(Collection.objects.values_list("pk", "path", "name", "depth"))
    return ContentScope(
        partner_id=partner.pk,
        partner_name=partner.name,
        group_names=frozenset(group_name(partner, role) for role in place.roles & EDITING_ROLES),
        own_paths=tuple(path for path, owner, _programme in sections if owner == partner.pk),
        # The programme's section is where shared courses stand.
        foreign_paths=tuple(
            path for path, owner, programme in sections if owner != partner.pk and not programme
        ),
        own_collections=_within(collections, partner.slug),
        shared_collections=_within(collections, SHARED_COLLECTION),
    )


def may_see_media(user, thing) -> bool:
    """Whether somebody may edit with a picture or document at any of the partners where they edit today."""
    if user.is_superuser and user.is_active:
        return True
    scopes = (scope_of(place) for place in desks_of(user))
    return any(thing.collection_id in (*scope.own_collections, *scope.shared_collections) for scope in scopes)


def lent_for(scope: ContentScope, page: Page) -> ContentScope:
    """The same, with one page of another partner's that waits for this person, and the media it may hold."""
    section = section_of(page)
    names = [section.partner.slug] if section else []
    collections = list(Collection.objects.values_list("pk", "path", "name", "depth"))
    lent = tuple(pk for name in names for pk in _within(collections, name))
    return replace(
        scope,
        own_paths=(*scope.own_paths, page.path),
        shared_collections=(*scope.shared_collections, *lent),
    )


def _within(collections: list[tuple], name: str) -> tuple[int, ...]:
    tops = tuple(path for _pk, path, called, depth in collections if called == name and depth == 2)
    return tuple(pk for pk, path, _name, _depth in collections if path.startswith(tops))
