"""A learner sees, takes along and takes away what is kept about them, without signing in."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from certificates.domain import codes, keep_pdf, take_pdf
from certificates.enums import BatchKind
from certificates.models import Certificate, CertificateBatch
from certificates.tasks import remove_certificate_files
from dashboards.domain.daily import run_daily
from dashboards.domain.departures import leave_partnership
from dashboards.domain.mergers import merge_partners
from dashboards.queries.departures import export_rows
from dashboards.tasks import draw_batch
from learning.domain import agree_to_share, begin_as_guest
from learning.models import CourseCompletion, DeviceToken, Enrolment, Learner, LearnerMailbox, Response
from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import Borough, PartnerSettings
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.factories.partners import make_person
from tests.factories.sql import counting
from tests.factories.traces import traces_of
from tests.factories.walking import have_it_printed, walk
from tests.learning.mailboxes import opened_by_mail

ADDRESSES = ["/my-data/", "/my-data/download/", "/my-data/remove/"]


@pytest.fixture
def phone(small_course) -> Client:
    client = Client()
    walk(client, "/alder/course-1/", until="/learn/complete/")
    return client


def test_page_says_what_is_kept_and_until_when(phone):
    html = phone.get("/my-data/").content.decode()

    assert "1 course begun" in html
    assert "6 answers in quizzes" in html
    assert "How long we keep it" in html
    assert "no-store" in phone.get("/my-data/")["Cache-Control"]


def test_until_when_is_said_of_each_kind(phone):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        for model, field in ((Learner, "last_visit_on"), (Response, "answered_at")):
            model._base_manager.update(**{field: timezone.now()})
        once = phone.get("/my-data/").content.decode()
        Response._base_manager.filter(sequence=1).update(answered_at=timezone.now() - timedelta(days=59))
        again = phone.get("/my-data/").content.decode()

    assert "your name and what opens it: until 1 April 2027" in once
    assert "Your answers: until 1 March 2027." in once
    assert "the first of them until 1 January 2027, the last until 1 March 2027" in again
    assert "Your certificates" not in once


def test_own_mailboxes_are_seen_and_taken_along_and_removed(phone):
    learner, stranger = Learner._base_manager.get(), begin_as_guest(language="en-gb")[0]
    phone.post("/code/new/")
    for owner, address in ((learner, "sam@example.org"), (stranger, "alex@example.org")):
        LearnerMailbox.objects.create(learner=owner, address=address, confirmed_at=timezone.now())
    foreign = LearnerMailbox._base_manager.get(address="alex@example.org").public_id

    page = phone.get("/my-data/").content.decode()
    assert "sam@example.org" in page
    assert "alex@example.org" not in page
    assert json.loads(phone.get("/my-data/download/").content)["e_mail"] == ["sam@example.org"]
    for mailbox in (foreign, "", "\x00", "x" * 5000):
        assert phone.post("/my-data/e-mail/remove/", {"mailbox": mailbox}).status_code == 302
    assert LearnerMailbox._base_manager.count() == 2

    own = re.search(r'name="mailbox" value="([^"]+)"', page)[1]
    for _time in range(2):
        assert phone.post("/my-data/e-mail/remove/", {"mailbox": own}).status_code == 302

    assert "sam@example.org" not in phone.get("/my-data/").content.decode()
    assert LearnerMailbox._base_manager.get().learner_id == stranger.pk
    assert Learner._base_manager.get(pk=learner.pk).claimed_at is not None


def test_work_that_nothing_opens_any_more_is_kept_as_unclaimed_work_is(phone):
    learner = Learner._base_manager.get()
    Learner._base_manager.update(claimed_at=timezone.now())
    box = LearnerMailbox.objects.create(
        learner=learner, address="sam@example.org", confirmed_at=timezone.now()
    )
    assert "You have no other code" in phone.get("/my-data/").content.decode()

    phone.post("/my-data/e-mail/remove/", {"mailbox": box.public_id})

    assert Learner._base_manager.get().claimed_at is None


def test_whom_to_complain_to_is_said_to_everybody(small_course):
    programme = small_course.partners.programme.partner
    PartnerSettings.objects.update_or_create(
        partner=programme, defaults={"complaint_email": "data@programme.example"}
    )
    public_content_changed()
    phone = Client()
    assert "data@programme.example" in phone.get("/my-data/").content.decode()

    # Alder has named nobody: the programme's people answer.
    phone.post("/learn/finish/alder/course-1/1/1/")

    html = phone.get("/my-data/").content.decode()
    assert "Alder Homes" in html
    assert "data@programme.example" in html


def test_somebody_who_only_reads_is_told_that_nothing_is_kept(small_course):
    client = Client()

    assert "We keep nothing about you" in client.get("/my-data/").content.decode()
    assert [client.get(address).status_code for address in ADDRESSES[1:]] == [302, 302]
    assert client.post("/my-data/remove/").status_code == 302
    assert Learner._base_manager.count() == 0


def test_file_holds_everything_in_words_and_nobody_elses(phone):
    stranger = Client()
    stranger.post("/learn/finish/birch/course-1/1/1/")

    response = phone.get("/my-data/download/")

    found = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    course = found["courses"][0]
    assert (course["title"], course["with"]) == ("Small signs", "Alder Homes")
    assert len(course["finished"]) == 6
    assert course["quizzes"][0]["answers"][0] == {
        "question": "What helps most?",
        "answer": ["Listening"],
        "set_aside": False,
        "counts_as_right_for_everybody": False,
        "at": course["quizzes"][0]["answers"][0]["at"],
    }
    assert "Birch" not in response.content.decode()


def test_removing_is_explained_first_and_changes_nothing_until_it_is_sent(phone):
    html = phone.get("/my-data/remove/").content.decode()

    assert "Without one, this cannot be undone" in html
    assert Learner._base_manager.get().removal_asked_at is None


def test_phone_forgets_at_once(phone):
    phone.post("/borough/", {"borough": Borough.objects.create(key="hackney", name="Hackney").key})
    phone.post("/reading/", {"text": "large"})
    phone.post("/phone/own/", {"own": "yes"})
    assert {"borough", "reading", "own_phone", "learner"} < set(phone.cookies)

    phone.post("/my-data/remove/")

    assert "We keep nothing about you" in phone.get("/my-data/").content.decode()
    assert DeviceToken._base_manager.get().closed_at is not None
    # The secret of the forms is a new one, and says nothing.
    assert {name for name, cookie in phone.cookies.items() if cookie.value} <= {"csrftoken"}


def test_code_brings_everything_back(phone):
    html = phone.post("/code/new/", follow=True).content.decode()
    code = re.search(r'slip__code"><bdi dir="ltr">([^<]+)<', html)[1]
    phone.post("/my-data/remove/")

    opened = Client().post("/code/open/", {"code": code}, follow=True)

    assert "Finished on" in opened.content.decode()
    assert Learner._base_manager.get().removal_asked_at is None


def test_page_names_whom_to_complain_to(phone, small_course):
    PartnerSettings.objects.update_or_create(
        partner=small_course.partners.alder.partner, defaults={"complaint_email": "complaints@alder.example"}
    )
    public_content_changed()

    html = phone.get("/my-data/").content.decode()

    assert "complaints@alder.example" in html
    assert "ico.org.uk" in html


def test_page_asks_the_same_of_the_database_however_much_there_is(phone, small_course):
    phone.get("/my-data/")
    with counting() as one:
        phone.get("/my-data/")
    phone.post("/learn/finish/birch/course-1/1/1/")
    begun = Enrolment._base_manager.get()
    for partner in (small_course.partners.birch.partner, small_course.partners.programme.partner):
        Enrolment._base_manager.create(
            learner_id=begun.learner_id,
            partner=partner,
            course_key=uuid4(),
            edition_id=begun.edition_id,
            course_address="/birch/course-1/",
            begun_at=begun.begun_at,
        )
    phone.get("/my-data/")

    with counting() as three:
        phone.get("/my-data/")

    assert one.number == three.number <= 11, (one.queries, three.queries)


def test_names_on_certificates_are_names_that_are_kept(phone):
    completion = CourseCompletion._base_manager.get()
    assert "No name." in phone.get("/my-data/").content.decode()

    have_it_printed(phone, f"/certificate/{completion.public_id}/name/", name="Amina Ali")
    certificate = phone.get("/my-learning/").context["here"]["certificates"][0]["url"]
    have_it_printed(phone, f"{certificate}correct/", name="Amina Alis")

    html = phone.get("/my-data/").content.decode()
    assert "No name." not in html
    assert "The name on your certificates: <bdi>Amina Alis</bdi>" in html
    assert "A name you have put right: <bdi>Amina Ali</bdi>" in html
    assert json.loads(phone.get("/my-data/download/").content)["names"] == ["Amina Alis", "Amina Ali"]


def test_agreement_that_waits_for_a_successor_lets_nobody_see_the_name(phone, small_course):
    partners = small_course.partners
    share_with(partners.alder.partner)
    assert "Alder Homes's course team may see your name" in phone.get("/my-data/").content.decode()

    merge_partners(
        source=partners.alder.partner,
        target=partners.birch.partner,
        dated_on=timezone.localdate(),
        legal_successor_on=timezone.localdate(),
        by=None,
    )

    html = phone.get("/my-data/").content.decode()
    assert "course team may see your name" not in html
    assert "Alder Homes is part of another association now. Nobody sees your name" in html
    assert "Stop sharing my name" in html


def test_list_that_a_partner_may_take_along_is_told_and_can_be_stopped(phone, small_course):
    partner = small_course.partners.alder.partner
    share_with(partner)
    departure = leave_partnership(partner=partner, left_on=timezone.localdate(), notice="Goodbye.", by=None)
    until = date_format(departure.export_until, "j F Y")

    told = f"Until {until} it may take along a list"
    assert told in Client().get("/alder/").content.decode()
    assert told in phone.get("/my-data/").content.decode()
    assert len(export_rows(partner.pk)) == 1
    phone.post("/learn/sharing/stop/")

    assert export_rows(partner.pk) == []
    assert "Nobody. You share your name with no one." in phone.get("/my-data/").content.decode()


def test_no_table_session_cache_or_file_holds_the_person_fourteen_days_after(
    phone, small_course, settings, tmp_path
):
    """Named and with a mailbox, seen, printed and helped by staff, checked by others, and then removed."""
    options = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    alder = small_course.partners.alder
    completion = CourseCompletion._base_manager.get()
    have_it_printed(phone, f"/certificate/{completion.public_id}/name/", name="Zerubabel Quixotry")
    certificate = Certificate._base_manager.select_related("pdf").get()
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        keep_pdf(pdf=take_pdf(pdf_id=certificate.pdf.pk), data=b"%PDF of Zerubabel Quixotry")
    opened_by_mail(phone, "zerubabel@example.org")
    share_with(alder.partner)
    seen_and_helped_by(make_person(alder, Role.COORDINATOR), certificate)
    told = json.loads(phone.get("/my-data/download/").content)["seen_by_staff"]
    assert [(row["with"], row["what"]) for row in told] == [
        ("Alder Homes", "view certificate"),
        ("Alder Homes", "make starter code"),
    ]
    before = traces_of("zerubabel", folders=(tmp_path,))
    assert {"accounts_emailcode.address", "certificates_certificate.name"} < set(before)
    assert len([place for place in before if place.startswith("file ")]) == 2

    phone.post("/my-data/remove/", {"certificates": "remove"})
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        run_daily()
        remove_certificate_files.call()

    assert traces_of("zerubabel", "quixotry", certificate.code, folders=(tmp_path,)) == []


def share_with(partner) -> None:
    learner = Learner._base_manager.get()
    with for_learner(learner.pk):
        agree_to_share(learner=learner, partner_id=partner.pk)


def test_privacy_notice_tells_of_each_cookie_that_residents_are_given(phone, small_course):
    """A new one fails here until the notice tells of it, and for how long it stays."""
    day = 86_400
    told = {
        ("learner", "seen", "own_phone"): ("up to 400 days. You can clear it under This phone", 400 * day),
        ("borough", "reading"): ("colours you chose: up to 400 days", 400 * day),
        ("csrftoken",): ("keeps forms safe: up to a year", 365 * day),
        ("slip", "mail"): ("the code that you asked for: half an hour at most", 1800),
        ("kept",): ("keep on your own phone: 14 days", 14 * day),
    }
    PartnerSettings.objects.create(
        partner=small_course.partners.alder.partner, privacy_notice="We keep little."
    )
    public_content_changed()
    phone.post("/borough/", {"borough": Borough.objects.create(key="hackney", name="Hackney").key})
    phone.post("/reading/", {"text": "large"})
    phone.post("/code/new/")
    opened_by_mail(phone)
    given = {name: cookie["max-age"] for name, cookie in phone.cookies.items()}
    phone.post("/phone/own/", {"own": "yes"})
    phone.post(f"/phone/course/{Enrolment._base_manager.get().public_id}/", {"kept": "yes"})
    given |= {name: cookie["max-age"] for name, cookie in phone.cookies.items() if cookie.value}

    page = Client().get("/alder/privacy/").content.decode()

    for names, (words, longest) in told.items():
        assert words in page
        for name in names:
            assert int(given.pop(name) or 0) <= longest, name
    assert given == {}


def seen_and_helped_by(coordinator, certificate: Certificate) -> None:
    staff = Client()
    staff.force_login(coordinator)
    chosen = {"chosen": certificate.public_id, "kind": BatchKind.SINGLE.value}
    staff.post("/staff/alder/certificates/print/", chosen)
    draw_batch.call(CertificateBatch.objects.get().pk)
    for address in ("board/", "certificates/", f"certificates/{certificate.public_id}/"):
        staff.get(f"/staff/alder/{address}")
    learner = Learner._base_manager.get()
    helped = staff.post(
        f"/staff/alder/slips/for/{learner.public_id}/", {"place": "At Zerubabel's", "is_here": "on"}
    )
    assert helped.status_code == 302
    Client().get(f"/check/{codes.printed(certificate.code)}/")
