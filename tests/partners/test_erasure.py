"""A member of staff is forgotten; what they did stays without their name."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.users.models import UserProfile

from accounts.models import User
from letters.models import Letter
from partners.domain import erase_staff_user, invite_staff, join_by_invitation, record
from partners.enums import Role
from partners.models import AuditEntry, StaffInvitation
from partners.rules import places_of
from tests.factories.bad_pictures import drawn
from tests.factories.partners import make_person


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
