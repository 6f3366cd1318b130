"""The work of two phones becomes one person's, and can be made two again. Nothing is lost either way."""

from datetime import timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from learning.enums import SharingEnd
from learning.models import (
    ActivityCompletion,
    Attempt,
    CourseCompletion,
    Enrolment,
    Learner,
    LearnerMerger,
    Sharing,
)
from partners.scoping import Exemption, past_the_doors

from .completion import complete_when_all_is_done
from .enrolment import lock_work

UNDO_WITHIN = timedelta(days=30)
# What says how two learners became one stays as it is.
NEVER_MOVED = {"learning.LearnerMerger"}
# Of these a learner has one for each of what is named here; where both have one, the other's stays where it is.
ONE_OF_EACH = {
    "learning.Sharing": ("partner_id",),
    "learning.SharingNotice": ("partner_id", "source_id"),
}
ENROLMENT_MOVED = ("learning.Enrolment", "learner_id")
COUNTED_ELSEWHERE = ("learning.ActivityCompletion", "enrolment_id")


class MergerRefused(ValueError):
    """Nothing to merge, or too late to undo."""


class Journal:
    """Changes rows and keeps the way back."""

    def __init__(self) -> None:
        self.moves: list[list] = []

    def change(self, row: models.Model, field: str, value) -> None:
        before = getattr(row, field)
        if before == value:
            return
        setattr(row, field, value)
        type(row)._default_manager.filter(pk=row.pk).update(**{field: value})
        self.moves.append([row._meta.label, row.pk, field, _plain(before), _plain(value)])


@transaction.atomic
def merge_learners(*, learner_id: int, joined_id: int, language: str) -> LearnerMerger:
    """All that the joined one has done goes to the other, with its own dates; twice is once.

    A course begun by both: the better of each activity counts, and both histories stay. Raises MergerRefused
    for a learner with themselves.
    """
    if learner_id == joined_id:
        raise MergerRefused("one learner")
    with past_the_doors(Exemption.MERGE):
        lock_work(learner_ids=(learner_id, joined_id))
        if Learner.objects.filter(pk__in=(learner_id, joined_id)).count() != 2:
            raise MergerRefused("no such learner")
        before = LearnerMerger.objects.filter(joined_id=joined_id, undone_at__isnull=True).first()
        if before:
            return before
        merger = LearnerMerger(learner_id=learner_id, joined_id=joined_id, merged_at=timezone.now())
        _put_together(merger, language)
    return merger


@transaction.atomic
def undo_merger(*, merger_id: str, learner_id: int) -> LearnerMerger:
    """Both sides are whole again; what was done since stays with the learner who did it. Twice is once.

    Raises MergerRefused after thirty days and LearnerMerger.DoesNotExist for somebody else's.
    """
    with past_the_doors(Exemption.MERGE):
        rows = LearnerMerger.objects.filter(learner_id=learner_id)
        lock_work(learner_ids=[learner_id, *rows.values_list("joined_id", flat=True)])
        merger = rows.get(public_id=merger_id)
        if merger.undone_at:
            return merger
        if timezone.now() > merger.merged_at + UNDO_WITHIN:
            raise MergerRefused("too late")
        if merger.closed_at:
            raise MergerRefused("divided since")
        # Those that came later rest upon this one: they are taken apart first, and put together again.
        later = list(rows.filter(undone_at__isnull=True, pk__gt=merger.pk).order_by("-pk"))
        for row in (*later, merger):
            _take_apart(row)
        merger.undone_at = timezone.now()
        merger.save(update_fields=["undone_at"])
        language = Learner.objects.get(pk=learner_id).language
        for row in reversed(later):
            _put_together(row, language)
        for pk in (learner_id, merger.joined_id):
            _complete_what_is_done(pk, language)
    return merger


def _put_together(merger: LearnerMerger, language: str) -> None:
    """Writes down how; the row is a new one, or one that was taken apart for a moment."""
    learner_id, joined_id = merger.learner_id, merger.joined_id
    journal = Journal()
    for enrolment in list(Enrolment.objects.filter(learner_id=joined_id).order_by("pk")):
        _bring_together(enrolment, learner_id, journal)
    _hand_over(learner_id, joined_id, journal)
    for flag in ("is_asked_about_sharing", "has_reset_to_read"):
        if Learner.objects.filter(pk=joined_id, **{flag: True}).exists():
            journal.change(Learner.objects.get(pk=learner_id), flag, True)
    merger.moves = journal.moves
    merger.save()
    _complete_what_is_done(learner_id, language)


def _complete_what_is_done(learner_id: int, language: str) -> None:
    for enrolment in Enrolment.objects.filter(learner_id=learner_id, closed_at__isnull=True):
        complete_when_all_is_done(enrolment=enrolment, partner_id=enrolment.partner_id, language=language)


