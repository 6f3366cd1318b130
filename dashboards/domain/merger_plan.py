"""Every number of a merger, stated before anything moves. Reads only."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from certificates.models import Certificate
from courses.queries.handover import adopters_of, languages_missing, planned_moves
from learning.domain.handover import under_way
from learning.queries.totals import totals_as_it_was
from partners.domain.memberships import refusal_of
from partners.enums import Role
from partners.models import Partner, PartnerPage
from partners.queries.handover import (
    contacts_for_handover,
    invitations_for_handover,
    media_counts,
    memberships_for_handover,
)
from partners.queries.tablets import tablets_of
from partners.rules.mergers import refusal_of_merger
from partners.scoping import Exemption, past_the_doors


@dataclass(frozen=True)
class StaffMove:
    """One role of one person. `refused`: why they cannot hold it at the target; it then only ends."""

    name: str
    role: str
    refused: str


@dataclass(frozen=True)
class MergerPlan:
    """`refusal` says why it cannot be done at all; the numbers hold for the moment they were read."""

    source: Partner
    target: Partner
    dated_on: date
    legal_successor_on: date | None
    refusal: str
    pages_closed: int
    own_courses_moved: tuple[str, ...]
    adopted_courses_moved: tuple[str, ...]
    adopted_courses_matched: tuple[str, ...]
    adopted_courses_replaced: tuple[str, ...]
    extra_parts_moved: int
    other_partners_using: int
    addresses_redirected: int
    images: int
    documents: int
    tablets: int
    contacts_moved: tuple[str, ...]
    contacts_left: tuple[str, ...]
    staff: tuple[StaffMove, ...]
    invitations_cancelled: int
    sub_brands: tuple[str, ...]
    enrolments: int
    attempts: int
    agreements: int
    agreements_refused: int
    notices_waiting: int
    certificates_kept: int
    begun_before: int
    completed_before: int

    @property
    def staff_moved(self) -> int:
        return sum(1 for move in self.staff if not move.refused)

    @property
    def staff_refused(self) -> tuple[StaffMove, ...]:
        return tuple(move for move in self.staff if move.refused)

    @property
    def agreements_asked(self) -> int:
        """Those that wait for the learner to be told."""
        return self.agreements - self.agreements_refused if self.legal_successor_on else 0

    @property
    def agreements_ended(self) -> int:
        return self.agreements - self.agreements_asked

    def figures(self) -> dict:
        """The numbers alone: no names of staff, and nothing that is no number."""
        found = {}
        for name, value in asdict(self).items():
            if isinstance(value, int):
                found[name] = value
            elif isinstance(value, tuple | list):
                found[name] = len(value)
        return found | {
            "staff_moved": self.staff_moved,
            "agreements_asked": self.agreements_asked,
            "agreements_ended": self.agreements_ended,
        }


def plan_merger(
    *, source: Partner, target: Partner, dated_on: date, legal_successor_on: date | None
) -> MergerPlan:
    """What merging would do, without doing any of it."""
    refusal = refusal_of_merger(
        source=source, target=target, dated_on=dated_on, legal_successor_on=legal_successor_on
    )
    missing = languages_missing(source, target)
    if missing and not refusal:
        refusal = _(
            "%(target)s has no section in %(languages)s yet. Make one first, so that nothing is lost."
        )
        refusal %= {"target": target.name, "languages": ", ".join(missing)}
    return MergerPlan(
        source=source,
        target=target,
        dated_on=dated_on,
        legal_successor_on=legal_successor_on,
        refusal=refusal,
        **_of_courses(source, target),
        **_of_partner(source, target),
        **_of_people(source, target),
    )


def _of_courses(source: Partner, target: Partner) -> dict:
    moves = planned_moves(source, target)
    own = [move for move in moves if move.is_own]
    stay = [move for move in moves if not move.moves]
    return {
        "own_courses_moved": tuple(move.title for move in own),
        "adopted_courses_moved": tuple(move.title for move in moves if move.moves and not move.is_own),
        "adopted_courses_matched": tuple(move.title for move in stay),
        "adopted_courses_replaced": tuple(move.title for move in own if move.match_id),
        "extra_parts_moved": sum(move.extra_parts for move in stay),
        "other_partners_using": sum(adopters_of(move.course_key, source) for move in own),
        "addresses_redirected": 1 + len(moves) + source.former_slugs.count(),
        "pages_closed": len(stay) + _front_pages(source),
    }


def _front_pages(source: Partner) -> int:
    """The section's own front and what stands right below it that is no course."""
    sections = PartnerPage.objects.filter(partner=source)
    courses = ("coursepage", "adoptedcoursepage")
    return sum(
        1 + section.get_children().exclude(content_type__model__in=courses).count() for section in sections
    )


def _of_partner(source: Partner, target: Partner) -> dict:
    contacts, (images, documents) = contacts_for_handover(source, target), media_counts(source)
    return {
        "images": images,
        "documents": documents,
        "tablets": len(tablets_of(source)),
        "contacts_moved": tuple(contact.name for contact in contacts.free),
        "contacts_left": tuple(contact.name for contact in contacts.taken),
        "staff": tuple(
            StaffMove(
                name=str(row.user),
                role=str(Role(row.role).label),
                refused=refusal_of(user=row.user, partner=target, role=Role(row.role), workshop=row.workshop),
            )
            for row in memberships_for_handover(source)
        ),
        "invitations_cancelled": invitations_for_handover(source).count(),
        "sub_brands": tuple(source.sub_brands.exclude(pk=target.pk).values_list("name", flat=True)),
    }


def _of_people(source: Partner, target: Partner) -> dict:
    found = under_way(source=source, target=target)
    with past_the_doors(Exemption.MERGE):
        begun, completed = totals_as_it_was().get(source.pk, (0, 0))
        certificates = Certificate.objects.filter(partner=source).count()
    return {
        **asdict(found),
        "certificates_kept": certificates,
        "begun_before": begun,
        "completed_before": completed,
    }
