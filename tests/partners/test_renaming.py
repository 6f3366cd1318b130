"""A partner's new address or name: everything follows, former addresses lead on, certificates stay."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Collection, Workflow

from partners.domain import keep_groups_in_step
from partners.domain.renaming import rename_partner
from partners.enums import Role
from partners.models import AuditEntry, Partner, PartnerPage, PartnerSlug
from tests.factories.partners import make_person


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
