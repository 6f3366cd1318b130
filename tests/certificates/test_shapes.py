"""A wide page or a tall one: the holder's choice, and on both the same is stated."""

import pytest

from certificates import pdf
from certificates.domain import choices_of, codes
from certificates.enums import Shape
from tests.certificates.factory import complete, make_partner, name_address
from tests.certificates.reading import opened, overlapping, text_of, words_of
from tests.factories.walking import have_it_printed, look_at_name

A4 = {Shape.LANDSCAPE: (842, 595), Shape.PORTRAIT: (595, 842)}
LONG = "Example words of a line that goes on and on, " * 6
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets(), documents=1_000)
    yield found
    found.close()


def drawn(child, certificate) -> bytes:
    return child.render(pdf.document_of(certificate))


# The choice -----------------------------------------------------------------------------------------


def test_both_shapes_are_offered_and_the_wide_one_is_chosen(done):
    html = done.phone.get(f"/certificate/{done.completion.public_id}/name/").content.decode()

    assert 'value="landscape" checked' in html
    assert 'value="portrait">' in html


def test_the_shape_goes_with_the_form_from_step_to_step(done):
    asked = {"name": "Zoe", "shape": "portrait", "hides_course": "on"}
    address = f"/certificate/{done.completion.public_id}/name/"

    seen = done.phone.post(address, asked).content.decode()
    back = done.phone.post(address, {**asked, "is_name": "no"}).content.decode()

    assert "On a tall page" in seen
    assert '<input type="hidden" name="shape" value="portrait">' in seen
    assert f'formaction="{address}" name="is_name" value="no"' in seen
    assert 'value="portrait" checked' in back
    assert 'value="Zoe"' in back
    assert done.certificates() == []


def test_the_shape_is_kept_with_the_certificate_and_states_nothing(done):
    tall = complete(done.completion.partner)
    wide = done.issue()

    have_it_printed(tall.phone, name_address(tall), name="Zoe", shape="portrait")

    [issued] = tall.certificates()
    assert (wide.shape, issued.shape) == (Shape.LANDSCAPE, Shape.PORTRAIT)
    assert choices_of(issued).shape is Shape.PORTRAIT
    assert set(issued.facts) == set(wide.facts)
    assert "portrait" not in str(issued.facts)


def test_another_shape_is_a_newer_certificate_and_the_same_shape_is_none(done):
    certificate = done.issue()

    assert done.correct(certificate, shape=Shape.LANDSCAPE) == certificate
    newer = done.correct(certificate, shape=Shape.PORTRAIT, key="tall")

    assert newer != certificate
    assert newer.facts_hash == certificate.facts_hash
    form = done.phone.get(f"/certificate/{newer.public_id}/correct/").content.decode()
    assert 'value="portrait" checked' in form


def test_another_shape_is_another_wish(done):
    address = f"/certificate/{done.issue().public_id}/"
    action, fields = look_at_name(done.phone, f"{address}correct/", name="Amina Ali", shape="portrait")
    for _time in range(2):
        done.phone.post(action, fields)

    assert [row.shape for row in done.certificates()] == ["landscape", "portrait"]


def test_a_shape_that_is_not_offered_is_met_with_a_message(done):
    answer = done.phone.post(
        f"/certificate/{done.completion.public_id}/issue/", {"name": "Zoe", "shape": "round"}
    )

    assert answer.status_code == 200
    assert answer.context["errors"]
    assert 'value="Zoe"' in answer.content.decode()
    assert done.certificates() == []


# The paper ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", Shape)
def test_one_page_of_a4_that_says_everything(done, child, shape):
    certificate = done.issue(shape=shape)
    data = drawn(child, certificate)

    [page] = opened(data).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A4[shape]
    text = text_of(data)
    for expected in (
        *("CERTIFICATE OF COMPLETION", "Amina Ali", "Small signs, strong support", "Noticing and supporting"),
        *("choose one small step", "14 March 2026", "about 60 minutes", "Alder Homes", "With the programme"),
        *(
            "Course team",
            "testserver/check/",
            "Name as typed by the holder",
            "no licence to work with children",
        ),
        *codes.groups(certificate.code),
    ):
        assert expected in text, expected
    words = words_of(data)
    assert overlapping(words) == []
    # The code stands in columns, so that it can be read aloud, and within the margin.
    places = [word for group in codes.groups(certificate.code) for word in words if word[0] == group]
    across = {Shape.LANDSCAPE: 4, Shape.PORTRAIT: 3}[shape]
    assert len({word[2] for word in places}) == -(-7 // across)
    for above, below in zip(places, places[across:], strict=False):
        assert below[1] == pytest.approx(above[1], abs=MILLIMETRE / 2)
    assert max(word[3] for word in places) <= A4[shape][0] - 9 * MILLIMETRE


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("length", [1, 70, 200])
def test_what_an_association_says_of_itself_has_room_at_any_length(programme, child, shape, length):
    partner = make_partner(
        "birch",
        co_brand_line=LONG[:length],
        signatory_name=LONG[: min(length, 120)],
        signatory_role=LONG[: min(length, 119)] + "#",
    )
    done = complete(partner, cpd_accreditor=LONG[: min(length, 120)], cpd_reference="EX-1")
    certificate = done.issue(shape=shape)
    certificate.facts["issuer"]["name"] = LONG[: min(length, 120)]

    data = drawn(child, certificate)
    words = words_of(data)

    assert len(opened(data).pages) == 1
    assert overlapping(words) == []
    [end] = [word for word in words if word[0].endswith("#")]
    [check] = [word for word in words if word[0] == "Check"]
    if shape == Shape.LANDSCAPE:
        # The QR code with its margin stands between the two.
        assert end[4] <= check[2] - 33 * MILLIMETRE


@pytest.mark.parametrize("name", ["O", "W" * 120, "فاطمة " * 20])
@pytest.mark.parametrize("length", [1, 120])
def test_names_and_titles_of_any_length_fit_on_the_tall_page_too(alder, child, name, length):
    title = ("An unusually long title, " * 11)[:length]
    certificate = complete(alder, title=title).issue(name, shape=Shape.PORTRAIT)

    data = drawn(child, certificate)

    assert len(opened(data).pages) == 1
    assert overlapping(words_of(data)) == []
