"""What the programme sees of learning: numbers of all partners together, no small one, and nobody."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from dashboards.queries import programme_counts
from dashboards.queries.counts import is_small
from learning.models import CourseCompletion, Enrolment, Learner
from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import Partner
from tests.certificates.factory import change, complete
from tests.factories.partners import make_section, signed_in
from tests.factories.sql import counting

COURSE = UUID(int=1)
NUMBERS = "/staff/programme/numbers/"
OF_PARTNER = (Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS, Role.COORDINATOR, Role.MANAGER)


@pytest.fixture
def analyst(two_partners) -> Client:
    return signed_in(two_partners.programme, Role.PROGRAMME_ANALYST)


def completed(section, times: int) -> None:
    """So many people have begun and completed one and the same course there."""
    for _person in range(times):
        done = complete(section.partner)
        for row in (done.completion.enrolment, done.completion):
            change(row, course_key=COURSE)


def rows(found: list[dict]) -> dict[str, tuple[str, str]]:
    return {row["label"]: (row["begun"], row["completed"]) for row in found}


def test_all_partners_are_counted_together(analyst, two_partners):
    completed(two_partners.alder, 7)
    completed(two_partners.birch, 6)

    here = analyst.get(NUMBERS).context["here"]

    assert here["totals"] == {"begun": "13", "completed": "13"}
    assert rows(here["partners"]) == {
        "Alder Homes": ("7", "7"),
        "Birch Homes": ("6", "6"),
        "Programme Homes": ("0", "0"),
    }
    assert [*rows(here["courses"]).values()] == [("13", "13")]
    assert rows(here["months"]) == {"March 2026": ("13", "13")}


def test_no_small_number_is_shown_or_follows_from_others(analyst, two_partners):
    completed(two_partners.alder, 7)
    completed(two_partners.birch, 2)

    html = analyst.get(NUMBERS).content.decode()
    here = programme_counts()

    assert rows(here.partners)["Birch Homes"] == ("fewer than 5", "fewer than 5")
    # Nine in all, as its course and its month would say, less seven is two.
    assert rows(here.partners)["Alder Homes"] == ("not shown", "not shown")
    shown = {
        int(number)
        for number in re.findall(r"<td>(\d+)</td>|<dd>(\d+)</dd>", html)
        for number in number
        if number
    }
    assert not [number for number in shown if is_small(number)]


def test_where_a_total_cannot_be_shown_no_table_adds_up_to_it(two_partners):
    """Four and four: whoever has eight has both."""
    completed(two_partners.alder, 4)
    completed(two_partners.birch, 4)

    here = programme_counts()

    assert here.totals == {"begun": "not shown", "completed": "not shown"}
    assert {row["begun"] for row in (*here.courses, *here.months)} <= {"not shown", "0"}


def test_what_a_merged_partner_did_counts_with_whom_it_is_part_of(analyst, two_partners):
    completed(two_partners.alder, 6)
    completed(two_partners.birch, 6)
    Partner.objects.filter(pk=two_partners.alder.partner_id).update(
        succeeded_by=two_partners.birch.partner, left_on=timezone.localdate()
    )
    public_content_changed()

    found = rows(analyst.get(NUMBERS).context["here"]["partners"])

    assert found == {"Birch Homes": ("12", "12"), "Programme Homes": ("0", "0")}


def test_names_stand_nowhere(analyst, two_partners):
    for name in ("Amina Noor Ali", "Bartholomew Berg"):
        complete(two_partners.alder.partner).issue(name)

    html = analyst.get(NUMBERS).content.decode()

    assert not [name for name in ("Amina", "Bartholomew") if name in html]
    for learner in Learner._base_manager.all():
        assert learner.public_id not in html


def test_it_is_the_programmes_alone(two_partners):
    for role in OF_PARTNER:
        assert signed_in(two_partners.alder, role).get(NUMBERS).status_code == 404
        assert signed_in(two_partners.alder, role).get("/staff/alder/numbers/").status_code == 403
    assert signed_in(two_partners.programme, Role.TRAINER).get(NUMBERS).status_code == 403
    assert signed_in(two_partners.programme, Role.PROGRAMME_MANAGER).get(NUMBERS).status_code == 200
    assert Client().get(NUMBERS)["Location"].startswith("/sign-in/")


def test_before_anybody_has_begun_it_says_so(analyst, two_partners):
    html = analyst.get(NUMBERS).content.decode()

    assert "Nobody has begun a course yet." in html
    assert not Enrolment._base_manager.exists()
    assert not CourseCompletion._base_manager.exists()


@pytest.mark.parametrize("more", [3, 12])
def test_more_people_and_partners_cost_no_more(analyst, two_partners, more):
    completed(two_partners.alder, 1)
    analyst.get(NUMBERS)
    with counting() as few:
        analyst.get(NUMBERS)
    for number in range(more):
        completed(make_section(two_partners.home, f"oak-{number}"), 1)
    public_content_changed()
    analyst.get(NUMBERS)

    with counting() as many:
        analyst.get(NUMBERS)

    assert many.number == few.number
