"""Those who share their name with a partner, and what each of them did that is its to see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.queries import names_for_board
from learning.enums import SharingEnd
from learning.models import ActivityCompletion, CourseCompletion, Enrolment, Sharing
from learning.queries import progress_of, with_progress
from partners.scoping import for_partners


@dataclass(frozen=True)
class Counted:
    """What somebody who is named has added to the numbers: days as the board counts them, None where it does not."""

    course_key: UUID
    begun_at: datetime | None
    completed_at: datetime | None


UNKNOWN_COURSE = gettext_lazy("A course that is no longer here")


def people_of(partner_id: int, absorbed: Iterable[int], titles: dict[UUID, str]) -> list[dict]:
    """Name, dates and progress of what was done with this partner. Opens its doors itself. `learner_id` and
    `counted` are for adding up, and for no screen.

    What was done with one that has become part of it is here only of those whose agreement passed on; for
    everybody else not even the door to it is open.
    """
    passed = passed_on(partner_id, tuple(absorbed))
    groups: dict[frozenset[int], list[int]] = defaultdict(list)
    for learner_id, sources in passed.items():
        groups[frozenset(sources)].append(learner_id)
    rows = _rows(partner_id, frozenset(), ~Q(learner_id__in=list(passed)) if passed else Q(), titles)
    for sources, learner_ids in groups.items():
        rows += _rows(partner_id, sources, Q(learner_id__in=learner_ids), titles)
    return sorted(rows, key=lambda row: row["begun_on"], reverse=True)


def passed_on(partner_id: int, absorbed: tuple[int, ...]) -> dict[int, set[int]]:
    """Learner → the former partners whose agreement stands in this one's now. No SQL where there is none.

    An agreement given anew, after the first was ended, is for this partner's own work alone.
    """
    if not absorbed:
        return {}
    with for_partners([partner_id, *absorbed]):
        stands = Sharing.objects.filter(
            learner_id=OuterRef("learner_id"),
            partner_id=partner_id,
            ended_at__isnull=True,
            agreed_at__lte=OuterRef("ended_at"),
        )
        rows = Sharing.objects.filter(
            Exists(stands), partner_id__in=absorbed, ended_because=SharingEnd.PASSED_ON
        )
        found: dict[int, set[int]] = defaultdict(set)
        for learner_id, source_id in rows.values_list("learner_id", "partner_id"):
            found[learner_id].add(source_id)
    return found


def _rows(partner_id: int, sources: frozenset[int], whose: Q, titles: dict[UUID, str]) -> list[dict]:
    """Through a door that shows this partner's records and those of `sources`, and no others."""
    here = [partner_id, *sources]
    with for_partners(here):
        shares = Sharing.objects.filter(
            learner_id=OuterRef("learner_id"), partner_id=partner_id, ended_at__isnull=True
        )
        done = ActivityCompletion.objects.filter(enrolment_id=OuterRef("pk"))
        completed = CourseCompletion.objects.filter(enrolment_id=OuterRef("pk"))
        begun_here = Q(begun_with__isnull=True) | Q(begun_with__in=here)
        found = with_progress(
            Enrolment.objects.filter(Exists(shares), whose, partner_id__in=here)
            # Begun with somebody whose agreement did not pass: here only once something was done here.
            .filter(begun_here | Exists(done))
        ).annotate(
            # Through the door, not by a join: what was completed with another partner is not theirs to see.
            completed_at=Subquery(completed.values("completed_at")),
            person_id=F("learner__public_id"),
            first_done_at=Subquery(done.order_by("completed_at").values("completed_at")[:1]),
        )
        rows = list(found.order_by("-begun_at", "-pk"))
        # As on the certificate they asked for here; a name given elsewhere is not this partner's to see.
        names = names_for_board(partner_id, passed_from=sources)
    return [
        {
            "learner_id": row.learner_id,
            "counted": Counted(
                course_key=row.course_key,
                begun_at=row.begun_at if row.begun_with_id in (None, *here) else None,
                completed_at=row.completed_at,
            ),
            "person_id": row.person_id,
            "name": names.get(row.learner_id) or _("No name given"),
            "course_title": titles.get(row.course_key, UNKNOWN_COURSE),
            "begun_on": row.begun_at if row.begun_with_id in (None, *here) else row.first_done_at,
            "progress_percent": progress_of(row).percent,
            "completed_on": row.completed_at,
        }
        for row in rows
    ]
