"""Takes waiting letters to the mail server: each by one worker at a time, again and again until it went out."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from hashlib import sha256
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.utils import timezone

from letters.models import Letter

logger = logging.getLogger(__name__)

# Longer than a mail server may take to answer (EMAIL_TIMEOUT, for each of the few steps of one letter).
LEASE = timedelta(minutes=5)
# The wait after each try doubles, from a minute to a quarter of a day: together more than four days.
TRIES = 25
LONGEST_WAIT = timedelta(hours=6)
# Then the fault is not one letter's; the others keep their tries for later.
FAILURES_IN_A_ROW = 5


def send_waiting_letters(*, limit: int = 200) -> int:
    """Sends what is due, oldest first; returns how many went out.

    A letter goes out at least once: a worker killed between the mail server's yes and the note of it leaves
    it to be sent again, with the same Message-ID. What a letter says is forgotten once it is sent or given up.
    """
    due = list(_due(timezone.now()).order_by("send_after", "pk").values_list("pk", flat=True)[:limit])
    if not due:
        return 0
    sent = failed_in_a_row = 0
    # Opened before a letter is taken: a mail server that is away costs no letter a try.
    with get_connection() as connection:
        for pk in due:
            letter = _take(pk)
            if letter is None:
                continue
            is_sent = _send(letter, connection)
            sent, failed_in_a_row = sent + is_sent, 0 if is_sent else failed_in_a_row + 1
            if failed_in_a_row == FAILURES_IN_A_ROW:
                break
    return sent


def _waiting():
    return Letter.objects.filter(sent_at__isnull=True, cancelled_at__isnull=True, attempts__lt=TRIES)


def _due(now: datetime):
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return _waiting().filter(free, send_after__lte=now)


def _take(pk: int) -> Letter | None:
    """The letter, leased to the caller; None where another worker was faster. `attempts` names the lease."""
    now = timezone.now()
    if not _due(now).filter(pk=pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return Letter.objects.get(pk=pk)


def _send(letter: Letter, connection) -> bool:
    try:
        _message(letter, connection).send()
    except (OSError, ValueError) as error:
        # SMTPException is an OSError. The address stands in neither the log nor the row.
        _put_back(letter, error)
        # A connection that broke is opened anew for the next one.
        with suppress(OSError):
            connection.close()
        return False
    _leased(letter).update(sent_at=timezone.now(), leased_until=None, body="", failure="")
    return True


def _message(letter: Letter, connection) -> EmailMessage:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = letter.sender_name or settings.SITE_NAME
    number = sha256(letter.dedupe_key.encode()).hexdigest()[:32]
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=formataddr((name, address)),
        to=[letter.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
            "Message-ID": f"<{number}@{address.rpartition('@')[2]}>",
        },
        connection=connection,
    )


def _put_back(letter: Letter, error: Exception) -> None:
    """For another try later; a mailbox that does not exist, or a letter that cannot be sent, is given up."""
    failure = type(error).__name__
    if letter.attempts >= TRIES or _is_for_good(error):
        logger.error("Letter %s is given up after %s tries: %s.", letter.pk, letter.attempts, failure)
        _leased(letter).update(attempts=TRIES, leased_until=None, body="", failure=failure)
        return
    logger.warning("Letter %s could not be sent (try %s): %s.", letter.pk, letter.attempts, failure)
    wait = min(timedelta(minutes=2 ** (letter.attempts - 1)), LONGEST_WAIT)
    _leased(letter).update(send_after=timezone.now() + wait, leased_until=None, failure=failure)


def _is_for_good(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, ValueError)


def _leased(letter: Letter):
    """The row, as long as the caller's lease is the last one that was given."""
    return Letter.objects.filter(pk=letter.pk, sent_at__isnull=True, attempts=letter.attempts)
