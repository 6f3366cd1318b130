"""Somebody who edits for two partners acts for one at a time, and sees nothing of the other meanwhile."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.models import Collection

from accounts.models import User
from pages.models import SiteDocument, SiteImage
from partners.enums import Role
from partners.models import HelpPage, SupportContact
from partners.queries import contacts_for
from partners.rules.acting import acting_place, desks_of, scope_of
from partners.scoping import content_scope, everything, staff_content
from tests.factories.partners import make_person, make_section
from tests.factories.pictures import picture_file
from tests.factories.sql import counting

from .editing import as_user


@pytest.fixture
def both(two_partners) -> User:
    """A trainer at Alder who approves at Birch."""
    make_person(two_partners.alder, Role.TRAINER, "both@example.org")
    return make_person(two_partners.birch, Role.APPROVER, "both@example.org")


def act_for(client: Client, slug: str, onward: str = "/admin/"):
    return client.post("/staff/acting-for/", {"partner": slug, "next": onward})


def test_admin_asks_for_whom_when_that_is_unclear(both):
    client = as_user(both)

    response = client.get("/admin/images/?q=x")

    assert response.status_code == 302
    assert response.url == "/staff/acting-for/?next=%2Fadmin%2Fimages%2F%3Fq%3Dx"
    asked = client.get(response.url)
    assert [place.partner.slug for place in asked.context["places"]] == ["alder", "birch"]
    assert 'name="next" value="/admin/images/?q=x"' in asked.content.decode()


def test_nothing_is_done_while_it_is_unclear(both, two_partners):
    address = reverse("wagtailadmin_pages:edit", args=[two_partners.alder.pk])

    response = as_user(both).post(address, {"title": "Changed"})

    assert (response.status_code, response.url) == (302, "/staff/acting-for/")


def test_answer_is_kept_and_leads_on(both):
    client = as_user(both)

    response = act_for(client, "birch", "/admin/images/")

    assert (response.status_code, response.url) == (302, "/admin/images/")
    screen = client.get(response.url).content.decode()
    assert "Acting for Birch Homes" in screen
    assert "Alder" not in screen


def test_it_can_be_changed_at_any_time(both):
    client = as_user(both)
    act_for(client, "birch")

    act_for(client, "alder")

    assert "Acting for Alder Homes" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("slug", ["programme", "nowhere", ""])
def test_nobody_acts_where_they_do_not_edit(both, slug):
    client = as_user(both)

    assert act_for(client, slug).status_code == 404
    assert client.get("/admin/").status_code == 302


def test_coordinators_place_is_nothing_to_act_for(two_partners):
    make_person(two_partners.alder, Role.TRAINER, "two@example.org")
    user = make_person(two_partners.birch, Role.COORDINATOR, "two@example.org")
    client = as_user(user)

    assert act_for(client, "birch").status_code == 404
    assert "Acting for Alder Homes" in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_answer_leads_to_no_other_site(both, onward):
    assert act_for(as_user(both), "alder", onward).url == "/admin/"


def test_choice_that_is_past_is_asked_again(both, two_partners):
    """Whoever loses the place they act for is asked, or acts for the one that is left."""
    client = as_user(both)
    make_person(two_partners.programme, Role.TRAINER, "both@example.org")
    act_for(client, "birch")
    both.memberships.filter(partner=two_partners.birch.partner).update(
        ended_on="2026-01-01", started_on="2025-01-01"
    )

    assert client.get("/admin/").url.startswith("/staff/acting-for/")


def test_person_with_one_place_is_not_asked(two_partners):
    client = as_user(make_person(two_partners.alder, Role.TRAINER))

    screen = client.get("/admin/").content.decode()

    assert "Acting for Alder Homes" in screen
    assert "If somebody tells you something" in screen
    assert "Act for somebody else" not in screen


def test_stranger_is_sent_to_sign_in_and_a_person_without_a_role_refused(db, django_user_model):
    nobody = django_user_model.objects.create_user("nobody@example.org", "a long password")

    assert Client().get("/staff/acting-for/").url.startswith("/sign-in/")
    assert as_user(nobody).get("/staff/acting-for/").status_code == 403


def test_staff_home_leads_into_the_admin_of_that_partner(both):
    client = as_user(both)

    home = client.get("/staff/")

    assert home.content.decode().count('action="/staff/acting-for/"') == 2


LISTS = [
    "/admin/",
    "/admin/pages/",
    "/admin/pages/search/?q=",
    "/admin/pages/search/?q=secret",
    "/admin/images/",
    "/admin/images/results/",
    "/admin/documents/",
    "/admin/documents/results/",
    "/admin/images/chooser/",
    "/admin/images/chooser/results/",
    "/admin/documents/chooser/",
    "/admin/images/add/",
    "/admin/documents/add/",
    "/admin/images/multiple/add/",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=secret",
    "/admin/api/main/pages/?for_explorer=1",
    "/admin/api/main/pages/?fields=*",
]


@pytest.mark.parametrize("address", LISTS)
def test_each_list_holds_the_acting_partners_alone(both, estate, address):
    """The very same person, the very same list: no mark of the other partner in it."""
    client = as_user(both)

    for here, there in (("alder", "birch"), ("birch", "alder")):
        act_for(client, here)
        shown = client.get(address, follow=True).content.decode()

        assert f"secret-{there}" not in shown.lower()
        assert f"{there.capitalize()} Homes" not in shown


@pytest.mark.parametrize(
    "address", ["/admin/images/", "/admin/documents/", "/admin/choose-page/search/?q=secret", "/admin/pages/"]
)
def test_each_list_holds_ones_own(both, estate, address):
    """What is tested above is not an empty list."""
    client = as_user(both)
    act_for(client, "alder")

    assert "secret-alder" in client.get(address, follow=True).content.decode()


def test_own_work_on_the_front_page_is_that_partners(both, estate):
    """Recent edits, locked pages and pages that wait: one person's work at another partner stays there."""
    for page in (estate.alder.page, estate.birch.page):
        page.locked, page.locked_by, page.locked_at = True, both, timezone.now()
        page.save()
        page.save_revision(user=both, log_action="wagtail.edit")
        page.get_workflow().start(page, both)
    client = as_user(both)

    act_for(client, "birch")

    screen = client.get("/admin/").content.decode()
    assert screen.count("secret-birch-draft") >= 3
    assert "secret-alder" not in screen


