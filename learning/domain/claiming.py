"""Makes the code that opens one's work on another phone, and opens it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from learning.conf import SLIPS_AT_ONCE
from learning.models import ClaimCode, DeviceToken, Learner, LearnerMerger
from learning.queries.people import is_joined, token_hash
from partners.domain import record
from partners.models import Partner
from partners.scoping import Exemption, past_the_doors

from . import claim_codes
from .code_making import make_code
from .enrolment import lock_people
from .errors import WorkJoined
from .first_tap import begun_just_now, note_tap
from .merging import merge_learners
from .resets import openable, use_reset

# A form that is sent again is the same act, and its reply may be the only one that is seen.
SAID_AGAIN_WITHIN = timedelta(minutes=10)


class UnknownCode(LookupError):
    """No work opens with this code: never made, or replaced; nobody is told which."""


@dataclass(frozen=True)
class Opened:
    """`token` is for the phone's cookie. `new_code`: the learner's own, where a starter code was used up.

    `had_pin`: the phone asked for a PIN until now, and does so no more.
    """

    learner: Learner
    token: str
    new_code: str = ""
    had_pin: bool = False


@transaction.atomic
def make_claim_code(*, learner: Learner, token: str | None = None) -> str:
    """A new code, said once and stored as a hash; through the learner's door. Raises WorkJoined.

    It replaces the one before and closes every phone but the one with `token`.
    """
    lock_people(learner_ids=[learner.pk])
    if is_joined(learner.pk):
        raise WorkJoined
    now = timezone.now()
    rows = ClaimCode.objects.filter(replaced_at__isnull=True)
    if rows.update(replaced_at=now):
        others = DeviceToken.objects.filter(closed_at__isnull=True)
        if token:
            others = others.exclude(token_hash=token_hash(token))
        others.update(closed_at=now)
    Learner.objects.filter(pk=learner.pk, claimed_at__isnull=True).update(claimed_at=now)
    return make_code(learner_id=learner.pk, is_starter=False)


@transaction.atomic
def make_starter_codes(*, number: int, language: str, by, partner: Partner) -> list[str]:
    """For slips that staff print: each single use, for somebody who has begun nothing yet, and in no list.

    Raises ValueError for a number that is no sheet of slips.
    """
    if not 1 <= number <= SLIPS_AT_ONCE:
        raise ValueError(number)
    today = timezone.localdate()
    learners = [Learner.objects.create(language=language, last_visit_on=today) for _slip in range(number)]
    record(actor=by, verb="print slips", of=partner, partner=partner, number=number)
    return [make_code(learner_id=learner.pk, is_starter=True) for learner in learners]


@transaction.atomic
def open_with_code(
    *,
    code: str,
    earlier_token: str = "",
    here_id: int | None = None,
    is_together: bool = False,
    is_on_tablet: bool = False,
    browser_key: str = "",
    language: str = "",
) -> Opened:
    """The work that a code opens, on one more phone. Raises UnknownCode. `code` as claim_codes.parse gives it.

    `earlier_token`: what that phone's cookie held until now. `here_id`: the learner of that phone; `is_together`:
    they say that both works are theirs; both or nothing.
    """
    with past_the_doors(Exemption.CLAIM):
        found = _locked(code, here_id if is_together else None)
        learner, new_code = found.learner, ""
        if found.is_starter:
            if found.reset_id:
                learner = use_reset(code=found, here_id=here_id)
            ClaimCode.objects.filter(pk=found.pk).update(replaced_at=timezone.now())
            new_code = _own_code(learner)
            if browser_key:
                note_tap(browser_key=_use_key(browser_key, code), learner=learner)
        token, had_pin = open_phone(learner.pk, earlier_token, is_on_tablet=is_on_tablet)
    if is_together and here_id not in (None, learner.pk):
        if learner.erased_at:
            return _joined_to_this_phone(learner, here_id, earlier_token, language, is_on_tablet=is_on_tablet)
        merge_learners(learner_id=learner.pk, joined_id=here_id, language=language)
    return Opened(learner=learner, token=token, new_code=new_code, had_pin=had_pin)


def _joined_to_this_phone(
    erased: Learner, here_id: int, earlier_token: str, language: str, *, is_on_tablet: bool
) -> Opened:
    """Nothing but certificates is left of that work: they join the work of this phone, which goes on."""
    merge_learners(learner_id=here_id, joined_id=erased.pk, language=language)
    with past_the_doors(Exemption.CLAIM):
        token, had_pin = open_phone(here_id, earlier_token, is_on_tablet=is_on_tablet)
        # Its code opens this work from now on.
        Learner.objects.filter(pk=here_id, claimed_at__isnull=True).update(claimed_at=timezone.now())
        return Opened(learner=Learner.objects.get(pk=here_id), token=token, had_pin=had_pin)


@transaction.atomic
def open_once_more(
    *, code: str, browser_key: str, earlier_token: str = "", is_on_tablet: bool = False
) -> Opened:
    """A starter code that the same browser has used a moment ago: its form was sent twice, and the first reply may
    have been seen by nobody. With a new code again. Raises UnknownCode for every other.
    """
    learner = begun_just_now(_use_key(browser_key, code)) if browser_key else None
    if learner is None:
        raise UnknownCode
    with past_the_doors(Exemption.CLAIM):
        lock_people(learner_ids=[learner.pk])
        token, had_pin = open_phone(learner.pk, earlier_token, is_on_tablet=is_on_tablet)
        return Opened(learner=learner, token=token, new_code=_own_code(learner), had_pin=had_pin)


def _use_key(browser_key: str, code: str) -> str:
    return salted_hmac("learning.code-use", f"{browser_key} {code}", algorithm="sha256").hexdigest()


@transaction.atomic
def code_of_work_apart(*, merger: LearnerMerger) -> str:
    """For the joined work, once it was taken apart again: the phone that held it opens the other work since, so that
    nothing might open it any more. "" where a code from before does, or where this one was said a while ago.
    """
    with past_the_doors(Exemption.CLAIM):
        lock_people(learner_ids=[merger.joined_id])
        joined = Learner.objects.get(pk=merger.joined_id)
        own = ClaimCode.objects.filter(learner_id=joined.pk, replaced_at__isnull=True, is_starter=False)
        is_late = timezone.now() > merger.undone_at + SAID_AGAIN_WITHIN
        if is_late or own.filter(made_at__lt=merger.undone_at).exists():
            return ""
        return _own_code(joined)


def learner_behind(*, code: str) -> Learner:
    """Whose work a code would open; opens nothing. Raises UnknownCode."""
    with past_the_doors(Exemption.CLAIM):
        found = _openable(_current(code))
    if found is None:
        raise UnknownCode
    return found.learner


def open_phone(learner_id: int, earlier_token: str, *, is_on_tablet: bool = False) -> tuple[str, bool]:
    """The token for the phone, and whether it had a PIN. Past the doors.

    Where it opened the same work before, it is the same phone still, not one more.
    """
    # A visit, from which the work is kept; and whoever comes back does not want it gone.
    Learner.objects.filter(pk=learner_id).update(last_visit_on=timezone.localdate(), removal_asked_at=None)
    token = secrets.token_urlsafe(32)
    had_pin = bool(earlier_token) and _let_go(learner_id, earlier_token)
    DeviceToken.objects.create(learner_id=learner_id, token_hash=token_hash(token), is_on_tablet=is_on_tablet)
    return token, had_pin


def _let_go(learner_id: int, token: str) -> bool:
    """Closes this phone's opening of the same work; whether that had a PIN."""
    before = DeviceToken.objects.filter(
        learner_id=learner_id, token_hash=token_hash(token), closed_at__isnull=True
    )
    had_pin = before.exclude(pin_hash="").exists()
    before.update(closed_at=timezone.now())
    return had_pin


