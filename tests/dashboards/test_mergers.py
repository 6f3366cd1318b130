"""One partner becomes part of another: what moves, what stays, and that it is all or nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.domain.building import build_course
from courses.models import AdoptedCoursePage, CoursePage, FormerCourseAddress, ModulePage
from courses.queries import address_book
from dashboards.domain.merger_plan import plan_merger
from dashboards.domain.mergers import merge_partners
from learning.models import ActivityCompletion, Attempt, CourseCompletion, Enrolment
from learning.queries.totals import totals_as_it_is_now, totals_as_it_was
from partners.domain import give_role, keep_groups_in_step, public_content_changed
from partners.domain.renaming import LifeRefused, make_part_of, rename_partner
from partners.enums import ContactScope, Role
from partners.models import AuditEntry, Membership, Partner, PartnerMerger, SupportContact
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import phone_of
from tests.factories.courses import course_draft
from tests.factories.partners import make_person, make_section
from tests.learning.acts import guest, rows

TODAY = timezone.localdate()


def merge(two_partners, **changes) -> PartnerMerger:
    given = {
        "source": two_partners.alder.partner,
        "target": two_partners.birch.partner,
        "dated_on": TODAY,
        "legal_successor_on": None,
        "by": None,
    }
    return merge_partners(**{**given, **changes})


def totals() -> tuple[dict, dict]:
    public_content_changed()
    with past_the_doors(Exemption.MERGE):
        was = totals_as_it_was()
    return was, totals_as_it_is_now(was)


@pytest.fixture
def people(small_course):
    """At Alder: one has completed, one is part-way with an open quiz; at Birch: one has begun."""
    done, halfway, other = guest("alder"), guest("alder"), guest("birch")
    done.complete()
    halfway.read("1/1/")
    halfway.begin("1/3/")
    other.read("1/1/")
    return {"done": done, "halfway": halfway, "other": other}


def test_what_is_under_way_moves_and_what_was_done_stays(two_partners, people):
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    before, _now = totals()

    merge(two_partners)

    assert rows(Enrolment, "learner_id", "partner_id", "begun_with_id", "course_address") == [
        (people["done"].learner.pk, alder.pk, None, "/alder/course-1/"),
        (people["halfway"].learner.pk, birch.pk, alder.pk, "/birch/course-1/"),
        (people["other"].learner.pk, birch.pk, None, "/birch/course-1/"),
    ]
    assert {row[0] for row in rows(ActivityCompletion, "partner_id")} == {alder.pk, birch.pk}
    assert rows(CourseCompletion, "partner_id") == [(alder.pk,)]
    open_attempts = Attempt._base_manager.filter(finished_at=None)
    assert [(row.partner_id, row.course_address) for row in open_attempts] == [(birch.pk, "/birch/course-1/")]
    assert {row.partner_id for row in Attempt._base_manager.exclude(finished_at=None)} == {alder.pk}
    was, now = totals()
    assert was == before == {alder.pk: (2, 1), birch.pk: (1, 0)}
    assert now == {birch.pk: (3, 1)}


def test_figures_before_and_after_are_kept_with_the_merger(two_partners, people):
    merger = merge(two_partners)

    assert merger.figures["before"]["totals"] == merger.figures["after"]["totals"]
    assert merger.figures["after"]["totals"] == {"as_it_was": [3, 1], "as_it_is_now": [3, 1]}
    assert merger.figures["before"]["enrolments"] == 1
    assert merger.figures["before"]["attempts"] == 1


def test_whoever_is_part_way_carries_on_in_the_other_section(two_partners, people):
    merge(two_partners)
    phone = phone_of(people["halfway"].token)

    response = phone.get("/alder/course-1/1/1/")
    # The lesson stood open on the phone when the partners were merged.
    act = phone.post("/learn/finish/alder/course-1/1/2/")

    assert (response.status_code, response["Location"]) == (301, "/birch/course-1/1/1/")
    assert act["Location"].startswith("/birch/course-1/1/")
    people["halfway"].at("birch").finish_quiz("1/3/")
    people["halfway"].at("birch").read("2/1/")
    people["halfway"].at("birch").read("2/2/")
    completion = people["halfway"].at("birch").finish_quiz("2/3/").completion
    assert completion.partner == two_partners.birch.partner
    assert completion.enrolment.begun_with == two_partners.alder.partner


def test_merging_twice_changes_nothing(two_partners, people):
    first = merge(two_partners)
    tables = [Enrolment, Attempt, Membership, AuditEntry, FormerCourseAddress, PartnerMerger]
    before = [list(model._base_manager.order_by("pk").values()) for model in tables]

    second = merge(two_partners)

    assert second == first
    assert [list(model._base_manager.order_by("pk").values()) for model in tables] == before


def test_plan_states_every_number_and_changes_nothing(two_partners, people):
    make_person(two_partners.alder, Role.TRAINER)
    before = (rows(Enrolment, "partner_id"), list(Membership.objects.values()), AuditEntry.objects.count())

    plan = plan_merger(
        source=two_partners.alder.partner,
        target=two_partners.birch.partner,
        dated_on=TODAY,
        legal_successor_on=None,
    )

    figures = plan.figures()
    assert plan.refusal == ""
    assert {
        name: figures[name] for name in ("enrolments", "attempts", "begun_before", "completed_before")
    } == {
        "enrolments": 1,
        "attempts": 1,
        "begun_before": 2,
        "completed_before": 1,
    }
    assert (figures["staff_moved"], figures["adopted_courses_matched"], figures["pages_closed"]) == (1, 1, 2)
    after = (rows(Enrolment, "partner_id"), list(Membership.objects.values()), AuditEntry.objects.count())
    assert after == before


def own_course(section, slug: str = "own") -> CoursePage:
    course = build_course(section=section, draft=course_draft(slug=slug, modules=1))
    public_content_changed()
    return course


def test_own_course_moves_and_its_former_addresses_lead_there(two_partners):
    course = own_course(two_partners.alder)
    learner = guest("alder", "own")
    learner.read("1/1/")

    merge(two_partners)

    assert CoursePage.objects.get(pk=course.pk).get_parent().pk == two_partners.birch.pk
    assert Client().get("/alder/own/1/1/")["Location"] == "/birch/own/1/1/"
    assert Client().get("/birch/own/1/1/").status_code == 200
    assert rows(Enrolment, "course_address") == [("/birch/own/",)]


def test_address_that_is_taken_gives_the_course_a_free_one_and_still_leads_there(two_partners):
    course, _theirs = own_course(two_partners.alder), own_course(two_partners.birch)

    merge(two_partners)

    assert CoursePage.objects.get(pk=course.pk).slug == "own-2"
    assert [Client().get(path)["Location"] for path in ("/alder/own/", "/alder/own/1/1/")] == [
        "/birch/own-2/",
        "/birch/own-2/1/1/",
    ]
    assert list(FormerCourseAddress.objects.values_list("path", "course_key")) == [
        ("/alder/own/", course.translation_key)
    ]


def test_draft_published_after_the_move_keeps_the_free_address(two_partners):
    course, _theirs = own_course(two_partners.alder), own_course(two_partners.birch)
    course.title = "Changed"
    course.save_revision()

    merge(two_partners)
    moved = CoursePage.objects.get(pk=course.pk)
    moved.get_latest_revision().publish()

    assert CoursePage.objects.get(pk=course.pk).slug == "own-2"


def test_course_that_the_other_had_taken_up_takes_its_place(two_partners):
    course = own_course(two_partners.alder, "signs")
    CoursePage.objects.filter(pk=course.pk).update(is_shared=True)
    from courses.domain import adopt_course  # noqa: PLC0415

    adopted = adopt_course(section=two_partners.birch, course=CoursePage.objects.get(pk=course.pk))
    AdoptedCoursePage.objects.filter(pk=adopted.pk).update(slug="course-9", url_path="/home/birch/course-9/")
    public_content_changed()

    merge(two_partners)

    courses = address_book().courses_of(two_partners.birch.partner.pk)
    assert [(row.address, row.section_page_id) for row in courses] == [("/birch/course-9/", course.pk)]
    assert Client().get("/alder/signs/1/1/")["Location"] == "/birch/course-9/1/1/"


def test_taken_up_course_that_the_other_lacks_moves_with_its_extra_parts(small_course):
    partners = small_course.partners
    small_course.birch.delete()
    part = small_course.alder.add_child(instance=ModulePage(title="Ours", slug="ours"))
    public_content_changed()

    merge(partners)

    page = AdoptedCoursePage.objects.get(pk=small_course.alder.pk)
    assert page.get_parent().pk == partners.birch.pk
    assert ModulePage.objects.get(pk=part.pk).get_parent().pk == page.pk
    assert Client().get("/alder/course-1/1/1/")["Location"] == "/birch/course-1/1/1/"


def test_extra_parts_go_to_the_page_that_the_other_has(small_course):
    part = small_course.alder.add_child(instance=ModulePage(title="Ours", slug="ours"))

    merge(small_course.partners)

    assert ModulePage.objects.get(pk=part.pk).get_parent().pk == small_course.birch.pk


def test_section_of_the_source_is_closed_and_leads_on(two_partners, people):
    merge(two_partners)

    assert [
        Client().get(path)["Location"] for path in ("/alder/", "/alder/course-1/", "/alder/nowhere/")
    ] == [
        "/birch/",
        "/birch/course-1/",
        "/birch/",
    ]
    assert not two_partners.alder.__class__.objects.get(pk=two_partners.alder.pk).live


def test_addresses_lead_on_through_a_chain_of_mergers_and_a_renaming(two_partners, people):
    cedar = make_section(two_partners.home, "cedar")
    first, _theirs = own_course(two_partners.alder), own_course(two_partners.birch)
    own_course(cedar, "own-2")
    rename_partner(partner=two_partners.alder.partner, slug="alder-homes", by=None)
    merge(two_partners, source=Partner.objects.get(slug="alder-homes"))
    merge(two_partners, source=two_partners.birch.partner, target=cedar.partner)

    found = CoursePage.objects.get(pk=first.pk)

    assert found.get_parent().pk == cedar.pk
    for path in ("/alder/own/1/1/", "/alder-homes/own/1/1/", "/birch/own-2/1/1/"):
        assert Client().get(path, follow=True).redirect_chain[-1][0] == f"/cedar/{found.slug}/1/1/"
    enrolments = Enrolment._base_manager.filter(begun_with=two_partners.alder.partner)
    assert [row.partner for row in enrolments] == [cedar.partner]


def test_staff_get_the_same_roles_and_lose_them_at_the_source(two_partners):
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    trainer = make_person(two_partners.alder, Role.TRAINER)
    host = make_person(two_partners.alder, Role.WORKSHOP_HOST)

    merge(two_partners)

    held = Membership.objects.filter(user__in=[trainer, host])
    assert sorted(held.filter(partner=birch, ended_on=None).values_list("role", flat=True)) == [
        "trainer",
        "workshop_host",
    ]
    assert not held.filter(partner=alder, ended_on=None).exists()
    assert sorted(trainer.groups.values_list("name", flat=True)) == ["birch: trainer"]


def test_whoever_carries_it_out_gives_themselves_nothing(two_partners):
    manager = make_person(two_partners.programme, Role.PROGRAMME_MANAGER, "both@demo.example")
    give_role(user=manager, partner=two_partners.alder.partner, role=Role.TRAINER)

    merge(two_partners, by=manager)

    assert not Membership.objects.filter(user=manager, partner=two_partners.birch.partner).exists()
    assert not Membership.objects.filter(
        user=manager, partner=two_partners.alder.partner, ended_on=None
    ).exists()
    assert (
        AuditEntry.objects.filter(verb="leave role behind", partner=two_partners.alder.partner).count() == 1
    )


def test_contacts_with_free_keys_move_and_others_stay(two_partners):
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    for partner, key in ((alder, "shop"), (alder, "front"), (birch, "front")):
        SupportContact.objects.create(
            key=key, name=f"{partner} {key}", purpose="Help", partner=partner, scope=ContactScope.PARTNER
        )

    merge(two_partners)

    assert sorted(SupportContact.objects.exclude(partner=None).values_list("key", "partner__slug")) == [
        ("front", "alder"),
        ("front", "birch"),
        ("shop", "birch"),
    ]


def test_pictures_move_to_the_collection_of_the_target(two_partners, settings, tmp_path):
    from django.core.files.images import ImageFile  # noqa: PLC0415

    from pages.models import SiteImage  # noqa: PLC0415
    from partners.queries.handover import collection_of  # noqa: PLC0415
    from tests.factories.pictures import picture_file  # noqa: PLC0415

    settings.MEDIA_ROOT = tmp_path
    for section in (two_partners.alder, two_partners.birch):
        keep_groups_in_step(partner=section.partner)
    image = SiteImage(title="Ours", file=ImageFile(picture_file((30, 20)), name="ours.webp"))
    image.collection = collection_of(two_partners.alder.partner)
    image.save()

    merge(two_partners)

    assert SiteImage.objects.get(pk=image.pk).collection == collection_of(two_partners.birch.partner)


def test_merger_is_written_down_at_both(two_partners):
    merge(two_partners)

    entries = AuditEntry.objects.filter(verb="merge partners")
    assert sorted(entries.values_list("partner__slug", flat=True)) == ["alder", "birch"]


def test_parts_of_the_source_become_parts_of_the_target(two_partners):
    twig = make_section(two_partners.home, "twig").partner
    make_part_of(partner=twig, parent=two_partners.alder.partner, by=None)

    merge(two_partners)

    assert Partner.objects.get(pk=twig.pk).parent == two_partners.birch.partner


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": "alder"}, "with itself"),
        ({"target": "programme"}, "programme"),
        ({"source": "programme"}, "programme"),
        ({"dated_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"dated_on": TODAY.replace(year=2000)}, "before"),
        ({"legal_successor_on": TODAY + timedelta(days=1)}, "legal date is in the future"),
    ],
)
def test_merger_that_cannot_be_is_refused_and_changes_nothing(two_partners, people, changes, said):
    found = {
        name: Partner.objects.get(slug=value) if isinstance(value, str) else value
        for name, value in changes.items()
    }

    with pytest.raises(LifeRefused, match=said):
        merge(two_partners, **found)

    assert not PartnerMerger.objects.exists()
    assert not Partner.objects.exclude(left_on=None).exists()


def test_circle_is_refused(two_partners):
    merge(two_partners)
    alder, birch = Partner.objects.get(slug="alder"), Partner.objects.get(slug="birch")

    with pytest.raises(LifeRefused, match="circle"):
        merge(two_partners, source=birch, target=alder)


def test_partner_that_has_left_is_refused(two_partners):
    cedar = make_section(two_partners.home, "cedar").partner
    merge(two_partners)
    alder = Partner.objects.get(slug="alder")

    with pytest.raises(LifeRefused, match="has left already"):
        merge(two_partners, source=alder, target=cedar)
    with pytest.raises(LifeRefused, match="has left, so nothing"):
        merge(two_partners, source=cedar, target=alder)
