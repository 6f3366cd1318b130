"""Wagtail's screens of pages with somebody else's page: not there. With one's own: there.

Numbers in the names are those of the table of surfaces that Wagtail leaves open.
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from accounts.models import User

from .editing import as_user, at
from .estate import Belongings

# Pages: 1, 6, 8

OF_A_PAGE = [
    *("edit", "view_draft", "usage", "delete", "copy", "move", "history", "history_results"),
    *(
        "workflow_history",
        "revisions_index",
        "confirm_workflow_cancellation",
        "add_subpage",
        "preview_on_edit",
    ),
]


def test_1_screen_of_a_page_is_not_there_for_another_partner(editor, estate):
    for name in OF_A_PAGE:
        own, other, shared = (
            editor.get(at(f"wagtailadmin_pages:{name}", owner.page.pk)).status_code
            for owner in (estate.alder, estate.birch, estate.shared)
        )
        assert (own in (200, 302), other, shared) == (True, 404, 404), name


def test_1_explorer_opens_ones_own_and_the_way_there(editor, estate, two_partners):
    name = "wagtailadmin_explore"
    answers = [
        editor.get(at(name, page.pk)).status_code
        for page in (
            two_partners.alder,
            two_partners.home,
            estate.birch.page,
            two_partners.birch,
            estate.shared.page,
        )
    ]

    # The way there leads on to the section itself.
    assert answers == [200, 302, 404, 404, 404]
    assert "Birch" not in editor.get(at(name, two_partners.home.pk)).content.decode()


@pytest.mark.parametrize("name", ["add", "preview_on_add"])
def test_1_page_is_added_below_ones_own_alone(editor, estate, two_partners, name):
    answers = [
        editor.get(at(f"wagtailadmin_pages:{name}", "courses", "coursepage", section.pk)).status_code
        for section in (two_partners.alder, two_partners.birch, two_partners.programme, two_partners.home)
    ]

    assert answers[0] in (200, 302)
    assert answers[1:] == [404, 404, 404]


def test_1_act_on_a_page_is_not_there_for_another_partner(editor, estate):
    for name in ("unpublish", "lock", "unlock", "set_page_position", "delete", "edit"):
        assert editor.post(at(f"wagtailadmin_pages:{name}", estate.birch.live.pk)).status_code == 404, name

    assert Page.objects.get(pk=estate.birch.live.pk).live


def test_1_revision_belongs_to_the_page_in_its_address(editor, estate):
    """One's own page with another partner's revision would show that one's words."""
    own, other = (owner.page.save_revision() for owner in (estate.alder, estate.birch))
    asked = [(estate.alder, own), (estate.alder, other), (estate.birch, other), (estate.birch, own)]

    for name in ("revisions_view", "revisions_revert", "revisions_unschedule"):
        answers = [
            editor.get(at(f"wagtailadmin_pages:{name}", owner.page.pk, revision.pk)).status_code
            for owner, revision in asked
        ]
        assert answers == [200, 404, 404, 404], name


def test_1_versions_are_compared_within_ones_own(editor, estate):
    own, other = (owner.page.save_revision() for owner in (estate.alder, estate.birch))
    name = "wagtailadmin_pages:revisions_compare"
    asked = [
        (estate.alder.page.pk, "earliest", own.pk),
        (estate.alder.page.pk, own.pk, other.pk),
        (estate.alder.page.pk, other.pk, "latest"),
        (estate.birch.page.pk, "earliest", "latest"),
    ]

    assert [editor.get(at(name, *arguments)).status_code for arguments in asked] == [200, 404, 404, 404]


def test_2_search_is_told_to_look_at_permissions(settings):
    assert getattr(settings, "WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS", True) is True


def test_6_move_names_no_page_of_another_partner(editor, estate, two_partners):
    name = "wagtailadmin_pages:move_confirm"
    asked = [
        (estate.birch.page.pk, two_partners.alder.pk),
        (estate.alder.page.pk, two_partners.birch.pk),
        (estate.alder.page.pk, estate.birch.page.pk),
        (estate.birch.page.pk, two_partners.birch.pk),
    ]

    for arguments in asked:
        for send in (editor.get, editor.post):
            response = send(at(name, *arguments))
            assert response.status_code == 404
            assert "secret-birch" not in response.content.decode()


