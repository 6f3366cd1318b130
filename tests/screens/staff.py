"""The kinds of page that staff meet: lists, forms, forms with something missing, facts, questions, nothing yet."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.domain import agree_to_share, begin_as_guest
from learning.models import Learner
from partners.enums import Role
from partners.models import PartnerPage
from partners.rules.access import Who, access_list
from partners.scoping import for_learner, for_partners
from tests.certificates.factory import complete
from tests.factories.partners import make_person
from tests.journeys.steps import press

SECTION = "clarion"
# Wrong on purpose, so that each field says what is missing.
EMPTY_FORMS = {
    "invite, something missing": ("partners:invite", ()),
    "new contact, something missing": ("partners:new-contact", ()),
    "slips, something missing": ("dashboards:slips", ()),
}
MORE = {
    "look, colours": ("partners:brand-part", ("colours",)),
    "look, logo": ("partners:brand-part", ("logo",)),
    "look, words": ("partners:brand-part", ("words",)),
    "invite": ("partners:invite", ()),
    "new contact": ("partners:new-contact", ()),
    "what I may do": ("partners:own-rights", ()),
    "a shared course": ("dashboards:shared-course", ("course-1",)),
    "hide a shared course": ("dashboards:hide-course", ("course-1",)),
}


def staff_kinds(page, site: str) -> Iterator[str]:
    """All screens in the navigation of somebody with every role of a partner, and a few behind them."""
    yield from _before_signing_in(page, site)
    section = PartnerPage.objects.get(slug=SECTION)
    sign_in(page.context, site, everything_at(section))
    page.goto(f"{site}{reverse('dashboards:staff-home')}")
    yield "your work"
    for entry in access_list().values():
        if entry.who is Who.PLACE and entry.label and not entry.is_after_leaving:
            answer = page.goto(f"{site}{reverse(entry.name, args=[SECTION])}")
            # What only the programme may do is not this person's.
            if answer.status == 200:
                yield f"staff: {entry.label}"
    for kind, (name, words) in MORE.items():
        page.goto(f"{site}{reverse(name, args=[SECTION, *words])}")
        yield f"staff: {kind}"
    for kind, (name, words) in EMPTY_FORMS.items():
        page.goto(f"{site}{reverse(name, args=[SECTION, *words])}")
        page.locator("form.staff-form [type=submit]").first.click()
        page.wait_for_load_state("load")
        yield f"staff: {kind}"
    yield from _printed_together(page, site, section)
    yield from _codes_and_exit(page, site, section)
    sign_in(page.context, site, make_person(section, Role.TRAINER, "trainer@screens.example"))
    page.goto(f"{site}{reverse('partners:people', args=[SECTION])}")
    yield "not for this account"


def _printed_together(page, site: str, section: PartnerPage) -> Iterator[str]:
    done = complete(section.partner)
    done.issue("Amina Ali")
    with for_learner(done.learner.pk):
        agree_to_share(learner=done.learner, partner_id=section.partner_id)
    page.goto(f"{site}{reverse('dashboards:certificates', args=[SECTION])}")
    page.locator("#chosen [type=submit]").click()
    page.wait_for_load_state("load")
    yield "staff: certificates to print, none ticked"
    page.locator("[name=chosen]").first.check()
    page.locator("#chosen [type=submit]").click()
    page.wait_for_load_state("load")
    yield "staff: certificates being prepared"


def _codes_and_exit(page, site: str, section: PartnerPage) -> Iterator[str]:
    page.goto(f"{site}{reverse('dashboards:slips', args=[SECTION])}")
    press(page, page.locator("form.staff-form [type=submit]"))
    yield "staff: slips to print"
    with for_partners([section.partner_id]):
        learner = Learner.objects.first()
    if learner is None:
        learner, _token = begin_as_guest(language="en-gb")
        with for_learner(learner.pk):
            agree_to_share(learner=learner, partner_id=section.partner_id)
    page.goto(f"{site}{reverse('dashboards:new-code-for', args=[SECTION, learner.public_id])}")
    yield "staff: a new code in person"
    programme = PartnerPage.objects.get(partner__is_programme=True)
    sign_in(page.context, site, make_person(programme, Role.PROGRAMME_MANAGER, "programme@screens.example"))
    page.goto(f"{site}{reverse('partners:exits', args=[programme.slug])}")
    yield "staff: where Exit leads"


def _before_signing_in(page, site: str) -> Iterator[str]:
    page.goto(f"{site}/sign-in/")
    yield "sign in"
    page.fill("input[name=login]", "nobody@screens.example")
    page.fill("input[name=password]", "not the password")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state("load")
    yield "sign in, not known"


def everything_at(section: PartnerPage) -> User:
    """Somebody with each role that a partner of the partnership gives."""
    person = make_person(section, Role.MANAGER, "everything@screens.example")
    for role in (Role.TRAINER, Role.COMMUNICATIONS, Role.COORDINATOR):
        make_person(section, role, person.email)
    return person


def sign_in(context, site: str, person: User) -> None:
    client = Client()
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
