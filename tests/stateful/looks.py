"""What the site says, beside what ought to be: its records, the learner's page and file, the board, the export."""

from django.utils import timezone

from certificates.models import AvailableCertificate
from courses.models import EditionActivity
from dashboards.domain.departures import leave_partnership
from dashboards.queries import my_learning
from dashboards.queries.board import board_of
from dashboards.queries.departures import export_rows
from dashboards.queries.my_data import my_data_file
from learning.models import (
    ActivityCompletion,
    Attempt,
    ClaimCode,
    CourseCompletion,
    DeviceToken,
    Enrolment,
    LearnerMerger,
    Response,
    Sharing,
)
from partners.scoping import for_learner

from .things import Person
from .together import Together
from .world import World

TITLE = "Small signs"


def _table(model, *columns: str) -> list[tuple]:
    """Whosever: past the doors, as the database holds it."""
    return list(model._base_manager.order_by().values_list(*columns))


class Looks:
    """Compares; raises AssertionError where the site and the model differ."""

    def __init__(self, world: World, model: Together):
        self.world, self.model = world, model
        self.slugs = {pk: slug for slug, pk in world.partner_ids.items()}

    # Records

    def records(self) -> None:
        self._enrolments()
        self._same("activities gone through", self._site_marks(), self._model_marks())
        self._same("completions", self._site_completions(), self._model_completions())
        self._same("certificates to be had", self._certificates(), self._model_completions())
        self._attempts()
        self._answers()

    def _same(self, what: str, site: list, model: list) -> None:
        assert len(set(site)) == len(site), f"{what} are doubled: {site}"
        lost, more = set(model) - set(site), set(site) - set(model)
        assert not lost, f"{what} are lost: {lost}; instead: {more}"
        assert not more, f"{what} nobody has done: {more}"

    def _enrolments(self) -> None:
        rows = Enrolment._base_manager.values_list(
            "pk", "learner_id", "course_key", "partner_id", "course_address", "closed_at"
        )
        site = [(*row[:3], self.slugs[row[3]], row[4], row[5] is not None) for row in rows]
        model = [
            (
                row.id,
                row.owner.id,
                row.course.key,
                row.partner,
                f"/{row.address}/{row.course.slug}/",
                row.is_closed,
            )
            for row in self.model.enrolments
        ]
        self._same("courses begun", site, model)

    def editions(self) -> None:
        """Whoever has begun stays on the structure of that day."""
        kept: dict[int, list] = {}
        for edition_id, *row in EditionActivity.objects.order_by("position").values_list(
            "edition_id", "activity_key", "kind", "is_required", "pass_mark"
        ):
            kept.setdefault(edition_id, []).append((row[0], row[1] == "quiz", *row[2:]))
        edition_of = dict(_table(Enrolment, "pk", "edition_id"))
        for row in self.model.enrolments:
            steps = [
                (step.key, step.is_quiz, step.is_required, step.pass_mark) for step in row.structure.steps
            ]
            assert kept.get(edition_of[row.id], []) == steps, f"the edition of course {row.id} has changed"

    def _site_marks(self) -> list:
        rows = _table(ActivityCompletion, "enrolment_id", "activity_key", "learner_id", "partner_id")
        return [(*row[:3], self.slugs[row[3]]) for row in rows]

    def _model_marks(self) -> list:
        return [(row.enrolment.id, row.key, row.enrolment.owner.id, row.partner) for row in self.model.marks]

    def _site_completions(self) -> list:
        rows = _table(CourseCompletion, "enrolment_id", "learner_id", "partner_id")
        return [(*row[:2], self.slugs[row[2]]) for row in rows]

    def _certificates(self) -> list:
        rows = _table(AvailableCertificate, "completion__enrolment_id", "learner_id", "partner_id")
        return [(*row[:2], self.slugs[row[2]]) for row in rows]

    def _model_completions(self) -> list:
        return [(row.id, row.owner.id, row.completed_at) for row in self.model.enrolments if row.completed_at]

    def _attempts(self) -> None:
        site = _table(
            Attempt,
            "public_id",
            "enrolment_id",
            "learner_id",
            "partner_id",
            "version",
            "finished_at",
            "score",
        )
        site = [(*row[:3], self.slugs[row[3]], row[4], row[5] is not None, row[6]) for row in site]
        model = [
            (
                row.id,
                row.enrolment.id,
                row.enrolment.owner.id,
                row.partner,
                row.version,
                row.is_finished,
                row.score,
            )
            for row in self.model.sittings
        ]
        self._same("sittings", site, model)

    def _answers(self) -> None:
        rows = Response._base_manager.order_by().values_list(
            "attempt__public_id",
            "learner_id",
            "sequence",
            "question_id",
            "choice_ids",
            "is_right",
            "is_set_aside",
            "idempotency_key",
        )
        site = [(*row[:4], tuple(row[4]), *row[5:]) for row in rows]
        model = [
            (
                sitting.id,
                sitting.enrolment.owner.id,
                row.sequence,
                row.question_id,
                row.chosen,
                row.is_right,
                row.is_aside,
                row.key,
            )
            for sitting in self.model.sittings
            for row in sitting.answers
        ]
        self._same("answers", site, model)

    def people(self) -> None:
        """Phones, codes, agreements and mergers."""
        rows = DeviceToken._base_manager.filter(closed_at__isnull=True).values_list("learner_id", flat=True)
        model = [row.owner.id for row in self.model.phones if row.is_open]
        assert sorted(rows) == sorted(model), "phones"
        rows = ClaimCode._base_manager.filter(replaced_at__isnull=True).values_list("learner_id", flat=True)
        assert sorted(rows) == sorted(row.owner.id for row in self.model.codes if row.is_open), "codes"
        rows = Sharing._base_manager.filter(ended_at__isnull=True).values_list("learner_id", "partner_id")
        site = [(row[0], self.slugs[row[1]]) for row in rows]
        model = [(row.owner.id, row.partner) for row in self.model.agreements if row.is_open]
        self._same("agreements", site, model)
        rows = LearnerMerger._base_manager.filter(undone_at__isnull=True).values_list("public_id", flat=True)
        assert sorted(rows) == sorted(row.id for row in self.model.mergers if not row.is_undone), "mergers"

    # Pages

    def model_page(self, person: Person) -> tuple:
        own = [row for row in self.model.of(person) if not row.is_closed]
        courses = sorted(
            (f"/{row.address}/{row.course.slug}/", *self.model.progress(row), bool(row.completed_at))
            for row in own
        )
        return courses, sum(row.is_finished for row in self.model.sittings_of(person))

    def learner_page(self, person: Person, ought: tuple) -> None:
        with for_learner(person.id):
            here = my_learning()
        courses = sorted(
            (row["url"], row["progress"].done, row["progress"].total, row["completed_on"] is not None)
            for row in here["courses"]
        )
        assert all(0 <= row["progress"].percent <= 100 for row in here["courses"])
        site = courses, len(here["quizzes"])
        assert site == ought, f"learner {person.id} reads {site}, not {ought}"

    def learner_file(self, person: Person) -> None:
        from learning.models import Learner  # noqa: PLC0415

        learner = Learner._base_manager.get(pk=person.id)
        with for_learner(person.id):
            file = my_data_file(learner)
        site = sorted(
            (
                bool(row["completed_at"]),
                len(row["finished"]),
                sum(len(quiz["answers"]) for quiz in row["quizzes"]),
            )
            for row in file["courses"]
        )
        model = sorted(
            (
                bool(row.completed_at),
                len(self.model.done(row)),
                sum(len(each.answers) for each in self.model.sittings if each.enrolment is row),
            )
            for row in self.model.of(person)
        )
        assert site == model, f"the file of learner {person.id} holds {site}, not {model}"

    def model_board(self, slug: str) -> tuple:
        begun = sum(row.partner == slug for row in self.model.enrolments)
        completed = sum(row.completed_at == slug for row in self.model.enrolments)
        people = []
        for row in self.model.enrolments:
            if row.partner == slug and slug in self.model.shared_with(row.owner):
                done, total = self.model.progress(row, {slug})
                people.append((100 * done // total if total else 100, row.completed_at == slug))
        return str(begun), str(completed), sorted(people)

    def export(self, slug: str) -> None:
        """The partner leaves, and takes with it what its people shared until today: what its board has shown."""
        ought = sorted(shown for _percent, shown in self.model_board(slug)[2])
        partner = self.world.sections[slug].partner
        leave_partnership(partner=partner, left_on=timezone.localdate(), notice="Goodbye.", by=None)
        site = sorted(row.completed_on is not None for row in export_rows(partner.pk))
        assert site == ought, f"the export of {slug} says {site}, not {ought}"

    def board(self, slug: str, ought: tuple) -> None:
        """Everybody in numbers, those who share by name; exact, since the small number is set to one here."""
        board = board_of(self.world.partner_ids[slug], shows_people=True)
        people = sorted((row["progress_percent"], row["completed_on"] is not None) for row in board.people)
        site = str(board.totals["begun"]), str(board.totals["completed"]), people
        assert site == ought, f"the board of {slug} shows {site}, not {ought}"