def test_6_move_and_copy_lead_to_ones_own_alone(editor, estate, two_partners):
    before = Page.objects.count()
    words = {"new_title": "x", "new_slug": "x", "new_parent_page": two_partners.birch.pk}

    for name in ("move", "copy"):
        assert editor.post(at(f"wagtailadmin_pages:{name}", estate.alder.page.pk), words).status_code == 404

    assert Page.objects.count() == before


def test_8_workflow_of_another_partner_is_not_named(editor, estate, everything):
    estate.birch.page.save_revision(user=everything)
    state = estate.birch.page.get_workflow().start(estate.birch.page, everything)
    task_state = state.current_task_state
    names = [
        at("wagtailadmin_pages:confirm_workflow_cancellation", estate.birch.page.pk),
        at("wagtailadmin_pages:workflow_history_detail", estate.birch.page.pk, state.pk),
        at("wagtailadmin_pages:workflow_history_detail", estate.alder.page.pk, state.pk),
        at("wagtailadmin_pages:workflow_preview", estate.birch.page.pk, task_state.task_id),
        at("wagtailadmin_pages:workflow_preview", estate.alder.page.pk, task_state.task_id),
        at("wagtailadmin_pages:workflow_action", estate.birch.page.pk, "approve", task_state.pk),
        at("wagtailadmin_pages:workflow_action", estate.alder.page.pk, "approve", task_state.pk),
        at("wagtailadmin_pages:collect_workflow_action_data", estate.alder.page.pk, "approve", task_state.pk),
    ]

    assert [editor.get(address).status_code for address in names] == [404] * len(names)
    assert [editor.post(name).status_code for name in names[5:]] == [404] * 3


# Choosers: 3, 4, 12


def test_3_page_chooser_browses_ones_own_and_the_public(editor, estate, two_partners):
    name = "wagtailadmin_choose_page_child"
    places = (
        two_partners.alder,
        two_partners.programme,
        two_partners.birch,
        estate.birch.page,
        estate.shared.page,
    )

    answers = [editor.get(at(name, page.pk)).status_code for page in places]

    assert answers == [200, 200, 404, 404, 404]
    shown = editor.get(at(name, two_partners.programme.pk)).content.decode()
    assert "secret-shared-live" in shown
    assert "secret-shared-draft" not in shown


def test_3_query_of_the_page_chooser_names_no_page_of_another_partner(editor, estate):
    for asked in ("parent_page_id", "target_pages[]"):
        for name, arguments in (
            ("wagtailadmin_choose_page", []),
            ("wagtailadmin_choose_page_child", [estate.alder.live.pk]),
        ):
            other = editor.get(at(name, *arguments, **{asked: estate.birch.page.pk}))
            own = editor.get(at(name, *arguments, **{asked: estate.alder.page.pk}), follow=True)
            assert (own.status_code, other.status_code) == (200, 404)


def test_4_many_chosen_pages_are_all_in_sight(editor, estate):
    address = reverse("wagtailadmin_choose_page_chosen_multiple")
    own, other = estate.alder.page.pk, estate.birch.page.pk
    refused = [
        f"id={other}",
        f"id={own}&id={other}",
        f"id={other}&id={own}",
        f"id={own},{other}",
        "id=x",
        "id=9999",
    ]

    assert [editor.get(f"{address}?{query}").status_code for query in refused] == [404] * len(refused)
    assert editor.get(f"{address}?id={own}").status_code == 200
    assert editor.get(f"{address}?id={estate.shared.live.pk}").status_code == 200
    assert editor.get(f"{address}?id={estate.shared.page.pk}").status_code == 404


# Bulk actions: 7

BULK = [("wagtailcore", "page", action) for action in ("delete", "move", "publish", "unpublish")] + [
    ("pages", "siteimage", "delete"),
    ("pages", "sitedocument", "delete"),
]


