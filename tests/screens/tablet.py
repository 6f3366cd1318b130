"""What a learner meets on a shared tablet, and where staff have made a code for them."""

from collections.abc import Iterator

from django.http import HttpResponse

from learning.domain import agree_to_share
from learning.domain.resets import make_reset_code
from learning.models import Learner
from learning.views.tablet import TABLET_COOKIE, set_tablet_cookie
from partners.domain.tablets import set_tablet
from partners.models import Partner
from partners.scoping import for_learner
from tests.journeys.steps import go_forward, press

SECTION = "clarion"
FRESH = f"/{SECTION}/course-1/"


def on_a_tablet(page, site: str) -> Iterator[str]:
    """Begun on a tablet that many people use, asked whether one is still there, finished."""
    partner, given = Partner.objects.get(slug=SECTION), HttpResponse()
    set_tablet_cookie(given, set_tablet(partner=partner, label="Hall", by=None).public_id)
    cookie = given.cookies[TABLET_COOKIE].value
    page.context.add_cookies([{"name": TABLET_COOKIE, "value": cookie, "url": site}])
    page.goto(f"{site}{FRESH}1/1/")
    go_forward(page)
    page.goto(f"{site}{FRESH}1/1/")
    yield "lesson, on a tablet"
    for kind, address in {
        "this phone, on a tablet": "/phone/",
        "are you still here": "/tablet/still-here/",
        "finish on a tablet": "/tablet/finish/",
    }.items():
        page.goto(f"{site}{address}")
        yield kind
    press(page, page.locator("form[action='/tablet/finish/'] [type=submit]"))
    yield "tablet, ready for the next person"
    page.context.clear_cookies(name=TABLET_COOKIE)


def told_of_a_code(page, site: str) -> Iterator[str]:
    """Staff have made a code for somebody's work; they read of it at their next visit."""
    page.goto(f"{site}{FRESH}1/1/")
    go_forward(page)
    partner, learner = Partner.objects.get(slug=SECTION), Learner._base_manager.latest("pk")
    with for_learner(learner.pk):
        agree_to_share(learner=learner, partner_id=partner.pk)
    make_reset_code(learner_public_id=learner.public_id, partner=partner, place="Mill Lane hall", by=None)
    page.goto(f"{site}{FRESH}1/2/")
    yield "lesson, a code was made"
    page.goto(f"{site}/my-learning/")
    yield "my learning, a code was made"
    page.context.clear_cookies(name="learner")
