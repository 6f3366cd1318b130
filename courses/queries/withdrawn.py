"""What has been taken away for safety, as every page asks it: from memory."""

from dataclasses import dataclass, field
from uuid import UUID

from courses.models import SafetyWithdrawal
from partners.queries import remembered

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Withdrawn:
    """Whole activities by key, and ids of blocks and questions by the activity that holds them."""

    activities: frozenset[UUID] = frozenset()
    inside: dict[UUID, frozenset[str]] = field(default_factory=dict)
    # Of each thing that is gone: whose it is, and its course.
    whose: tuple[tuple[int, UUID], ...] = ()

    def ids_in(self, activity_key: UUID) -> frozenset[str]:
        return self.inside.get(activity_key, NOTHING)


def withdrawn() -> Withdrawn:
    """All of it, whosever. No SQL when warm; a change reaches every process at its next request."""
    return remembered("courses.withdrawn", _build)


def _build() -> Withdrawn:
    rows = SafetyWithdrawal.objects.filter(restored_at__isnull=True).values_list(
        "activity_key", "block_id", "partner_id", "course_key"
    )
    activities, inside, whose = set(), {}, []
    for activity_key, block_id, partner_id, course_key in rows:
        whose.append((partner_id, course_key))
        if block_id:
            inside.setdefault(activity_key, set()).add(block_id)
        else:
            activities.add(activity_key)
    ids_inside = {key: frozenset(ids) for key, ids in inside.items()}
    return Withdrawn(frozenset(activities), ids_inside, tuple(whose))
