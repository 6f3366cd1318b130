"""Writes a letter from a template into the outbox, in a partner's name."""

from datetime import datetime

from django.conf import settings
from django.template import Context, loader
from django.utils import translation

from letters.domain import queue_letter
from letters.models import Letter
from partners.models import Brand, Partner
from partners.queries.brands import neutral_sender

SUBJECT = "Subject: "


def write_letter(
    *,
    template: str,
    to,
    partner: Partner | None,
    context: dict,
    dedupe_key: str,
    language: str = "",
    send_after: datetime | None = None,
) -> Letter:
    """Queues `templates/letters/<template>.txt` for a user or an address; once for each key.

    The template extends letters/letter.txt; plain text, nothing is escaped. It is given `context`, and
    site_name, base_url (put before an address of the site), sender_name and partner_name.
    """
    language = language or settings.LANGUAGE_CODE
    sender_name = _sender_name(partner)
    subject, body = letter_words(
        template=template, partner=partner, sender_name=sender_name, context=context, language=language
    )
    return queue_letter(
        dedupe_key=dedupe_key,
        address=getattr(to, "email", to),
        language=language,
        subject=subject,
        body=body,
        sender_name=sender_name,
        send_after=send_after,
    )


def letter_words(
    *, template: str, partner: Partner | None, sender_name: str, context: dict, language: str
) -> tuple[str, str]:
    """Subject and body as they would be sent; nothing is queued."""
    known = {
        "site_name": settings.SITE_NAME,
        "base_url": settings.PUBLIC_BASE_URL,
        "sender_name": sender_name,
        "partner_name": partner.name if partner else settings.SITE_NAME,
    }
    words = Context({**known, **context}, autoescape=False)
    with translation.override(language):
        text = loader.get_template(f"letters/{template}.txt").template.render(words)
    first, _newline, body = text.partition("\n")
    if not first.startswith(SUBJECT):
        raise ValueError(f"letters/{template}.txt has no subject on its first line.")
    return first.removeprefix(SUBJECT), body.strip() + "\n"


def _sender_name(partner: Partner | None) -> str:
    """As the approved brand says; else the short name."""
    if partner is None:
        return settings.SITE_NAME
    brand = Brand.objects.filter(partner=partner).only("sender_name", "short_name").first()
    own = (brand.sender_name, brand.short_name) if brand else ()
    return neutral_sender(*own, partner.short_name)
