"""Quizzes of a course as its pages show them: part-way, finished, and what is new since the course was finished."""

from django.urls import reverse

from courses.queries import live_outline
from learning.models import Attempt
from learning.queries.sittings import Sittings, is_passed, sittings_of
from partners.scoping import for_learner

from .way import Way


def sitting_url(attempt: Attempt) -> str:
    return reverse("learning:attempt", args=[attempt.public_id])


def sittings_at(way: Way) -> Sittings:
    """Nothing for a reader; one SQL for whoever has begun the course."""
    if way.enrolment is None or way.learner is None:
        return Sittings({}, ())
    with for_learner(way.learner.pk):
        return sittings_of(way.enrolment.pk)


def quizzes_face(way: Way) -> dict:
    """Those that are part-way, with the way back to them; those finished, as they were asked; and those that
    still want a pass.
    """
    sittings = sittings_at(way)
    activities = {row.key: row for module in way.modules for row in module.activities}
    part_way = [
        {"number": row.number, "from_partner": _from(way, row), "url": way.url_of(row)}
        for key, row in activities.items()
        if key in sittings.open_ids and not row.is_withdrawn
    ]
    finished = [
        {
            "number": row.number if row else "",
            "from_partner": _from(way, row) if row else way.brand.short_name,
            "url": sitting_url(attempt),
            "finished_on": attempt.finished_at,
        }
        for attempt in sittings.finished
        for row in [activities.get(attempt.activity_key)]
    ]
    return {"part_way": part_way, "past_quizzes": finished, "unpassed": _unpassed(way)}


def _from(way: Way, activity) -> str:
    return way.brand.short_name if activity.is_extra else ""


def _unpassed(way: Way) -> list[dict]:
    """Gone through, and still in the way of completing a course that asks for a pass."""
    if way.learner is None or way.enrolment is None or way.is_completed or not way.outline.asks_for_pass:
        return []
    with for_learner(way.learner.pk):
        return [
            {"number": row.number, "from_partner": "", "url": way.url_of(row)}
            for row in way.outline.activities
            if row.is_required and row.key in way.done_keys and not is_passed(way.enrolment, row)
        ]


def new_since(way: Way) -> list[dict]:
    """Lessons and quizzes that a course has today and had not when it was begun, for whoever has finished it.

    From memory. They are there to be read; the course stays finished.
    """
    live = live_outline(way.address.source_page_id) if way.address.source_page_id else None
    if live is None or not way.is_completed:
        return []
    return [
        {"number": row.number, "title": row.title, "url": way.url(row.address)}
        for row in live.activities
        if row.key not in way.outline.by_key and row.key not in way.done_keys and not row.is_withdrawn
    ]
