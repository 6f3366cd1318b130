"""The coordinator's board: everybody counted, names only of those who share, never another partner's."""

import pytest
from django.test import Client

from courses.domain import end_adoption
from learning.domain import agree_to_share
from learning.models import Learner
from partners.enums import Role
from partners.models import AuditEntry
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.factories.partners import make_person
from tests.factories.sql import counting
from tests.factories.walking import have_it_printed, walk


def learner_at(slug: str, *, name: str = "", shares: bool = False) -> Learner:
    """Somebody who begins the small course in a section; one with a name completes it and asks for a certificate."""
    phone = Client()
    phone.post(f"/learn/finish/{slug}/course-1/1/1/")
    with past_the_doors(Exemption.MERGE):
        learner = Learner.objects.latest("pk")
        partner_id = learner.enrolments.get().partner_id
    if name:
        page, _html = walk(phone, f"/{slug}/course-1/", until="/name/")[-1]
        have_it_printed(phone, page, name=name)
    if shares:
        with for_learner(learner.pk):
            agree_to_share(learner=learner, partner_id=partner_id)
    return learner


def board_for(section, role=Role.COORDINATOR, *, of=None):
    client = Client()
    client.force_login(make_person(section, role))
    return client.get(f"/staff/{(of or section).slug}/board/")


def test_board_shows_counts_of_everybody_and_names_of_those_who_share(small_course):
    alder = small_course.partners.alder
    for _somebody in range(6):
        learner_at("alder")
    learner_at("alder", name="Sharing Sam", shares=True)
    learner_at("alder", name="Silent Sal")
    learner_at("birch", name="Stranger Stu", shares=True)

    response = board_for(alder)

    here = response.context["here"]
    assert [row["name"] for row in here["people"]] == ["Sharing Sam"]
    assert here["people"][0]["progress_percent"] == 100
    assert here["totals"] == {"begun": "8", "completed": "fewer than 5"}
    assert [(row["begun"], row["completed"]) for row in here["courses"]] == [("8", "fewer than 5")]
    assert here["unshared_sentence"].startswith("7 people take part without sharing their name.")
    html = response.content.decode()
    assert "Silent Sal" not in html
    assert "Stranger Stu" not in html


def test_board_shows_the_name_given_with_this_partner(small_course):
    learner = learner_at("alder", name="Sam of Alder", shares=True)
    with past_the_doors(Exemption.MERGE):
        # The newest name of all, on a certificate asked for elsewhere.
        Learner.objects.filter(pk=learner.pk).update(name="Sam of Birch")

    people = board_for(small_course.partners.alder).context["here"]["people"]

    assert [row["name"] for row in people] == ["Sam of Alder"]


def test_small_counts_are_never_shown(small_course):
    learner_at("alder")

    response = board_for(small_course.partners.alder)

    here = response.context["here"]
    assert here["totals"] == {"begun": "fewer than 5", "completed": "0"}
    assert here["unshared_sentence"].startswith("Fewer than 5 people")


def test_few_who_keep_their_name_are_not_had_by_taking_the_names_from_the_numbers(small_course):
    alder = small_course.partners.alder
    for _somebody in range(5):
        learner_at("alder", shares=True)
    assert board_for(alder).context["here"]["totals"]["begun"] == "5"
    learner_at("alder")

    here = board_for(alder).context["here"]

    beside = "5 by name, fewer than 5 more"
    assert len(here["people"]) == 5
    assert here["unshared_sentence"].startswith("Fewer than 5 people")
    assert [here["totals"]["begun"], here["months"][0]["begun"], here["courses"][0]["begun"]] == [beside] * 3
    # Whoever reads no names has nothing to take away.
    assert board_for(alder, Role.MANAGER).context["here"]["totals"]["begun"] == "6"


def test_board_of_another_partner_is_not_found(small_course):
    partners = small_course.partners

    assert board_for(partners.birch, of=partners.alder).status_code == 404


def test_board_without_the_right_is_refused(small_course):
    assert board_for(small_course.partners.alder, Role.TRAINER).status_code == 403


def test_board_needs_sign_in(small_course, guest):
    response = guest.get("/staff/alder/board/")

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_manager_sees_counts_and_no_names(small_course):
    learner_at("alder", name="Sharing Sam", shares=True)

    response = board_for(small_course.partners.alder, Role.MANAGER)

    assert response.status_code == 200
    assert response.context["here"]["people"] == []
    assert "Sharing Sam" not in response.content.decode()


def test_ended_sharing_takes_the_name_away_at_once(small_course):
    learner = learner_at("alder", name="Sharing Sam", shares=True)
    phone = Client()
    phone.force_login(make_person(small_course.partners.birch, Role.TRAINER))
    with for_learner(learner.pk):
        learner.sharings.update(ended_at="2026-01-01T00:00:00Z")

    response = board_for(small_course.partners.alder)

    assert response.context["here"]["people"] == []
    assert "Sharing Sam" not in response.content.decode()


def test_each_look_at_the_list_is_recorded(small_course):
    board_for(small_course.partners.alder)

    entry = AuditEntry.objects.get(verb="view learner list")
    assert entry.partner == small_course.partners.alder.partner
    assert entry.actor.email == "coordinator@alder.example"


@pytest.mark.parametrize("people", [1, 3])
def test_board_asks_the_same_of_the_database(small_course, people):
    for number in range(people):
        learner_at("alder", name=f"Person {number}", shares=True)
    client = Client()
    client.force_login(make_person(small_course.partners.alder, Role.COORDINATOR))
    client.get("/staff/alder/board/")

    with counting() as sql:
        client.get("/staff/alder/board/")

    assert sql.number == 10, sql.queries


def test_board_progress_is_the_learners_own(small_course):
    learner = learner_at("alder", shares=True)

    response = board_for(small_course.partners.alder)

    from learning.queries import open_enrolments, progress_of, with_progress  # noqa: PLC0415

    with for_learner(learner.pk):
        own = progress_of(with_progress(open_enrolments()).get())
    assert response.context["here"]["people"][0]["progress_percent"] == own.percent == 16


def test_course_that_the_section_offers_no_more_keeps_its_name_here(small_course):
    learner_at("alder", name="Sharing Sam", shares=True)
    end_adoption(page=small_course.alder, by=None)

    here = board_for(small_course.partners.alder).context["here"]

    assert [row["label"] for row in here["courses"]] == ["Small signs (no longer here)"]
    assert [row["course_title"] for row in here["people"]] == ["Small signs (no longer here)"]
