"""Two partners, the programme and two small courses; and the same as the model sees them."""

from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale, Page

from accounts.models import User
from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import PartnerPage
from tests.factories.courses import course_draft
from tests.factories.partners import Partners, make_partners, make_person

from .things import OTHER, Activity, Course, Module, Question, Step

SHARED, OWN = "course-1", "course-2"
PASS_MARK = 60


@dataclass(frozen=True)
class World:
    """`approvers`: slug → two people, since whoever takes away does not bring back."""

    partners: Partners
    sections: dict[str, PartnerPage]
    partner_ids: dict[str, int]
    approvers: dict[str, tuple[User, User]]
    operator: User


def plant() -> World:
    """A shared course that both partners have taken up, and one of Alder's own that asks for a pass."""
    partners = make_partners()
    shared = build_course(
        section=partners.programme, draft=course_draft(slug=SHARED, lessons=1), is_shared=True
    )
    adopted = [adopt_course(section=section, course=shared) for section in (partners.alder, partners.birch)]
    own = build_course(section=partners.alder, draft=course_draft(slug=OWN, modules=1, lessons=1))
    CoursePage.objects.filter(pk=own.pk).update(asks_for_pass=True)
    QuizPage.objects.descendant_of(own).update(pass_mark=PASS_MARK)
    _translate([*CoursePage.objects.all(), *adopted])
    public_content_changed()
    sections = {"programme": partners.programme, "alder": partners.alder, "birch": partners.birch}
    approvers = {
        slug: tuple(make_person(section, Role.APPROVER, f"{n}@{slug}.example") for n in ("one", "two"))
        for slug, section in sections.items()
    }
    return World(
        partners=partners,
        sections=sections,
        partner_ids={slug: section.partner_id for slug, section in sections.items()},
        approvers=approvers,
        operator=User.objects.create_superuser("operator@our.example", "a long password"),
    )


def _translate(pages: list[Page]) -> None:
    """The same pages, live, in a second language; nobody changes them there."""
    locale = Locale.objects.create(language_code=OTHER)
    for page in pages:
        for each in (page.get_parent(), page, *page.get_descendants()):
            if not each.has_translation(locale):
                each.specific.copy_for_translation(locale, copy_parents=True)
    for page in Page.objects.filter(locale=locale, alias_of__isnull=True).order_by("path"):
        page.specific.save_revision().publish()
    # A copy is not shared by itself.
    CoursePage.objects.filter(slug=SHARED).update(is_shared=True)


def courses() -> list[Course]:
    """As they stand when nobody has changed anything yet: read from the pages' fields, not from any outline."""
    found = []
    for slug, sections in ((SHARED, ("alder", "birch", "programme")), (OWN, ("alder",))):
        page = CoursePage.objects.get(slug=slug, locale__language_code="en-gb")
        modules = ModulePage.objects.child_of(page).order_by("path")
        found.append(
            Course(
                key=page.translation_key,
                slug=slug,
                page_id=page.pk,
                sections=sections,
                asks_for_pass=page.asks_for_pass,
                modules=[Module(row.pk, f"{row.slug}/", _activities(row)) for row in modules],
            )
        )
        found[-1].translated = tuple(row.step for row in found[-1].live())
    return found


def owner_of(course: Course) -> str:
    return "programme" if course.slug == SHARED else "alder"


def _activities(module: ModulePage) -> list[Activity]:
    lessons = LessonPage.objects.child_of(module)
    quizzes = QuizPage.objects.child_of(module)
    pages = sorted([*lessons, *quizzes], key=lambda page: page.path)
    return [Activity(page.pk, step_of(page, f"{module.slug}/{page.slug}/")) for page in pages]


def step_of(page: LessonPage | QuizPage, place: str) -> Step:
    is_quiz = isinstance(page, QuizPage)
    return Step(
        key=UUID(str(page.translation_key)),
        place=place,
        is_quiz=is_quiz,
        is_required=page.is_required,
        pass_mark=page.pass_mark if is_quiz else None,
        questions=tuple(question_of(row) for row in page.questions.raw_data) if is_quiz else (),
    )


def question_of(block: dict) -> Question:
    value = block["value"]
    if block["type"] == "true_false":
        right = {"true" if value["is_true"] else "false"}
        return Question(block["id"], ("true", "false"), frozenset(right), takes_several=False)
    return Question(
        block["id"],
        tuple(row["id"] for row in value["choices"]),
        frozenset(row["id"] for row in value["choices"] if row["value"]["is_right"]),
        takes_several=block["type"] == "multiple",
    )
