"""What a partner's approver may take away for safety: its own courses, in words, down to each block and question."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page

from courses.enums import ActivityKind, WithdrawnKind
from courses.models import (
    AdoptedCoursePage,
    CoursePage,
    Edition,
    EditionActivity,
    LessonPage,
    ModulePage,
    QuizPage,
    SafetyWithdrawal,
)
from partners.models import Partner, PartnerPage
from partners.rules.safety import approver_ids

from .address_book import address_book
from .questions import questions_from_blocks, questions_from_json
from .withdrawn import withdrawn

WORDS_SHOWN = 60


@dataclass(frozen=True)
class OwnCourse:
    """A course of the partner's own, or its own parts around a shared one (`is_around`).

    `page` is None for a course whose pages are deleted: those who have begun it still read its editions.
    """

    key: UUID
    title: str
    page: Page | None
    is_around: bool


@dataclass(frozen=True)
class OwnActivity:
    """`is_former`: no longer in the course, but asked of those who began before."""

    key: UUID
    kind: ActivityKind
    title: str
    module: str
    is_former: bool = False


@dataclass(frozen=True)
class Piece:
    """A block of a lesson or a question of a quiz, in words."""

    id: str
    label: str
    words: str
    is_former: bool = False


def own_courses(partner: Partner) -> list[OwnCourse]:
    """In the order of its section, drafts left out unless they were public once; one row whatever the languages."""
    found: dict[UUID, OwnCourse] = {}
    for section in PartnerPage.objects.filter(partner=partner).order_by("path"):
        for page in CoursePage.objects.descendant_of(section).order_by("path"):
            if page.first_published_at or page.live:
                found.setdefault(
                    page.translation_key, OwnCourse(page.translation_key, page.title, page, False)
                )
        for page in AdoptedCoursePage.objects.descendant_of(section).order_by("path"):
            if page.numchild:
                found.setdefault(page.course_key, OwnCourse(page.course_key, page.title, page, True))
    if partner.is_programme:
        found |= _courses_without_page()
    return list(found.values())


def _courses_without_page() -> dict[UUID, OwnCourse]:
    """Nothing says any more whose they were; the programme answers for them. By the name they had last."""
    there = CoursePage.objects.filter(translation_key=OuterRef("course_key"))
    found = {}
    for edition in Edition.objects.exclude(Exists(there)).order_by("pk"):
        words = next(iter(edition.content.values()))
        found[edition.course_key] = OwnCourse(edition.course_key, words["course"]["title"], None, False)
    return found


def own_course(partner: Partner, course_key: UUID) -> OwnCourse | None:
    return next((course for course in own_courses(partner) if course.key == course_key), None)


def own_activities(course: OwnCourse) -> list[OwnActivity]:
    """The live ones in order, then those that only earlier editions hold. At most four SQL."""
    found = _live_activities(course.page) if course.page else []
    if course.is_around:
        return found
    live = {activity.key for activity in found}
    former = {}
    for row in EditionActivity.objects.filter(edition__course_key=course.key).order_by(
        "-edition_id", "position"
    ):
        if row.activity_key not in live:
            words = next(iter(row.content.values()))
            former.setdefault(
                row.activity_key,
                OwnActivity(row.activity_key, ActivityKind(row.kind), words["title"], "", is_former=True),
            )
    return [*found, *former.values()]


def _live_activities(course: Page) -> list[OwnActivity]:
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    rows = [
        (page.path, ActivityKind.LESSON, page)
        for page in LessonPage.objects.descendant_of(course).live().defer("body")
    ]
    rows += [
        (page.path, ActivityKind.QUIZ, page)
        for page in QuizPage.objects.descendant_of(course).live().defer("questions")
    ]
    return [
        OwnActivity(page.translation_key, kind, page.title, _module_of(page, modules))
        for _path, kind, page in sorted(rows, key=lambda row: row[0])
    ]


def _module_of(page: Page, modules: list[ModulePage]) -> str:
    return next((module.title for module in modules if page.path.startswith(module.path)), "")


def pieces_of(course: OwnCourse, activity: OwnActivity) -> list[Piece]:
    """Blocks or questions as they stand now, then those that only earlier editions hold."""
    found: dict[str, Piece] = {}
    model = LessonPage if activity.kind is ActivityKind.LESSON else QuizPage
    page = None
    if course.page:
        page = model.objects.descendant_of(course.page).live().filter(translation_key=activity.key).first()
    if page:
        found = {piece.id: piece for piece in _pieces_of_page(page)}
    editions = EditionActivity.objects.filter(edition__course_key=course.key, activity_key=activity.key)
    for row in editions.order_by("-edition_id"):
        for piece in _pieces_of_edition(row, is_former=page is not None):
            found.setdefault(piece.id, piece)
    return list(found.values())


def _pieces_of_page(page: Page) -> Iterator[Piece]:
    if isinstance(page, LessonPage):
        yield from _blocks(page.body)
    else:
        for question in questions_from_blocks(list(page.questions.raw_data)):
            yield Piece(question.id, str(question.kind.label), question.text)


def _pieces_of_edition(row: EditionActivity, *, is_former: bool) -> Iterator[Piece]:
    words = next(iter(row.content.values()))
    if row.kind == ActivityKind.LESSON:
        yield from _blocks(LessonPage(body=words["body"]).body, is_former=is_former)
    else:
        for question in questions_from_json(words["questions"]):
            yield Piece(question.id, str(question.kind.label), question.text, is_former)


def _blocks(body, *, is_former: bool = False) -> Iterator[Piece]:
    for block in body:
        texts = block.block.get_searchable_content(block.value)
        words = " ".join(strip_tags(str(text)) for text in texts)
        label = str(block.block.label)
        yield Piece(block.id, label, Truncator(words).words(WORDS_SHOWN), is_former)


def kind_of(activity: OwnActivity, block_id: str) -> WithdrawnKind:
    """What taking this away is called."""
    if activity.kind is ActivityKind.LESSON:
        return WithdrawnKind.BLOCK if block_id else WithdrawnKind.LESSON
    return WithdrawnKind.QUESTION if block_id else WithdrawnKind.QUIZ


def withdrawals_at(partner: Partner) -> list[SafetyWithdrawal]:
    """What is taken away now of this partner's own and of the shared courses in its section, newest first. One SQL.

    Not what another adopter has taken away of its own parts around the same course.
    """
    shown = {course.course_key for course in address_book().courses_of(partner.pk)}
    rows = SafetyWithdrawal.objects.filter(restored_at__isnull=True).filter(
        Q(partner=partner) | Q(course_key__in=shown)
    )
    rows = rows.select_related("withdrawn_by", "partner").order_by("-withdrawn_at")
    return [row for row in rows if is_shown_at(partner.pk, row.partner_id, row.course_key)]


def is_shown_at(partner_id: int, owner_id: int, course_key: UUID) -> bool:
    """Whether what `owner_id` has in a course stands in this partner's section as well. From memory."""
    if owner_id == partner_id:
        return True
    sections = [row for row in address_book().courses if row.course_key == course_key]
    is_owner = any(
        row.partner_id == owner_id and row.source_page_id == row.section_page_id for row in sections
    )
    return is_owner and any(row.partner_id == partner_id for row in sections)


