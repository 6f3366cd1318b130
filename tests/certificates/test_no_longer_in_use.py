"""Taken out of use by staff, with a reason, and back into it: nobody gets round it, and nothing is deleted."""

import pytest

from certificates.domain import codes, restore_certificate, revoke_certificate
from certificates.enums import RevokeReason, Standing
from certificates.models import Certificate
from partners.domain import public_content_changed
from partners.models import AuditEntry, Partner
from partners.scoping import for_partners
from tests.certificates.factory import change, make_partner, reload


@pytest.fixture
def certificate(done) -> Certificate:
    return done.issue()


def checked(client, certificate: Certificate):
    return client.get(f"/check/{codes.printed(certificate.code)}/")


def test_staff_take_one_out_of_use_and_into_it_again(client, done, alder, certificate):
    with for_partners([alder.pk]):
        for reason in (RevokeReason.OTHER_PERSON, RevokeReason.MADE_FOR_PRACTICE):
            revoke_certificate(certificate_id=certificate.pk, reason=reason, by=None)
    reload(certificate)
    assert certificate.revoked_reason == RevokeReason.OTHER_PERSON
    answer = checked(client, certificate)
    assert answer.context["here"]["status"] == "no_longer_in_use"
    assert "Somebody else" not in answer.content.decode()
    assert "no longer in use" in done.phone.get(f"/certificate/{certificate.public_id}/").content.decode()

    with for_partners([alder.pk]):
        for _twice in range(2):
            restore_certificate(certificate_id=certificate.pk, by=None)
    assert checked(client, certificate).context["here"]["status"] == "valid"
    entries = AuditEntry.objects.filter(object_reference=certificate.public_id).order_by("pk")
    assert [(entry.verb, entry.details) for entry in entries] == [
        ("take a certificate out of use", {"reason": "other person"}),
        ("take a certificate into use again", {}),
    ]


def test_one_that_was_replaced_a_moment_ago_is_taken_out_of_use_in_its_newer_one(done, alder, certificate):
    newer = done.correct(certificate, "Zoe")

    with for_partners([alder.pk]):
        revoke_certificate(certificate_id=certificate.pk, reason=RevokeReason.OTHER_PERSON, by=None)

    reload(newer)
    assert newer.standing is Standing.NO_LONGER_IN_USE
    assert AuditEntry.objects.get().object_reference == newer.public_id


def test_to_remove_one_that_is_no_longer_in_use_does_not_bring_it_back(client, done, alder, certificate):
    with for_partners([alder.pk]):
        revoke_certificate(certificate_id=certificate.pk, reason=RevokeReason.OTHER_PERSON, by=None)
    page = f"/certificate/{certificate.public_id}/remove/"
    assert "would not be in use either" in done.phone.get(page).content.decode()
    assert "Make a new certificate" not in done.phone.post(page).content.decode()

    again = done.issue("Amina Ali", key="again")

    assert checked(client, again).context["here"]["status"] == "no_longer_in_use"
    assert again.revoked_reason == RevokeReason.OTHER_PERSON
    with for_partners([alder.pk]):
        restore_certificate(certificate_id=again.pk, by=None)
    done.remove(again)
    assert done.issue("Amina Ali", key="once more").standing is Standing.VALID


def test_after_a_merger_it_is_read_in_the_audit_of_the_partner_of_today(alder, certificate):
    birch = make_partner("birch")
    Partner.objects.filter(pk=alder.pk).update(succeeded_by=birch, left_on="2026-05-01")
    public_content_changed()

    with for_partners([alder.pk]):
        revoke_certificate(certificate_id=certificate.pk, reason=RevokeReason.OTHER_PERSON, by=None)
        restore_certificate(certificate_id=certificate.pk, by=None)

    assert [entry.partner for entry in AuditEntry.objects.all()] == [birch, birch]


def test_one_that_is_hidden_shows_no_name_when_it_is_taken_out_of_use(client, done, alder, certificate):
    change(certificate, public_view="private", revoked_at=certificate.issued_at)

    answer = checked(client, certificate)

    assert answer.context["here"]["status"] == "no_longer_in_use"
    assert "Amina" not in answer.content.decode()
