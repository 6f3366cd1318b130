"""Screens of the whole site are for nobody at a partner; filters, rights and the operator's use."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Locale, Page, PageLogEntry, Site, Workflow

from accounts.models import User
from partners.enums import Role
from partners.models import AuditEntry
from partners.rules import Who, access_list
from partners.rules.addresses import addresses
from tests.factories.partners import make_person

from .editing import as_user, at
from .estate import Estate

# What is not for partners at all: 9, 10, 15, 17 to 25, 27 to 34

ENTRIES = [entry for entry in access_list().values() if entry.who in (Who.OPERATOR, Who.NOBODY)]


def an_address(entry, pattern, estate: Estate, user: User) -> str:
    """The address with numbers that are there, or any words."""
    known = {
        "pk": _key_for(entry.name, estate, user),
        "page_id": estate.alder.page.pk,
        "page_pk": estate.alder.page.pk,
        "image_id": estate.alder.image.pk,
        "collection_id": estate.alder.image.collection_id,
    }
    needed = pattern.pattern.converters
    words = {
        name: known.get(name, 1 if "Int" in type(kind).__name__ else "x") for name, kind in needed.items()
    }
    return reverse(entry.name, kwargs=words)


def _key_for(name: str, estate: Estate, user: User) -> int:
    rows = {
        "wagtailusers_users": user,
        "wagtailusers_groups": user.groups.first(),
        "wagtailsites": Site.objects.first(),
        "wagtaillocales": Locale.objects.first(),
        "wagtailadmin_collections": Collection.objects.get(name="birch"),
        "wagtailadmin_workflows": Workflow.objects.first(),
        "wagtailadmin_api:pages": estate.alder.page,
    }
    row = next((row for start, row in rows.items() if name.startswith(start)), estate.alder.image)
    return row.pk


def test_screens_of_the_whole_site_are_not_there_for_partners(editor, estate, everything):
    patterns = {address.name: address.pattern for address in addresses()}
    # A view without a name has no address to ask for; at Wagtail's own sign-in stands ours.
    for entry in (entry for entry in ENTRIES if "." not in entry.name and entry.name != "wagtailadmin_login"):
        address = an_address(entry, patterns[entry.name], estate, everything)
        assert editor.get(address).status_code == 404, entry.name
        assert editor.post(address).status_code == 404, entry.name


NOT_THERE = [
    *("/admin/nothing/", "/admin/test404/", "/admin/styleguide/", "/admin/forms/", "/admin/snippets/"),
    *("/admin/redirects/", "/admin/searchpicks/", "/admin/settings/", "/django-admin/"),
    *("/api/", "/api/v2/pages/", "/api/v3/pages/"),
    *("/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/accounts/email/"),
]


def test_what_is_not_needed_is_not_mounted(editor):
    for address in NOT_THERE:
        assert editor.get(address).status_code == 404, address
        assert Client().get(address).status_code == 404, address


def test_27_no_partner_role_holds_a_right_of_djangos_over_people(everything):
    held = {name.partition(".")[0] for name in everything.get_all_permissions()}

    assert held == {"wagtailadmin"}


def test_17_history_of_ones_own_page_names_nobody_elses(editor, estate, everything):
    stranger = User.objects.create_user("other@birch.example", "a long password", first_name="Birchname")
    PageLogEntry.objects.log_action(estate.birch.page, "wagtail.edit", user=stranger)
    PageLogEntry.objects.log_action(estate.alder.page, "wagtail.edit", user=everything)

    shown = editor.get(at("wagtailadmin_pages:history", estate.alder.page.pk)).content.decode()

    assert "Birchname" not in shown


def test_20_filters_name_nobody_elses_people(editor, estate, two_partners):
    for section, name in ((two_partners.birch, "Birchname"), (two_partners.alder, "Aldername")):
        user = make_person(section, Role.TRAINER, f"{name}@example.org")
        User.objects.filter(pk=user.pk).update(first_name=name)
        owner = {"Birchname": estate.birch, "Aldername": estate.alder}[name]
        Page.objects.filter(pk__in=[owner.page.pk, owner.live.pk]).update(owner=user)
        owner.page.save_revision(user=user, log_action="wagtail.edit")

    section = f"/admin/pages/{two_partners.alder.pk}/"
    for address in (
        section,
        f"{section}?q=secret&search_all=1",
        "/admin/pages/search/?q=secret",
        "/admin/account/",
        "/admin/",
    ):
        shown = editor.get(address).content.decode()
        assert "Birchname" not in shown
        assert "birch" not in shown.lower()
    assert "Aldername" in editor.get(section).content.decode()


# The operator


def test_operators_use_is_written_down_and_others_is_not(estate, editor):
    root = User.objects.create_superuser("root@example.org", "a long password")
    editor.get("/admin/images/")
    before = AuditEntry.objects.filter(verb="use as operator").count()

    as_user(root).get(at("wagtailimages:edit", estate.birch.image.pk))

    entry = AuditEntry.objects.filter(verb="use as operator").get()
    assert before == 0
    assert (entry.actor, entry.details["address"]) == (root, "wagtailimages:edit")
    assert entry.details["arguments"] == {"image_id": str(estate.birch.image.pk)}


def test_managers_read_of_the_operators_use_of_their_own_pages(estate, two_partners):
    root = as_user(User.objects.create_superuser("root@example.org", "a long password"))

    root.get(at("wagtailadmin_pages:edit", estate.birch.page.pk))

    entry = AuditEntry.objects.filter(verb="use as operator").get()
    assert entry.partner == two_partners.birch.partner


def test_operators_refused_use_is_not_taken_for_one(estate):
    root = as_user(User.objects.create_superuser("root@example.org", "a long password"))

    assert root.get("/admin/users/").status_code == 404
    assert root.get("/admin/sites/").status_code == 200
    assert AuditEntry.objects.filter(verb="use as operator").count() == 1


# Rights: 403 before the view


RIGHTS = {
    Role.TRAINER: [
        ("unpublish", "live", 403),
        ("revisions_unschedule", "live", 403),
        ("delete", "live", 403),
        ("delete", "page", 200),
        ("edit", "live", 200),
        ("add_subpage", "page", 302),
        ("lock", "live", 405),
    ],
    Role.APPROVER: [
        ("unpublish", "live", 200),
        ("add_subpage", "page", 403),
        ("copy", "page", 403),
    ],
    Role.COMMUNICATIONS: [("unpublish", "live", 403), ("add_subpage", "page", 302)],
}


@pytest.mark.parametrize("role", RIGHTS)
def test_missing_right_is_403_before_the_screen(estate, two_partners, role):
    editor = as_user(make_person(two_partners.alder, role))

    for name, thing, status in RIGHTS[role]:
        page = getattr(estate.alder, thing)
        more = [page.save_revision().pk] if name == "revisions_unschedule" else []
        assert editor.get(at(f"wagtailadmin_pages:{name}", page.pk, *more)).status_code == status, name
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    expected = 200 if role is Role.APPROVER else 403
    assert editor.get(f"{bulk}?id={estate.alder.page.pk}").status_code == expected
    assert editor.post(at("wagtailadmin_pages:lock", estate.alder.live.pk)).status_code == 403


def test_other_method_is_405(editor, estate):
    assert editor.post(at("wagtailadmin_explore_root")).status_code == 405
    assert editor.put(at("wagtailimages:index")).status_code == 405
    assert editor.get(at("wagtaildocs:edit_multiple", estate.alder.document.pk)).status_code == 405


def addresses_in_the_sidebar(screen: str) -> set[str]:
    """Every address of the admin that the sidebar and its menus lead to."""
    return set(
        re.findall(
            r'"(/admin/[^"?#]*)"', screen.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
        )
    )


# wagtail-localize's report of translations is not ordered.
@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
@pytest.mark.parametrize("is_operator", [False, True])
def test_sidebar_leads_to_nothing_that_is_not_there(editor, estate, is_operator):
    person = (
        as_user(User.objects.create_superuser("root@example.org", "a long password"))
        if is_operator
        else editor
    )

    found = addresses_in_the_sidebar(person.get("/admin/").content.decode())

    assert {"/admin/images/", "/admin/documents/"} <= found
    assert "/admin/users/" not in found
    # Those are sent to, not looked at.
    looked_at = found - {reverse("wagtailadmin_logout")}
    assert {
        address: person.get(address).status_code
        for address in looked_at
        if person.get(address).status_code >= 400
    } == {}
