"""A code by e-mail shows that whoever holds a browser reads a mailbox. It signs nobody in and makes no user.

Code, letter and time limit are allauth's; the flow around them is not, as its own ends in a session.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import EmailCode
from accounts.queries import ticket_hash

LIFETIME = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
# A form that is sent twice is one act, by the same browser.
DOUBLE_PRESS = timedelta(minutes=1)
# Rows are counted for a day, and then gone.
KEPT = timedelta(days=1)
A_MAILBOX = ((timedelta(minutes=10), 3), (KEPT, 10))
IN_ALL = (timedelta(minutes=10), 300)
LONGEST_INPUT = 100
LETTER = "account/email/work_code"


class TooManyCodes(Exception):
    """Enough letters for now: to this mailbox, or in all."""


class WrongCode(Exception):
    """It does not fit; `tries_left` for this letter."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


class CodeSpent(LookupError):
    """Too old, used up, tried too often, or asked for by another browser: a new one is needed."""


@dataclass(frozen=True)
class MadeCode:
    """`ticket` is for the browser that asked: without it the code is worth nothing."""

    ticket: str
    code: str
    address: str


@transaction.atomic
def make_code(*, address: str) -> MadeCode:
    """A code for this mailbox, whoever's it is. Raises TooManyCodes and, for what is no address, ValidationError."""
    address = mailbox_address(address)
    validate_email(address)
    forget_old_codes()
    now = timezone.now()
    _refuse_too_many(address, now)
    ticket, code = secrets.token_urlsafe(32), get_adapter().generate_login_code()
    EmailCode.objects.create(
        ticket_hash=ticket_hash(ticket), address=address, code_hash=_code_hash(ticket, code), sent_at=now
    )
    return MadeCode(ticket=ticket, code=code, address=address)


def send_code(made: MadeCode) -> None:
    """At once, in the language of the moment; written down nowhere. Raises OSError or ValueError where it cannot be.

    Not in a transaction: a slow mail server keeps nobody's writing waiting.
    """
    context = {"code": made.code, "site_name": settings.SITE_NAME}
    get_adapter().render_mail(LETTER, made.address, context).send()


def drop_code(*, ticket: str) -> None:
    """Its letter did not go out: it counts for nothing."""
    EmailCode.objects.filter(ticket_hash=ticket_hash(ticket)).delete()


def confirm_code(*, ticket: str, code: str) -> str:
    """The address that the code was sent to. Raises WrongCode and CodeSpent.

    A try is written down before it is looked at, so that two at the same moment are two.
    """
    row = _usable(ticket).first()
    if row is None or not _left(row).update(tries=F("tries") + 1):
        raise CodeSpent
    if not constant_time_compare(row.code_hash, _code_hash(ticket, code)):
        raise WrongCode(max(0, settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS - row.tries - 1))
    _usable(ticket).update(tries=0)
    return row.address


@transaction.atomic
def use_code(*, ticket: str) -> str:
    """Uses up what confirm_code has found right; for the transaction of the act that it opens. Raises CodeSpent."""
    row = _usable(ticket).select_for_update(of=("self",)).first()
    if row is None:
        raise CodeSpent
    EmailCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=timezone.now())
    return row.address


def forget_old_codes() -> int:
    """What a day has passed over; returns how many."""
    return EmailCode.objects.filter(sent_at__lte=timezone.now() - KEPT).delete()[0]


def mailbox_address(text: str) -> str:
    """One mailbox is one address. The letter goes to what is compared, never to another spelling of it."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def _refuse_too_many(address: str, now) -> None:
    span, limit = IN_ALL
    counts = [(EmailCode.objects.filter(sent_at__gt=now - span), limit)]
    to_it = EmailCode.objects.filter(address=address)
    counts += [(to_it.filter(sent_at__gt=now - span), limit) for span, limit in A_MAILBOX]
    if any(rows.count() >= limit for rows, limit in counts):
        raise TooManyCodes


def _usable(ticket: str):
    now = timezone.now()
    unused = Q(used_at__isnull=True) | Q(used_at__gt=now - DOUBLE_PRESS)
    return EmailCode.objects.filter(unused, ticket_hash=ticket_hash(ticket), sent_at__gt=now - LIFETIME)


def _left(row: EmailCode):
    return EmailCode.objects.filter(pk=row.pk, tries__lt=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS)


def _code_hash(ticket: str, code: str) -> str:
    """Keyed with the site's secret: a stolen table cannot be guessed through, short as the code is."""
    return salted_hmac("accounts.email-code", f"{ticket} {_folded(code)}", algorithm="sha256").hexdigest()


def _folded(text: str) -> str:
    """Western digits and capital letters, in whatever script and with whatever signs between they were typed."""
    kept = []
    for sign in unicodedata.normalize("NFKC", text[:LONGEST_INPUT]).upper():
        digit = unicodedata.decimal(sign, None)
        if digit is not None or sign.isalpha():
            kept.append(sign if digit is None else str(digit))
    return "".join(kept)