def number_taken_away_at(partner_id: int) -> int:
    """How many things on this partner's pages are taken away now. From memory."""
    return sum(1 for owner_id, key in withdrawn().whose if is_shown_at(partner_id, owner_id, key))


def withdrawals_without_second_person(programme: Partner) -> list[SafetyWithdrawal]:
    """Of other partners whose only approver took it away: the programme's approver is asked."""
    rows = SafetyWithdrawal.objects.filter(restored_at__isnull=True).exclude(partner=programme)
    rows = list(rows.select_related("withdrawn_by", "partner").order_by("-withdrawn_at"))
    approvers_at = approver_ids({row.partner_id for row in rows})
    return [row for row in rows if not approvers_at[row.partner_id] - {row.withdrawn_by_id}]


def words_of(withdrawal: SafetyWithdrawal) -> tuple[str, str]:
    """Where it stands, and what it says: "Course 1, part 1.2: Talking" and the words of a block or question."""
    course = own_course(withdrawal.partner, withdrawal.course_key)
    if course is None:
        return "", ""
    activity = next((row for row in own_activities(course) if row.key == withdrawal.activity_key), None)
    if activity is None:
        return course.title, ""
    pieces = pieces_of(course, activity) if withdrawal.block_id else []
    words = next((piece.words for piece in pieces if piece.id == withdrawal.block_id), "")
    return f"{course.title}: {activity.title}", words
