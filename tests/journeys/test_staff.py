"""A trainer changes a lesson, a second person publishes it, a coordinator sees the completion counted."""

from courses.models import LessonPage
from partners.enums import Role
from partners.models import PartnerPage
from tests.factories.partners import make_person
from tests.journeys.conftest import DESK
from tests.journeys.steps import walk_to

TITLE = "Making a little room to talk"


def sign_in(page, site: str, role: Role) -> None:
    section = PartnerPage.objects.get(slug="clarion")
    user = make_person(section, role)
    page.goto(f"{site}/staff/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", "a long password")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(f"{site}/staff/")


def press(page, selector: str) -> None:
    """A button of Wagtail's editor, in the open or below "More actions"."""
    button = page.locator(selector).first
    if not button.is_visible():
        page.get_by_role("button", name="More actions").last.click()
    button.click()


def own_lesson() -> LessonPage:
    return LessonPage.objects.get(url_path__endswith="/clarion/short-course/1/1/")


def test_trainer_changes_a_lesson_and_the_approver_publishes_it(site, phone):
    lesson = own_lesson()
    trainer = phone(size=DESK)
    sign_in(trainer, site, Role.TRAINER)

    trainer.goto(f"{site}/admin/pages/{lesson.pk}/edit/")
    trainer.fill("#id_title", TITLE)
    assert trainer.locator("button[name=action-publish]").count() == 0
    with trainer.expect_navigation():
        press(trainer, "button[name=action-submit]")

    reader = phone()
    reader.goto(f"{site}/clarion/short-course/1/1/")
    assert TITLE not in reader.locator("h1").inner_text()

    trainer.goto(f"{site}/admin/pages/{lesson.pk}/view_draft/")
    assert TITLE in trainer.locator("h1").inner_text()
    assert "/clarion/theme.css" in trainer.content()

    approver = phone(size=DESK)
    sign_in(approver, site, Role.APPROVER)
    approver.goto(f"{site}/admin/pages/{lesson.pk}/edit/")
    with approver.expect_navigation():
        press(approver, "button[data-workflow-action-name=approve]")

    reader.goto(f"{site}/clarion/short-course/1/1/")
    assert reader.locator("h1").inner_text() == TITLE


def test_trainer_sees_their_own_section_alone(site, phone):
    trainer = phone(size=DESK)
    sign_in(trainer, site, Role.TRAINER)
    peabody = PartnerPage.objects.get(slug="peabody")

    trainer.goto(f"{site}/admin/pages/")
    bar, listing = trainer.locator(".acting-bar").inner_text(), trainer.locator("main").inner_text()
    other = trainer.goto(f"{site}/admin/pages/{peabody.pk}/edit/")

    assert "Around our kitchen table" in listing or "Clarion" in listing
    assert "Peabody" not in listing
    assert other.status == 404
    assert "Acting for Clarion" in bar


def test_coordinator_sees_the_completion_counted(site, phone):
    resident = phone(javascript=False)
    resident.goto(f"{site}/clarion/short-course/")
    walk_to(resident, "/learn/complete/")

    coordinator = phone(size=DESK)
    sign_in(coordinator, site, Role.COORDINATOR)
    coordinator.goto(f"{site}/staff/clarion/board/")

    board = coordinator.locator("main").inner_text()
    assert "Around our kitchen table" in board
    assert "fewer than 5" in board.lower()
