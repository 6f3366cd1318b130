"""All that is one person's, as the database holds it: to see that it is whole again."""

from dataclasses import dataclass, replace

from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment, Response, Sharing

from .things import Person


@dataclass(frozen=True)
class State:
    """`done`: course and activity, as they count in what is open now."""

    enrolments: frozenset
    done: frozenset
    marks: frozenset
    sittings: frozenset
    answers: frozenset
    completions: frozenset
    agreements: frozenset

    @classmethod
    def of(cls, person: Person) -> "State":
        def rows(model, *columns: str, **condition) -> frozenset:
            found = model._base_manager.filter(learner_id=person.id, **condition)
            return frozenset(found.values_list(*columns))

        return cls(
            enrolments=rows(Enrolment, "pk", "closed_at"),
            done=rows(ActivityCompletion, "course_key", "activity_key", enrolment__closed_at__isnull=True),
            marks=rows(ActivityCompletion, "pk", "enrolment_id", "completed_at"),
            sittings=rows(Attempt, "pk", "enrolment_id", "version", "finished_at"),
            answers=rows(Response, "pk", "attempt_id"),
            completions=rows(CourseCompletion, "pk", "enrolment_id"),
            agreements=rows(Sharing, "partner_id", "ended_at"),
        )

    def missing_in(self, now: "State") -> frozenset:
        return (self.done - now.done) | (self.answers - now.answers) | (self.completions - now.completions)

    def without(self, other: "State") -> "State":
        """What is left of it once the other has gone with theirs."""
        names = ("done", "answers", "completions")
        return replace(self, **{name: getattr(self, name) - getattr(other, name) for name in names})

    def same_as(self, was: "State") -> bool:
        """But for a completion that the merger brought: nothing takes that away again."""
        names = ("enrolments", "done", "marks", "sittings", "answers", "agreements")
        return all(getattr(self, name) == getattr(was, name) for name in names)
