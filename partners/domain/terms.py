"""Agreeing to the terms of a role that sees people."""

from django.db import transaction
from django.utils import timezone

from partners.conf import TERMS_VERSION
from partners.models import Partner, TermsAcceptance

from .audit import record


@transaction.atomic
def accept_terms(*, user, partner: Partner) -> TermsAcceptance:
    """Accepts the present version for this partner, dated; a second time changes nothing."""
    known = {"user": user, "partner": partner, "version": TERMS_VERSION}
    acceptance, is_new = TermsAcceptance.objects.get_or_create(
        **known, defaults={"accepted_at": timezone.now()}
    )
    if is_new:
        record(actor=user, verb="accept terms", of=partner, partner=partner, version=TERMS_VERSION)
    return acceptance
