"""What was begun in the very moment in which its partner was merged or left: it follows the rest, a day later."""

from functools import partial

from django.db import transaction

from courses.queries.handover import course_addresses
from learning.domain import carry_on_elsewhere
from partners.domain.turns import each_in_turn
from partners.models import Partner
from partners.queries.succession import stands_for


def carry_on_latecomers() -> int:
    """Once a day. A page that had found its partner before waits for the merger, and is stored after it. Where
    nobody stands in a partner's place, the programme does. Returns at how many partners there was something.
    """
    programme = Partner.objects.filter(is_programme=True).first()
    left = Partner.objects.filter(left_on__isnull=False).order_by("pk")
    verbs = [partial(_follow, partner, programme) for partner in left]
    return each_in_turn(verbs, failing="What was begun late could not follow its partner.")


@transaction.atomic
def _follow(source: Partner, programme: Partner | None) -> bool:
    stands = Partner.objects.filter(pk=stands_for(source.pk), left_on__isnull=True).first()
    target = stands or programme
    if target is None:
        return False
    return carry_on_elsewhere(source=source, target=target, addresses=course_addresses(target)) > 0