def test_rights_of_one_partner_do_not_carry_over(both, estate):
    """A trainer at Alder who approves at Birch: publishes nothing of Alder's, adds nothing to Birch's."""
    client = as_user(both)
    add = "wagtailadmin_pages:add_subpage"

    act_for(client, "alder")
    unpublish = client.get(reverse("wagtailadmin_pages:unpublish", args=[estate.alder.live.pk]))
    act_for(client, "birch")
    added = client.get(reverse(add, args=[estate.birch.live.pk]))

    assert (unpublish.status_code, added.status_code) == (403, 403)


def test_what_all_are_shown_is_never_what_one_partner_sees(two_partners):
    """Memory that is filled while somebody acts for a partner serves the other's learners too."""
    SupportContact.objects.create(
        key="line", scope="partner", partner=two_partners.birch.partner, name="Birch line"
    )
    place = desks_of(make_person(two_partners.alder, Role.TRAINER))[0]

    with staff_content(scope_of(place)):
        assert not SupportContact.objects.exists()
        shown = contacts_for(["line"], partner_id=two_partners.birch.partner.pk)

    assert [face.name for face in shown] == ["Birch line"]


def test_scope_hides_never_raises_and_ends(estate, two_partners):
    place = desks_of(make_person(two_partners.alder, Role.TRAINER))[0]

    with staff_content(scope_of(place)):
        inside = set(SiteImage.objects.all()), set(SiteDocument.objects.all())
        with everything():
            within = SiteImage.objects.count()

    assert inside == (
        {estate.alder.image, estate.shared.image},
        {estate.alder.document, estate.shared.document},
    )
    assert within == SiteImage.objects.count() == 3
    assert content_scope() is None


def test_scope_ends_when_a_screen_fails(estate, two_partners, monkeypatch):
    client = as_user(make_person(two_partners.alder, Role.TRAINER))
    client.raise_request_exception = False
    monkeypatch.setattr("partners.wagtail_hooks.acting.of_the_acting_partner", lambda panels: 1 / 0)

    assert client.get("/admin/").status_code == 500
    assert content_scope() is None


def test_desk_is_the_only_one_or_the_chosen_one(both):
    desks = desks_of(both)
    alder, birch = desks

    assert acting_place(desks, None) is None
    assert acting_place(desks, birch.partner.pk) is birch
    assert acting_place([alder], None) is alder
    assert acting_place([alder], birch.partner.pk) is alder
    assert acting_place([], alder.partner.pk) is None


