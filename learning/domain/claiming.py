"""Makes the code that opens one's work on another phone, and opens it."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from learning.models import ClaimCode, DeviceToken, Learner
from learning.queries.people import token_hash
from partners.scoping import Exemption, past_the_doors

from . import claim_codes
from .merging import merge_learners


class UnknownCode(LookupError):
    """No work opens with this code: never made, or replaced; nobody is told which."""


@dataclass(frozen=True)
class Opened:
    """`token` is for the phone's cookie. `new_code`: the learner's own, where a starter code was used up."""

    learner: Learner
    token: str
    new_code: str = ""


@transaction.atomic
def make_claim_code(*, learner: Learner, token: str | None = None) -> str:
    """A new code, said once and stored as a hash; through the learner's door.

    It replaces the one before and closes every phone but the one with `token`.
    """
    now = timezone.now()
    rows = ClaimCode.objects.filter(replaced_at__isnull=True)
    if rows.update(replaced_at=now):
        others = DeviceToken.objects.filter(closed_at__isnull=True)
        if token:
            others = others.exclude(token_hash=token_hash(token))
        others.update(closed_at=now)
    Learner.objects.filter(pk=learner.pk, claimed_at__isnull=True).update(claimed_at=now)
    return _made(learner, is_starter=False)


@transaction.atomic
def make_starter_code(*, learner: Learner) -> str:
    """For a slip that staff print: single use, and in no list."""
    return _made(learner, is_starter=True)


@transaction.atomic
def open_with_code(*, code: str, joined_id: int | None = None, language: str = "") -> Opened:
    """The work that a code opens, on one more phone. Raises UnknownCode. `code` as claim_codes.parse gives it.

    `joined_id`: the learner of that phone, where they say that both works are theirs; both or nothing.
    """
    with past_the_doors(Exemption.CLAIM):
        found = _locked(code)
        # A visit, from which the work is kept; and whoever comes back does not want it gone.
        Learner.objects.filter(pk=found.learner_id).update(
            last_visit_on=timezone.localdate(), removal_asked_at=None
        )
        token = secrets.token_urlsafe(32)
        DeviceToken.objects.create(learner_id=found.learner_id, token_hash=token_hash(token))
        new_code = ""
        if found.is_starter:
            ClaimCode.objects.filter(pk=found.pk).update(replaced_at=timezone.now())
            new_code = _made(found.learner, is_starter=False)
            Learner.objects.filter(pk=found.learner_id, claimed_at__isnull=True).update(
                claimed_at=timezone.now()
            )
    if joined_id not in (None, found.learner_id):
        merge_learners(learner_id=found.learner_id, joined_id=joined_id, language=language)
    return Opened(learner=found.learner, token=token, new_code=new_code)


def learner_behind(*, code: str) -> Learner:
    """Whose work a code would open; opens nothing. Raises UnknownCode."""
    with past_the_doors(Exemption.CLAIM):
        rows = ClaimCode.objects.filter(code_hash=claim_codes.code_hash(code), replaced_at__isnull=True)
        found = rows.select_related("learner").first()
    if found is None:
        raise UnknownCode
    return found.learner


def _locked(code: str) -> ClaimCode:
    rows = ClaimCode.objects.select_for_update(of=("self",)).select_related("learner")
    found = rows.filter(code_hash=claim_codes.code_hash(code), replaced_at__isnull=True).first()
    if found is None:
        raise UnknownCode
    return found


def _made(learner: Learner, *, is_starter: bool) -> str:
    code = claim_codes.new_code()
    ClaimCode.objects.create(
        learner_id=learner.pk,
        code_hash=claim_codes.code_hash(code),
        is_starter=is_starter,
        made_at=timezone.now(),
    )
    return code
