"""Names in every script: their letters on paper, and on the pages exactly as they were typed."""

import re
import subprocess
import unicodedata
from html import unescape
from pathlib import Path

import pytest

from certificates import pdf
from certificates.domain import codes
from certificates.enums import Shape
from tests.certificates.factory import change, file_of
from tests.certificates.names import A_SHEET, CASES
from tests.certificates.reading import fonts_of, opened, overlapping, words_of
from tests.certificates.sheets import certificate as nobodys

TYPICAL = 40_000
AT_MOST = 200_000
# Drawn with strokes of their own for every sign, and with a font of thirty thousand.
LARGE = {"Chinese", "two scripts"}
SHOWN = re.compile(r'<p class="certificate__name" dir="auto">(.*?)</p>')


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets(), documents=1_000)
    yield found
    found.close()


def decomposed(name: str) -> str:
    """As a phone may well send it."""
    return unicodedata.normalize("NFD", name)


def test_there_are_twenty_in_each_case():
    assert {case: len(set(names)) for case, names in CASES.items()} == dict.fromkeys(CASES, A_SHEET)
    assert len(CASES) == 18


@pytest.mark.parametrize("case", CASES)
def test_every_letter_has_its_sign_in_both_shapes(child, case):
    for name, shape in zip(CASES[case][:2], Shape, strict=True):
        # Raises where a letter has none.
        data = child.render(pdf.document_of(nobodys(name, shape)))

        assert len(opened(data).pages) == 1
        assert len(data) <= (AT_MOST if case in LARGE else TYPICAL)
        assert overlapping(words_of(data)) == []
        for font in fonts_of(opened(data)):
            # Six letters and a plus: only what is used is in the file.
            assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])


def test_the_longest_name_of_the_largest_font_stays_small_enough(child):
    signs = "".join(chr(0x4E00 + 97 * number) for number in range(120))

    assert len(child.render(pdf.document_of(nobodys(signs)))) <= AT_MOST - 10_000  # with a signature


@pytest.fixture
def few_fonts(monkeypatch, tmp_path) -> pdf.RenderChild:
    """A machine on which nobody has installed more than letters for English."""
    for family in ("Noto Sans", "Noto Sans:bold", "Noto Serif"):
        found = subprocess.run(
            ["fc-match", "-f", "%{file}", family], capture_output=True, text=True, check=True
        )
        (tmp_path / Path(found.stdout).name).symlink_to(found.stdout)
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    found = pdf.RenderChild(pdf.sheets())
    yield found
    found.close()


@pytest.mark.parametrize("case", ["Bengali", "Arabic", "Chinese"])
def test_where_a_font_is_missing_the_certificate_is_held_back_and_no_other(few_fonts, case):
    with pytest.raises(pdf.MissingGlyphError) as caught:
        few_fonts.render(pdf.document_of(nobodys(CASES[case][0])))

    assert {chr(int(point, 16)) for point in caught.value.points} <= set(CASES[case][0])
    assert few_fonts.render(pdf.document_of(nobodys("Amina Ali")))


@pytest.mark.parametrize("case", CASES)
def test_both_pages_hold_the_name_as_it_was_typed(client, done, case):
    """Issued once for each case and then renamed: what is asked of here are the pages."""
    certificate = done.issue(decomposed(CASES[case][0]))
    own, check = f"/certificate/{certificate.public_id}/", f"/check/{codes.printed(certificate.code)}/"
    # Nothing is drawn here, and the page looks again by itself until it is.
    assert file_of(certificate).is_waiting
    for name in CASES[case]:
        expected = unicodedata.normalize("NFC", name)
        change(certificate, name=expected)
        for page in (done.phone.get(own), client.get(check)):
            [shown] = SHOWN.findall(page.content.decode())
            assert unescape(shown) == expected


@pytest.mark.parametrize("case", CASES)
def test_names_are_kept_in_one_form_and_lose_nothing(done, case):
    """Through the form, decomposed: what comes back is the NFC of it, with every joiner and mark."""
    address = f"/certificate/{done.completion.public_id}/name/"
    for name in CASES[case][::5]:
        answer = done.phone.post(address, {"name": decomposed(name)})
        if "is_name" in answer.content.decode():
            answer = done.phone.post(address, {"name": decomposed(name), "is_name": "yes"})
        assert answer.context["here"]["name"] == unicodedata.normalize("NFC", name)
