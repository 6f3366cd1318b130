"""A course's structure as held in memory: of the live pages, or of an edition."""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from courses.enums import ActivityKind
from courses.models import CoursePage, Edition, LessonPage, ModulePage, QuizPage
from partners.queries import remembered

from .fingerprints import fingerprint
from .questions import questions_from_blocks, quiz_fingerprint
from .withdrawn import withdrawn

# What a quiz takes, for "about 4 minutes left": half a minute a question, at least two.
QUIZ_MINUTES = 2


@dataclass(frozen=True)
class OutlineActivity:
    """`address` is relative to the course's own, such as "2/3/"; `number` is what learners read: "2.3"."""

    key: UUID
    kind: ActivityKind
    position: int
    module_position: int
    number: str
    title: str
    minutes: int
    is_required: bool
    pass_mark: int | None
    address: str
    fingerprint: str
    page_id: int | None = None
    # In a partner's own part: it has no number, and no place in the order of the course.
    is_extra: bool = False
    # Taken away for safety: asked of nobody just now. No part of the edition, nor of any fingerprint.
    is_withdrawn: bool = False


@dataclass(frozen=True)
class OutlineModule:
    key: UUID
    position: int
    title: str
    address: str
    activities: tuple[OutlineActivity, ...]
    is_extra: bool = False

    @property
    def minutes(self) -> int:
        return sum(activity.minutes for activity in self.asked)

    @cached_property
    def asked(self) -> tuple[OutlineActivity, ...]:
        """What is not taken away for safety."""
        return tuple(activity for activity in self.activities if not activity.is_withdrawn)


@dataclass(frozen=True)
class Outline:
    """`edition_id` is None for the live pages."""

    course_key: UUID
    title: str
    neutral_title: str
    summary: str
    audience: str
    minutes: int
    introduction: str
    outcomes: tuple[str, ...]
    certificate_line: str
    content_note: str
    is_sample: bool
    asks_for_pass: bool
    modules: tuple[OutlineModule, ...]
    fingerprint: str
    edition_id: int | None = None
    page_id: int | None = None
    # Empty until somebody has accredited the course.
    cpd_accreditor: str = ""
    cpd_reference: str = ""

    @cached_property
    def activities(self) -> tuple[OutlineActivity, ...]:
        return tuple(activity for module in self.modules for activity in module.activities)

    @cached_property
    def by_key(self) -> dict[UUID, OutlineActivity]:
        return {activity.key: activity for activity in self.activities}

    @cached_property
    def required_keys(self) -> frozenset[UUID]:
        """Of the edition; what is taken away for safety stays among them (see courses.queries.withdrawn)."""
        return frozenset(activity.key for activity in self.activities if activity.is_required)

    def module_of(self, activity: OutlineActivity) -> OutlineModule:
        return self.modules[activity.module_position - 1]

    def after(self, activity: OutlineActivity) -> OutlineActivity | None:
        """The next activity in order that is not taken away for safety, or None at the end."""
        rest = self.activities[activity.position :]
        return next((row for row in rest if not row.is_withdrawn), None)


def live_outline(course_page_id: int) -> Outline | None:
    """The course as its live pages stand now; None when it is not live. At most five SQL, then from memory."""
    return remembered(("courses.outline", course_page_id), lambda: _build_live(course_page_id))


def outline_from_pages(course_page_id: int) -> Outline | None:
    """The same from the pages themselves, whatever is remembered: for what is stored. At most five SQL."""
    return _build_live(course_page_id)


def live_courses() -> list[tuple]:
    """Every live course page of every language: id, path, url_path, key, whether it is shared, language."""
    columns = ("pk", "path", "url_path", "translation_key", "is_shared", "locale__language_code")
    rows = CoursePage.objects.live().order_by("path")
    return remembered("courses.live", lambda: list(rows.values_list(*columns)))


def outline_of_edition(edition_id: int) -> Outline:
    """The course as an edition has it; in today's words where the live course has the same structure still."""
    return remembered(("courses.edition_outline", edition_id), lambda: _in_todays_words(edition_id))


def _in_todays_words(edition_id: int) -> Outline:
    edition = _build_edition(edition_id)
    live = next((row[0] for row in live_courses() if row[3] == edition.course_key), None)
    today = live_outline(live) if live else None
    if today and today.fingerprint == edition.fingerprint:
        return replace(today, edition_id=edition_id)
    return edition


def course_words(page: CoursePage) -> dict:
    """The words a course says of itself, as an edition keeps them."""
    return {
        "title": page.title,
        "neutral_title": page.neutral_title,
        "summary": page.summary,
        "audience": page.audience,
        "minutes": page.minutes,
        "introduction": page.introduction,
        "outcomes": page.outcome_lines(),
        "certificate_line": page.certificate_line,
        "cpd_accreditor": page.cpd_accreditor,
        "cpd_reference": page.cpd_reference,
        "content_note": page.content_note,
        "is_sample": page.is_sample,
    }


