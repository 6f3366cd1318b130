"""What the pages of one sitting of a quiz show."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import ActivityKind
from courses.queries import Address, Place, Question, address_book
from courses.queries.documents import recording_of
from learning.domain import rounds
from learning.domain.asking import Asking, asking_of
from learning.enums import Outcome
from learning.models import Attempt, CourseCompletion, Response
from learning.queries import completed_keys
from partners.scoping import for_learner

from .faces import complete_url, own_words, rich, title_of
from .way import Way, outline_for

# After so many rounds on one question the page offers other ways.
ROUNDS_ALONE = 2


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


def faces_of(way: Way) -> dict:
    activity = way.activity
    is_extra = bool(activity and activity.is_extra)
    return {
        "course": way.course_face(),
        "module": way.module_face(way.module_of(activity)) if activity else None,
        "from_partner": way.brand.short_name if is_extra else "",
        "number": activity.number if activity else "",
    }


def question(request, found: Attempt, asking: Asking, shown: Question, *, error, notice, key) -> dict:
    """One question without a word of what is right. What was chosen on a page that is refused stays chosen."""
    way = way_of(found)
    faces = faces_of(way)
    # Choices of different questions may go by the same name, such as "true".
    chosen = request.POST.getlist("choice") if request.POST.get("question") == shown.id else []
    position = next(number for number, row in enumerate(asking.asked, start=1) if row.id == shown.id)
    before = found.standing.get(shown.id, {})
    here = {
        **faces,
        "question": {
            "id": shown.id,
            "text": shown.text,
            "kind": shown.kind.value,
            "recording": recording_of(shown.recording_id),
            "choices": [
                {"id": choice.id, "text": choice.text, "checked": choice.id in chosen}
                for choice in shown.choices
            ],
        },
        "position": _("Question %(number)s of %(count)s") % {"number": position, "count": len(asking.asked)},
        "round": before.get("rounds", 0) + 1,
        "is_again": bool(before),
        "answer_url": reverse("learning:answer", args=[found.public_id]),
        "set_aside_url": reverse("learning:set-aside", args=[found.public_id]),
        "version": found.version,
        "idempotency_key": key,
        "lesson_url": lesson_url(way, shown),
        **_other_ways(found, way, shown),
    }
    errors = [{"field_id": "choice-1", "message": error}] if error else []
    return {
        "browser_title": title_of(way, faces["number"]),
        "here": here,
        "errors": errors,
        "notice": notice,
    }


def lesson_url(way: Way, shown: Question) -> str:
    """The lesson that a question looks back at, where it names one: by the end of its address, or by its number."""
    activity, named = way.activity, shown.lesson.strip()
    if not (activity and named):
        return ""
    others = [row for row in way.module_of(activity).activities if row != activity]
    by_address = [row for row in others if row.address.rstrip("/").endswith(f"/{named}")]
    by_number = [row for row in others if named in (row.number, row.number.rpartition(".")[2])]
    found = next(iter(by_address + by_number), None)
    return way.url_of(found) if found else ""


def _other_ways(found: Attempt, way: Way, shown: Question) -> dict:
    """Offered once two rounds have not brought it: a lesson to look at, somebody to ask, or to leave it for now."""
    if found.standing.get(shown.id, {}).get("rounds", 0) < ROUNDS_ALONE or found.finished_at:
        return {"is_hard": False}
    if rounds.is_settled(found.standing, shown.id):
        return {"is_hard": False}
    activity = way.activity
    part_url = way.url(way.module_of(activity).address) if activity else way.course_address
    return {
        "is_hard": True,
        "part_url": lesson_url(way, shown) or part_url,
        "together_url": reverse("learning:together", args=[found.public_id]),
        "later_url": onward(found),
    }


def together(found: Attempt) -> dict:
    """Whom one can ask, and the way back."""
    way = way_of(found)
    faces = faces_of(way)
    here = {
        **faces,
        **own_words(way.address),
        "partner_name": way.brand.short_name,
        "help_url": way.brand.help_url,
        "back_url": reverse("learning:attempt", args=[found.public_id]),
    }
    return {"browser_title": title_of(way, faces["number"]), "here": here}


def both_answers(request, found: Attempt, posted: Question | None) -> dict | None:
    """What was chosen on this page beside the answer that counts; None where nothing is stored of the question."""
    if posted is None:
        return None
    with for_learner(found.learner_id):
        rows = Response.objects.filter(attempt_id=found.pk, question_id=posted.id)
        counts = rows.order_by("sequence").last()
    if counts is None:
        return None
    chosen, given = set(request.POST.getlist("choice")), set(counts.choice_ids)
    return {
        "here": [choice.text for choice in posted.choices if choice.id in chosen],
        "is_aside_here": request.resolver_match.url_name == "set-aside",
        "counts": [choice.text for choice in posted.choices if choice.id in given],
        "is_aside": counts.is_set_aside,
        "is_same": chosen == given,
        "at": counts.answered_at,
    }


def answered_elsewhere(found: Attempt, posted: Question, both: dict) -> dict:
    """Two phones: the first answer counts, and the second is shown beside it."""
    way = way_of(found)
    faces = faces_of(way)
    here = {
        **faces,
        "question": posted.text,
        "both": both,
        "next_url": reverse("learning:attempt", args=[found.public_id]),
    }
    return {"browser_title": title_of(way, faces["number"]), "here": here}


def answered(request, found: Attempt, response: Response) -> dict:
    """Feedback for what was chosen, what is right, and the explanation."""
    asking = asking_of(found)
    asked = next(row for row in asking.questions if row.id == response.question_id)
    way = way_of(found)
    faces = faces_of(way)
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
        "summary": summary(asking),
        "is_voided": asked.id in asking.voided,
        "next_url": reverse("learning:attempt", args=[found.public_id]),
        "next_label": _("Carry on"),
        **_other_ways(found, way, asked),
        "completed": completed(found, way) if is_last else None,
    }
    if here["completed"]:
        here["next_url"] = here["completed"]["complete_url"]
    return {"browser_title": title_of(way, faces["number"]), "here": here}


def summary(asking: Asking) -> str:
    """Said once every question was answered: "3 of 4; let's look at one again". Never a percentage, never a nought."""
    standing = asking.standing
    if not asking.questions or any(row.id not in standing for row in asking.asked):
        return ""
    again = sum(1 for row in asking.asked if not rounds.is_settled(standing, row.id))
    asked = sum(1 for row in asking.asked if standing[row.id]["outcome"] != Outcome.ASIDE)
    right = rounds.right_count(asking.questions, standing, asking.voided)
    if not right:
        words = ngettext("Let's look at one again.", "Let's look at %(count)s again.", again)
        return words % {"count": again} if again else ""
    counted = _("%(right)s of %(asked)s") % {"right": right, "asked": asked + len(asking.voided)}
    if not again:
        return counted
    look = ngettext("let's look at one again", "let's look at %(count)s again", again) % {"count": again}
    return f"{counted}; {look}"


def taken_away(found: Attempt, asking: Asking) -> dict:
    """In place of the next question, where all that was left is taken away for safety, or was found wrong."""
    way = way_of(found)
    faces = faces_of(way)
    carry_on_url = reverse("learning:go-on", args=[found.public_id])
    is_voided = len(asking.questions) == len(found.questions)
    return {
        "browser_title": title_of(way, faces["number"]),
        "here": {**faces, "carry_on_url": carry_on_url, "is_voided": is_voided},
    }


def onward(found: Attempt) -> str:
    """The address of what follows the quiz."""
    with for_learner(found.learner_id):
        return way_of(found, completed_keys(found.enrolment_id)).onward()[0]


def completed(found: Attempt, way: Way) -> dict | None:
    if way.activity and way.activity.is_extra:
        # A section's own part leads on in its own way: the course was finished before, or is not yet.
        return None
    with for_learner(found.learner_id):
        is_completed = CourseCompletion.objects.filter(enrolment_id=found.enrolment_id).exists()
    if not is_completed:
        return None
    return {"course_title": way.outline.title, "complete_url": complete_url(found.enrolment)}
