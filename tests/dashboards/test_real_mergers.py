"""The mergers of 2021 to 2023, as they happened, with people under way and certificates in hand."""

import tomllib

import pytest
from django.test import Client

from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from certificates.tasks import render_certificate
from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.models import FormerCourseAddress
from dashboards.domain.mergers import merge_partners
from dashboards.domain.sample import PARTNER_SAMPLES, load_boroughs, load_partners
from learning.models import ActivityCompletion, CourseCompletion, Enrolment
from learning.queries.totals import totals_as_it_is_now, totals_as_it_was
from pages.domain import ensure_home
from partners.domain import public_content_changed
from partners.models import AuditEntry, Brand, Partner, PartnerMerger, PartnerPage
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import phone_of
from tests.factories.courses import course_draft
from tests.factories.walking import have_it_printed
from tests.learning.acts import guest

MERGED = ("one-housing", "optivo", "southern-housing-group", "catalyst")
KEPT = (AvailableCertificate, Certificate, CertificatePdf, CourseCompletion, ActivityCompletion)


@pytest.fixture
def partnership(db, settings, tmp_path):
    """All twelve as on the first day, each with a section and the same small course."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    home = ensure_home()
    load_boroughs()
    sections = {slug: section(home, partner) for slug, partner in load_partners(before_mergers=True).items()}
    public_content_changed()
    course = build_course(
        section=sections["programme"], draft=course_draft(modules=1, lessons=1), is_shared=True
    )
    for slug, page in sections.items():
        if slug != "programme":
            adopt_course(section=page, course=course)
    public_content_changed()
    return sections


def section(home, partner: Partner) -> PartnerPage:
    Brand.objects.create(
        partner=partner, monogram=partner.slug[:2].upper(), brand_colour="#1f5f5b", accent_colour="#e6f1ef"
    )
    return home.add_child(
        instance=PartnerPage(title=partner.name, slug=partner.slug, partner=partner, locale=home.locale)
    )


@pytest.fixture
def people(partnership):
    """With each of the four that were merged, and with two that stayed: one has a certificate, one is part-way."""
    found = {}
    for slug in (*MERGED, "peabody", "riverside"):
        done, halfway = guest(slug), guest(slug)
        done.read("1/1/")
        completion = done.finish_quiz("1/2/").completion
        name_page = f"/certificate/{completion.public_id}/name/"
        have_it_printed(phone_of(done.token), name_page, name=f"Sam of {slug}")
        halfway.read("1/1/")
        found[slug] = (done, halfway)
    return found


def real_mergers() -> list[tuple]:
    """In the order of their dates."""
    entries = tomllib.loads((PARTNER_SAMPLES / "partners.toml").read_text())["partner"]
    merged = [entry for entry in entries if "succeeded_by" in entry]
    return sorted((entry["left_on"], entry["slug"], entry["succeeded_by"]) for entry in merged)


def merge_all() -> None:
    for dated_on, source, target in real_mergers():
        merge_partners(
            source=Partner.objects.get(slug=source),
            target=Partner.objects.get(slug=target),
            dated_on=dated_on,
            legal_successor_on=dated_on,
            by=None,
        )
    public_content_changed()


def sums() -> list[tuple]:
    """Begun and completed over all: as it was, and as it is now."""
    with past_the_doors(Exemption.MERGE):
        was = totals_as_it_was()
    views = (was, totals_as_it_is_now(was))
    return [(sum(row[0] for row in view.values()), sum(row[1] for row in view.values())) for view in views]


def kept() -> dict:
    return {model: list(model._base_manager.order_by("pk").values()) for model in KEPT}


def test_the_real_mergers(people):
    of_catalyst = people["catalyst"][0]
    phone = phone_of(of_catalyst.token)
    page = phone.get("/my-learning/").context["here"]["certificates"][0]["url"]
    render_certificate.func(
        CertificatePdf._base_manager.get(certificate__learner_id=of_catalyst.learner.pk).pk
    )
    before = (kept(), sums(), phone.get(f"{page}certificate.pdf").content)
    assert before[1] == [(12, 6), (12, 6)]
    assert before[2].startswith(b"%PDF")

    merge_all()
    once = (kept(), sums(), phone.get(f"{page}certificate.pdf").content)
    tables = (Enrolment, PartnerMerger, AuditEntry, FormerCourseAddress)
    written = [list(model._base_manager.order_by("pk").values()) for model in tables]
    merge_all()

    assert once == before
    assert [list(model._base_manager.order_by("pk").values()) for model in tables] == written
    with past_the_doors(Exemption.MERGE):
        now = totals_as_it_is_now(totals_as_it_was())
    assert {Partner.objects.get(pk=pk).slug: numbers for pk, numbers in now.items()} == {
        "peabody": (4, 2),
        "riverside": (4, 2),
        "southern-housing": (4, 2),
    }
    check = phone.get(page).context["here"]["check_url"]
    checked = Client().get(check).context["here"]
    assert (checked["status"], checked["certificate"]["issuer"]) == ("valid", "Catalyst")
    assert checked["certificate"]["issuer_now"] == "Peabody"
    assert "Catalyst, now part of Peabody" in Client().get(check).content.decode()
    everybody_carries_on(people)


def everybody_carries_on(people: dict) -> None:
    """Each from the address that they began at, to their own completion."""
    targets = {source: target for _day, source, target in real_mergers()}
    for source, target in targets.items():
        phone = phone_of(people[source][1].token)
        onward = phone.get(f"/{source}/course-1/1/2/")
        assert (onward.status_code, onward["Location"]) == (301, f"/{target}/course-1/1/2/")
        completion = people[source][1].at(target).finish_quiz("1/2/").completion
        assert (completion.partner.slug, completion.enrolment.begun_with.slug) == (target, source)
    assert sums() == [(12, 10), (12, 10)]


def test_sample_partnership_knows_its_mergers_by_the_same_facts(db):
    load_boroughs()
    load_partners()
    load_partners()

    known = PartnerMerger.objects.order_by("dated_on", "source__slug")
    assert list(known.values_list("dated_on", "source__slug", "target__slug")) == real_mergers()
