"""Courses for tests, built by the builder that also makes the sample courses."""

from dataclasses import dataclass

from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.domain.manuscript import CourseDraft, LessonDraft, ModuleDraft, QuestionDraft, QuizDraft
from courses.enums import QuestionKind
from courses.models import AdoptedCoursePage, CoursePage
from tests.factories.partners import Partners


@dataclass
class SmallCourse:
    """`course` stands with the programme; `alder` and `birch` have adopted it."""

    partners: Partners
    course: CoursePage
    alder: AdoptedCoursePage
    birch: AdoptedCoursePage


def make_small_course(partners: Partners) -> SmallCourse:
    course = build_course(section=partners.programme, draft=course_draft(), is_shared=True)
    return SmallCourse(
        partners=partners,
        course=course,
        alder=adopt_course(section=partners.alder, course=course),
        birch=adopt_course(section=partners.birch, course=course),
    )


def course_draft(*, slug: str = "course-1", modules: int = 2, lessons: int = 2) -> CourseDraft:
    """Modules of lessons, each with a quiz of three questions at its end."""
    return CourseDraft(
        title="Small signs",
        neutral_title="Course 1",
        slug=slug,
        summary="What helps.",
        audience="Everybody",
        minutes=60,
        certificate_line="Noticing and supporting",
        content_note="",
        outcomes=["Say what helps", "Choose one step"],
        introduction="<p>Hello.</p>",
        modules=[
            ModuleDraft(
                title=f"Module {number}",
                slug=str(number),
                activities=[
                    *(lesson_draft(str(at)) for at in range(1, lessons + 1)),
                    quiz_draft(str(lessons + 1)),
                ],
            )
            for number in range(1, modules + 1)
        ],
    )


def lesson_draft(slug: str, **changes) -> LessonDraft:
    fields = {
        "title": f"Lesson {slug}",
        "slug": slug,
        "minutes": 4,
        "content_note": "",
        "done_when": "You have read this page.",
        "blocks": [("paragraph", "<p>One steady adult helps.</p>")],
    }
    return LessonDraft(**{**fields, **changes})


def quiz_draft(slug: str) -> QuizDraft:
    return QuizDraft(
        title="Looking back",
        slug=slug,
        questions=[
            question_draft("What helps most?", QuestionKind.SINGLE),
            question_draft("What helps too?", QuestionKind.MULTIPLE),
            QuestionDraft(
                kind=QuestionKind.TRUE_FALSE,
                text="Nobody can help.",
                lesson="1",
                is_shuffled=False,
                explanation="<p>Many can.</p>",
                choices=[("true", False, "Many feel so."), ("false", True, "Many can help.")],
            ),
        ],
    )


def question_draft(text: str, kind: QuestionKind) -> QuestionDraft:
    several = kind is QuestionKind.MULTIPLE
    return QuestionDraft(
        kind=kind,
        text=text,
        lesson="1",
        is_shuffled=False,
        explanation="<p>Listening helps.</p>",
        choices=[
            ("Listening", True, "That helps."),
            ("Being there", several, "So it is."),
            ("Shouting", False, "It rarely helps."),
        ],
    )
