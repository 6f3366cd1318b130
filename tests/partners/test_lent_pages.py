"""The programme's second person meets a partner's page while it waits for her, with all that stands on it."""

import pytest
from wagtail.models import Page

from accounts.models import User
from courses.domain.building import build_course
from courses.models import LessonPage
from partners.enums import Role
from tests.factories.courses import course_draft

from .editing import as_user, at, person


@pytest.fixture
def waiting(two_partners, estate) -> LessonPage:
    """A lesson of Alder's with Alder's own picture and document; Alder has nobody else to approve it."""
    author = person(two_partners.alder, Role.TRAINER, email="author@alder.example")
    build_course(section=two_partners.alder, draft=course_draft(slug="own", modules=1, lessons=1))
    lesson = LessonPage.objects.descendant_of(two_partners.alder).first()
    lesson.body = [
        {"type": "picture", "value": {"image": estate.alder.image.pk, "alt_text": "A tree"}},
        {"type": "download", "value": {"file": estate.alder.document.pk, "title": "Words"}},
    ]
    lesson.save_revision(user=author)
    lesson.get_workflow().start(lesson, author)
    return lesson


@pytest.fixture
def second(two_partners) -> User:
    return person(two_partners.programme, Role.APPROVER, email="second@programme.example")


def test_page_is_met_with_its_pictures_and_nothing_else_of_that_partner(waiting, second, estate):
    client = as_user(second)

    shown = client.get(at("wagtailadmin_pages:edit", waiting.pk))

    assert shown.status_code == 200
    assert "secret-alder-image" in shown.content.decode()
    others = [
        at("wagtailadmin_pages:edit", estate.alder.page.pk),
        at("wagtailadmin_pages:edit", waiting.get_parent().pk),
        at("wagtailadmin_explore", waiting.get_parent().pk),
        at("wagtailimages:edit", estate.alder.image.pk),
        at("wagtailimages_chooser:chosen", estate.alder.image.pk),
        at("wagtailadmin_choose_page_child", waiting.pk),
    ]
    assert [client.get(address).status_code for address in others] == [404] * len(others)


def test_approving_keeps_what_stands_on_the_page(waiting, second, estate):
    """Were her sight the programme's alone, the picture would be saved as none."""
    state = waiting.current_workflow_task_state

    as_user(second).post(
        at("wagtailadmin_pages:workflow_action", waiting.pk, "approve", state.pk), {"comment": ""}
    )

    live = LessonPage.objects.get(pk=waiting.pk)
    chosen = [block.value.get("image") or block.value.get("file") for block in live.body]
    assert chosen == [estate.alder.image, estate.alder.document]
    assert not live.has_unpublished_changes


def test_page_is_out_of_reach_once_it_no_longer_waits(waiting, second):
    client = as_user(second)
    waiting.current_workflow_state.cancel()

    assert client.get(at("wagtailadmin_pages:edit", waiting.pk)).status_code == 404
    assert Page.objects.get(pk=waiting.pk).has_unpublished_changes


def test_what_waits_is_not_copied_into_the_programmes_section(waiting, two_partners):
    """A copy would stay, and take along what stands below."""
    second = person(two_partners.programme, Role.APPROVER, Role.TRAINER, email="second@programme.example")
    client = as_user(second)
    wanted = {"new_title": "Ours", "new_slug": "ours", "new_parent_page": two_partners.programme.pk}
    author = User.objects.get(email="author@alder.example")
    course = waiting.get_parent().get_parent().specific
    course.save_revision(user=author)
    course.get_workflow().start(course, author)

    for page in (waiting, course):
        address = at("wagtailadmin_pages:copy", page.pk)
        assert client.get(at("wagtailadmin_pages:edit", page.pk)).status_code == 200
        assert client.get(address).status_code == 404
        assert client.post(address, {**wanted, "copy_subpages": "on"}).status_code == 404
    assert not Page.objects.filter(slug="ours").exists()


def test_trainer_cannot_approve_what_waits(waiting, two_partners):
    trainer = person(two_partners.alder, Role.TRAINER, email="other@alder.example")
    state = waiting.current_workflow_task_state

    for name in ("workflow_action", "collect_workflow_action_data"):
        address = at(f"wagtailadmin_pages:{name}", waiting.pk, "approve", state.pk)
        assert as_user(trainer).post(address, {"comment": ""}).status_code == 403
