"""A quiz that is finished, as it was asked and answered, whatever has changed since."""

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.queries import Question, outline_of_edition
from learning.domain.asking import Asking
from learning.enums import Outcome
from learning.models import Attempt, Response
from learning.queries import completed_keys
from learning.queries.keeping import answers_kept_until
from learning.queries.sittings import is_passed
from partners.scoping import for_learner

from .faces import rich, title_of
from .sitting import completed, faces_of, summary, way_of


def end(request, found: Attempt, asking: Asking) -> dict:
    """The quiz as it was asked, with the answers last given."""
    with for_learner(found.learner_id):
        responses = list(Response.objects.filter(attempt_id=found.pk))
        way = way_of(found, completed_keys(found.enrolment_id))
    faces = faces_of(way)
    last = {row.question_id: row for row in responses}
    # What came back after the end was never asked here.
    shown = [row for row in asking.questions if row.id in found.standing or row.id in asking.voided]
    next_url, next_label = way.onward()
    done = completed(found, way)
    here = {
        **faces,
        "questions": [_looked_back(row, last.get(row.id), asking) for row in shown],
        "is_any_away": len(asking.questions) < len(found.questions),
        "are_answers_gone": any(row.id in found.standing and row.id not in last for row in shown),
        "kept_until": answers_kept_until(responses),
        "summary": summary(Asking(tuple(shown), asking.voided, found.standing)),
        "next_url": done["complete_url"] if done else next_url,
        "next_label": _("You have finished the course") if done else next_label,
        "once_more": None if done else _once_more(found, way),
    }
    return {"browser_title": title_of(way, faces["number"]), "here": here}


def _looked_back(asked: Question, response: Response | None, asking: Asking) -> dict:
    given = set(response.choice_ids) if response else set()
    is_right = asking.standing.get(asked.id, {}).get("outcome") == Outcome.RIGHT
    outcome = "voided" if asked.id in asking.voided else "right" if is_right else "set aside"
    return {
        "text": asked.text,
        "your_answer": [choice.text for choice in asked.choices if choice.id in given],
        "right_answer": [choice.text for choice in asked.choices if choice.is_right],
        "outcome": outcome,
        "explanation": rich(asked.explanation),
    }


def _once_more(found: Attempt, way) -> dict | None:
    """Where the course asks for a pass that this quiz has not brought yet: how to get it."""
    activity = way.activity
    asks = outline_of_edition(found.edition_id).asks_for_pass
    if not (asks and activity and activity.is_required and activity.pass_mark) or found.enrolment.closed_at:
        return None
    with for_learner(found.learner_id):
        if is_passed(found.enrolment, activity):
            return None
    return {
        "start_url": reverse("learning:start-quiz", args=[way.url_of(activity).strip("/")]),
        "after": found.public_id,
        "needed": -(-activity.pass_mark * len(found.questions) // 100),
        "count": len(found.questions),
    }
