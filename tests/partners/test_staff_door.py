"""Wagtail's screens open for roles of today alone, whatever its groups still say."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from pages.models import SiteDocument
from partners.domain import end_role
from partners.enums import EDITING_ROLES, Role
from partners.models import Membership
from partners.queries import content_version
from tests.factories.partners import make_person


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ended_by_date(user: User) -> None:
    """As a date set beforehand comes round: nobody runs a verb on that day."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=user).update(started_on=yesterday, ended_on=timezone.localdate())


@pytest.mark.parametrize("role", sorted(EDITING_ROLES))
def test_admin_opens_for_an_editing_role_of_today(two_partners, role):
    client = as_user(make_person(two_partners.alder, role))

    response = client.get("/admin/")

    assert response.status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/images/", "/admin/account/"])
@pytest.mark.parametrize("role", sorted(EDITING_ROLES))
def test_admin_is_closed_once_the_role_has_ended(two_partners, role, address):
    user, colleague = (
        make_person(two_partners.alder, role, email) for email in ("a@b.example", "c@b.example")
    )
    ended_by_date(user)

    responses = [as_user(person).get(address) for person in (user, colleague)]

    assert user.groups.count() == 1
    assert [response.status_code for response in responses] == [403, 200]
    assert "You cannot open this page" in responses[0].content.decode()
    # Not a dead end.
    assert 'href="/staff/"' in responses[0].content.decode()


def test_admin_is_closed_to_a_role_that_edits_nothing(two_partners):
    client = as_user(make_person(two_partners.alder, Role.COORDINATOR))

    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/login/").status_code != 403
    assert client.get("/staff/").status_code == 200


def test_admin_opens_for_a_superuser_and_sends_a_stranger_to_sign_in(two_partners):
    root = User.objects.create_user("root@example.org", "a long password", is_superuser=True)

    opened, turned = as_user(root).get("/admin/"), Client().get("/admin/")

    assert opened.status_code == 200
    assert (turned.status_code, turned.url.partition("?")[0]) == (302, "/sign-in/")


def test_admin_stays_open_while_another_editing_role_is_held(two_partners):
    user = make_person(two_partners.alder, Role.TRAINER)
    make_person(two_partners.birch, Role.TRAINER, user.email)
    membership = Membership.objects.get(user=user, partner=two_partners.alder.partner)

    end_role(membership=membership, by=None)

    assert as_user(user).get("/admin/").status_code == 200
    assert list(user.groups.values_list("name", flat=True)) == ["birch: trainer"]


# A document's file


def replace(client: Client, document: SiteDocument):
    fields = {
        "title": "Words",
        "collection": document.collection_id,
        "file": ContentFile(b"new", name="new.pdf"),
    }
    return client.post(f"/admin/documents/edit/{document.pk}/", fields)


@pytest.fixture
def document(two_partners) -> SiteDocument:
    made = SiteDocument(title="Words", file=ContentFile(b"old", name="old.pdf"))
    made.save()
    return made


def test_replaced_document_is_forgotten(document):
    root = User.objects.create_user("root@example.org", "a long password", is_superuser=True)
    version, before = content_version(), document.url

    response = replace(as_user(root), document)

    assert response.status_code == 302
    assert SiteDocument.objects.get(pk=document.pk).url != before
    assert content_version() > version


def test_document_that_a_stranger_sends_is_nothing_new(document):
    version = content_version()

    replace(Client(), document)

    assert content_version() == version


def test_button_for_private_pages_is_not_offered(two_partners):
    """What it opens is there for nobody; Wagtail draws it all the same."""
    client = as_user(make_person(two_partners.alder, Role.APPROVER))
    rule = '[data-a11y-dialog-show="set-privacy"] {\n  display: none;'

    editor = client.get(f"/admin/pages/{two_partners.alder.pk}/edit/").content.decode()

    assert 'data-a11y-dialog-show="set-privacy"' in editor
    assert rule in (settings.BASE_DIR / "static/css/wagtail_admin.css").read_text()
