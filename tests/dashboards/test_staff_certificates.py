"""Certificates on the screens of coordinators: of those who share, and by the code on a paper."""

import pytest
from django.test import Client
from django.utils import timezone

from certificates.domain import codes
from certificates.models import Certificate
from certificates.tasks import render_certificate
from dashboards.views import certificates
from learning.domain import agree_to_share, end_sharing
from learning.enums import SharingEnd
from learning.models import Sharing
from partners.domain import public_content_changed
from partners.enums import Role
from partners.models import AuditEntry, Partner
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.certificates.factory import change, complete, file_of, reload
from tests.factories.partners import make_person
from tests.factories.sql import counting

LIST = "/staff/alder/certificates/"
BY_CODE = f"{LIST}by-code/"


@pytest.fixture(autouse=True)
def _private(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}},
    }


def holder(section, name: str, *, shares: bool) -> Certificate:
    """Somebody who has completed a course with this partner and asked for a certificate."""
    done = complete(section.partner)
    certificate = done.issue(name)
    if shares:
        with for_learner(done.learner.pk):
            agree_to_share(learner=done.learner, partner_id=section.partner.pk)
    return certificate


def staff_of(section, role: Role = Role.COORDINATOR, **changes) -> Client:
    client = Client()
    client.force_login(make_person(section, role, **changes))
    return client


@pytest.fixture
def coordinator(two_partners) -> Client:
    return staff_of(two_partners.alder)


@pytest.fixture
def shared(two_partners) -> Certificate:
    return holder(two_partners.alder, "Sharing Sam", shares=True)


@pytest.fixture
def unshared(two_partners) -> Certificate:
    return holder(two_partners.alder, "Silent Sal", shares=False)


@pytest.fixture
def stranger(two_partners) -> Certificate:
    return holder(two_partners.birch, "Stranger Stu", shares=True)


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_list_holds_those_who_share_with_this_partner_and_nobody_else(
    coordinator, shared, unshared, stranger
):
    html = coordinator.get(LIST).content.decode()

    assert "Sharing Sam" in html
    assert "Silent Sal" not in html
    assert "Stranger Stu" not in html
    assert "view certificate list" in verbs()


def test_list_is_empty_once_sharing_has_ended(coordinator, shared):
    with for_learner(shared.learner_id):
        end_sharing()

    assert "None yet" in coordinator.get(LIST).content.decode()
    assert coordinator.get(f"{LIST}{shared.public_id}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_of_the_database(two_partners, coordinator, number):
    for at in range(number):
        holder(two_partners.alder, f"Person {at}", shares=True)
    coordinator.get(LIST)

    with counting() as sql:
        coordinator.get(LIST)

    assert sql.number == 8, sql.queries


def test_a_page_of_the_list_reads_the_facts_of_its_own_rows_alone(two_partners, coordinator, monkeypatch):
    monkeypatch.setattr(certificates, "ROWS_A_PAGE", 2)
    for at in range(3):
        holder(two_partners.alder, f"Person {at}", shares=True)

    with counting() as sql:
        pages = [coordinator.get(f"{LIST}?page={number}").content.decode() for number in (1, 2)]

    assert [[f"Person {at}" in page for at in range(3)] for page in pages] == [
        [False, True, True],
        [True, False, False],
    ]
    reads = [query for query in sql.queries if '"certificates_certificate"."facts"' in query]
    assert ['"certificates_certificate"."id" IN (' in query for query in reads] == [True, True]


@pytest.mark.parametrize("act", ["", "certificate.pdf", "revoke/"])
@pytest.mark.parametrize("whose", ["unshared", "stranger"])
def test_others_are_not_there(request, coordinator, whose, act):
    found = request.getfixturevalue(whose)

    assert coordinator.get(f"{LIST}{found.public_id}/{act}").status_code == 404
    assert coordinator.post(f"{LIST}{found.public_id}/restore/").status_code == 404


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MANAGER, Role.COMMUNICATIONS])
@pytest.mark.parametrize("address", [LIST, BY_CODE])
def test_it_is_for_those_who_see_people(two_partners, role, address):
    assert staff_of(two_partners.alder, role).get(address).status_code == 403


