"""The screens of staff behind their navigation: one of a list, a question before an act, and the programme's own."""

import json
import re
import secrets
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from courses.models import LessonPage, SafetyWithdrawal
from courses.queries import address_book, live_quiz
from dashboards.domain.departures import leave_partnership
from learning.domain import agree_to_share
from letters.models import Letter
from pages.models import HomePage
from partners.domain import invite_staff
from partners.domain.brands import approve_brand
from partners.domain.contacts import keep_contact
from partners.enums import Role
from partners.models import Membership, Partner, PartnerPage, SupportContact
from partners.scoping import for_learner
from tests.certificates.factory import complete
from tests.factories.brands import brand_of, waiting
from tests.factories.partners import make_person, make_section
from tests.journeys.steps import press
from tests.learning.taking_away import take_away
from tests.screens.staff import SECTION, everything_at, sign_in

COURSE = "short-course"
CONTACT = {"key": "night-line", "name": "Night Line", "number": "020 7946 0999", "purpose": "Listens."}
UNREADABLE = {"brand_colour": "#d896d2", "accent_colour": "#777777"}
# An association that has left, so that the sample ones stay as they are.
LEFT = "oakham"

# Why an address without a place in the navigation is no screen of its own here.
NO_DESKS = {
    "dashboards:brand-preview-theme": "a style sheet",
    "dashboards:brand-review-preview-theme": "a style sheet",
    "dashboards:certificate-pdf": "a file",
    "dashboards:certificate-batch-file": "a file",
    "dashboards:print-certificates": "leads to the list",
    "dashboards:brand-review-previews": "as for whoever has changed it",
    "dashboards:brand-review-preview": "as for whoever has changed it",
    "dashboards:slip-sheet": "as a poster, until it is there",
    "dashboards:safety-take-away-block": "as of a whole lesson",
    "dashboards:safety-contact-back": "as of a lesson",
    "partners:partner-invite": "as in one's own place",
    "partners:partner-person": "as in one's own place",
    "partners:partner-give-role": "as in one's own place",
    "partners:partner-end-role": "as in one's own place",
    # Walked by staff_kinds.
    "partners:brand-part": "its parts",
    "partners:invite": "",
    "partners:new-contact": "",
    "partners:own-rights": "",
    "dashboards:shared-course": "",
    "dashboards:hide-course": "",
    "dashboards:certificate-batch": "",
    "dashboards:new-code-for": "",
}


class Desk:
    """A browser in somebody's hands, in one section."""

    def __init__(self, page, site: str, section: PartnerPage) -> None:
        self.page, self.site, self.section = page, site, section

    def sits(self, role: Role, **how):
        person = make_person(self.section, role, f"{role.value}@screens.example", **how)
        sign_in(self.page.context, self.site, person)
        return person

    def opens(self, name: str, *words) -> None:
        address = reverse(name, args=[self.section.slug, *words])
        answer = self.page.goto(f"{self.site}{address}")
        if answer.status != 200:
            raise AssertionError(f"{address}: {answer.status}")

    def sends(self) -> None:
        press(self.page, self.page.locator("main form [type=submit]").first)


def desk_kinds(page, site: str) -> Iterator[str]:
    """As several people, each at what is theirs."""
    section = PartnerPage.objects.get(slug=SECTION)
    programme = PartnerPage.objects.get(partner__is_programme=True)
    desk = Desk(page, site, section)
    for stretch in (_people, _looks, _shared_courses, _certificates, _safety):
        yield from stretch(desk)
    yield from _lives(Desk(page, site, programme))
    yield from _after_leaving(page, site, programme)


