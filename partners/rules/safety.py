"""Bringing back what was taken away for safety is publishing: it needs a second person."""

from django.db.models import Q

from partners.models import Partner
from partners.models.approval import approver_memberships, approvers


def may_bring_back(user, *, partner: Partner, taken_away_by_id: int | None) -> bool:
    """An approver of the partner who did not take it away; where there is none, one of the programme."""
    return user.pk in {person.pk for person in second_people(partner, taken_away_by_id)}


def second_people(partner: Partner, taken_away_by_id: int | None) -> list:
    """Who may bring it back today."""
    own = [person for person in approvers(Q(partner=partner)) if person.pk != taken_away_by_id]
    return own or [
        person for person in approvers(Q(partner__is_programme=True)) if person.pk != taken_away_by_id
    ]


def approver_ids(partner_ids) -> dict[int, set[int]]:
    """Who approves today at each of these partners. One SQL."""
    found: dict[int, set[int]] = {pk: set() for pk in partner_ids}
    rows = approver_memberships(Q(partner_id__in=found))
    for partner_id, user_id in rows.values_list("partner_id", "user_id"):
        found[partner_id].add(user_id)
    return found