def _build_live(course_page_id: int) -> Outline | None:
    course = CoursePage.objects.live().filter(pk=course_page_id).first()
    if course is None:
        return None
    modules = list(ModulePage.objects.child_of(course).live().order_by("path"))
    rows = [
        (ActivityKind.LESSON, page)
        for page in LessonPage.objects.descendant_of(course).live().defer("body").order_by("path")
    ]
    rows += [
        (ActivityKind.QUIZ, page) for page in QuizPage.objects.descendant_of(course).live().order_by("path")
    ]
    rows.sort(key=lambda row: row[1].path)
    found = live_modules(modules, rows)
    return Outline(
        course_key=course.translation_key,
        asks_for_pass=course.asks_for_pass,
        modules=found,
        fingerprint=outline_fingerprint(course, found),
        page_id=course.pk,
        **{**course_words(course), "outcomes": tuple(course.outcome_lines())},
    )


def live_modules(modules, rows) -> tuple[OutlineModule, ...]:
    """`rows` are (kind, page) in the order of their paths; those below no module are left out."""
    found, position, gone = [], 0, withdrawn().activities
    for module_position, module in enumerate(modules, start=1):
        activities = []
        for kind, page in rows:
            if not page.path.startswith(module.path):
                continue
            position += 1
            activities.append(
                OutlineActivity(
                    key=page.translation_key,
                    kind=kind,
                    position=position,
                    module_position=module_position,
                    number=f"{module_position}.{len(activities) + 1}",
                    title=page.title,
                    minutes=page.minutes
                    if kind is ActivityKind.LESSON
                    else quiz_minutes(len(page.questions)),
                    is_required=page.is_required,
                    pass_mark=page.pass_mark if kind is ActivityKind.QUIZ else None,
                    address=f"{module.slug}/{page.slug}/",
                    fingerprint=activity_fingerprint(kind, page),
                    page_id=page.pk,
                    is_withdrawn=page.translation_key in gone,
                )
            )
        found.append(
            OutlineModule(
                key=module.translation_key,
                position=module_position,
                title=module.title,
                address=f"{module.slug}/",
                activities=tuple(activities),
            )
        )
    return tuple(found)


def outline_fingerprint(course: CoursePage, modules: tuple[OutlineModule, ...]) -> str:
    """Names a course's structure: keys, order, required, and what activity_fingerprint covers; no wording."""
    return fingerprint(
        [
            str(course.translation_key),
            course.asks_for_pass,
            [
                [str(module.key), str(activity.key), activity.is_required, activity.fingerprint]
                for module in modules
                for activity in module.activities
            ],
        ]
    )


def activity_fingerprint(kind: ActivityKind, page) -> str:
    """A quiz's question and choice ids, right answers and pass mark; a lesson is its key alone."""
    if kind is ActivityKind.QUIZ:
        return quiz_fingerprint(questions_from_blocks(list(page.questions.raw_data)), page.pass_mark)
    return fingerprint([str(page.translation_key)])


def quiz_minutes(questions: int) -> int:
    """About how long a quiz takes."""
    return max(QUIZ_MINUTES, round(questions / 2))


def _build_edition(edition_id: int) -> Outline:
    edition = Edition.objects.get(pk=edition_id)
    rows = list(edition.activities.all())
    language = next(iter(edition.content))
    words = edition.content[language]
    modules = []
    for module in words["modules"]:
        own = [row for row in rows if row.module_position == module["position"]]
        modules.append(
            OutlineModule(
                key=UUID(module["key"]),
                position=module["position"],
                title=module["title"],
                address=module["address"],
                activities=tuple(
                    _edition_activity(row, number, language) for number, row in enumerate(own, start=1)
                ),
            )
        )
    course = {**words["course"], "outcomes": tuple(words["course"]["outcomes"])}
    return Outline(
        course_key=edition.course_key,
        asks_for_pass=edition.asks_for_pass,
        modules=tuple(modules),
        fingerprint=edition.fingerprint,
        edition_id=edition.pk,
        **course,
    )


def _edition_activity(row, number: int, language: str) -> OutlineActivity:
    words = row.content[language]
    return OutlineActivity(
        key=row.activity_key,
        kind=ActivityKind(row.kind),
        position=row.position,
        module_position=row.module_position,
        number=f"{row.module_position}.{number}",
        title=words["title"],
        minutes=words["minutes"],
        is_required=row.is_required,
        pass_mark=row.pass_mark,
        address=row.address,
        fingerprint=row.fingerprint,
        is_withdrawn=row.activity_key in withdrawn().activities,
    )