def _people(desk: Desk) -> Iterator[str]:
    manager = everything_at(desk.section)
    trainer = make_person(desk.section, Role.TRAINER, "trainer@screens.example")
    sign_in(desk.page.context, desk.site, manager)
    desk.opens("partners:person", trainer.public_id)
    yield "staff: what a person may do"
    desk.opens("partners:give-role", trainer.public_id)
    yield "staff: another role"
    held = Membership.objects.get(user=trainer, partner=desk.section.partner, ended_on__isnull=True)
    desk.opens("partners:end-role", held.public_id)
    yield "staff: end a role"
    keeper = desk.section.partner
    contact = SupportContact.objects.filter(partner=keeper).first() or keep_contact(
        keeper=keeper, values=CONTACT, by=manager
    )
    desk.opens("partners:contact", contact.public_id)
    yield "staff: a contact"
    desk.opens("partners:contact-checked", contact.public_id)
    yield "staff: a contact was checked"
    for kind, name in (("sign out", "account_logout"), ("change password", "account_change_password")):
        desk.page.goto(f"{desk.site}{reverse(name)}")
        yield kind
    desk.sits(Role.COORDINATOR, has_accepted_terms=False)
    desk.opens("partners:terms")
    yield "staff: terms"
    other = PartnerPage.objects.exclude(pk=desk.section.pk).filter(partner__is_programme=False).first()
    make_person(other, Role.TRAINER, "trainer@screens.example")
    sign_in(desk.page.context, desk.site, trainer)
    desk.page.goto(f"{desk.site}{reverse('partners:acting-for')}")
    yield "staff: acting for"
    yield from _invited(desk, manager)


def _invited(desk: Desk, manager) -> Iterator[str]:
    desk.page.context.clear_cookies(name="sessionid")
    email = f"new-{secrets.token_hex(4)}@screens.example"
    invite_staff(partner=desk.section.partner, email=email, role=Role.TRAINER, by=manager)
    letter = Letter.objects.get(address=email)
    token = re.search(r"/staff/invitation/([\w-]{43})/", letter.body).group(1)
    desk.page.goto(f"{desk.site}{reverse('partners:invitation', args=[token])}")
    yield "invitation"
    desk.sends()
    yield "invitation, something missing"
    desk.page.goto(f"{desk.site}{reverse('partners:invitation', args=['0' * 43])}")
    yield "invitation, no longer open"


def _looks(desk: Desk) -> Iterator[str]:
    sign_in(desk.page.context, desk.site, everything_at(desk.section))
    desk.opens("partners:brand-part", "colours")
    for name, colour in UNREADABLE.items():
        desk.page.fill(f"#id_{name}", colour)
    press(desk.page, desk.page.locator("main form .actions [type=submit]").last)
    yield "staff: look, colours that cannot be read"
    waiting(desk.section, footer=f"New words {secrets.token_hex(2)}.")
    desk.opens("partners:brand-discard")
    yield "staff: look, throw the change away"
    desk.opens("dashboards:brand-previews")
    yield "staff: look, previews"
    desk.opens("dashboards:brand-preview", "letter")
    yield "staff: look, preview of a letter"
    desk.opens("dashboards:brand-preview", "poster")
    yield "staff: look, preview of a poster"
    approver = desk.sits(Role.APPROVER)
    desk.opens("partners:approvals")
    yield "staff: looks to approve"
    desk.opens("partners:brand-review", desk.section.slug)
    yield "staff: a look to approve"
    brand = brand_of(desk.section)
    approve_brand(brand=brand, revision_id=brand.latest_revision_id, by=approver)
    desk.opens("partners:brand-history", desk.section.slug)
    yield "staff: earlier looks"
    desk.page.locator("main a[href*='/earlier/']").first.click()
    desk.page.wait_for_load_state("load")
    yield "staff: bring an earlier look back"


def _shared_courses(desk: Desk) -> Iterator[str]:
    _corrects_a_sentence()
    sign_in(desk.page.context, desk.site, everything_at(desk.section))
    for kind, name in (
        ("what changed in a shared course", "shared-course-changes"),
        ("end a shared course", "end-course"),
        ("a part of one's own", "add-own-part"),
    ):
        desk.opens(f"dashboards:{name}", "course-1")
        yield f"staff: {kind}"
    owner = Partner.objects.get(is_programme=True)
    desk.opens("dashboards:look-at-course", owner.slug, "course-1")
    yield "staff: look at a shared course"
    course = next(iter(address_book().courses_of(desk.section.partner_id)))
    desk.opens("dashboards:poster", course.course_key, "a4")
    yield "staff: a poster is being prepared"


def _corrects_a_sentence() -> None:
    """The programme, in the first lesson of its course: whoever has taken it sees what was there before."""
    lesson = LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")
    data = list(lesson.body.raw_data)
    data[0]["value"] = "<p>Welcome. This course is about what helps young people stay safe.</p>"
    lesson.body = json.dumps(data)
    lesson.save_revision().publish()


