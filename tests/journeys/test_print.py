"""A lesson and the help card on paper: the whole of what they say, and nothing that only a screen can do."""

import io
import unicodedata

from pypdf import PdfReader

from certificates.domain import codes
from certificates.tasks import render_certificate
from partners.models import Partner
from tests.certificates.factory import complete, file_of

SIZES = {"A4": ("210mm", "297mm"), "A6": ("105mm", "148mm")}
ON_SCREEN_ONLY = ("Exit this page", "Listen", "I have read this", "Your path", "Text size and colours")

# Letters in a colour of their own: on paper never those that are meant for a dark screen.
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  const names = ["--ink", "--sun-ink", "--good-ink", "--error", "--accent-ink"];
  const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
  return { scheme: style.colorScheme, ...colours };
}"""


def printed(page, size: str) -> list[str]:
    """The words of each sheet."""
    width, height = SIZES[size]
    edge = dict.fromkeys(("top", "bottom", "left", "right"), "8mm")
    data = page.pdf(width=width, height=height, margin=edge)
    return [
        unicodedata.normalize("NFKC", " ".join(sheet.extract_text().split()))
        for sheet in PdfReader(io.BytesIO(data)).pages
    ]


def test_lesson_and_help_card_print_on_both_papers(site, phone):
    page = phone(javascript=False)
    sheets = {}
    for name, address in (("lesson", "/clarion/course-1/2/1/"), ("help", "/clarion/help/")):
        page.goto(site + address)
        sheets |= {(name, size): printed(page, size) for size in SIZES}

    for (name, size), found in sheets.items():
        words = " ".join(found)
        assert not [one for one in ON_SCREEN_ONLY if one in words], (name, size)
        assert all(found), (name, size)  # no empty sheet
    for size in SIZES:
        lesson, card = " ".join(sheets["lesson", size]), " ".join(sheets["help", size])
        # What folds on a screen is printed whole.
        assert "Leave it for now, as they said it was fine Some people need a little space." in lesson
        assert all(
            number in card for number in ("999", "55", "101", "0800 555 111", "0800 1111", "0808 800 5000")
        )
        assert "Choose your borough to see the number. Choose your borough" not in card
    counts = {key: len(found) for key, found in sheets.items()}
    assert counts["help", "A4"] == 1
    assert counts["help", "A6"] <= 2
    assert counts["lesson", "A4"] <= 2
    assert counts["lesson", "A6"] <= 5
    # A contact stands with the words that lead to it.
    assert not [
        sheet for sheet in sheets["help", "A6"] if sheet.endswith("Any adult can ask the NSPCC for advice.")
    ]
    page.context.add_cookies([{"name": "reading", "value": "normal.dark", "url": site}])
    page.goto(f"{site}/clarion/course-1/2/1/")
    on_screen = page.evaluate(COLOURS)
    page.emulate_media(media="print")
    assert page.evaluate(COLOURS)["scheme"] == "light"
    assert not set(on_screen.values()) & set(page.evaluate(COLOURS).values())


def test_a_certificate_and_its_check_print_on_one_sheet_each(site, phone):
    done = complete(Partner.objects.get(slug="clarion"))
    certificate = done.issue("Amina Ali أمينة علي")
    render_certificate.call(file_of(certificate).pk)
    page = phone(javascript=False)
    page.context.add_cookies(
        [{"name": name, "value": morsel.value, "url": site} for name, morsel in done.phone.cookies.items()]
    )
    sheets = {}
    for name, address in (
        ("own", f"/certificate/{certificate.public_id}/"),
        ("check", f"/check/{codes.printed(certificate.code)}/"),
    ):
        page.goto(site + address)
        sheets[name] = printed(page, "A4")

    for name, (sheet, *more) in sheets.items():
        assert more == [], name
        for said in (
            *("Amina Ali", "Small signs, strong support", "choose one small step", "14 March 2026"),
            *("no licence to work with children", codes.printed(certificate.code)),
        ):
            assert said in sheet, (name, said)
        for button in ("Open the certificate", "Compare it", "Save", "Change the name", "Print this page"):
            assert button not in sheet, (name, button)
    assert "Checked on" in sheets["check"][0]
    assert "Checked on" not in page.inner_text("body")
    assert "Print this page" in page.inner_text("body")
