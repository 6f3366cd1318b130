"""A new partner, from the programme's form to a resident's first finished course, by its own people alone.

Nothing is written into the database here but by the screens; letters are read as their readers would.
"""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page

from letters.models import Letter
from tests.journeys.conftest import DESK
from tests.journeys.steps import walk_to
from tests.journeys.test_staff import press
from tests.screens.checks import findings

PASSWORD = "a long password"
SETTINGS = {
    "safeguarding_lead_name": "Ada Lead",
    "safeguarding_lead_number": "020 7946 0001",
    "out_of_hours_number": "020 7946 0002",
    "privacy_notice": "We keep what you finish, so that you can carry on.",
    "privacy_notice_version": "1",
    "privacy_notice_on": "2026-11-02",
    "data_protection_name": "Data team",
    "data_protection_email": "data@oak.example",
    "complaint_name": "Complaints team",
    "complaint_email": "complaints@oak.example",
    "accessibility_statement": "These pages work with a keyboard and a screen reader.",
    "accessibility_statement_on": "2026-11-02",
}


@pytest.fixture
def site(live_server, transactional_db, django_db_serialized_rollback):
    """A new site with its programme and nothing else, as the operator sets it up."""
    call_command(
        "create_partner",
        "neighbours",
        "--name=Neighbours Programme",
        "--short-name=Neighbours",
        "--colour=#1f5f5b",
        "--accent=#e6f1ef",
        "--manager=lead@neighbours.example",
        "--programme",
        verbosity=0,
    )
    return live_server.url


class Person:
    """Somebody at a desk, with a browser and a mailbox of their own."""

    def __init__(self, phone, site: str, email: str):
        self.page, self.site, self.email = phone(size=DESK), site, email
        self.page.set_default_timeout(10_000)

    def goes_to(self, path: str) -> str:
        self.page.goto(f"{self.site}{path}")
        return self.page.locator("main").inner_text()

    def fills(self, **fields) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)

    def is_led_well(self) -> None:
        """Whoever cannot see the screen, or uses no mouse, is not left out: axe finds nothing."""
        assert findings(self.page) == []

    def presses(self, label: str) -> str:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=label).first.click()
        return self.page.locator("main").inner_text()

    def accepts_the_invitation(self) -> None:
        """Opens the address in the last letter; who is new here makes an account there, and signs in with it."""
        letter = Letter.objects.filter(address=self.email, subject="Your invitation").latest("pk")
        path = re.search(rf"{re.escape(settings.PUBLIC_BASE_URL)}(/\S+/)\s", letter.body)[1]
        self.goes_to(path)
        if self.page.locator("[name=first_name]").count():
            first_name = self.email.split("@")[0].capitalize()
            self.fills(first_name=first_name, last_name="Example", password=PASSWORD)
            self.presses("Accept")
            self.fills(login=self.email, password=PASSWORD)
            self.presses("Sign in")
        else:
            self.presses("Accept")


def invite(manager: Person, person: Person, role: str) -> None:
    manager.goes_to("/staff/oak-homes/people/invite/")
    manager.fills(email=person.email)
    manager.page.locator(f"main [name=role][value={role}]").check()
    manager.presses("Send the invitation")
    person.accepts_the_invitation()


def make_partner(lead: Person) -> None:
    lead.accepts_the_invitation()
    lead.goes_to("/staff/neighbours/partners/new/")
    lead.fills(name="Oak Homes", short_name="Oak", slug="oak-homes", manager_email="manager@oak.example")
    lead.is_led_well()
    lead.fills(brand_colour="#1f5f5b", accent_colour="#e6f1ef")
    assert "Oak Homes is there now" in lead.presses("Make the partner")
    lead.is_led_well()


def put_settings_and_contact_in_order(manager: Person) -> None:
    manager.goes_to("/staff/oak-homes/settings/")
    manager.is_led_well()
    manager.fills(**SETTINGS)
    manager.presses("Save")
    manager.is_led_well()
    manager.goes_to("/staff/oak-homes/contacts/")
    manager.is_led_well()
    manager.page.get_by_role("link", name="Change Oak Homes").click()
    manager.is_led_well()
    manager.fills(number="020 7946 0003", hours="Monday to Friday, 9 to 5")
    manager.presses("Save")
    manager.page.get_by_role("link", name="I rang it today, it works").click()
    manager.is_led_well()
    manager.presses("I rang it today, it works")