def test_nobody_sees_one_before_the_terms_or_without_signing_in(two_partners, shared):
    waiting = staff_of(two_partners.alder, email="new@alder.example", has_accepted_terms=False)

    assert waiting.get(LIST).status_code != 200
    assert Client().get(f"{LIST}{shared.public_id}/")["Location"].startswith("/sign-in/")
    assert staff_of(two_partners.birch).get(LIST).status_code == 404


def test_it_is_seen_and_printed_and_both_are_written_down(coordinator, shared):
    page = f"{LIST}{shared.public_id}/"
    assert "Sharing Sam" in coordinator.get(page).content.decode()
    assert coordinator.get(f"{page}certificate.pdf").status_code == 302

    render_certificate.call(file_of(shared).pk)
    answer = coordinator.get(f"{page}certificate.pdf")

    assert answer.content.startswith(b"%PDF")
    assert verbs()[-2:] == ["view certificate", "print certificate"]
    assert "Sharing" not in str(list(AuditEntry.objects.values()))


def test_taken_out_of_use_with_a_reason_and_into_it_again(coordinator, shared):
    page = f"{LIST}{shared.public_id}/"
    assert "Is this certificate no longer in use?" in coordinator.get(f"{page}revoke/").content.decode()
    assert "Choose why." in coordinator.post(f"{page}revoke/", {"sure": "yes"}).content.decode()
    assert "Select a valid choice" in coordinator.post(f"{page}revoke/", {"reason": "spite"}).content.decode()
    reload_in_peace(shared)
    assert shared.revoked_at is None

    coordinator.post(f"{page}revoke/", {"reason": "other person"})
    reload_in_peace(shared)
    assert shared.revoked_reason == "other person"
    assert "Somebody else took the course" in coordinator.get(page).content.decode()

    coordinator.post(f"{page}restore/")
    reload_in_peace(shared)
    assert shared.revoked_at is None
    assert {"take a certificate out of use", "take a certificate into use again"} <= set(verbs())


def reload_in_peace(certificate: Certificate) -> None:
    with past_the_doors(Exemption.ERASURE):
        reload(certificate)


# By the code on a paper -----------------------------------------------------------------------------


def test_with_the_paper_in_hand_an_unshared_one_is_seen_printed_and_taken_out_of_use(coordinator, unshared):
    render_certificate.call(file_of(unshared).pk)
    code = codes.printed(unshared.code)

    seen = coordinator.post(BY_CODE, {"code": code.lower().replace("-", " ")})
    printed = coordinator.post(BY_CODE, {"code": code, "act": "print"})
    asked = coordinator.post(BY_CODE, {"code": code, "act": "revoke"})
    coordinator.post(BY_CODE, {"code": code, "act": "revoke", "asked": "yes", "reason": "asked by holder"})

    assert "Silent Sal" in seen.content.decode()
    assert printed.content.startswith(b"%PDF")
    assert "Choose why" not in asked.content.decode()
    reload_in_peace(unshared)
    assert unshared.revoked_reason == "asked by holder"
    assert verbs().count("view certificate by its code") == 3
    coordinator.post(BY_CODE, {"code": code, "act": "restore"})
    reload_in_peace(unshared)
    assert unshared.revoked_at is None


def test_no_reason_keeps_the_code_in_the_form(coordinator, unshared):
    code = codes.printed(unshared.code)

    html = coordinator.post(BY_CODE, {"code": code, "act": "revoke", "asked": "yes"}).content.decode()

    assert "Choose why." in html
    assert f'value="{code}"' in html


def test_a_code_of_another_partner_answers_as_one_that_nobody_has(coordinator, stranger):
    theirs = coordinator.post(BY_CODE, {"code": codes.printed(stranger.code)})
    nobodys = coordinator.post(BY_CODE, {"code": codes.printed(codes.new_code())})

    assert theirs.status_code == nobodys.status_code == 404
    assert "Stranger" not in theirs.content.decode()
    for answer in (theirs, nobodys):
        assert "We find no certificate of this association under this code." in answer.content.decode()


