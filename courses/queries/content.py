"""What stands on an activity's page: live, or frozen in an edition; as plain data and as rendered blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.enums import ActivityKind
from courses.models import EditionActivity, LessonPage, QuizPage
from partners.queries import remembered

from .questions import Question, questions_from_blocks, questions_from_json, quiz_fingerprint
from .withdrawn import withdrawn


@dataclass(frozen=True)
class LessonContent:
    """`page` is a LessonPage, read from the database or made from a frozen copy (then without a pk)."""

    page: LessonPage
    frozen_from: int | None = None


@dataclass(frozen=True)
class QuizContent:
    """`questions` are those still asked; the fingerprint covers what is taken away for safety as well."""

    title: str
    pass_mark: int | None
    questions: tuple[Question, ...]
    fingerprint: str


def live_lesson(page_id: int) -> LessonContent | None:
    """The lesson as it stands now; None when it is not live."""

    def build():
        page = LessonPage.objects.live().filter(pk=page_id).first()
        return LessonContent(page) if page else None

    return remembered(("courses.lesson", page_id), build)


def live_quiz(page_id: int) -> QuizContent | None:
    """The quiz as it stands now; None when it is not live."""

    def build():
        page = QuizPage.objects.live().filter(pk=page_id).first()
        if page is None:
            return None
        questions = tuple(questions_from_blocks(list(page.questions.raw_data)))
        return QuizContent(
            title=page.title,
            pass_mark=page.pass_mark,
            questions=still_asked(questions, page.translation_key),
            fingerprint=quiz_fingerprint(questions, page.pass_mark),
        )

    return remembered(("courses.quiz", page_id), build)


def frozen_activity(edition_id: int, activity_key: UUID) -> EditionActivity | None:
    """The row of an edition that keeps this activity."""

    def build():
        return EditionActivity.objects.filter(edition_id=edition_id, activity_key=activity_key).first()

    return remembered(("courses.frozen", edition_id, activity_key), build)


def frozen_lesson(edition_id: int, activity_key: UUID, language: str) -> LessonContent | None:
    """The lesson as on the day the edition was made."""
    row = frozen_activity(edition_id, activity_key)
    if row is None or row.kind != ActivityKind.LESSON:
        return None
    words = words_in(row.content, language)
    page = LessonPage(
        title=words["title"],
        minutes=words["minutes"],
        content_note=words["content_note"],
        done_when=words["done_when"],
        body=words["body"],
        translation_key=activity_key,
    )
    return LessonContent(page, frozen_from=edition_id)


def frozen_quiz(edition_id: int, activity_key: UUID, language: str) -> QuizContent | None:
    """The quiz as on the day the edition was made."""
    row = frozen_activity(edition_id, activity_key)
    if row is None or row.kind != ActivityKind.QUIZ:
        return None
    words = words_in(row.content, language)
    return QuizContent(
        title=words["title"],
        pass_mark=row.pass_mark,
        questions=still_asked(questions_from_json(words["questions"]), activity_key),
        fingerprint=row.fingerprint,
    )


def still_asked(questions: Iterable[Question], activity_key: UUID) -> tuple[Question, ...]:
    """Without those taken away for safety; all of them leave with their quiz."""
    gone = withdrawn()
    if activity_key in gone.activities:
        return ()
    ids = gone.ids_in(activity_key)
    return tuple(question for question in questions if question.id not in ids)


def words_in(content: dict, language: str) -> dict:
    """The words of a language, else of the source language, which stands first."""
    return content.get(language) or next(iter(content.values()))
