"""Inviting staff: what is offered, to whom nothing is told, and what an offer can never become."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from letters.models import Letter
from partners.conf import INVITATIONS_A_DAY
from partners.domain import (
    InvitationRefused,
    MembershipRefused,
    accept_invitation,
    cancel_invitation,
    create_partner,
    end_role,
    give_role,
    invite_staff,
    join_by_invitation,
    resend_invitation,
)
from partners.enums import Role
from partners.models import AuditEntry, Membership, Partner, StaffInvitation
from tests.factories.partners import make_person

NEW = "sam@example.org"


@pytest.fixture
def alder(two_partners) -> Partner:
    return two_partners.alder.partner


@pytest.fixture
def manager(two_partners) -> User:
    return make_person(two_partners.alder, Role.MANAGER)


@pytest.fixture
def offered(alder, manager) -> StaffInvitation:
    return invite_staff(partner=alder, email=NEW, role=Role.TRAINER, by=manager)


def token_in_letter() -> str:
    return re.search(r"/staff/invitation/([\w-]{43})/", Letter.objects.latest("pk").body).group(1)


def wait(**distance) -> None:
    """As if this much time had passed since the invitations went out."""
    for row in StaffInvitation.objects.all():
        row.invited_at -= timedelta(**distance)
        row.expires_at -= timedelta(**distance)
        row.save()


def rows() -> tuple:
    return tuple(
        list(model.objects.order_by("pk").values())
        for model in (StaffInvitation, Letter, Membership, AuditEntry, User)
    )


def refused(kind, verb, **given) -> str:
    before = rows()
    with pytest.raises(kind) as found:
        verb(**given)
    assert rows() == before
    return str(found.value)


# Sending


def test_invitation_is_a_letter_and_no_role_yet(offered, alder, manager):
    letter = Letter.objects.get()

    assert (letter.address, letter.subject, letter.sender_name) == (NEW, "Your invitation", "Alder")
    assert "Alder Homes" in letter.body
    assert "Trainer" in letter.body
    assert offered.expires_at - offered.invited_at == timedelta(days=14)
    assert not Membership.objects.filter(user__email=NEW).exists()
    assert not User.objects.filter(email=NEW).exists()
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.actor, entry.partner, entry.details) == (
        "invite staff",
        manager,
        alder,
        {"role": "trainer"},
    )


def test_only_the_hash_of_the_token_is_kept(offered):
    token = token_in_letter()

    assert offered.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(rows()[0]) + str(rows()[3])


def test_address_is_one_in_any_case(alder, manager):
    first = invite_staff(partner=alder, email=" Sam@Example.org ", role=Role.TRAINER, by=manager)

    again = invite_staff(partner=alder, email=NEW, role=Role.TRAINER, by=manager)

    assert (first.pk, first.email) == (again.pk, NEW)
    assert Letter.objects.count() == 1


def test_role_that_is_held_here_is_not_offered(alder, manager):
    give_role(user=User.objects.create_user(NEW, "a long password"), partner=alder, role=Role.TRAINER)

    assert invite_staff(partner=alder, email=NEW, role=Role.TRAINER, by=manager) is None
    assert not Letter.objects.exists()


def test_offer_past_its_date_is_made_anew(offered, alder, manager):
    wait(days=15)

    again = invite_staff(partner=alder, email=NEW, role=Role.TRAINER, by=manager)

    assert again.pk == offered.pk
    assert again.token_hash != offered.token_hash
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("somebody", ["nobody", "elsewhere", "programme", "closed"])
def test_what_happens_is_the_same_for_every_address(two_partners, alder, manager, somebody):
    """For whoever is nobody, works elsewhere, could never hold the role, or has a closed account."""
    if somebody == "elsewhere":
        make_person(two_partners.birch, Role.COORDINATOR, NEW)
    if somebody == "programme":
        make_person(two_partners.programme, Role.PROGRAMME_ANALYST, NEW)
    if somebody == "closed":
        User.objects.create_user(NEW, "a long password", is_active=False)

    invitation = invite_staff(partner=alder, email=NEW, role=Role.COORDINATOR, by=manager)

    letter = Letter.objects.get()
    assert (invitation.email, letter.address) == (NEW, NEW)
    assert letter.body.replace(token_in_letter(), "TOKEN").startswith("Hello,")
    assert Membership.objects.filter(partner=alder, user__email=NEW).count() == 0


def test_nobody_invites_themselves(alder, manager):
    message = refused(
        InvitationRefused,
        invite_staff,
        partner=alder,
        email="MANAGER@alder.example",
        role=Role.TRAINER,
        by=manager,
    )

    assert message == "You cannot invite yourself. Ask another manager."


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.OPERATOR])
def test_role_that_does_not_exist_there_is_not_offered(alder, manager, role):
    message = refused(MembershipRefused, invite_staff, partner=alder, email=NEW, role=role, by=manager)

    assert message == "This role exists at the programme only."


def test_nobody_offers_what_they_may_not_give(two_partners, alder, manager):
    chief = make_person(two_partners.programme, Role.PROGRAMME_MANAGER)
    programme, birch = two_partners.programme.partner, two_partners.birch.partner
    for by, partner, role in (
        (manager, birch, Role.TRAINER),
        (manager, programme, Role.TRAINER),
        (chief, programme, Role.OPERATOR),
        (chief, alder, Role.COORDINATOR),
        (make_person(two_partners.alder, Role.TRAINER), alder, Role.TRAINER),
    ):
        message = refused(InvitationRefused, invite_staff, partner=partner, email=NEW, role=role, by=by)
        assert message == "This is not a role that you can give here."


def test_host_is_invited_for_a_workshop(alder, manager):
    refused(MembershipRefused, invite_staff, partner=alder, email=NEW, role=Role.WORKSHOP_HOST, by=manager)

    invite_staff(partner=alder, email=NEW, role=Role.WORKSHOP_HOST, workshop="Hall, Saturdays", by=manager)

    assert "Workshop host, Hall, Saturdays" in Letter.objects.get().body


@pytest.mark.parametrize("address", ["", "sam", "sam@example.org\nBcc: all@example.org"])
def test_what_is_no_address_is_refused(alder, manager, address):
    refused(ValidationError, invite_staff, partner=alder, email=address, role=Role.TRAINER, by=manager)


def test_invitations_of_a_day_are_limited(alder, manager, offered):
    now = timezone.now()
    StaffInvitation.objects.bulk_create(
        StaffInvitation(
            partner=alder,
            email=f"{number}@example.org",
            role=Role.TRAINER,
            token_hash=str(number),
            invited_by=manager,
            invited_at=now,
            expires_at=now,
        )
        for number in range(INVITATIONS_A_DAY)
    )

    message = refused(
        InvitationRefused,
        invite_staff,
        partner=alder,
        email="last@example.org",
        role=Role.TRAINER,
        by=manager,
    )

    assert message.startswith("You have sent many invitations today.")


def test_partner_that_has_left_invites_nobody(alder, manager):
    alder.left_on = timezone.localdate()
    alder.save()

    refused(InvitationRefused, invite_staff, partner=alder, email=NEW, role=Role.TRAINER, by=manager)


# Again, and back


def test_sent_again_the_earlier_link_is_shut(two_partners, offered, alder):
    first = token_in_letter()
    other = make_person(two_partners.alder, Role.MANAGER, "other@alder.example")
    wait(minutes=11)

    resend_invitation(invitation=offered, by=other)

    sam = User.objects.create_user(NEW, "a long password")
    refused(InvitationRefused, accept_invitation, token=first, user=sam)
    accept_invitation(token=token_in_letter(), user=sam)
    assert Letter.objects.filter(cancelled_at__isnull=False, body="").count() == 1


def test_sent_again_only_after_a_while(offered, manager):
    message = refused(InvitationRefused, resend_invitation, invitation=offered, by=manager)

    assert message.startswith("A letter went out a few minutes ago.")


def test_taken_back_it_opens_nothing_and_its_letter_stays_here(offered, manager):
    token = token_in_letter()

    cancel_invitation(invitation=offered, by=manager)
    cancel_invitation(invitation=offered, by=manager)

    sam = User.objects.create_user(NEW, "a long password")
    refused(InvitationRefused, accept_invitation, token=token, user=sam)
    assert Letter.objects.get().body == ""
    assert AuditEntry.objects.filter(verb="cancel invitation").count() == 1


# Taking it up


def test_accepted_it_is_a_role_from_today(offered, alder, manager):
    sam = User.objects.create_user(NEW, "a long password")

    membership = accept_invitation(token=token_in_letter(), user=sam)

    assert (membership.user, membership.partner, membership.role) == (sam, alder, "trainer")
    assert membership.started_on == timezone.localdate()
    assert list(AuditEntry.objects.values_list("verb", "actor__email")[:2]) == [
        ("accept invitation", NEW),
        ("give role", manager.email),
    ]


def test_newcomer_gets_account_and_role_in_one(offered, alder):
    user = join_by_invitation(
        token=token_in_letter(), first_name="Sam", last_name="Öz", password="a long password"
    )

    assert (user.email, str(user), user.check_password("a long password")) == (NEW, "Sam Öz", True)
    assert user.memberships.get().partner == alder
    assert not user.is_staff
    assert not user.is_superuser


def test_link_works_once(offered):
    token = token_in_letter()
    sam = join_by_invitation(token=token, first_name="Sam", last_name="Öz", password="a long password")

    refused(InvitationRefused, accept_invitation, token=token, user=sam)


def test_link_works_fourteen_days(offered):
    sam = User.objects.create_user(NEW, "a long password")
    wait(days=14)

    refused(InvitationRefused, accept_invitation, token=token_in_letter(), user=sam)


def test_link_is_for_its_address_alone(offered, two_partners):
    stranger = make_person(two_partners.birch, Role.TRAINER)

    message = refused(InvitationRefused, accept_invitation, token=token_in_letter(), user=stranger)

    assert message == "This invitation is for another address."


def test_account_is_not_made_over_one_that_is_there(offered):
    User.objects.create_user(NEW, "a long password")

    refused(
        InvitationRefused,
        join_by_invitation,
        token=token_in_letter(),
        first_name="Sam",
        last_name="Öz",
        password="another password",
    )


def test_what_may_not_be_held_is_told_to_the_person_alone(two_partners, alder, manager):
    analyst = make_person(two_partners.programme, Role.PROGRAMME_ANALYST, NEW)
    invite_staff(partner=alder, email=NEW, role=Role.COORDINATOR, by=manager)

    message = refused(MembershipRefused, accept_invitation, token=token_in_letter(), user=analyst)

    assert message == "Nobody holds a role of the programme and one that sees people."


def test_what_a_manager_offered_ends_with_the_managers_role(two_partners, offered, manager):
    token = token_in_letter()
    make_person(two_partners.alder, Role.MANAGER, "other@alder.example")

    end_role(membership=manager.memberships.get(), by=None)

    sam = User.objects.create_user(NEW, "a long password")
    refused(InvitationRefused, accept_invitation, token=token, user=sam)
    assert StaffInvitation.objects.get().cancelled_at is not None


def test_what_a_manager_offered_opens_nothing_once_the_role_ended_by_date(offered, manager):
    manager.memberships.update(ended_on=timezone.localdate())
    sam = User.objects.create_user(NEW, "a long password")

    refused(InvitationRefused, accept_invitation, token=token_in_letter(), user=sam)


# The first one


def test_new_partner_invites_its_first_manager_once(two_partners):
    words = {"slug": "cedar", "name": "Cedar Homes", "short_name": "Cedar", "manager_email": NEW}
    colours = {"brand_colour": "#1f5f5b", "accent_colour": "#e6f1ef"}
    chief = make_person(two_partners.programme, Role.PROGRAMME_MANAGER)

    for _time in range(2):
        partner = create_partner(**words, **colours, by=chief)
    sam = join_by_invitation(
        token=token_in_letter(), first_name="Sam", last_name="Öz", password="a long password"
    )
    create_partner(**words, **colours, by=chief)

    assert sam.memberships.get().role == "manager"
    assert StaffInvitation.objects.filter(partner=partner).count() == 1
    assert Letter.objects.filter(address=NEW).count() == 1
