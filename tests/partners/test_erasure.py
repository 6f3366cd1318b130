"""A member of staff is forgotten; what they did stays without their name."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts.models import User
from dashboards.domain.daily import run_daily
from letters.domain import send_waiting_letters
from letters.models import Letter
from partners.domain import (
    cancel_invitation,
    erase_staff_user,
    give_role,
    invite_staff,
    join_by_invitation,
    record,
)
from partners.enums import Role
from partners.models import AuditEntry, StaffInvitation
from partners.rules import places_of
from tests.factories.bad_pictures import drawn
from tests.factories.partners import make_person
from tests.factories.traces import traces_of


@pytest.fixture
def sam(two_partners) -> User:
    make_person(two_partners.birch, Role.MANAGER)
    user = make_person(two_partners.alder, Role.MANAGER, "sam@example.org")
    User.objects.filter(pk=user.pk).update(first_name="Sam", last_name="Öz")
    user.refresh_from_db()
    record(
        actor=user, verb="change settings", of=two_partners.alder.partner, partner=two_partners.alder.partner
    )
    return user


def test_entries_stay_and_name_nobody(two_partners, sam):
    before = AuditEntry.objects.filter(actor=sam).count()
    client = Client()
    client.force_login(make_person(two_partners.alder, Role.MANAGER, "other@alder.example"))

    erase_staff_user(user=sam)

    page = client.get("/staff/alder/audit/").content.decode()
    assert AuditEntry.objects.filter(actor=sam).count() == before
    assert "Change settings" in page
    assert "Somebody whose account is closed" in page
    assert "Öz" not in page
    assert "sam@example.org" not in page


def test_nothing_of_the_person_is_left_and_nobody_signs_in(sam):
    client = Client()
    client.force_login(sam)

    erase_staff_user(user=sam)
    erase_staff_user(user=sam)

    row = User.objects.get(pk=sam.pk)
    assert (row.first_name, row.last_name, row.is_active, row.has_usable_password()) == ("", "", False, False)
    assert row.email.endswith("@erased.invalid")
    assert places_of(row) == []
    assert client.get("/staff/").status_code == 302
    assert AuditEntry.objects.filter(verb="erase account").count() == 1


def test_address_is_gone_from_invitations_and_letters(two_partners, sam):
    kim = invite_staff(partner=two_partners.birch.partner, email="kim@example.org", role=Role.TRAINER)
    token = Letter.objects.latest("pk").body.partition("/staff/invitation/")[2][:43]
    user = join_by_invitation(token=token, first_name="Kim", last_name="A", password="a long password")
    invite_staff(partner=two_partners.alder.partner, email="kim@example.org", role=Role.TRAINER)

    erase_staff_user(user=user)

    assert not StaffInvitation.objects.filter(email__contains="kim").exists()
    assert not StaffInvitation.objects.filter(accepted_at=None, cancelled_at=None).exists()
    assert not Letter.objects.filter(address__contains="kim").exists()
    kim.refresh_from_db()
    assert kim.accepted_by == user


def test_others_are_left_alone(two_partners, sam):
    other = User.objects.get(email="manager@birch.example")

    erase_staff_user(user=sam)

    assert [place.partner.slug for place in places_of(User.objects.get(pk=other.pk))] == ["birch"]


def test_command_forgets_one(sam):
    call_command("erase_staff", "Sam@example.org")

    assert not User.objects.filter(email="sam@example.org").exists()
    with pytest.raises(CommandError):
        call_command("erase_staff", "sam@example.org")


def test_picture_of_the_person_is_gone_too(sam, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    profile = UserProfile.get_for_user(sam)
    profile.avatar.save("sam.png", ContentFile(drawn("PNG")))

    with django_capture_on_commit_callbacks(execute=True):
        erase_staff_user(user=sam)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not UserProfile.objects.filter(user=sam).exists()


def test_no_table_session_cache_or_file_holds_the_person(
    two_partners, settings, tmp_path, django_capture_on_commit_callbacks
):
    """After all that staff do: invited, signed in, with wrong passwords too, at work on every kind of screen."""
    settings.MEDIA_ROOT = tmp_path
    boss, alder = make_person(two_partners.alder, Role.MANAGER), two_partners.alder.partner
    invite_staff(partner=alder, email="zerubabel@quixotry.example", role=Role.TRAINER, by=boss)
    token = Letter.objects.latest("pk").body.partition("/staff/invitation/")[2][:43]
    user = join_by_invitation(
        token=token, first_name="Zerubabel", last_name="Quixotry", password="a long password"
    )
    for role in (Role.MANAGER, Role.COMMUNICATIONS):
        give_role(user=user, partner=alder, role=role, by=boss)
    client = Client()
    for password in ("a wrong password", "a long password"):
        client.post("/sign-in/", {"login": user.email, "password": password})
    client.post("/staff/alder/people/invite/", {"email": "kim@example.org", "role": "trainer"})
    picture = SimpleUploadedFile("zerubabel.png", drawn("PNG"))
    assert client.post("/admin/images/add/", {"title": "A tree", "file": picture}).status_code == 302
    client.get(f"/admin/pages/{two_partners.alder.pk}/edit/")
    send_waiting_letters()
    before = traces_of("zerubabel", "quixotry", folders=(tmp_path,))
    assert {"accounts_user.email", "letters_letter.address", "partners_staffinvitation.email"} < set(before)

    with django_capture_on_commit_callbacks(execute=True):
        erase_staff_user(user=user)

    assert traces_of("zerubabel", "quixotry", folders=(tmp_path,)) == []


def test_whoever_was_invited_and_never_came_is_forgotten_too(two_partners):
    kim = invite_staff(partner=two_partners.birch.partner, email="kim@example.org", role=Role.TRAINER)

    call_command("erase_staff", "Kim@example.org")

    kim.refresh_from_db()
    assert kim.cancelled_at is not None
    assert traces_of("kim@example.org") == []
    with pytest.raises(CommandError):
        call_command("erase_staff", "kim@example.org")


def test_addresses_are_forgotten_three_months_after_they_served(two_partners):
    partner = two_partners.birch.partner
    old, taken_back, _new = (
        invite_staff(partner=partner, email=f"{name}@example.org", role=Role.TRAINER)
        for name in ("old", "back", "new")
    )
    cancel_invitation(invitation=taken_back, by=None)
    send_waiting_letters()
    long_ago = timezone.now() - timedelta(days=91)
    StaffInvitation.objects.filter(pk=old.pk).update(expires_at=long_ago)
    StaffInvitation.objects.filter(pk=taken_back.pk).update(cancelled_at=long_ago)
    Letter.objects.exclude(address="new@example.org").update(queued_at=long_ago)
    session = SessionStore()
    session.save()
    Session.objects.update(expire_date=long_ago)

    run_daily()

    assert traces_of("old@example.org", "back@example.org") == []
    assert set(traces_of("new@example.org")) == {"letters_letter.address", "partners_staffinvitation.email"}
    assert not Session.objects.exists()
    old.refresh_from_db()
    assert old.cancelled_at is not None
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("sign", ["\n", "\r", "\u2028", "\u202e", "\x00"])
def test_name_of_ones_own_holds_no_hidden_sign(two_partners, sign):
    """On Wagtail's screen as on ours: the name stands in letters, which are plain text."""
    user = make_person(two_partners.alder, Role.TRAINER)
    client = Client()
    client.force_login(user)
    preferences = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}

    def type_name(name: str) -> str:
        typed = {"name_email-first_name": name, "name_email-last_name": "Lee", **preferences}
        client.post("/admin/account/", typed)
        user.refresh_from_db()
        return user.first_name

    assert type_name(f"Ann{sign}http://evil.example") == ""
    assert type_name("Ann") == "Ann"