def _current(code: str):
    return ClaimCode.objects.filter(code_hash=claim_codes.code_hash(code), replaced_at__isnull=True)


def _openable(rows) -> ClaimCode | None:
    """With its learner. What makes a slip of a reset worth nothing is asked for such slips alone: they are few."""
    found = rows.select_related("learner").first()
    if found and found.reset_id and not openable(ClaimCode.objects.filter(pk=found.pk)).exists():
        return None
    return found


def _locked(code: str, here_id: int | None) -> ClaimCode:
    """With its learner, and who else is to be put together with them."""
    # Of a code that opens nothing any more as well: that is looked at once nobody can change it.
    owners = _current(code).order_by().values_list("learner_id", flat=True)
    lock_people(learner_ids=[*owners, here_id] if here_id else owners)
    found = _openable(_current(code).select_for_update(of=("self",)))
    if found is None:
        raise UnknownCode
    return found


def _own_code(learner: Learner) -> str:
    """In place of any code before: that of the phone that somebody who was helped in person has lost, too."""
    now = timezone.now()
    ClaimCode.objects.filter(learner_id=learner.pk, replaced_at__isnull=True).update(replaced_at=now)
    Learner.objects.filter(pk=learner.pk, claimed_at__isnull=True).update(claimed_at=now)
    return make_code(learner_id=learner.pk, is_starter=False)
