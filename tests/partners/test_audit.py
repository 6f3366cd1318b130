"""The audit trail: written once, never changed, never shortened."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.models import User
from learning.domain import begin_as_guest
from partners.domain import record
from partners.models import AuditEntry, Partner


@pytest.fixture
def alder(two_partners) -> Partner:
    return two_partners.alder.partner


@pytest.fixture
def entry(alder) -> AuditEntry:
    sam = User.objects.create_user("sam@example.org", "a long password")
    return record(actor=sam, verb="give role", of=alder, partner=alder, role="trainer")


def columns() -> list[dict]:
    return list(AuditEntry.objects.order_by("pk").values())


def test_record_says_who_did_what_to_what(entry, alder):
    assert columns() == [
        {
            "id": entry.pk,
            "at": entry.at,
            "actor_id": User.objects.get(email="sam@example.org").pk,
            "verb": "give role",
            "object_kind": "partners.partner",
            "object_reference": str(alder.pk),
            "partner_id": alder.pk,
            "details": {"role": "trainer"},
        }
    ]


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_record_of_what_nobody_signed_in_did(alder, nobody):
    record(actor=nobody, verb="load", of=alder)

    assert [(row["actor_id"], row["partner_id"], row["details"]) for row in columns()] == [(None, None, {})]


def test_record_names_an_object_by_its_public_id_where_it_has_one(alder):
    learner, _token = begin_as_guest(language="en-gb")

    record(actor=None, verb="merge", of=learner)

    assert [(row["object_kind"], row["object_reference"]) for row in columns()] == [
        ("learning.learner", learner.public_id)
    ]


def test_entries_come_newest_first(entry, alder):
    second = record(actor=None, verb="end role", of=alder)

    assert list(AuditEntry.objects.all()) == [second, entry]


def change(entry):
    entry.verb = "take role"
    entry.save()


def change_one_field(entry):
    entry.verb = "take role"
    entry.save(update_fields=["verb"])


def change_many(entry):
    AuditEntry.objects.filter(pk=entry.pk).update(verb="take role")


def change_in_bulk(entry):
    entry.verb = "take role"
    AuditEntry.objects.bulk_update([entry], ["verb"])


def write_over(entry):
    AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"verb": "take role"})


def delete(entry):
    entry.delete()


def delete_many(entry):
    AuditEntry.objects.all().delete()


def delete_of_the_partner(entry):
    entry.partner.audit_entries.all().delete()


@pytest.mark.parametrize(
    "spoil",
    [
        change,
        change_one_field,
        change_many,
        change_in_bulk,
        write_over,
        delete,
        delete_many,
        delete_of_the_partner,
    ],
)
def test_entry_is_never_changed_and_never_deleted(entry, spoil):
    before = columns()

    with (
        pytest.raises(TypeError, match=r"^An audit entry is never (changed|deleted)\.$"),
        transaction.atomic(),
    ):
        spoil(entry)

    assert columns() == before
