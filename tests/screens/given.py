"""What somebody reads who was given the code of a certificate, and what its holder reads of it, later on."""

from collections.abc import Iterator

from certificates.domain import codes, revoke_certificate, set_public_view
from certificates.enums import PublicView, RevokeReason
from partners.enums import Role
from partners.models import PartnerPage
from partners.scoping import for_learner, for_partners
from tests.certificates.factory import complete
from tests.factories.partners import make_person

SECTION = "clarion"


def given_to_others(page, site: str) -> Iterator[str]:
    section = PartnerPage.objects.get(slug=SECTION)
    done = complete(section.partner)
    first = done.issue("Amina Ali")
    newer = done.correct(first, "Amina Noor Ali")
    code = _code(newer)
    page.goto(f"{site}/check/{_code(first)}/")
    yield "check, replaced"
    with for_learner(done.learner.pk):
        set_public_view(certificate_id=newer.pk, view=PublicView.PRIVATE)
    page.goto(f"{site}/check/{code}/")
    yield "check, kept private"
    with for_learner(done.learner.pk):
        set_public_view(certificate_id=newer.pk, view=PublicView.NAME)
    by = make_person(section, Role.COORDINATOR, "coordinator@screens.example")
    with for_partners([section.partner_id]):
        revoke_certificate(certificate_id=newer.pk, reason=RevokeReason.MADE_FOR_PRACTICE, by=by)
    page.goto(f"{site}/check/{code}/")
    yield "check, no longer in use"
    other = complete(section.partner)
    removed = other.issue("Bo Berg")
    gone = _code(removed)
    other.remove(removed)
    page.goto(f"{site}/check/{gone}/")
    yield "check, no longer available"
    slip = gone[:-1] + ("A" if gone[-1] != "A" else "B")
    page.goto(f"{site}/check/")
    page.fill("input[name=code]", slip)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state("load")
    yield "check, a typing slip"


def _code(certificate) -> str:
    return codes.printed(certificate.code)
