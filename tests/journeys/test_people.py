"""A manager invites a coordinator, who joins on a phone and accepts the terms; axe finds nothing on the screens."""

import re

from accounts.models import User
from letters.models import Letter
from partners.domain import give_role
from partners.enums import Role
from partners.models import Partner

PASSWORD = "three words together"


def sign_in(page, site: str, email: str, password: str, onward: str) -> None:
    page.goto(f"{site}/sign-in/?next={onward}")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.locator("main form button[type=submit]").click()


def test_manager_invites_and_a_coordinator_joins(site, phone):
    maya = User.objects.create_user("maya@example.org", PASSWORD, first_name="Maya", last_name="Olukoya")
    give_role(user=maya, partner=Partner.objects.get(slug="clarion"), role=Role.MANAGER)
    manager, newcomer = phone(javascript=False), phone(javascript=False)
    sign_in(manager, site, "maya@example.org", PASSWORD, "/staff/clarion/people/")

    manager.get_by_role("link", name="Invite somebody").click()
    manager.get_by_label("Work e-mail address").fill("cora@example.org")
    manager.get_by_label("Coordinator", exact=True).check()
    manager.get_by_role("button", name="Send the invitation").click()
    assert manager.get_by_text("The invitation is on its way.").is_visible()

    link = re.search(
        r"/staff/invitation/[\w-]{43}/", Letter.objects.get(address="cora@example.org").body
    ).group()
    newcomer.goto(f"{site}{link}")
    assert newcomer.get_by_text("Maya Olukoya invites you").is_visible()
    newcomer.get_by_label("First name").fill("Cora")
    newcomer.get_by_label("Last name").fill("Nowak")
    newcomer.get_by_label("Choose a password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Accept").click()
    sign_in(newcomer, site, "cora@example.org", PASSWORD, "/staff/clarion/board/")

    assert newcomer.get_by_text("You see numbers only for now.").is_visible()
    newcomer.get_by_role("link", name="Read and accept the terms").click()
    newcomer.get_by_role("button", name="I accept").click()
    assert newcomer.url == f"{site}/staff/clarion/board/"
    assert newcomer.get_by_text("People who share their name").is_visible()

    manager.goto(f"{site}/staff/clarion/people/")
    assert manager.get_by_role("link", name="Cora Nowak").is_visible()
