"""Every address is on the access list, and what is not on it is not there."""

import pytest
from django.test import Client
from django.urls import path
from django.views.generic import TemplateView

from config import urls
from partners.checks import every_address_is_listed, settings_keep_partners_apart
from partners.middleware.guards import INSIDE
from partners.rules import Access, Where, Who, access_list
from partners.rules.addresses import addresses, entries_without_address, unlisted_addresses
from partners.rules.reach import REACH


def test_every_address_is_on_the_list():
    assert unlisted_addresses() == []


def test_every_entry_has_an_address():
    assert entries_without_address() == []


def test_every_library_is_walked_through():
    """Were the walk blind, the two tests above would hold for nothing."""
    routes = [address.route for address in addresses()]

    assert len(routes) > 220
    for part in ("admin/localize/", "admin/users/", "documents/", "sign-in/", "learn/", "admin/sites/"):
        assert any(route.startswith(part) for route in routes)


def test_missing_and_stale_entries_are_errors_at_start(monkeypatch):
    listed = dict(access_list())
    listed.pop("wagtailadmin_home")
    listed["gone"] = Access("gone", Who.NOBODY)
    for place in ("partners.rules.addresses.access_list",):
        monkeypatch.setattr(place, lambda: listed)

    found = {(error.id, "wagtailadmin_home" in error.msg) for error in every_address_is_listed(None)}

    assert found == {("partners.E001", True), ("partners.E002", False)}


@pytest.mark.urls(__name__)
def test_address_that_is_not_listed_answers_404_to_everyone(db, django_user_model):
    root = django_user_model.objects.create_superuser("root@example.org", "a long password")
    client = Client()

    answers = [client.get("/forgotten/").status_code]
    client.force_login(root)
    answers.append(client.get("/forgotten/").status_code)

    assert answers == [404, 404]


handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
urlpatterns = [
    path("forgotten/", TemplateView.as_view(template_name="404.html"), name="forgotten"),
    *urls.urlpatterns,
]


def test_every_noun_has_a_rule():
    nouns = {name.noun for entry in access_list().values() for name in entry.names}

    assert nouns == set(REACH)


def test_every_argument_named_stands_in_the_address():
    """A name that is misspelt would guard nothing."""
    missing = []
    for address in addresses():
        entry = access_list()[address.name]
        known = set(address.pattern.pattern.converters) | set(address.pattern.pattern.regex.groupindex)
        missing += [
            (entry.name, name.argument)
            for name in entry.names
            if name.where is Where.PATH and name.argument not in known
        ]

    assert missing == []


def test_every_number_in_an_editors_address_is_guarded():
    """A key in an address of Wagtail's is never left to the view alone."""
    unguarded = []
    for address in addresses():
        entry = access_list()[address.name]
        if entry.who is not Who.EDITOR:
            continue
        named = {name.argument for name in entry.names if name.where is Where.PATH}
        known = set(address.pattern.pattern.converters) | set(address.pattern.pattern.regex.groupindex)
        unguarded += [(entry.name, one) for one in known - named - WORDS]

    assert unguarded == []


# Arguments of editors' addresses that are words and name no object.
WORDS = {
    "app_label",
    "model_name",
    "content_type_app_name",
    "content_type_model_name",
    "action",
    "action_name",
}


def test_guards_are_named_after_their_functions():
    assert {name: check.__name__ for name, check in INSIDE.items()} == {name: name for name in INSIDE}


def test_settings_that_would_mix_partners_are_errors_at_start(settings, monkeypatch):
    assert settings_keep_partners_apart(None) == []

    monkeypatch.setattr("partners.checks.NOT_INSTALLED", {"wagtail.images"})
    settings.WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = False
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True

    found = [error.id for error in settings_keep_partners_apart(None)]
    assert found == ["partners.E005", "partners.E006", "partners.E007"]
