"""A partner's new address or name: everything follows, former addresses lead on, certificates stay."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, Workflow

from courses.domain.building import build_course
from dashboards.domain.mergers import merge_partners
from partners.domain import keep_groups_in_step, public_content_changed
from partners.domain.renaming import rename_partner
from partners.enums import Role
from partners.models import AuditEntry, Partner, PartnerPage, PartnerSlug
from tests.certificates.factory import phone_of
from tests.factories.courses import course_draft
from tests.factories.partners import make_person, make_section
from tests.factories.walking import walk
from tests.learning.acts import guest


def rename(former: str, **changes) -> Partner:
    return rename_partner(partner=Partner.objects.get(slug=former), by=None, **changes)


def test_former_addresses_lead_on_for_ever_with_all_below_them(small_course):
    rename("alder", slug="alder-homes")
    rename("alder-homes", slug="alder-trust")

    for former in ("alder", "alder-homes"):
        for rest in ("", "course-1/", "course-1/1/2/"):
            assert Client().get(f"/{former}/{rest}")["Location"] == f"/alder-trust/{rest}"
    assert Client().get("/alder-trust/course-1/1/2/").status_code == 200


def test_former_address_keeps_its_colours_and_its_way_to_help(two_partners):
    rename("alder", slug="alder-trust")

    assert Client().get("/alder/theme.css?v=1")["Location"] == "/alder-trust/theme.css"
    assert Client().get("/alder/help/").status_code == 301


def staff_at(section, role: Role, email: str) -> Client:
    client = Client()
    client.force_login(make_person(section, role, email))
    return client


def test_its_own_people_are_led_on_from_former_addresses_of_its_screens(two_partners):
    manager = staff_at(two_partners.alder, Role.MANAGER, "manager@example.org")
    rename("alder", slug="alder-homes")
    rename("alder-homes", slug="alder-trust")

    for former in ("alder", "alder-homes"):
        led = manager.get(f"/staff/{former}/audit/?verb=give+role")
        assert (led.status_code, led["Location"]) == (302, "/staff/alder-trust/audit/?verb=give+role")
    part = manager.get("/staff/alder/courses/in/course-1/changes/")
    assert part["Location"] == "/staff/alder-trust/courses/in/course-1/changes/"
    assert manager.post("/staff/alder/settings/", {}).status_code == 404


def test_former_addresses_of_its_screens_say_nothing_to_others(two_partners):
    stranger = staff_at(two_partners.birch, Role.MANAGER, "stranger@example.org")
    trainer = staff_at(two_partners.alder, Role.TRAINER, "trainer@example.org")
    rename("alder", slug="alder-trust")

    assert stranger.get("/staff/alder/audit/").status_code == 404
    assert stranger.get("/staff/nowhere/audit/").status_code == 404
    assert trainer.get("/staff/alder/audit/", follow=True).status_code == 403
    assert Client().get("/staff/alder/audit/")["Location"].startswith("/sign-in/")


def test_acts_sent_from_a_page_under_the_former_address_are_stored(small_course):
    phone = Client()
    phone.get("/alder/course-1/1/1/")
    rename("alder", slug="alder-trust")

    response = phone.post("/learn/finish/alder/course-1/1/1/")

    assert response["Location"] == "/alder-trust/course-1/1/2/"


def test_back_to_a_former_address_of_its_own(two_partners):
    rename("alder", slug="alder-trust")
    rename("alder-trust", slug="alder")

    assert Client().get("/alder/").status_code == 200
    assert Client().get("/alder-trust/")["Location"] == "/alder/"
    assert list(PartnerSlug.objects.values_list("slug", flat=True)) == ["alder-trust"]


@pytest.mark.parametrize("slug", ["programme", "alder-former", "admin", "help", "x", "No"])
def test_address_of_another_or_of_the_site_cannot_be_taken(two_partners, slug):
    rename("alder", slug="alder-former")
    rename("alder-former", slug="alder-now")

    with pytest.raises(ValidationError):
        rename("birch", slug=slug)

    assert Partner.objects.get(pk=two_partners.birch.partner.pk).slug == "birch"


def test_groups_workflow_and_collection_follow_with_their_members(two_partners):
    trainer = make_person(two_partners.alder, Role.TRAINER)
    keep_groups_in_step(partner=two_partners.alder.partner)
    before = (Group.objects.count(), Workflow.objects.count(), Collection.objects.count())

    rename("alder", slug="alder-trust")

    assert (Group.objects.count(), Workflow.objects.count(), Collection.objects.count()) == before
    assert list(trainer.groups.values_list("name", flat=True)) == ["alder-trust: trainer"]
    assert not Group.objects.filter(name__startswith="alder: ").exists()
    assert Collection.objects.filter(name="alder-trust").exists()


def test_new_name_goes_to_the_section_unless_it_was_given_another(two_partners):
    PartnerPage.objects.filter(partner__slug="birch").update(title="Learning with Birch")
    rename("alder", name="Alder Trust")
    rename("birch", name="Birch Trust")

    titles = dict(PartnerPage.objects.values_list("slug", "title"))
    assert (titles["alder"], titles["birch"]) == ("Alder Trust", "Learning with Birch")


def test_renaming_is_written_down_once(two_partners):
    for _again in range(2):
        rename_partner(partner=two_partners.alder.partner, by=None, slug="alder-trust")

    entry = AuditEntry.objects.get(verb="rename partner")
    assert entry.details["before"]["slug"] == "alder"
    assert entry.details["after"]["slug"] == "alder-trust"


def merges(source: str, target: str) -> None:
    one, other = (Partner.objects.get(slug=slug) for slug in (source, target))
    merge_partners(source=one, target=other, dated_on=timezone.localdate(), by=None)


def test_every_address_leads_on_through_renamings_and_mergers_where_courses_bear_the_same_word(two_partners):
    cedar = make_section(two_partners.home, "cedar")
    for section in (two_partners.alder, two_partners.birch, cedar):
        build_course(section=section, draft=course_draft(slug="signs", modules=1))
    public_content_changed()
    resident = guest("alder", "signs")
    resident.read("1/1/")

    merges("alder", "birch")
    rename("birch", slug="beech")
    merges("beech", "cedar")

    phone = phone_of(resident.token)
    alders = phone.get("/alder/signs/1/2/", follow=True)
    assert alders.status_code == 200
    assert alders.context["here"]["progress"].done == 1
    now = alders.redirect_chain[-1][0]
    assert phone.get("/birch/signs-2/1/2/", follow=True).redirect_chain[-1][0] == now
    assert phone.get("/beech/signs-2/1/2/", follow=True).redirect_chain[-1][0] == now
    birchs = [
        phone.get(f"/{word}/signs/1/2/", follow=True).redirect_chain[-1][0] for word in ("birch", "beech")
    ]
    assert len({*birchs, now, "/cedar/signs/1/2/"}) == 3
    walk(phone, "/my-learning/", until="/learn/complete/")
