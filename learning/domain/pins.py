"""The PIN of one phone: it guards *Carry on* there, and nothing else. No other phone is locked by it."""

import unicodedata

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from learning.models import DeviceToken
from learning.queries import has_own_code
from learning.queries.people import device_of, token_hash
from partners.scoping import for_learner

FEWEST_DIGITS, MOST_DIGITS = 4, 8
# Then only the claim code opens.
PIN_TRIES = 5
LONGEST_INPUT = 40


class NotAPin(ValueError):
    """Something else than four to eight digits."""


class NoCodeYet(LookupError):
    """Without a claim code a forgotten PIN would lose the work."""


def parse(text: str) -> str:
    """The digits that were typed, in any script, with any spaces. Raises NotAPin."""
    kept = [sign for sign in text if not sign.isspace()] if len(text) <= LONGEST_INPUT else []
    digits = [unicodedata.decimal(sign, None) for sign in kept]
    if None in digits or not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        raise NotAPin
    return "".join(map(str, digits))


@transaction.atomic
def set_pin(*, learner_id: int, token: str, pin: str) -> None:
    """From now on this phone asks for it; `pin` as parse gives it. Raises NoCodeYet."""
    with for_learner(learner_id):
        if not has_own_code():
            raise NoCodeYet
        _phone(token).update(pin_hash=make_password(_keyed(pin)), pin_tries=0)


@transaction.atomic
def remove_pin(*, learner_id: int, token: str) -> None:
    """This phone asks no more. Twice is once."""
    with for_learner(learner_id):
        _phone(token).update(pin_hash="", pin_tries=0)


def is_pin_right(*, token: str, pin: str) -> bool:
    """Counts a try and looks; False without looking once five wrong ones were counted.

    The try is written down before the look, so that two at the same moment are two. Not in one transaction: the
    look is slow on purpose, and nobody else's writing waits for it.
    """
    device = device_of(token)
    if device is None or not device.pin_hash:
        return False
    with for_learner(device.learner_id):
        left = _phone(token).filter(pin_tries__lt=PIN_TRIES)
        if not left.update(pin_tries=F("pin_tries") + 1):
            return False
        if not check_password(_keyed(pin), device.pin_hash):
            return False
        _phone(token).update(pin_tries=0)
    return True


def tries_left(device: DeviceToken) -> int:
    return max(0, PIN_TRIES - device.pin_tries)


def _phone(token: str):
    return DeviceToken.objects.filter(token_hash=token_hash(token), closed_at__isnull=True)


def _keyed(pin: str) -> str:
    """With the site's secret: a stolen table alone cannot be guessed through, short as a PIN is."""
    return salted_hmac("learning.pin", pin, algorithm="sha256").hexdigest()
