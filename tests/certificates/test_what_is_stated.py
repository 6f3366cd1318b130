"""The paper, its own page and its check are each other's equals, and a fact that none of them states is not kept."""

from html import unescape

from django.test import Client
from django.utils.html import strip_tags

from certificates import pdf
from tests.certificates.factory import complete, make_partner
from tests.certificates.reading import text_of

# Facts that stand for others, or say how the paper looks.
UNSAID = {"edition", "neutral_title", "short_name", "slug", "brand", "signature", "language"}


def said_by(facts) -> list[str]:
    """Every text in them that is to be read."""
    if isinstance(facts, dict):
        return [text for key, value in facts.items() if key not in UNSAID for text in said_by(value)]
    if isinstance(facts, list):
        return [text for value in facts for text in said_by(value)]
    return [{60: "60 minutes", "2026-03-14": "14 March 2026"}.get(facts, facts)]


def test_both_pages_and_the_paper_state_every_fact_that_is_kept(programme, private):
    partner = make_partner(signatory_name="Robin Example")
    done = complete(partner, cpd_accreditor="Example Accreditation", cpd_reference="EX-1")
    certificate = done.issue()
    paper = text_of(pdf.draw_certificate(certificate))
    own = done.phone.get(f"/certificate/{certificate.public_id}/")
    check = Client().get(own.context["here"]["check_url"])

    texts = said_by(certificate.facts)
    assert len(texts) == 15
    for shown in (paper, *(unescape(strip_tags(page.content.decode())) for page in (own, check))):
        words = " ".join(shown.split()).casefold()
        assert [text for text in texts if text.casefold() not in words] == []