def _take_apart(merger: LearnerMerger) -> None:
    _end_what_was_ended_since(merger)
    for label, pk, field, before, after in reversed(merger.moves):
        model = apps.get_model(label)
        # Only what stands as the merger left it: a later act is not undone.
        as_left = model._default_manager.filter(pk=pk, **{field: _value(model, field, after)})
        if (label, field) == COUNTED_ELSEWHERE:
            _make_room(as_left, before)
        as_left.update(**{field: _value(model, field, before)})
    _let_acts_follow(merger)


def _bring_together(enrolment: Enrolment, learner_id: int, journal: Journal) -> None:
    """Where both have the course open, one goes on with the better of each activity; the other is kept, closed."""
    own = Enrolment.objects.filter(
        learner_id=learner_id, course_key=enrolment.course_key, closed_at__isnull=True
    ).first()
    if own is None or enrolment.closed_at:
        return
    first, second = sorted((own, enrolment), key=lambda row: (_weight(row), row == own), reverse=True)
    journal.change(second, "closed_at", timezone.now())
    done = set(_activities(ActivityCompletion, first))
    for row in ActivityCompletion.objects.filter(enrolment_id=second.pk):
        if row.activity_key not in done:
            journal.change(row, "enrolment_id", first.pk)
    sitting = set(_activities(Attempt, first, finished_at__isnull=True))
    for row in Attempt.objects.filter(enrolment_id=second.pk):
        if row.finished_at or row.activity_key not in sitting:
            journal.change(row, "enrolment_id", first.pk)


def _weight(enrolment: Enrolment) -> tuple:
    """A completed one goes before any other, then the one with more gone through."""
    completed = CourseCompletion.objects.filter(enrolment_id=enrolment.pk).exists()
    return completed, ActivityCompletion.objects.filter(enrolment_id=enrolment.pk).count()


def _activities(model, enrolment: Enrolment, **condition):
    return model.objects.filter(enrolment_id=enrolment.pk, **condition).values_list("activity_key", flat=True)


def _hand_over(learner_id: int, joined_id: int, journal: Journal) -> None:
    """Every record that names the joined learner, whichever app it is in; agreements only where there is none."""
    # Most records hide the way back to them, so the hidden relations are asked for too.
    for relation in Learner._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        model, field = relation.related_model, relation.field
        if model._meta.label in NEVER_MOVED:
            continue
        rows = model._default_manager.filter(**{field.name: joined_id}).order_by("pk")
        if same := ONE_OF_EACH.get(model._meta.label):
            pairs = {name: OuterRef(name) for name in same}
            has = model._default_manager.filter(**{field.name: learner_id}, **pairs)
            rows = rows.exclude(Exists(has))
        for row in list(rows):
            journal.change(row, field.attname, learner_id)


def _make_room(goes_back: models.QuerySet[ActivityCompletion], enrolment_id: int) -> None:
    """The closed one of two has a row of its own for what was finished since on a page still open: the same
    activity, gone through once more. What was there before stands, with its date.
    """
    same = {"enrolment_id": enrolment_id, "activity_key__in": goes_back.values("activity_key")}
    again = list(ActivityCompletion.objects.filter(**same).values_list("pk", flat=True))
    ActivityCompletion.objects.filter(pk__in=again).delete()


def _end_what_was_ended_since(merger: LearnerMerger) -> None:
    """Of two agreements with one partner the joined one waited out of use: whoever has said no since to one has
    said it to both. A no from before the merger was to one alone.
    """
    of_the_other = Sharing.objects.filter(learner_id=merger.learner_id, partner_id=OuterRef("partner_id"))
    stands = of_the_other.filter(ended_at__isnull=True)
    said_no = of_the_other.filter(ended_at__gte=merger.merged_at)
    waited = Sharing.objects.filter(Exists(said_no), learner_id=merger.joined_id, ended_at__isnull=True)
    waited.filter(~Exists(stands)).update(ended_at=timezone.now(), ended_because=SharingEnd.OWN_CHOICE)


def _let_acts_follow(merger: LearnerMerger) -> None:
    """What was done since, on a course that goes back, goes back with it."""
    moved = {pk for label, pk, field, *_values in merger.moves if (label, field) == ENROLMENT_MOVED}
    _give(Enrolment, moved, merger.joined_id)


def _give(model: type[models.Model], pks: set, learner_id: int) -> None:
    """All that hangs on these rows and names a learner, in whichever app: down to the certificate and its file."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (pks and relation.auto_created and not relation.concrete):
            continue
        below, field = relation.related_model, relation.field
        if below is model or not any(row.name == "learner" for row in below._meta.concrete_fields):
            continue
        rows = below._default_manager.filter(**{f"{field.name}__in": pks})
        found = set(rows.values_list("pk", flat=True))
        below._default_manager.filter(pk__in=found).update(learner_id=learner_id)
        _give(below, found, learner_id)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _value(model: type[models.Model], field: str, value):
    return model._meta.get_field(field).to_python(value) if not field.endswith("_id") else value
