"""Who may approve a changed look: never one of those who made it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision

from partners.enums import Ability, Role
from partners.models import Brand, Membership, Partner

from .abilities import ABILITIES
from .places import Place

APPROVING_ROLES = [role for role in Role if Ability.APPROVE_BRAND in ABILITIES[role]]


def authors_of(brand: Brand) -> set[int]:
    """Ids of those who have had a hand in what is not live yet. One SQL."""
    return _authors([brand])[brand.pk]


def has_own_approver(brand: Brand) -> bool:
    """Whether the partner itself has a second person for this change. Two SQL."""
    return bool(_approvers([brand.partner_id])[brand.partner_id] - authors_of(brand))


def approvers_for(brand: Brand) -> set[int]:
    """Ids of those who may approve what waits: the partner's own, or the programme's where it has no second person."""
    authors = authors_of(brand)
    own = _approvers([brand.partner_id])[brand.partner_id] - authors
    if own:
        return own
    programme = Partner.objects.filter(is_programme=True).values_list("pk", flat=True)
    return set().union(*_approvers(programme).values()) - authors


def may_review_brand(place: Place, brand: Brand) -> bool:
    """Whether its approvals are this place's: the own partner's, or the programme's where that has no second person."""
    if not place.may(Ability.APPROVE_BRAND):
        return False
    if brand.partner_id == place.partner.pk:
        return True
    return place.partner.is_programme and not has_own_approver(brand)


def may_see_draft(place: Place, brand: Brand) -> bool:
    """A draft is for those who make it and those who approve it; the programme sees what waits for it, not before."""
    if brand.partner_id == place.partner.pk:
        return place.may(Ability.BRAND) or place.may(Ability.APPROVE_BRAND)
    return brand.submitted_at is not None and may_review_brand(place, brand)


def may_approve_brand(place: Place, user, brand: Brand) -> bool:
    """Nobody approves their own change."""
    return may_review_brand(place, brand) and user.pk not in authors_of(brand)


def brands_to_approve(place: Place) -> list[Brand]:
    """What waits for an approver of this place, oldest first. At most three SQL, however many wait."""
    if not place.may(Ability.APPROVE_BRAND):
        return []
    waiting = Brand.objects.filter(submitted_at__isnull=False).select_related("partner", "submitted_by")
    if not place.partner.is_programme:
        return list(waiting.filter(partner=place.partner))
    found = list(waiting.order_by("submitted_at"))
    authors, approvers = _authors(found), _approvers(brand.partner_id for brand in found)
    return [
        brand
        for brand in found
        if brand.partner_id == place.partner.pk or not approvers[brand.partner_id] - authors[brand.pk]
    ]


def brands_in_care(place: Place) -> list[Brand]:
    """Where the programme's approver stands in because a partner has none of its own, by name. Two SQL."""
    if not place.partner.is_programme or not place.may(Ability.APPROVE_BRAND):
        return []
    others = Brand.objects.filter(partner__left_on__isnull=True, partner__is_programme=False)
    found = list(others.select_related("partner", "submitted_by").order_by("partner__name"))
    approvers = _approvers(brand.partner_id for brand in found)
    return [brand for brand in found if not approvers[brand.partner_id]]


def _authors(brands: Iterable[Brand]) -> dict[int, set[int]]:
    live = {str(brand.pk): brand.live_revision_id or 0 for brand in brands}
    authors = defaultdict(set)
    for brand in brands:
        if brand.submitted_by_id:
            authors[brand.pk].add(brand.submitted_by_id)
    rows = Revision.objects.filter(
        base_content_type=Brand.get_base_content_type(), object_id__in=live, user__isnull=False
    )
    for object_id, pk, user_id in rows.values_list("object_id", "pk", "user_id"):
        if pk > live[object_id]:
            authors[int(object_id)].add(user_id)
    return authors


def _approvers(partner_ids: Iterable[int]) -> dict[int, set[int]]:
    today = timezone.localdate()
    rows = Membership.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today),
        partner_id__in=list(partner_ids),
        role__in=APPROVING_ROLES,
        started_on__lte=today,
        user__is_active=True,
    )
    approvers = defaultdict(set)
    for partner_id, user_id in rows.values_list("partner_id", "user_id"):
        approvers[partner_id].add(user_id)
    return approvers