def _certificates(desk: Desk) -> Iterator[str]:
    done = complete(desk.section.partner)
    certificate = done.issue("Amina Ali")
    with for_learner(done.learner.pk):
        agree_to_share(learner=done.learner, partner_id=desk.section.partner_id)
    sign_in(desk.page.context, desk.site, everything_at(desk.section))
    desk.opens("dashboards:certificate", certificate.public_id)
    yield "staff: a certificate"
    desk.opens("dashboards:revoke-certificate", certificate.public_id)
    yield "staff: no longer in use"
    desk.opens("dashboards:certificate-by-code")
    yield "staff: a certificate by its code"
    desk.sends()
    yield "staff: a certificate by its code, something missing"


def _safety(desk: Desk) -> Iterator[str]:
    desk.sits(Role.APPROVER)
    book, partner = address_book(), desk.section.partner
    lesson, quiz = (book.find(f"/{desk.section.slug}/{COURSE}/1/{number}/") for number in (2, 3))
    desk.opens("dashboards:safety-course", lesson.course_key)
    yield "staff: a course, for safety"
    desk.opens("dashboards:safety-activity", lesson.course_key, lesson.key)
    yield "staff: a lesson, for safety"
    desk.opens("dashboards:safety-take-away", lesson.course_key, lesson.key)
    yield "staff: take away for safety"
    desk.sends()
    yield "staff: take away for safety, something missing"
    question = live_quiz(quiz.outline.by_key[quiz.key].page_id).questions[0]
    desk.opens("dashboards:safety-void", quiz.course_key, quiz.key, question.id)
    yield "staff: a question was wrong"
    taken = SafetyWithdrawal.objects.filter(partner=partner, restored_at__isnull=True).first()
    taken = taken or take_away(lesson.path)
    desk.opens("dashboards:safety-back", taken.public_id)
    yield "staff: bring back"
    desk.opens("dashboards:safety-contact", SupportContact.objects.get(partner=partner).public_id)
    yield "staff: take a contact away"


def _lives(desk: Desk) -> Iterator[str]:
    sign_in(desk.page.context, desk.site, make_person(desk.section, Role.APPROVER, "for-all@screens.example"))
    desk.opens("dashboards:stop-sharing-course", "course-1")
    yield "staff: stop offering a course"
    desk.sits(Role.PROGRAMME_ANALYST)
    desk.opens("dashboards:numbers")
    yield "staff: learning in numbers"
    desk.sits(Role.PROGRAMME_MANAGER)
    for kind, name in (("partners", "partners:partners"), ("a new partner", "partners:new-partner")):
        desk.opens(name)
        yield f"staff: {kind}"
    desk.sends()
    yield "staff: a new partner, something missing"
    for kind, name in (
        ("a partner's life", "partner-life"),
        ("rename a partner", "rename-partner"),
        ("part of another", "partner-part-of"),
        ("merge a partner", "merge-partner"),
        ("a partner leaves", "close-partner"),
    ):
        desk.opens(f"dashboards:{name}", SECTION)
        yield f"staff: {kind}"
    desk.page.fill("[name=left_on]", timezone.localdate().isoformat())
    desk.page.fill("[name=notice]", "We carry on with the programme.")
    desk.sends()
    yield "staff: a partner leaves, sure"
    desk.opens("dashboards:merge-partner", SECTION)
    desk.page.select_option("[name=target]", index=1)
    desk.sends()
    yield "staff: every number of a merger"
    desk.opens("partners:partner-people", SECTION)
    yield "staff: people of a partner"


def _after_leaving(page, site: str, programme: PartnerPage) -> Iterator[str]:
    section = PartnerPage.objects.filter(slug=LEFT).first()
    if section is None:
        section = make_section(HomePage.objects.get(), LEFT)
        manager = make_person(section, Role.MANAGER, "left@screens.example")
        leave_partnership(
            partner=section.partner,
            left_on=timezone.localdate(),
            notice="We have handed our courses over.",
            by=make_person(programme, Role.PROGRAMME_MANAGER, "programme_manager@screens.example"),
        )
    else:
        manager = make_person(section, Role.MANAGER, "left@screens.example")
    page.context.clear_cookies(name="sessionid")
    page.goto(f"{site}/{LEFT}/")
    yield "section of an association that has left"
    desk = Desk(page, site, section)
    sign_in(page.context, site, manager)
    desk.opens("dashboards:departure")
    yield "staff: after leaving"
