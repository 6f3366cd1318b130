"""The screens of people: for a partner's managers at home, and for the programme's about who manages a partner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from letters.models import Letter
from partners.domain import erase_staff_user, invite_staff
from partners.enums import Role
from partners.models import Membership, StaffInvitation
from tests.factories.partners import make_person
from tests.factories.sql import counting

HOME = "/staff/alder/people/"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def manager(two_partners) -> Client:
    """Alder's manager; a trainer of Alder's and a manager and a trainer of Birch's are there too."""
    make_person(two_partners.alder, Role.TRAINER, "tess@alder.example")
    make_person(two_partners.birch, Role.TRAINER, "bea@birch.example")
    birch = make_person(two_partners.birch, Role.MANAGER, "boss@birch.example")
    invite_staff(partner=two_partners.birch.partner, email="new@birch.example", role=Role.TRAINER, by=birch)
    return as_user(make_person(two_partners.alder, Role.MANAGER, "mo@alder.example"))


@pytest.fixture
def chief(two_partners, manager) -> Client:
    """The programme's manager."""
    return as_user(make_person(two_partners.programme, Role.PROGRAMME_MANAGER, "chief@programme.example"))


def person(email: str) -> User:
    return User.objects.get(email=email)


def addresses_of(email: str) -> list[str]:
    user = person(email)
    membership = user.memberships.first()
    return [
        f"{HOME}{user.public_id}/",
        f"{HOME}{user.public_id}/roles/",
        f"{HOME}roles/{membership.public_id}/end/",
    ]


def every_row() -> list:
    models = (Membership, StaffInvitation, Letter)
    return [list(model.objects.order_by("pk").values()) for model in models]


# The list


def test_list_shows_ones_own_people_and_nobody_of_another_partner(manager):
    page = html(manager.get(HOME))

    assert "tess@alder.example" in page
    assert "mo@alder.example" in page
    assert "birch.example" not in page


def test_list_tells_roles_of_this_partner_only(two_partners, manager):
    make_person(two_partners.birch, Role.COORDINATOR, "tess@alder.example")

    page = manager.get(HOME)

    row = next(row for row in page.context["held"] if row["email"] == "tess@alder.example")
    assert [role["label"] for role in row["roles"]] == ["Trainer"]
    assert "Birch" not in html(page)


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_of_the_database(two_partners, manager, number):
    alder = two_partners.alder.partner
    for at in range(number):
        make_person(two_partners.alder, Role.APPROVER, f"a{at}@alder.example")
        gone = make_person(two_partners.alder, Role.APPROVER, f"b{at}@alder.example")
        gone.memberships.update(ended_on=timezone.localdate())
        invite_staff(
            partner=alder, email=f"c{at}@alder.example", role=Role.TRAINER, by=person("mo@alder.example")
        )
    manager.get(HOME)

    with counting() as sql:
        manager.get(HOME)

    assert sql.number == 6, sql.queries


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.PROGRAMME_MANAGER}))
def test_other_roles_are_refused(two_partners, role):
    at_programme = role in (Role.PROGRAMME_ANALYST, Role.OPERATOR)
    section = two_partners.programme if at_programme else two_partners.alder
    client = as_user(make_person(section, role))
    member = make_person(section, Role.TRAINER, "tess@alder.example")
    home = f"/staff/{section.slug}/people/"

    for address in (home, f"{home}invite/", f"{home}{member.public_id}/", f"{home}{member.public_id}/roles/"):
        assert client.get(address).status_code == 403


def test_strangers_are_sent_to_sign_in_and_others_find_nothing(two_partners, manager):
    assert Client().get(HOME).url.startswith("/sign-in/")
    assert manager.get("/staff/birch/people/").status_code == 404
    assert manager.get("/staff/birch/people/invite/").status_code == 404
    assert manager.get("/staff/alder/partners/birch/people/").status_code == 403


def test_people_of_another_partner_are_not_there(manager):
    before = every_row()
    invitation = StaffInvitation.objects.get().public_id
    posts = [f"{HOME}invitations/{invitation}/{act}/" for act in ("resend", "cancel")]

    found = [manager.get(address).status_code for address in addresses_of("bea@birch.example")]
    found += [
        manager.post(address, {"role": "manager", "on": "2030-01-01"}).status_code
        for address in (*addresses_of("bea@birch.example")[1:], *posts)
    ]

    assert set(found) == {404}
    assert every_row() == before


# Inviting


def test_manager_invites_and_sees_the_offer_until_it_is_taken_up(manager):
    response = manager.post(
        f"{HOME}invite/", {"email": "Sam@Example.org", "role": "coordinator"}, follow=True
    )

    assert "The invitation is on its way." in html(response)
    assert [row["email"] for row in response.context["invitations"]] == ["sam@example.org"]
    assert Letter.objects.filter(address="sam@example.org").count() == 1


