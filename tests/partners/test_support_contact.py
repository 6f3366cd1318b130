"""Where a council's number is not known, three sure things stand: 999, the NSPCC and the council's website."""

import re

import pytest
from django.template import Context, Template

from partners.domain import public_content_changed
from partners.enums import ContactScope
from partners.models import SupportContact

NUMBER = "0808 800 5000"


@pytest.fixture(autouse=True)
def _nspcc(two_partners):
    SupportContact.objects.create(
        key="nspcc",
        name="NSPCC helpline",
        purpose="Ask.",
        number=NUMBER,
        scope=ContactScope.NATIONAL,
        is_sample=True,
    )
    public_content_changed()


def cards(keys: str) -> str:
    template = Template("{% load partners_tags %}{% support_contacts keys %}")
    return template.render(Context({"keys": keys}))


def sure_things(html: str) -> list[str]:
    items = re.findall(r"<li>(.*?)</li>", html, re.S)
    return [re.sub(r"<[^>]+>", "", item).replace("&#x27;", "'").strip() for item in items]


SURE = ["In danger now: call 999", "On your council's website, search children's services."]


@pytest.mark.parametrize(
    ("serves", "sentence", "times"),
    [
        (True, "Worried about a child: call the NSPCC, below.", 1),
        (False, "Worried about a child: call the NSPCC.", 0),
    ],
)
def test_unknown_number_names_what_is_sure(settings, serves, sentence, times):
    settings.SERVE_SAMPLE_TEXTS = serves

    html = cards("borough_front_door")

    assert sure_things(html) == [SURE[0], sentence, SURE[1]]
    assert html.count(NUMBER) == times


@pytest.mark.parametrize("keys", ["nspcc,borough_front_door", "borough_front_door, nspcc"])
def test_unknown_number_beside_the_nspcc_shows_it_once(keys):
    html = cards(keys)

    assert sure_things(html) == [SURE[0], "Worried about a child: call the NSPCC.", SURE[1]]
    assert html.count(NUMBER) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Textphone: 18001 101", 'Textphone: <bdi dir="ltr">18001 101</bdi>'),
        ("Text 85258", "Text 85258"),
        ("9am to 9pm, 0800-00 11 <b>", '9am to 9pm, <bdi dir="ltr">0800-00 11</bdi> &lt;b&gt;'),
        ("", ""),
    ],
)
def test_numbers_in_groups_keep_their_order_from_right_to_left(text, shown):
    template = Template("{% load partners_tags %}{{ text|numbers_kept }}")

    assert template.render(Context({"text": text})) == shown
