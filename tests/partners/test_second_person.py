"""Nobody makes their own change public by themselves: each way that Wagtail offers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from courses.domain.building import build_course
from courses.models import CoursePage, ModulePage
from partners.models import AuditEntry
from partners.rules import is_own_change, may_publish
from tests.factories.courses import course_draft

from .editing import as_user, draft, drafted, edit, fields, order, public

# Directly


def test_approver_publishes_what_somebody_else_wrote(module, trainer, second):
    draft(trainer, module)

    edit(second, module, "New words", **{"action-publish": "1"})

    assert public(module) == "New words"


def test_own_change_is_not_published_by_the_form(module, both):
    draft(both, module)

    page = edit(both, module, "New words", **{"action-publish": "1"})

    assert (public(module), drafted(module)) == ("Module 1", "New words")
    assert "somebody else makes it public" in page.content.decode()


def test_change_made_in_the_very_form_is_not_published_by_it(module, trainer, second):
    draft(trainer, module)

    page = edit(second, module, "Newer words", **{"action-publish": "1"})

    assert (public(module), drafted(module)) == ("Module 1", "Newer words")
    assert "somebody else makes it public" in page.content.decode()


def test_own_change_is_not_scheduled(module, both):
    soon = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")

    edit(both, module, "New words", **{"action-publish": "1", "go_live_at": soon})

    assert not Page.objects.get(pk=module.pk).approved_schedule
    assert public(module) == "Module 1"


def test_change_of_somebody_else_may_be_scheduled(module, trainer, second):
    soon = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    page = module.get_latest_revision_as_object()
    page.title, page.go_live_at = "New words", soon
    page.save_revision(user=trainer)

    when = soon.strftime("%Y-%m-%d %H:%M")
    edit(second, module, "New words", **{"action-publish": "1", "go_live_at": when})

    assert Page.objects.get(pk=module.pk).approved_schedule


def test_new_page_stays_a_draft(module, both):
    address = reverse("wagtailadmin_pages:add", args=["courses", "modulepage", module.get_parent().pk])

    page = as_user(both).post(address, fields("New part", **{"action-publish": "1"}), follow=True)

    made = ModulePage.objects.get(title="New part")
    assert not made.live
    assert "somebody else makes it public" in page.content.decode()


@pytest.mark.parametrize(
    ("introduction", "is_written"),
    [
        ("", False),
        ('<p data-block-key="a1b2c"></p>', False),
        ('<p data-block-key="a1b2c"><br/></p>', False),
        ('<p data-block-key="a1b2c">Words</p>', True),
    ],
)
def test_an_empty_text_is_nobodys_writing(module, trainer, second, introduction, is_written):
    course = CoursePage.objects.ancestor_of(module).get()
    for user, words in ((trainer, ""), (second, introduction)):
        page = course.get_latest_revision_as_object()
        page.introduction, page.summary = words, "Another summary."
        page.save_revision(user=user)

    assert is_own_change(trainer, course)
    assert is_own_change(second, course) is is_written


@pytest.mark.parametrize("below", [False, True])
def test_own_change_is_not_published_in_bulk(module, both, below):
    page = module.get_parent() if below else module
    module.unpublish()
    draft(both, module)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    form = {"include_descendants": "on"} if below else {}
    answer = as_user(both).post(f"{address}?id={page.pk}&next=/admin/", form, follow=True)

    assert not Page.objects.get(pk=module.pk).live
    assert "somebody else makes it public" in answer.content.decode()


def test_change_of_somebody_else_is_published_in_bulk(module, trainer, second):
    draft(trainer, module)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    as_user(second).post(f"{address}?id={module.pk}&next=/admin/")

    assert public(module) == "New words"


@pytest.mark.parametrize("in_bulk", [False, True])
def test_page_with_an_own_change_is_not_unpublished(module, both, in_bulk):
    draft(both, module)
    address = reverse("wagtailadmin_pages:unpublish", args=[module.pk])
    if in_bulk:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        address = f"{address}?id={module.pk}&next=/admin/"

    as_user(both).post(address, {"include_descendants": "on"} if not in_bulk else {})

    assert Page.objects.get(pk=module.pk).live


def test_approver_unpublishes_what_somebody_else_wrote(module, second):
    as_user(second).post(reverse("wagtailadmin_pages:unpublish", args=[module.pk]))

    assert not Page.objects.get(pk=module.pk).live


def test_former_version_is_not_published_by_one_alone(module, trainer, second):
    draft(trainer, module, "First words")
    first = Page.objects.get(pk=module.pk).latest_revision
    draft(trainer, module, "Second words")
    Page.objects.get(pk=module.pk).latest_revision.publish()

    address = reverse("wagtailadmin_pages:revisions_revert", args=[module.pk, first.pk])
    form = fields("First words", **{"action-publish": "1", "revision": first.pk})
    as_user(second).post(address, form)
    edit(second, module, "First words", **{"action-publish": "1", "revision": first.pk})

    assert public(module) == "Second words"


def test_version_written_over_after_it_was_published_is_an_own_change(module, both):
    """An editor left open keeps writing into the last version, also when that one is public by now."""
    draft(both, module, "First words")
    page = Page.objects.get(pk=module.pk)
    page.latest_revision.publish()
    page = ModulePage.objects.get(pk=module.pk)
    page.title = "Later words"
    page.save_revision(user=both, overwrite_revision=page.latest_revision)

    assert not may_publish(both, Page.objects.get(pk=module.pk))


@pytest.mark.parametrize("field", ["publish_copies", "alias"])
def test_copy_is_not_public_at_once(module, both, field):
    form = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": module.get_parent().pk,
        field: "on",
    }

    page = as_user(both).post(reverse("wagtailadmin_pages:copy", args=[module.pk]), form, follow=True)

    assert not Page.objects.filter(slug="copy").exists()
    assert "leave it as a draft" in page.content.decode()


def test_copy_may_be_made_as_a_draft_and_is_an_own_change(module, both):
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": module.get_parent().pk}

    as_user(both).post(reverse("wagtailadmin_pages:copy", args=[module.pk]), form)

    made = Page.objects.get(slug="copy")
    assert not made.live
    assert not may_publish(both, made)


@pytest.mark.parametrize("in_bulk", [False, True])
def test_live_page_is_not_moved_by_one_alone(module, both, in_bulk, two_partners):
    other = build_course(section=two_partners.alder, draft=course_draft(slug="other", modules=0))
    if in_bulk:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        as_user(both).post(f"{address}?id={module.pk}&next=/admin/", {"chooser": other.pk})
    else:
        as_user(both).post(reverse("wagtailadmin_pages:move_confirm", args=[module.pk, other.pk]))

    assert Page.objects.get(pk=module.pk).get_parent().slug == "own"


def test_draft_may_be_moved_and_is_then_the_movers_change(module, both, two_partners):
    other = build_course(section=two_partners.alder, draft=course_draft(slug="other", modules=0))
    for page in Page.objects.get(pk=module.pk).get_descendants(inclusive=True):
        page.specific.unpublish()

    as_user(both).post(reverse("wagtailadmin_pages:move_confirm", args=[module.pk, other.pk]))

    moved = Page.objects.get(pk=module.pk)
    assert moved.get_parent().slug == "other"
    assert not may_publish(both, moved)


def test_order_of_live_pages_is_not_changed_by_one_alone(module, both):
    address = reverse("wagtailadmin_pages:set_page_position", args=[module.pk])

    client = as_user(both)

    answer = client.post(f"{address}?position=1")
    listed = client.get(reverse("wagtailadmin_explore", args=[module.get_parent().pk])).content.decode()

    assert answer.status_code == 403
    assert "nobody to look at it first" in answer.content.decode()
    assert "nobody to look at it first" in listed
    assert "js/kept_place.js" in listed
    assert order() == ["1", "2"]


def test_draft_may_be_put_in_another_place(module, both):
    for page in Page.objects.get(pk=module.pk).get_descendants(inclusive=True):
        page.specific.unpublish()
    address = reverse("wagtailadmin_pages:set_page_position", args=[module.pk])

    answer = as_user(both).post(f"{address}?position=1")

    assert (answer.status_code, order()) == (200, ["2", "1"])


def test_operator_may_and_it_is_written_down(module):
    root = User.objects.create_user("root@example.org", "a long password", is_superuser=True)

    edit(root, module, "New words", **{"action-publish": "1"})

    assert public(module) == "New words"
    entry = AuditEntry.objects.get(verb="publish own change")
    assert (entry.actor, entry.partner.slug) == (root, "alder")