def test_answer_is_the_same_whether_the_address_exists_or_not(two_partners, manager):
    """Nobody's, a colleague's elsewhere, one who could never hold the role, one whose account is closed."""
    make_person(two_partners.programme, Role.PROGRAMME_ANALYST, "b@example.org")
    make_person(two_partners.birch, Role.COORDINATOR, "c@example.org")
    User.objects.create_user("d@example.org", "a long password", is_active=False)
    seen = set()
    for name in "abcd":
        asked = {"email": f"{name}@example.org", "role": "coordinator"}
        response = manager.post(f"{HOME}invite/", asked)
        page = manager.get(response.url)
        row = page.context["invitations"][0]
        said = [str(message) for message in page.context["messages"]]
        seen.add((response.status_code, response.url, *said, row["label"], row["by"], row["is_past"]))
        assert row["email"] == asked["email"]
        assert asked["email"] not in [member["email"] for member in page.context["held"]]

    assert len(seen) == 1


def test_invitation_costs_the_same_whether_the_address_exists_or_not(two_partners, manager):
    make_person(two_partners.birch, Role.COORDINATOR, "known@example.org")
    numbers = set()
    manager.post(f"{HOME}invite/", {"email": "warm@example.org", "role": "trainer"})
    for address in ("unknown@example.org", "known@example.org"):
        with counting() as sql:
            manager.post(f"{HOME}invite/", {"email": address, "role": "trainer"})
        numbers.add(sql.number)

    assert len(numbers) == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"email": "sam", "role": "trainer"}, "email"),
        ({"email": "mo@alder.example", "role": "trainer"}, "email"),
        ({"email": "sam@example.org"}, "role"),
        ({"email": "sam@example.org", "role": "operator"}, "role"),
        ({"email": "sam@example.org", "role": "programme_manager"}, "role"),
        ({"email": "sam@example.org", "role": "workshop_host", "workshop": " "}, "workshop"),
        ({"email": "sam@example.org", "role": "workshop_host", "workshop": "a\u202eb"}, "workshop"),
        ({"email": "sam@example.org", "role": "workshop_host", "workshop": "a" * 121}, "workshop"),
    ],
)
def test_bad_input_stands_beside_its_field_and_nothing_is_stored(manager, asked, field):
    before = every_row()

    response = manager.post(f"{HOME}invite/", asked)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert asked["email"] in html(response)
    assert every_row() == before


def test_offer_is_sent_again_and_taken_back(manager):
    manager.post(f"{HOME}invite/", {"email": "sam@example.org", "role": "trainer"})
    row = StaffInvitation.objects.get(email="sam@example.org")
    early = manager.post(f"{HOME}invitations/{row.public_id}/resend/", follow=True)
    StaffInvitation.objects.update(invited_at=timezone.now() - timedelta(hours=1))

    again = manager.post(f"{HOME}invitations/{row.public_id}/resend/", follow=True)
    back = manager.post(f"{HOME}invitations/{row.public_id}/cancel/", follow=True)

    assert "A letter went out a few minutes ago." in html(early)
    assert "A new letter is on its way." in html(again)
    assert "The invitation is taken back." in html(back)
    assert back.context["invitations"] == []
    assert manager.get(f"{HOME}invitations/{row.public_id}/cancel/").status_code == 405


# One person


def test_page_about_a_person_is_made_from_the_rules(manager):
    page = manager.get(addresses_of("tess@alder.example")[0])

    assert page.context["rights"].may == ["Write courses and pages, and ask for approval"]
    assert "Invite staff, change their roles and end them" in page.context["rights"].may_not
    assert "Invite staff, change their roles and end them" in html(page)


def test_another_role_is_given_and_a_role_is_ended_with_a_date(manager):
    address, give, end = addresses_of("tess@alder.example")
    later = timezone.localdate() + timedelta(days=30)

    manager.post(give, {"role": "approver"})
    said = html(manager.get(end))
    response = manager.post(end, {"on": later.isoformat()})

    assert "Drafts and pages they wrote stay here." in said
    assert response.url == address
    held = person("tess@alder.example").memberships.order_by("role")
    assert list(held.values_list("role", "ended_on")) == [("approver", None), ("trainer", later)]


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01", "31/31/2030"])
def test_day_that_is_none_or_past_ends_nothing(manager, day):
    response = manager.post(addresses_of("tess@alder.example")[2], {"on": day})

    assert list(response.context["form"].errors) == ["on"]
    assert person("tess@alder.example").memberships.get().ended_on is None


