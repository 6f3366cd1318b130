"""Who may keep a course on this phone: whoever has said that it is their own."""

from django.urls import reverse

from courses.queries import outline_of_edition
from learning.models import Enrolment
from learning.queries import open_enrolments
from learning.views.pausing import is_own_phone
from learning.views.people import current_learner, device_token
from learning.views.tablet import TABLET_COOKIE
from partners.scoping import for_learner


def may_keep(request) -> bool:
    """Costs no query: what was said is in a signed cookie, which belongs to this phone's work alone. A shared tablet
    is nobody's own, whatever was said on it before.
    """
    token = device_token(request)
    return bool(token) and not request.COOKIES.get(TABLET_COOKIE) and is_own_phone(request, token)


def courses_to_keep(request) -> list[dict]:
    """What has been begun on this phone, and where it may be kept. One SQL; none where it is nobody's own."""
    learner = current_learner(request)
    if learner is None or not may_keep(request):
        return []
    with for_learner(learner.pk):
        rows = list(open_enrolments())
    return [
        {
            "title": outline_of_edition(row.edition_id).title,
            "url": reverse("learning:keep-course", args=[row.public_id]),
        }
        for row in rows
    ]


def own_enrolment(request, enrolment_id: str) -> Enrolment | None:
    """The learner's own, through their door; None for everybody else's."""
    learner = current_learner(request)
    if learner is None:
        return None
    with for_learner(learner.pk):
        return open_enrolments().filter(public_id=enrolment_id).first()
