"""Colours as somebody types them."""

import pytest
from django.http import QueryDict

from partners.forms.colours import TwoColoursForm


def sent(**fields) -> TwoColoursForm:
    data = QueryDict(mutable=True)
    data.update({"brand_colour": "#1d5b57", "accent_colour": "#e2efe9", **fields})
    return TwoColoursForm(data)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("#1D5B57", "#1d5b57"), ("1d5b57", "#1d5b57"), (" #1d5b57 ", "#1d5b57"), ("#037", "#003377")],
)
def test_colour_is_kept_in_one_way_of_writing(typed, kept):
    form = sent(brand_colour=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["brand_colour"] == kept


@pytest.mark.parametrize(
    "typed",
    [
        "red",
        "#12345",
        "#1234567",
        "rgb(1,2,3)",
        "#gggggg",
        "url(x)",
        "#1d5b57;}",
        "#1d5b5７",
        "\x00",
        "#" * 300,
    ],
)
def test_what_is_no_colour_is_refused_and_stays_as_typed(typed):
    form = sent(brand_colour=typed)

    assert not form.is_valid()
    assert list(form.errors) == ["brand_colour"]
    assert form["brand_colour"].value() == typed
    assert form.suggestions == {}


def test_unsafe_pair_is_refused_beside_the_field_with_a_shade_that_passes():
    form = sent(brand_colour="#8fd0c5")

    assert not form.is_valid()
    (message,) = form.errors["brand_colour"]
    assert message.startswith("White words on a button would be hard to read: the contrast is 1.7 to 1")
    assert form.suggestions["brand_colour"] in message
    assert sent(brand_colour=form.suggestions["brand_colour"]).is_valid()


def test_one_click_takes_the_shade_and_sends_the_rest_as_typed():
    refused = sent(brand_colour="#8fd0c5")
    refused.is_valid()

    form = sent(brand_colour="#8fd0c5", take=f"brand_colour:{refused.suggestions['brand_colour']}")

    assert form.is_valid()
    assert form.cleaned_data["brand_colour"] == refused.suggestions["brand_colour"]


@pytest.mark.parametrize("take", ["monogram:#123456", "brand_colour:red", "brand_colour", ":", ""])
def test_forged_take_changes_nothing(take):
    form = sent(take=take)

    assert form.is_valid()
    assert form.cleaned_data == {"brand_colour": "#1d5b57", "accent_colour": "#e2efe9"}
