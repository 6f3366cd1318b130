"""Makes the site that is killed: a database, one shared course, taken up by Alder.

    python -m tests.kill.prepare FACTS

What a resident has to know to answer rightly, and the checker to compare, goes to the file FACTS, as JSON.
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from courses.domain import adopt_course  # noqa: E402
from courses.domain.building import build_course  # noqa: E402
from courses.domain.manuscript import CourseDraft, ModuleDraft, QuizDraft  # noqa: E402
from courses.enums import ActivityKind, QuestionKind  # noqa: E402
from courses.queries import address_book, live_quiz  # noqa: E402
from tests.factories.courses import course_draft, lesson_draft, question_draft  # noqa: E402
from tests.factories.partners import make_partners  # noqa: E402

SECTION = "alder"
MODULES, QUESTIONS = 2, 10


def draft() -> CourseDraft:
    """Few lessons and many questions: the answers are what is looked at."""
    found = course_draft(modules=0)
    found.modules.extend(_module(str(number)) for number in range(1, MODULES + 1))
    return found


def _module(slug: str) -> ModuleDraft:
    questions = [
        question_draft(
            f"What helps at {number} o'clock?",
            QuestionKind.MULTIPLE if number % 3 == 0 else QuestionKind.SINGLE,
        )
        for number in range(1, QUESTIONS + 1)
    ]
    quiz = QuizDraft(title="Looking back", slug="2", questions=questions)
    return ModuleDraft(title=f"Module {slug}", slug=slug, activities=[lesson_draft("1"), quiz])


def main(facts_file: str) -> None:
    if "partners_partner" not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
    partners = make_partners()
    course = build_course(section=partners.programme, draft=draft(), is_shared=True)
    adopt_course(section=getattr(partners, SECTION), course=course)
    Path(facts_file).write_text(json.dumps(_facts(f"/{SECTION}/{course.slug}/")))


def _facts(start: str) -> dict:
    activities = address_book().find(start).outline.activities
    quizzes = [live_quiz(row.page_id) for row in activities if row.kind is ActivityKind.QUIZ]
    return {
        "start": start,
        "activities": {start + row.address: str(row.key) for row in activities},
        "right": {asked.id: sorted(asked.right_ids) for quiz in quizzes for asked in quiz.questions},
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
