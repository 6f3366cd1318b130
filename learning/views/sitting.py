"""What the pages of one sitting of a quiz show."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import ActivityKind
from courses.queries import Address, Place, Question, address_book, questions_from_json, still_asked
from learning.domain import rounds
from learning.enums import Outcome
from learning.models import Attempt, CourseCompletion, Response
from learning.queries import completed_keys
from partners.scoping import for_learner

from .faces import complete_url, rich, title_of
from .way import Way, outline_for


def way_of(found: Attempt, done_keys=frozenset()) -> Way:
    """The way at the quiz that an attempt belongs to, in the section it was begun in. No SQL when warm."""
    course = address_book().find(found.course_address)
    address = Address(
        place=Place.ACTIVITY,
        path=found.course_address,
        partner_id=found.partner_id,
        source_page_id=course.source_page_id if course else 0,
        section_page_id=course.section_page_id if course else 0,
        course_address=found.course_address,
        course_key=found.course_key,
        key=found.activity_key,
        kind=ActivityKind.QUIZ,
    )
    return Way(address, outline_for(address, found.enrolment), None, None, done_keys)


def _faces(way: Way) -> dict:
    activity = way.activity
    is_extra = bool(activity and activity.is_extra)
    return {
        "course": way.course_face(),
        "module": way.module_face(way.module_of(activity)) if activity else None,
        "from_partner": way.brand.short_name if is_extra else "",
        "number": activity.number if activity else "",
    }


def question(
    request, found: Attempt, questions: list[Question], shown: Question, *, error, notice, key
) -> dict:
    """One question without a word of what is right."""
    way = way_of(found)
    faces = _faces(way)
    chosen = request.POST.getlist("choice") if request.method == "POST" else []
    position = next(number for number, row in enumerate(questions, start=1) if row.id == shown.id)
    before = found.standing.get(shown.id, {})
    here = {
        **faces,
        "question": {
            "id": shown.id,
            "text": shown.text,
            "kind": shown.kind.value,
            "choices": [
                {"id": choice.id, "text": choice.text, "checked": choice.id in chosen}
                for choice in shown.choices
            ],
        },
        "position": _("Question %(number)s of %(count)s") % {"number": position, "count": len(questions)},
        "round": before.get("rounds", 0) + 1,
        "is_again": bool(before),
        "answer_url": reverse("learning:answer", args=[found.public_id]),
        "set_aside_url": reverse("learning:set-aside", args=[found.public_id]),
        "version": found.version,
        "idempotency_key": key,
        "lesson_url": lesson_url(way, shown),
    }
    errors = [{"field_id": "choice-1", "message": error}] if error else []
    return {
        "browser_title": title_of(way, faces["number"]),
        "here": here,
        "errors": errors,
        "notice": notice,
    }


def lesson_url(way: Way, shown: Question) -> str:
    """The lesson that a question looks back at, where it names one."""
    activity = way.activity
    if not (activity and shown.lesson):
        return ""
    module = way.module_of(activity)
    for other in module.activities:
        if other.address.rstrip("/").endswith(f"/{shown.lesson}"):
            return way.url_of(other)
    return ""


def answered(request, found: Attempt, response: Response) -> dict:
    """Feedback for what was chosen, what is right, and the explanation."""
    questions = still_asked(questions_from_json(found.questions), found.activity_key)
    asked = next(row for row in questions if row.id == response.question_id)
    way = way_of(found)
    faces = _faces(way)
    is_last = found.finished_at is not None and response.sequence == found.version
    here = {
        **faces,
        "question": asked.text,
        "kind": asked.kind.value,
        "choices": [
            {
                "text": choice.text,
                "chosen": choice.id in response.choice_ids,
                "right": choice.is_right,
                "feedback": choice.feedback,
            }
            for choice in asked.choices
        ],
        "outcome": Outcome.RIGHT.value if response.is_right else Outcome.AGAIN.value,
        "heading": _("That's right") if response.is_right else _("Not quite"),
        "explanation": rich(asked.explanation),
        "summary": summary(questions, found.standing),
        "next_url": reverse("learning:attempt", args=[found.public_id]),
        "next_label": _("Carry on"),
        "completed": _completed(found, way) if is_last else None,
    }
    if here["completed"]:
        here["next_url"] = here["completed"]["complete_url"]
    return {"browser_title": title_of(way, faces["number"]), "here": here}


def summary(questions: list[Question], standing: dict) -> str:
    """Said once every question was answered: "3 of 4; let's look at one again". Never a percentage."""
    if not questions or any(row.id not in standing for row in questions):
        return ""
    again = sum(1 for row in questions if not rounds.is_settled(standing, row.id))
    asked = sum(1 for row in questions if standing[row.id]["outcome"] != Outcome.ASIDE)
    right = rounds.right_count(questions, standing)
    counted = _("%(right)s of %(asked)s") % {"right": right, "asked": asked}
    if not again:
        return counted
    look = ngettext("let's look at one again", "let's look at %(count)s again", again) % {"count": again}
    return f"{counted}; {look}"


def taken_away(found: Attempt) -> dict:
    """In place of the next question, where all that was left is taken away for safety."""
    way = way_of(found)
    faces = _faces(way)
    carry_on_url = reverse("learning:go-on", args=[found.public_id])
    return {"browser_title": title_of(way, faces["number"]), "here": {**faces, "carry_on_url": carry_on_url}}


def onward(found: Attempt) -> str:
    """The address of what follows the quiz."""
    with for_learner(found.learner_id):
        return way_of(found, completed_keys(found.enrolment_id)).onward()[0]


def end(request, found: Attempt, questions: list[Question]) -> dict:
    """The quiz as it was asked, with the answers last given."""
    with for_learner(found.learner_id):
        responses = list(Response.objects.filter(attempt_id=found.pk))
        way = way_of(found, completed_keys(found.enrolment_id))
    faces = _faces(way)
    last = {row.question_id: row for row in responses}
    is_any_away = len(questions) < len(found.questions)
    # What came back after the end was never asked here.
    questions = [row for row in questions if row.id in found.standing]
    next_url, next_label = way.onward()
    completed = _completed(found, way)
    here = {
        **faces,
        "questions": [_looked_back(row, last.get(row.id), found.standing) for row in questions],
        "is_any_away": is_any_away,
        "summary": summary(questions, found.standing),
        "next_url": completed["complete_url"] if completed else next_url,
        "next_label": _("You have finished the course") if completed else next_label,
    }
    return {"browser_title": title_of(way, faces["number"]), "here": here}


def _looked_back(asked: Question, response: Response | None, standing: dict) -> dict:
    given = set(response.choice_ids) if response else set()
    is_right = standing.get(asked.id, {}).get("outcome") == Outcome.RIGHT
    return {
        "text": asked.text,
        "your_answer": [choice.text for choice in asked.choices if choice.id in given],
        "right_answer": [choice.text for choice in asked.choices if choice.is_right],
        "outcome": "right" if is_right else "set aside",
        "explanation": rich(asked.explanation),
    }


def _completed(found: Attempt, way: Way) -> dict | None:
    if way.activity and way.activity.is_extra:
        # A section's own part leads on in its own way: the course was finished before, or is not yet.
        return None
    with for_learner(found.learner_id):
        is_completed = CourseCompletion.objects.filter(enrolment_id=found.enrolment_id).exists()
    if not is_completed:
        return None
    return {"course_title": way.outline.title, "complete_url": complete_url(found.enrolment)}
