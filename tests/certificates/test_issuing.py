"""The second act: a name, and the certificate is issued, once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django_scopes.exceptions import ScopeError

from accounts.models import User
from certificates.domain import ask_for_batch, issue_certificate, take_pdf
from certificates.domain.facts import facts_hash
from certificates.enums import BatchKind, Standing
from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from certificates.queries import (
    available_of,
    certificate_of,
    certificates_by_completion,
    certificates_of_learner,
    find_by_code,
    issuer_now,
    names_for_board,
    pdf_of,
)
from learning.domain import agree_to_share, end_sharing
from learning.models import Learner
from partners.domain import public_content_changed
from partners.models import Partner
from partners.scoping import Exemption, for_learner, for_partners, past_the_doors
from tests.certificates.factory import change, complete, file_of, make_partner
from tests.factories.sql import counting

NAMES = [
    "Zoë Ångström-Dvořák",
    "মোছাম্মৎ রহিমা খাতুন",
    "فاطمة الزهراء",
    "محمد اقبال چوہدری",
    "Cabdiraxmaan Xuseen",
    "Şule Çiğdem Yıldız",
    "ገብረመድህን ተስፋይ",
    "தமிழ்ச்செல்வி கிருஷ்ணன்",
    "ધ્રુવી પટેલ",
    "می‌نا",
    "O",
    "x" * 120,
    "<b>Bobby</b> & 'sons' \"x\"",
]


def test_certificate_stands_alone(done):
    certificate = done.issue("Amina Ali")

    assert certificate.name == "Amina Ali"
    available = done.available.facts
    assert certificate.facts == {name: available[name] for name in available if name != "programme"}
    assert certificate.facts_hash == facts_hash(certificate.facts)
    assert len(certificate.code) == 28
    assert certificate.standing is Standing.VALID


def test_the_wish_for_its_file_is_written_with_it(done):
    certificate = done.issue()

    file = file_of(certificate)
    assert file.made_at is None
    assert file.attempts == 0
    assert certificate.name not in file.file_name
    assert certificate.code not in file.file_name


@pytest.mark.parametrize("name", NAMES)
def test_names_are_kept_as_typed(done, name):
    assert done.issue(f" {name} ").name == name


def test_names_are_kept_in_nfc(done):
    assert done.issue("Zoe\u0308").name == "Zoë"


@pytest.mark.parametrize(
    "name", ["", "   ", "\u200b", "😀", "a" * 121, "A\u202eb", "A\u2067b", "A\x07b", "A\nb", "\ud800"]
)
def test_other_names_are_refused_and_nothing_is_written(done, name):
    with pytest.raises(ValidationError):
        done.issue(name)

    assert done.certificates() == []


def test_asked_twice_is_once(done):
    first = done.issue("Amina Ali", key="one")

    assert done.issue("Amina Ali", key="one").pk == first.pk
    assert done.issue("Amina Ali", key="two").pk == first.pk
    assert done.issue("Somebody Else", key="three").name == "Amina Ali"
    assert len(done.certificates()) == 1


def test_two_can_never_be_current(done):
    first = done.issue()
    copy = {
        field.name: getattr(first, field.name)
        for field in Certificate._meta.concrete_fields
        if field.name not in {"id", "public_id", "code", "idempotency_key"}
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(**copy, code="X" * 28, idempotency_key="other")


def test_a_wish_that_fails_leaves_no_certificate(done, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(CertificatePdf.objects, "create", fail)
    with pytest.raises(RuntimeError):
        done.issue()

    assert done.certificates() == []


def test_nobody_issues_from_what_is_somebody_elses(done, alder):
    stranger, available = complete(alder), done.available

    with for_learner(stranger.learner.pk), pytest.raises(AvailableCertificate.DoesNotExist):
        issue_certificate(available_id=available.pk, name="Sam", idempotency_key="k")


def test_issuing_needs_an_open_door(done):
    available = done.available

    with pytest.raises(ScopeError):
        issue_certificate(available_id=available.pk, name="Sam", idempotency_key="k")


def test_a_name_stays_with_the_partner_it_was_typed_for(done):
    done.issue("Amina Ali")

    with past_the_doors(Exemption.ERASURE):
        assert Learner.objects.get(pk=done.learner.pk).name == ""


# Names on a board -----------------------------------------------------------------------------------


def share(learner: Learner, *partners: Partner) -> None:
    for partner in partners:
        with for_learner(learner.pk):
            agree_to_share(learner=learner, partner_id=partner.pk)


def again(done, partner: Partner):
    """The same learner has finished another course, with this partner."""
    other = complete(partner)
    for row in (other.available, other.completion, other.completion.enrolment):
        change(row, learner=done.learner)
    return replace(other, learner=done.learner, phone=done.phone)


def board_names(partner: Partner) -> dict[int, str]:
    with for_partners([partner.pk]):
        return names_for_board(partner.pk)


def test_a_board_shows_the_name_typed_there_and_not_that_of_another_partners(done, alder):
    birch = make_partner("birch")
    elsewhere, stranger = again(done, birch), complete(birch)
    share(done.learner, alder, birch)
    share(stranger.learner, birch)

    done.issue("Amina Ali")
    elsewhere.issue("Nobody Must Know")
    stranger.issue("Bo Berg")

    assert board_names(alder) == {done.learner.pk: "Amina Ali"}
    assert board_names(birch) == {done.learner.pk: "Nobody Must Know", stranger.learner.pk: "Bo Berg"}


def test_a_board_shows_no_name_of_those_who_do_not_share(done, alder):
    birch, ended = make_partner("birch"), complete(alder)
    share(done.learner, birch)
    share(ended.learner, alder)
    with for_learner(ended.learner.pk):
        end_sharing()

    done.issue("Amina Ali")
    ended.issue("Bo Berg")

    assert board_names(alder) == {}


@pytest.mark.parametrize("field", ["replaced_at", "removed_at"])
def test_a_board_shows_the_newest_name_that_is_current(done, alder, field):
    share(done.learner, alder)
    newer, newest = again(done, alder), again(done, alder)
    done.issue("First")
    newer.issue("Second")
    gone = newest.issue("Third")

    before = board_names(alder)
    newest.remove(gone) if field == "removed_at" else change(gone, **{field: gone.issued_at})

    assert before == {done.learner.pk: "Third"}
    assert board_names(alder) == {done.learner.pk: "Second"}


def test_names_of_a_board_cost_one_sql_and_need_a_door(done, alder):
    share(done.learner, alder)
    done.issue("Amina Ali")

    with for_partners([alder.pk]), counting() as found:
        names_for_board(alder.pk)

    assert found.number == 1
    with pytest.raises(ScopeError):
        names_for_board(alder.pk)


# A name that cannot be printed ----------------------------------------------------------------------


def hold(certificate: Certificate, failure: str = "missing glyph U+3134A") -> None:
    change(file_of(certificate), failed_at=certificate.issued_at, failure=failure)


def test_a_name_that_cannot_be_printed_gives_way_to_another(done):
    first = done.issue("Amina \U0003134a", key="one")
    hold(first)

    second = done.issue("Amina", key="two")

    first.refresh_from_db()
    assert second.pk != first.pk
    assert first.standing is Standing.REPLACED
    assert first.replaced_by_id == second.pk
    assert second.code != first.code
    assert done.issue("Amina", key="two").pk == second.pk


@pytest.mark.parametrize("failure", ["took too long", ""])
def test_other_failures_do_not_change_the_name(done, failure):
    first = done.issue("Amina Ali", key="one")
    hold(first, failure)

    assert done.issue("Somebody Else", key="two").pk == first.pk


def test_the_same_name_again_does_not_replace(done):
    first = done.issue("Amina \U0003134a", key="one")
    hold(first)

    assert done.issue("Amina \U0003134a", key="two").pk == first.pk


# Reading --------------------------------------------------------------------------------------------


def test_one_sees_ones_own_and_nobody_elses(done, alder):
    certificate, available = done.issue(), done.available
    stranger = complete(alder)

    with for_learner(done.learner.pk):
        assert [row.pk for row in certificates_of_learner()] == [certificate.pk]
        assert available_of(done.completion.public_id) == available
        assert certificate_of(certificate.public_id).pk == certificate.pk
        assert pdf_of(certificate.public_id).certificate_id == certificate.pk
    with for_learner(stranger.learner.pk):
        assert certificates_of_learner() == []
        assert available_of(done.completion.public_id) is None
        assert certificate_of(certificate.public_id) is None
        assert pdf_of(certificate.public_id) is None


def test_another_partners_staff_see_none(done):
    done.issue()
    birch = make_partner("birch")

    with for_partners([birch.pk]):
        assert not Certificate.objects.exists()
        assert not AvailableCertificate.objects.exists()
        assert not CertificatePdf.objects.exists()


def test_list_of_ones_learning_knows_them_by_completion(done):
    certificate = done.issue()

    with for_learner(done.learner.pk), counting() as found:
        listed = certificates_by_completion()

    assert found.number == 1
    assert listed == {
        done.completion.public_id: {
            "title": "Small signs, strong support",
            "url": f"/certificate/{certificate.public_id}/",
            "issued_on": certificate.issued_at,
        }
    }


def test_code_is_found_with_no_door_and_one_sql(done):
    certificate = done.issue()

    with counting() as found:
        assert find_by_code(certificate.code) == certificate

    assert found.number == 1
    assert find_by_code(certificate.code[::-1]) is None


def test_standing_is_computed_from_dates(done):
    certificate = done.issue()
    now = certificate.issued_at

    change(certificate, revoked_at=now)
    assert certificate.standing is Standing.NO_LONGER_IN_USE
    change(certificate, replaced_at=now)
    assert certificate.standing is Standing.REPLACED
    done.remove(certificate)
    assert certificate.standing is Standing.NO_LONGER_AVAILABLE


def test_issuer_of_today_follows_any_chain_of_mergers(alder):
    birch, cedar = make_partner("birch"), make_partner("cedar")
    assert issuer_now(alder.pk) == ""

    for partner, successor in ((alder, birch), (birch, cedar)):
        Partner.objects.filter(pk=partner.pk).update(succeeded_by=successor, left_on="2026-01-01")
    public_content_changed()

    assert issuer_now(alder.pk) == issuer_now(birch.pk) == "Cedar Homes"
    assert issuer_now(cedar.pk) == ""


def test_nothing_personal_stands_in_a_records_name(done):
    certificate = done.issue("Amina Ali")

    for row in (done.available, certificate, file_of(certificate)):
        assert "Amina" not in str(row)
        assert certificate.code not in str(row)


# At the same moment ---------------------------------------------------------------------------------


def at_once(work, times: int = 6) -> list:
    """What the same work gives in so many threads."""

    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("key", ["the same", "key {}"])
def test_asked_for_at_the_same_moment_it_is_issued_once(done, key):
    available_id = done.available.pk

    def ask(number):
        with for_learner(done.learner.pk):
            return issue_certificate(
                available_id=available_id, name="Amina", idempotency_key=key.format(number)
            ).pk

    assert len(set(at_once(ask))) == 1
    assert len(done.certificates()) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_workers_that_reach_for_a_file_at_the_same_moment_one_gets_it(done):
    file = file_of(done.issue())

    def reach(_number):
        with past_the_doors(Exemption.CERTIFICATE_PDF):
            return take_pdf(pdf_id=file.pk)

    assert [taken is not None for taken in at_once(reach)].count(True) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_batch_asked_for_at_the_same_moment_is_one(alder, done):
    asked = {
        "partner_id": alder.pk,
        "asked_by": User.objects.create_user("coordinator@example.org"),
        "kind": BatchKind.ONE,
        "certificate_ids": [done.issue().pk],
    }

    assert len({batch.pk for batch in at_once(lambda _number: ask_for_batch(**asked))}) == 1