@pytest.mark.parametrize(
    ("is_removed", "said"), [(False, "replaced by a newer one"), (True, "no longer available")]
)
def test_the_code_of_one_that_holds_no_longer_is_told_apart_from_one_that_nobody_has(
    coordinator, two_partners, is_removed, said
):
    done = complete(two_partners.alder.partner)
    old = done.issue("Silent Sorrel")
    code, newer = codes.printed(old.code), done.correct(old, "Silent Sorrel Oak")
    if is_removed:
        done.remove(newer)

    html = coordinator.post(BY_CODE, {"code": code}).content.decode()

    assert said in html
    assert "Sorrel" not in html.partition("<main")[2]
    assert "view certificate by its code" not in verbs()


@pytest.mark.parametrize("typed", ["", "nonsense", "x" * 5000, "\x00"])
def test_what_is_no_code_is_kept_and_said(coordinator, typed):
    answer = coordinator.post(BY_CODE, {"code": typed})

    assert answer.status_code == 422
    assert "id_code_error" in answer.content.decode()


def test_guessing_is_slowed_down(coordinator):
    answers = [
        coordinator.post(BY_CODE, {"code": codes.printed(codes.new_code())}).status_code
        for _guess in range(22)
    ]

    assert answers[0] == 404
    assert answers[-1] == 429


# After a merger -------------------------------------------------------------------------------------


def test_the_partner_of_today_sees_those_whose_agreement_passed_and_others_by_their_code(two_partners):
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    passed = holder(two_partners.alder, "Passed Pat", shares=True)
    kept = holder(two_partners.alder, "Kept Kim", shares=True)
    Partner.objects.filter(pk=alder.pk).update(succeeded_by=birch, left_on="2026-05-01")
    public_content_changed()
    given = Sharing._base_manager.get(learner_id=passed.learner_id)
    change(given, ended_at=timezone.now(), ended_because=SharingEnd.PASSED_ON)
    Sharing.objects.create(
        learner_id=passed.learner_id, partner=birch, agreed_at=given.agreed_at, passed_from=alder
    )
    at_birch, listed = staff_of(two_partners.birch), LIST.replace("alder", "birch")

    html = at_birch.get(listed).content.decode()
    assert ("Passed Pat" in html, "Kept Kim" in html) == (True, False)
    assert at_birch.get(f"{listed}{passed.public_id}/").status_code == 200
    assert at_birch.get(f"{listed}{kept.public_id}/").status_code == 404
    opened = at_birch.post(f"{listed}by-code/", {"code": codes.printed(kept.code)}).content.decode()
    assert "Kept Kim" in opened
    assert "now part of Birch" in opened


def test_whoever_asks_to_take_it_out_of_use_has_seen_whose_it_is(coordinator, shared, unshared):
    """The page names its holder, whether it is led to or asked for straight away, and whatever is typed on it."""
    code = codes.printed(unshared.code)

    pages = [
        coordinator.get(f"{LIST}{shared.public_id}/revoke/"),
        coordinator.post(f"{LIST}{shared.public_id}/revoke/", {"reason": "spite"}),
        coordinator.post(BY_CODE, {"code": code, "act": "revoke"}),
        coordinator.post(BY_CODE, {"code": code, "act": "revoke", "asked": "yes"}),
    ]

    names = ["Sharing Sam"] * 2 + ["Silent Sal"] * 2
    assert all(name in page.content.decode() for name, page in zip(names, pages, strict=True))
    seen = AuditEntry.objects.filter(verb__startswith="view certificate").order_by("pk")
    assert (
        list(seen.values_list("object_reference", flat=True))
        == [shared.public_id] * 2 + [unshared.public_id] * 2
    )
    coordinator.post(f"{LIST}{shared.public_id}/revoke/", {"reason": "other person"})
    assert verbs()[-1] == "take a certificate out of use"
