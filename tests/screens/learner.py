"""Every kind of page that a learner meets, one after another, as one person on one phone comes by them.

Each function is a stretch of the way: it brings the browser to a page and yields what kind it is. Whoever looks at
it may change the window and the direction, and puts them back.
"""

import re
from collections.abc import Iterator

from django.template.loader import get_template
from django.utils import timezone

from courses.domain.adoption import hide_adoption
from courses.domain.safety import withdraw_for_safety
from courses.enums import WithdrawnKind
from courses.models import AdoptedCoursePage
from courses.queries import address_book
from learning.models import DeviceToken
from learning.queries.people import token_hash
from partners.enums import Role
from partners.models import Partner, PartnerPage
from tests.factories.partners import make_person
from tests.journeys.steps import (
    choose_rightly,
    go_forward,
    let_the_worker_work,
    press,
    question_asked,
    walk_to,
)
from tests.screens.given import given_to_others
from tests.screens.keys import keys
from tests.screens.mirror import COOKIE, mirrored_page
from tests.screens.tablet import on_a_tablet, told_of_a_code

SECTION = "clarion"
COURSE = f"/{SECTION}/short-course/"
QUIZ = f"{COURSE}1/3/"
# A course that is never begun here, one with hard pages, and one that is hidden at the end.
FRESH, HARD, HIDDEN = (f"/{SECTION}/course-{number}/" for number in (1, 2, 3))

STANDING = {
    "front page": "/",
    "section": f"/{SECTION}/",
    "course": FRESH,
    "course with a content note": HARD,
    "part": f"{FRESH}1/",
    "lesson": f"{FRESH}1/2/",
    "lesson with a picture": f"{FRESH}2/1/",
    "content note": f"{FRESH}3/2/",
    "lesson after its note": f"{FRESH}3/2/?open=1",
    "quiz": f"{FRESH}1/4/",
    "get help": f"/{SECTION}/help/",
    "get help, of no section": "/help/",
    "words we use": "/words/",
    "privacy": f"/{SECTION}/privacy/",
    "accessibility": f"/{SECTION}/accessibility/",
    "my learning, nothing yet": "/my-learning/",
    "my data, nothing yet": "/my-data/",
    "this phone, nothing yet": "/phone/",
    "kept on this phone, nothing yet": "/phone/kept/",
    "a code, nothing yet": "/code/",
    "open my work": "/code/open/",
    "text size and colours": "/reading/",
    "whose work is this": "/learn/AAAAAAAAAAAAAAAAAAAAAA/",
    "a code by e-mail": "/code/e-mail/",
    "check a certificate": "/check/",
    "check, not found": "/check/AAAA-AAAA/",
    "page not found": f"/{SECTION}/nothing-here/",
    "the address of a form": "/phone/carry-on/",
}


# What everybody may ask for and is no page of a learner's, or one that others have already come by.
NO_PAGES = {
    "healthz": "for the process that watches",
    "partner-theme": "a style sheet",
    "dashboards:download-my-data": "a file",
    "certificates:pdf": "a file",
    "certificate-picture": "a picture",
    "learning:kept-news": "for the worker on the phone",
    "learning:kept-pages": "for the worker on the phone",
    "learning:kept-send": "for the worker on the phone",
    "worker": "a script",
    "partners:invitation": "for staff",
    "partners:privacy": "as in a section",
    "partners:accessibility": "as in a section",
}


def learner_kinds(page, site: str) -> Iterator[str]:
    """All of them, in one go; the last ones change the site."""
    for stretch in stretches():
        yield from stretch(page, site)


def stretches() -> tuple:
    """The way in pieces, for whoever sends two browsers along side by side."""
    return (
        standing,
        refused,
        taking_a_course,
        its_end,
        keys,
        kept_on_it,
        one_s_own,
        of_two_phones,
        on_a_tablet,
        told_of_a_code,
        a_hard_question,
        given_to_others,
        gone,
    )


def standing(page, site: str) -> Iterator[str]:
    """What is there for somebody who has begun nothing."""
    for kind, address in STANDING.items():
        page.goto(f"{site}{address}")
        yield kind


def refused(page, site: str) -> Iterator[str]:
    """What is said when something is missing, or goes wrong."""
    page.goto(f"{site}/code/open/")
    press(page, page.locator("main form [type=submit]").first)
    yield "open my work, something missing"
    page.goto(f"{site}/check/")
    press(page, page.locator("main form [type=submit]").first)
    yield "check a certificate, something missing"
    page.goto(f"{site}/{SECTION}/help/")
    page.goto(page.locator("a[href*='did-not-work']").first.evaluate("link => link.href"))
    yield "a number did not work"
    press(page, page.locator("main form [type=submit]").first)
    yield "a number did not work, thanks"
    page.goto(f"{site}/code/open/")
    page.context.clear_cookies(name="csrftoken")
    press(page, page.locator("main form [type=submit]").first)
    yield "please send that again"
    for name, kind in (("400.html", "could not be read"), ("500.html", "something went wrong")):
        yield from _without_context(page, site, name, kind)


