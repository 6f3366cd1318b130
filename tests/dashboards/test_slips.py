"""Slips that staff print, and a new code for somebody who stands before them."""

import re
import time

import pytest
from django.test import Client

from learning.models import ClaimCode, CodeReset, Learner
from partners.enums import Role
from partners.models import AuditEntry, Partner
from tests.dashboards.test_board import learner_at
from tests.factories.partners import make_person
from tests.factories.sql import counting

SLIPS = "/staff/alder/slips/"
SHEET = "/staff/alder/slips/sheet/"


def as_(section, role=Role.COORDINATOR, **accepted) -> Client:
    client = Client()
    client.force_login(make_person(section, role, **accepted))
    return client


def codes_in(response) -> list[str]:
    return re.findall(r'slips__code"><bdi dir="ltr">([^<]+)<', response.content.decode())


def test_slips_carry_a_code_and_the_address_and_nothing_else(small_course):
    staff = as_(small_course.partners.alder)

    response = staff.post(SLIPS, {"number": "3"}, follow=True)

    html = response.content.decode()
    slip = html[html.index("slips__one") : html.index("</ul>")]
    assert len(set(codes_in(response))) == 3
    assert "testserver/code/" in slip
    for word in ("Alder", "Small signs", "Course 1", "<img", "<svg", "Neighbourhood"):
        assert word not in slip
    assert "no-store" in response["Cache-Control"]
    # Loaded again the same ones; a list of them is nowhere.
    assert codes_in(staff.get(SHEET)) == codes_in(response)
    assert ClaimCode._base_manager.filter(is_starter=True).count() == 3
    entry = AuditEntry.objects.get(verb="print slips")
    assert entry.details == {"number": 3}
    stored = repr(list(ClaimCode._base_manager.values()))
    assert not any(code.replace(" ", "") in stored for code in codes_in(response))


def test_slip_begins_somebodys_own_work_under_their_own_code(small_course):
    slip, other = codes_in(as_(small_course.partners.alder).post(SLIPS, {"number": "2"}, follow=True))
    phone = Client()

    page = phone.post("/code/open/", {"code": slip}, follow=True).content.decode()
    own = re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', page)[1]
    phone.post("/learn/finish/alder/course-1/1/1/")

    assert own != slip
    assert Client().post("/code/open/", {"code": slip}).status_code == 404
    second = Client()
    assert "1 of 6" in second.post("/code/open/", {"code": own}, follow=True).content.decode()
    third = Client()
    assert "1 of 6" not in third.post("/code/open/", {"code": other}, follow=True).content.decode()


@pytest.mark.parametrize("number", ["", "0", "31", "-1", "many", "1" * 30])
def test_what_is_no_number_of_slips_is_said_beside_the_field(number, two_partners):
    response = as_(two_partners.alder).post(SLIPS, {"number": number})

    assert response.status_code == 200
    assert "Type a number from 1 to 30." in response.content.decode()
    assert not ClaimCode._base_manager.exists()


def test_sheet_is_for_ten_minutes_and_for_whoever_asked(two_partners, monkeypatch):
    staff = as_(two_partners.alder)
    staff.post(SLIPS, {"number": "1"})
    kept = staff.cookies["slips"].value
    colleague = Client()
    colleague.force_login(make_person(two_partners.alder, Role.COORDINATOR, "other@alder.example"))
    colleague.cookies["slips"] = kept

    assert colleague.get(SHEET).status_code == 302
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert staff.get(SHEET).status_code == 302


def test_who_hands_out_codes(two_partners):
    alder = two_partners.alder
    assert Client().get(SLIPS)["Location"].startswith("/sign-in/")
    assert as_(alder, Role.TRAINER).get(SLIPS).status_code == 403
    assert as_(alder, Role.MANAGER).get(SLIPS).status_code == 403
    assert as_(two_partners.birch).get(SLIPS).status_code == 404
    waiting = Client()
    waiting.force_login(make_person(alder, Role.COORDINATOR, "new@alder.example", has_accepted_terms=False))
    assert "/terms/" in waiting.get(SLIPS)["Location"]


def test_new_code_for_somebody_who_shares_and_for_nobody_else(small_course):
    alder = small_course.partners.alder
    sam = learner_at("alder", name="Sharing Sam", shares=True)
    silent = learner_at("alder", name="Silent Sal")
    stranger = learner_at("birch", name="Stranger Stu", shares=True)
    staff, address = as_(alder), f"/staff/alder/slips/for/{sam.public_id}/"

    assert address in staff.get("/staff/alder/board/").content.decode()
    assert "Sharing Sam" in staff.get(address).content.decode()
    for form in ({"place": "Hall"}, {"is_here": "on", "place": " "}, {"is_here": "on", "place": "x" * 81}):
        assert staff.post(address, form).status_code == 200
    assert not CodeReset._base_manager.exists()
    response = staff.post(address, {"place": "Mill Lane hall", "is_here": "on"}, follow=True)

    assert len(codes_in(response)) == 1
    assert "Sharing Sam" not in response.content.decode()
    entry = AuditEntry.objects.get(verb="make starter code")
    assert (entry.object_reference, entry.details) == (sam.public_id, {})
    assert CodeReset._base_manager.get().place == "Mill Lane hall"
    for other in (silent, stranger):
        assert staff.get(f"/staff/alder/slips/for/{other.public_id}/").status_code == 404
        assert staff.post(f"/staff/alder/slips/for/{other.public_id}/", {"place": "x"}).status_code == 404
    # Without names, no new codes.
    Partner.objects.filter(slug="alder").update(is_sharing_on=False)
    assert staff.get(address).status_code == 403
    assert staff.get(SLIPS).status_code == 200


def test_screens_cost_the_same_for_one_person_and_for_three(small_course):
    staff = as_(small_course.partners.alder)
    numbers = []
    for _more in range(2):
        sam = learner_at("alder", name="Sharing Sam", shares=True)
        for address in ("/staff/alder/board/", f"/staff/alder/slips/for/{sam.public_id}/"):
            staff.get(address)
            with counting() as sql:
                staff.get(address)
            numbers.append(sql.number)
        learner_at("alder", name="Another", shares=True)

    assert numbers[:2] == numbers[2:]
    assert Learner._base_manager.count() == 4