def thing_of(owner: Belongings, model: str):
    return {"page": owner.live, "siteimage": owner.image, "sitedocument": owner.document}[model]


def test_7_many_at_once_names_nothing_of_another_partner(editor, estate):
    for kind in BULK:
        own, other = (thing_of(owner, kind[1]).pk for owner in (estate.alder, estate.birch))
        address = reverse("wagtail_bulk_action", args=kind)

        for query in (f"id={other}", f"id={own}&id={other}"):
            assert editor.get(f"{address}?{query}").status_code == 404, kind
            assert editor.post(f"{address}?{query}").status_code == 404, kind
        assert editor.get(f"{address}?id={own}").status_code == 200, kind


def test_7_all_means_all_in_sight(editor, estate, two_partners):
    for kind in BULK:
        address = reverse("wagtail_bulk_action", args=kind)
        is_page = kind[1] == "page"
        parents = (two_partners.alder, two_partners.birch, two_partners.home)
        if not is_page:
            parents = [
                thing_of(owner, kind[1]).collection for owner in (estate.alder, estate.birch, estate.birch)
            ]
        own, *others = (f"{address}?id=all&childOf={parent.pk}" for parent in parents)

        shown = editor.get(own)

        assert shown.status_code == 200, kind
        assert "secret-birch" not in shown.content.decode()
        assert [editor.get(other).status_code for other in others] == [404, 404], kind
        # Without a page to stand below, Wagtail would take all pages of the site.
        everywhere = editor.get(f"{address}?id=all")
        assert everywhere.status_code == (404 if is_page else 200)
        assert "secret-birch" not in everywhere.content.decode()


def test_7_pages_are_moved_in_bulk_to_ones_own_alone(editor, estate, two_partners):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    response = editor.post(f"{address}?id={estate.alder.page.pk}", {"chooser": two_partners.birch.pk})

    assert response.status_code == 404


OTHER_BULK = [
    ("pages", "siteimage", "add_tags"),
    ("pages", "siteimage", "add_to_collection"),
    ("pages", "sitedocument", "add_tags"),
    ("pages", "sitedocument", "add_to_collection"),
    ("accounts", "user", "delete"),
    ("accounts", "user", "assign_role"),
    ("accounts", "user", "set_active_state"),
    ("partners", "partner", "delete"),
    ("nowhere", "nothing", "delete"),
]


def test_7_other_acts_on_many_are_not_there_not_for_the_operator_either(editor, everything):
    root = as_user(User.objects.create_superuser("root@example.org", "a long password"))
    for kind in OTHER_BULK:
        address = reverse("wagtail_bulk_action", args=kind)
        for person in (editor, root):
            assert person.get(f"{address}?id={everything.pk}").status_code == 404, kind
            assert person.post(f"{address}?id={everything.pk}").status_code == 404, kind
    assert User.objects.filter(pk=everything.pk, is_active=True).exists()


# Who edits what: 11


def ping(editor: Client, model: str, key, session) -> int:
    app = "accounts" if model == "user" else "wagtailcore"
    return editor.post(at("wagtailadmin_editing_sessions:ping", app, model, key, session)).status_code


def test_11_editing_sessions_tell_of_ones_own_pages_alone(editor, estate, everything):
    theirs = EditingSession.objects.create(
        user=User.objects.create_user("other@birch.example", "a long password"),
        content_object=estate.birch.page,
        last_seen_at=timezone.now(),
    )

    assert ping(editor, "page", estate.alder.page.pk, 999999) == 200
    assert ping(editor, "page", estate.birch.page.pk, 999999) == 404
    assert ping(editor, "page", estate.alder.page.pk, theirs.pk) == 404
    assert ping(editor, "user", everything.pk, 999999) == 404
    assert editor.post(at("wagtailadmin_editing_sessions:release", theirs.pk)).status_code == 404
    assert EditingSession.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("name", ["owner", "edited_by", "content_type", "site"])
def test_filter_by_a_number_that_no_row_has_is_no_error(editor, two_partners, name):
    address = at("wagtailadmin_explore", two_partners.alder.pk, **{name: "9" * 30})

    assert editor.get(address).status_code in (200, 400)