def _without_context(page, site: str, name: str, kind: str) -> Iterator[str]:
    """A page that the server sends only when something broke: shown at an address of its own."""
    address, html = f"{site}/{name}", get_template(name).render()
    if any(cookie["name"] == COOKIE for cookie in page.context.cookies()):
        html = mirrored_page(html)
    page.route(address, lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto(address)
    yield kind
    page.unroute(address)


def taking_a_course(page, site: str) -> Iterator[str]:
    """From the first lesson through the quiz."""
    page.goto(f"{site}{COURSE}")
    go_forward(page)
    go_forward(page)
    yield "lesson, on the way"
    page.goto(f"{site}{COURSE}1/1/")
    yield "lesson, finished"
    page.goto(f"{site}{COURSE}")
    yield "course, on the way"
    page.goto(f"{site}{COURSE}1/")
    yield "part, on the way"
    page.goto(f"{site}/my-learning/")
    yield "my learning, on the way"
    yield from _through_the_quiz(page, site)
    page.goto(f"{site}{COURSE}1/2/")
    go_forward(page)
    page.goto(f"{site}{QUIZ}")
    walk_to(page, "/learn/complete/")
    yield "course finished"
    page.goto(f"{site}/my-learning/")
    page.goto(page.locator("[aria-labelledby=quizzes] a").first.evaluate("link => link.href"))
    yield "quiz, finished"


def _through_the_quiz(page, site: str) -> Iterator[str]:
    """Three questions: one that is answered on another page first, one not quite, one rightly."""
    page.goto(f"{site}{QUIZ}")
    go_forward(page)
    yield "question"
    asked = page.url
    page.goto(f"{asked}together/")
    yield "do it with somebody"
    page.goto(asked)
    press(page, page.locator("[data-primary]"))
    yield "question, nothing chosen"
    other = page.context.new_page()
    other.goto(asked)
    choose_rightly(other)
    press(other, other.locator("[data-primary]"))
    other.close()
    choose_wrongly(page)
    press(page, page.locator("[data-primary]"))
    yield "answered elsewhere"
    page.goto(asked)
    choose_wrongly(page)
    press(page, page.locator("[data-primary]"))
    yield "answered, not quite"
    page.goto(asked)
    choose_rightly(page)
    press(page, page.locator("[data-primary]"))
    yield "answered"


def choose_wrongly(page) -> None:
    asked = question_asked(page)
    wrong = next(choice for choice in asked.choices if choice.id not in asked.right_ids)
    page.locator(f'input[name=choice][value="{wrong.id}"]').check()


def its_end(page, site: str) -> Iterator[str]:
    """The certificate, and who may see the name."""
    page.goto(f"{site}{COURSE}")
    page.goto(page.locator("a[href*='/learn/complete/']").first.evaluate("link => link.href"))
    go_forward(page)
    yield "name"
    press(page, page.locator("[data-primary]"))
    yield "name, something missing"
    page.fill("input[name=name]", "Please help me. Flat 12")
    press(page, page.locator("[data-primary]"))
    yield "is this a name"
    press(page, page.locator("button[value=no]"))
    page.fill("input[name=name]", "Sam Example")
    press(page, page.locator("[data-primary]"))
    yield "name as it will be printed"
    press(page, page.locator("[data-primary]"))
    # The page looks again by itself; an answer without content leaves it where it is.
    here = page.url
    page.route(here, lambda route: route.fulfill(status=204))
    yield "certificate, being prepared"
    page.unroute(here)
    let_the_worker_work()
    page.reload()
    yield "certificate"
    own = page.url
    page.goto(f"{own}correct/")
    yield "change the name on a certificate"
    page.goto(own)
    check = page.locator("a[href*='/check/']").first.get_attribute("href")
    page.goto(f"{site}{re.sub(r'^https?://[^/]+', '', check)}")
    yield "check, valid"
    page.goto(f"{site}/my-learning/")
    page.locator("a[href^='/certificate/']").first.click()
    page.goto(page.locator("a[href*='/learn/sharing/']").first.evaluate("link => link.href"))
    yield "may they see my name"
    press(page, page.locator("button[value=yes]"))
    yield "may they see my name, saved"


def one_s_own(page, site: str) -> Iterator[str]:
    """What is kept, and the phone it is kept on."""
    for kind, address in {
        "course, finished": COURSE,
        "my learning, finished": "/my-learning/",
        "my data": "/my-data/",
        "remove everything": "/my-data/remove/",
        "this phone": "/phone/",
        "a code": "/code/",
        "start fresh": "/phone/fresh/",
        "clear this phone": "/phone/clear/",
    }.items():
        page.goto(f"{site}{address}")
        yield kind
    yield from _without_the_certificate(page, site)
    page.goto(f"{site}/code/")
    press(page, page.locator("form[action='/code/new/'] [type=submit]"))
    yield "the slip with the code"


def _without_the_certificate(page, site: str) -> Iterator[str]:
    page.goto(f"{site}/my-learning/")
    page.goto(page.locator("[aria-labelledby=certificates] a").first.evaluate("link => link.href"))
    page.goto(page.locator("main a[href$='/remove/']").evaluate("link => link.href"))
    yield "remove a certificate"
    press(page, page.locator("main form [type=submit]").first)
    yield "certificate, removed"


def kept_on_it(page, site: str) -> Iterator[str]:
    """A course on one's own phone, and off it again."""
    page.goto(f"{site}/phone/")
    press(page, page.locator("button[name=own]"))
    yield "this phone, one's own"
    page.locator("main a[href^='/phone/course/']").first.click()
    page.locator("[data-keep-offer] [type=submit]").wait_for()
    yield "keep a course"
    page.locator("[data-keep-offer] [type=submit]").click()
    page.locator("[data-let-go-form] [type=submit]").wait_for()
    yield "keep a course, kept"
    here = page.url
    page.goto(f"{site}/phone/kept/")
    page.locator("[data-until]").wait_for()
    yield "kept on this phone"
    page.goto(here)
    page.locator("[data-let-go-form] [type=submit]").click()
    page.locator("[data-keep-offer] [type=submit]").wait_for()
    page.goto(f"{site}/phone/")
    press(page, page.locator("button[name=own]"))


def of_two_phones(page, site: str) -> Iterator[str]:
    """Another's code on this phone, and what stands before it all after Exit."""
    code = page.locator(".slip__code").inner_text()
    page.context.clear_cookies(name="learner")
    page.goto(f"{site}{FRESH}1/1/")
    go_forward(page)
    page.goto(f"{site}/code/open/")
    page.fill("input[name=code]", code)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state("load")
    yield "other work on this phone"
    page.evaluate("navigator.sendBeacon(document.querySelector('[data-pause]').dataset.pause)")
    page.wait_for_timeout(300)
    page.goto(f"{site}/my-learning/")
    yield "paused"
    page.goto(f"{site}/phone/clear/")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state("load")
    yield "this phone is cleared"


def a_hard_question(page, site: str) -> Iterator[str]:
    """Two rounds have not brought it; then another tab is quicker, and the phone forgets whose work it holds."""
    page.goto(f"{site}{FRESH}1/4/")
    go_forward(page)
    hard, attempt = question_asked(page).id, page.url
    while not page.locator("#other-ways").count() or not page.locator("input[name=choice]").count():
        if page.locator("input[name=choice]").count():
            choose_wrongly(page) if question_asked(page).id == hard else choose_rightly(page)
        press(page, page.locator("[data-primary]"))
    yield "question, with other ways"
    page.goto(f"{site}{FRESH}")
    yield "course, with a quiz part-way"
    page.goto(f"{attempt}together/")
    yield "do it with somebody"
    page.goto(attempt)
    other = page.context.new_page()
    other.goto(attempt)
    choose_rightly(other)
    press(other, other.locator("[data-primary]"))
    other.close()
    choose_wrongly(page)
    press(page, page.locator("[data-primary]"))
    yield "answered on another phone"
    # As a newer code does, made on another phone.
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "learner")
    DeviceToken._base_manager.filter(token_hash=token_hash(token)).update(closed_at=timezone.now())
    page.goto(f"{site}/my-learning/")
    yield "my learning, closed by a newer code"
    page.context.clear_cookies(name="learner")
    page.goto(attempt)
    yield "whose work is this"


def gone(page, site: str) -> Iterator[str]:
    """What staff have taken away or hidden, and what the learner has removed."""
    partner = Partner.objects.get(slug=SECTION)
    section = PartnerPage.objects.get(partner=partner)
    by = make_person(section, Role.APPROVER, "approver@screens.example")
    place = address_book().find(f"{FRESH}1/2/")
    withdraw_for_safety(
        partner=partner,
        course_key=place.course_key,
        activity_key=place.key,
        kind=WithdrawnKind.LESSON,
        by=by,
        reason="Looked at again.",
    )
    page.goto(f"{site}{FRESH}1/2/")
    yield "lesson, taken away for safety"
    hide_adoption(page=AdoptedCoursePage.objects.child_of(section).get(slug="course-3"), by=by)
    page.goto(f"{site}{HIDDEN}")
    yield "course, not on offer"
    page.goto(f"{site}{COURSE}1/1/")
    go_forward(page)
    page.goto(f"{site}/my-data/remove/")
    press(page, page.locator("form[action='/my-data/remove/'] [type=submit]"))
    yield "everything removed"