def put_the_look_in_order(trainer: Person, approver: Person) -> None:
    trainer.goes_to("/staff/oak-homes/brand/")
    trainer.goes_to("/staff/oak-homes/brand/change/words/")
    trainer.fills(welcome="Welcome, neighbours.", safeguarding_statement="Tell any of us. We listen.")
    trainer.presses("Save in the draft")
    trainer.presses("Send for approval")
    approver.goes_to("/staff/oak-homes/approvals/")
    approver.page.locator("main .checklist").get_by_role("link", name="Oak Homes").click()
    approver.presses("Approve, live now")


def write_a_course(trainer: Person) -> list[str]:
    """In the editor: a course with one part and one lesson, each sent for approval. Returns their addresses."""
    trainer.goes_to("/admin/pages/")
    adds = trainer.page.locator("a[href$='/add_subpage/']").first.get_attribute("href")
    course = add_page(
        trainer,
        "coursepage",
        below=adds,
        title="Being there",
        neutral_title="Course 1",
        summary="How one adult helps.",
        minutes="10",
        outcomes="Say what helps",
        certificate_line="Being there for a young person",
    )
    part = add_page(trainer, "modulepage", below=course, title="Small things")
    lesson = add_page(trainer, "lessonpage", below=part, writes="One steady adult helps.", title="Listening")
    return [course, part, lesson]


def add_page(trainer: Person, kind: str, *, below: str, writes: str = "", **fields) -> str:
    """A new page sent for approval; returns the address at which it is edited."""
    page = trainer.page
    parent = re.search(r"/(\d+)/", below)[1]
    page.goto(f"{trainer.site}/admin/pages/add/courses/{kind}/{parent}/")
    if writes:
        page.get_by_role("button", name="Insert a block").first.click()
        page.get_by_role("option", name="Text").first.click()
        page.locator(".public-DraftEditor-content").last.press_sequentially(writes)
        # The editor hands over what was typed a moment later.
        page.wait_for_function(
            "words => document.querySelector('[name=body-0-value]').value.includes(words)", arg=writes
        )
    for name, value in fields.items():
        page.fill(f"#id_{name}", value)
    editors_are_ready(page)
    with page.expect_navigation():
        press(page, "button[name=action-submit]")
    return page.locator("a[href$='/edit/']").filter(has_text=fields["title"]).first.get_attribute("href")


APPROVE = "button[data-workflow-action-name=approve]"


def approve(approver: Person, pages: list[str]) -> None:
    """Looks at each page once it stands as it was written, and approves it."""
    page = approver.page
    for address in pages:
        page.goto(f"{approver.site}{address}")
        editors_are_ready(page)
        with page.expect_navigation():
            press(page, APPROVE)
        assert Page.objects.get(pk=re.search(r"/(\d+)/", address)[1]).live


def editors_are_ready(page) -> None:
    """Each text editor writes its words anew a moment after it is there. An empty one that is sent before reads as
    changed, and whoever changes a page does not approve it."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-draftail-input]')].every(field => !field.value.includes('\\n'))"
    )


def open_section(manager: Person) -> str:
    assert "8 of 8 in order" in manager.goes_to("/staff/oak-homes/ready/")
    return manager.presses("Open the section")


def test_new_partner_from_the_form_to_a_first_finished_course(site, phone):
    lead, manager, trainer, approver = (
        Person(phone, site, email)
        for email in (
            "lead@neighbours.example",
            "manager@oak.example",
            "trainer@oak.example",
            "approver@oak.example",
        )
    )
    make_partner(lead)
    manager.accepts_the_invitation()
    for role in ("trainer", "communications"):
        invite(manager, trainer, role)
    invite(manager, approver, "approver")
    put_settings_and_contact_in_order(manager)
    put_the_look_in_order(trainer, approver)
    approve(approver, write_a_course(trainer))
    resident = phone(javascript=False)
    before = resident.goto(f"{site}/oak-homes/").status
    assert "Your section is open" in open_section(manager)

    resident.goto(f"{site}/oak-homes/")
    seen = walk_to(resident, "/learn/complete/")

    assert before == 404
    assert resident.get_by_text("Well done").first.is_visible()
    assert len(seen) > 2
    assert "Open" in lead.goes_to("/staff/neighbours/partners/")