def test_why_a_role_cannot_be_given_is_not_told(two_partners, manager):
    make_person(two_partners.programme, Role.TRAINER, "tess@alder.example")

    response = manager.post(addresses_of("tess@alder.example")[1], {"role": "coordinator"})

    assert response.context["form"].errors == {
        "role": ["This person cannot hold this role. They can tell you why."]
    }
    assert "rogramme" not in html(response).partition("<form")[2].partition("</form>")[0]


def test_somebody_who_left_is_still_named_and_can_be_given_a_role_again(manager):
    address, give, end = addresses_of("tess@alder.example")
    manager.post(end, {"on": timezone.localdate().isoformat()})

    page = manager.get(HOME)
    manager.post(give, {"role": "trainer"})

    assert [row["email"] for row in page.context["ended"]] == ["tess@alder.example"]
    assert "None. This person can open nothing here." not in html(manager.get(address))


def test_somebody_who_was_forgotten_has_no_name_and_no_address(two_partners, manager):
    user = erase_staff_user(user=person("tess@alder.example"))

    page = manager.get(HOME)
    own = html(manager.get(f"{HOME}{user.public_id}/"))

    assert [(row["name"], row["email"]) for row in page.context["ended"]] == [
        ("Somebody whose account is closed", "")
    ]
    assert "erased.invalid" not in html(page) + own


def test_drafts_stay_with_the_partner(two_partners, manager):
    section, tess = two_partners.alder, person("tess@alder.example")
    section.title = "What Tess wrote"
    section.save_revision(user=tess)
    manager.post(addresses_of(tess.email)[2], {"on": timezone.localdate().isoformat()})
    colleague = as_user(make_person(two_partners.alder, Role.TRAINER, "next@alder.example"))

    edited = colleague.get(f"/admin/pages/{section.pk}/edit/")

    assert "What Tess wrote" in html(edited)
    assert as_user(tess).get(f"/admin/pages/{section.pk}/edit/").status_code == 403


def test_everybody_reads_what_they_may_do_themselves(two_partners, manager):
    coordinator = make_person(two_partners.alder, Role.COORDINATOR, has_accepted_terms=False)

    page = as_user(coordinator).get("/staff/alder/my-rights/")

    assert "See the names of people who chose to share them" in page.context["rights"].may
    assert "the terms for people who see names are not accepted" in html(page)
    assert as_user(coordinator).get("/staff/birch/my-rights/").status_code == 404


# The programme's managers


def test_programmes_manager_sees_a_partners_staff_and_invites_a_manager(chief):
    home = "/staff/programme/partners/alder/people/"

    page = html(chief.get(home))
    response = chief.post(f"{home}invite/", {"email": "sam@example.org", "role": "manager"})

    assert "tess@alder.example" in page
    assert "birch.example" not in page
    assert response.url == home
    assert StaffInvitation.objects.get(email="sam@example.org").role == "manager"


def test_programmes_manager_gives_and_ends_no_other_role_of_a_partner(chief):
    before = every_row()
    home = "/staff/programme/partners/alder/people/"
    tess = person("tess@alder.example")

    invited = chief.post(f"{home}invite/", {"email": "sam@example.org", "role": "coordinator"})
    given = chief.post(f"{home}{tess.public_id}/roles/", {"role": "coordinator"})
    ended = chief.post(f"{home}roles/{tess.memberships.get().public_id}/end/", {"on": "2030-01-01"})

    assert list(invited.context["form"].errors) == ["role"]
    assert list(given.context["form"].errors) == ["role"]
    assert ended.status_code == 403
    assert every_row() == before


def test_programmes_manager_ends_a_manager_but_not_the_last(two_partners, chief):
    home = "/staff/programme/partners/alder/people/"
    end = f"{home}roles/{person('mo@alder.example').memberships.get().public_id}/end/"
    today = {"on": timezone.localdate().isoformat()}

    refused = chief.post(end, today)
    make_person(two_partners.alder, Role.MANAGER, "other@alder.example")
    chief.post(end, today)

    assert "This is the last manager." in html(refused)
    assert person("mo@alder.example").memberships.get().ended_on == timezone.localdate()


def test_programme_itself_is_no_partner_of_its_own(chief):
    assert chief.get("/staff/programme/partners/programme/people/").status_code == 404
    assert chief.get("/staff/programme/partners/nowhere/people/").status_code == 404


def test_list_of_partners_leads_to_the_people_of_each(chief):
    page = html(chief.get("/staff/programme/partners/"))

    for address in ("/staff/programme/people/", "/staff/programme/partners/alder/people/"):
        assert f'href="{address}"' in page
        assert chief.get(address).status_code == 200