@pytest.mark.parametrize("address", ["/staff/acting-for/", "/staff/"])
def test_screen_asks_the_same_of_the_database_whatever_the_number_of_partners(two_partners, address):
    counts = []
    sections = (two_partners.alder, two_partners.birch, two_partners.programme)
    for number in (1, 3):
        for section in sections[:number]:
            user = make_person(section, Role.TRAINER, f"{number}@example.org")
        client = as_user(user)
        client.get(address)
        with counting() as sql:
            client.get(address)
        counts.append(sql.number)

    assert counts[0] == counts[1]


def test_letter_about_a_page_of_ones_other_partner_asks_for_whom(both, estate):
    client = as_user(both)
    act_for(client, "alder")
    address = reverse("wagtailadmin_pages:edit", args=[estate.birch.page.pk])

    response = client.get(address)

    assert (response.status_code, response.url) == (302, f"/staff/acting-for/?{urlencode({'next': address})}")
    assert act_for(client, "birch", address).url == address
    assert client.get(address).status_code == 200


def test_what_is_sent_to_ones_other_partner_is_not_there(both, estate):
    """And what is neither's is not there however it is asked for."""
    client = as_user(both)
    act_for(client, "alder")

    sent = client.post(reverse("wagtailadmin_pages:edit", args=[estate.birch.page.pk]), {"title": "Changed"})
    neither = client.get(reverse("wagtailadmin_pages:edit", args=[estate.shared.page.pk]))

    assert (sent.status_code, neither.status_code) == (404, 404)


def test_form_left_open_for_one_partner_is_not_sent_for_the_other(both, estate, two_partners):
    """The form of a new picture names no collection: its sender's only one is meant."""
    make_person(two_partners.birch, Role.TRAINER, both.email)
    client = Client(enforce_csrf_checks=True)
    client.force_login(both)

    def token(address: str) -> str:
        shown = client.get(address).content.decode()
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown).group(1)

    def send(token: str) -> int:
        picture = SimpleUploadedFile("new.webp", picture_file((40, 30)).getvalue(), "image/webp")
        sent = {"title": "new", "file": picture, "csrfmiddlewaretoken": token}
        return client.post("/admin/images/add/", sent).status_code

    def switch(slug: str) -> None:
        asked = "/staff/acting-for/"
        client.post(asked, {"partner": slug, "csrfmiddlewaretoken": token(asked)})

    switch("alder")
    left_open = token("/admin/images/add/")
    switch("birch")

    assert send(left_open) == 403
    assert not SiteImage.objects.filter(title="new").exists()
    assert send(token("/admin/images/add/")) == 302
    assert SiteImage.objects.get(title="new").collection.name == "birch"


def test_page_chooser_opens_at_ones_own_section(both, estate, two_partners):
    """Wagtail would open it above all pages of a kind: here the only one there is, a draft of Birch's."""
    client = as_user(both)
    act_for(client, "alder")
    two_partners.birch.add_child(instance=HelpPage(title="secret-birch-help", live=False))

    shown = client.get("/admin/choose-page/?page_type=partners.HelpPage", follow=True)

    assert shown.status_code == 200
    assert shown.redirect_chain[0][0] == (
        f"/admin/choose-page/{two_partners.alder.pk}/?page_type=partners.HelpPage"
    )
    assert "secret-birch" not in shown.content.decode()
    assert "Birch Homes" not in shown.content.decode()


def test_screens_of_wagtails_ask_the_same_with_more_rows_and_more_partners(estate, two_partners):
    client = as_user(make_person(two_partners.alder, Role.TRAINER))
    section = f"/admin/pages/{two_partners.alder.pk}/"
    addresses = ("/admin/images/", "/admin/documents/", "/admin/images/chooser/", section, "/admin/")

    def asked() -> dict[str, int]:
        found = {}
        for address in addresses:
            client.get(address)
            with counting() as sql:
                client.get(address)
            found[address] = sql.number
        return found

    before = asked()
    for number in range(2):
        for thing in (estate.alder.image, estate.alder.document):
            thing.pk, thing.title = None, f"secret-alder-{number}"
            thing.save()
    for number in range(18):
        make_section(two_partners.home, f"further-{number}")
        Collection.get_first_root_node().add_child(name=f"further-{number}")

    assert asked() == before
