"""Letters from templates: plain text in a partner's name, with a subject that tells an onlooker nothing."""

import re

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist

from letters.models import Letter
from partners.domain import write_letter
from partners.enums import Role
from partners.forms.brands import WordsForm
from partners.models import Brand, Partner
from tests.architecture.house import files, place
from tests.factories.partners import make_person

TEMPLATES = [path for path in files("*.txt", folders=("templates/letters",)) if path.name != "letter.txt"]
SUBJECT = re.compile(r"{% block subject %}(.*?){% endblock %}", re.S)
# Words that an onlooker must not read on somebody's phone.
TELLING = re.compile(r"violen|gang|knife|exploit|safeguard|course|progress|finish|certificate|police", re.I)


@pytest.fixture
def template(settings, tmp_path):
    """A letter of its own."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/trial.txt").write_text(
        "{% extends 'letters/letter.txt' %}{% block subject %}About your work{% endblock %}"
        "{% block body %}Dear {{ name }}, see {{ base_url }}/staff/{% endblock %}"
    )
    (tmp_path / "letters/bare.txt").write_text("Dear {{ name }}")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]},
    ]
    return "trial"


def write(template, **fields) -> Letter:
    words = {"to": "sam@example.org", "partner": None, "context": {"name": "O'Neil & <Sons>"}}
    return write_letter(**{"template": template, "dedupe_key": "one", **words, **fields})


def test_letter_is_plain_text_and_named_after_its_partner(two_partners, template):
    Brand.objects.filter(partner=two_partners.alder.partner).update(sender_name="Alder's team")

    letter = write(template, partner=two_partners.alder.partner)

    assert (letter.subject, letter.sender_name, letter.address) == (
        "About your work",
        "Alder's team",
        "sam@example.org",
    )
    assert letter.body.startswith("Dear O'Neil & <Sons>, see http://testserver/staff/\n\nAlder's team\n")
    assert "your work with Alder Homes" in letter.body


def test_sender_that_says_what_it_is_about_is_passed_over(two_partners, template):
    Brand.objects.filter(partner=two_partners.alder.partner).update(
        sender_name="Gangs team", short_name="Against violence"
    )
    Brand.objects.filter(partner=two_partners.birch.partner).update(short_name="")
    Partner.objects.filter(pk=two_partners.birch.partner_id).update(short_name="No more knives")
    two_partners.birch.partner.refresh_from_db()

    letters = [
        write(template, partner=section.partner, dedupe_key=section.slug)
        for section in (two_partners.alder, two_partners.birch)
    ]

    assert [letter.sender_name for letter in letters] == ["Alder", settings.SITE_NAME]
    form = WordsForm({"sender_name": "Gangs team"}, instance=Brand())
    assert list(form.errors) == ["sender_name"]


def test_letter_goes_to_a_users_address_and_is_written_once(two_partners, template):
    kim = make_person(two_partners.birch, Role.TRAINER, "kim@example.org")

    first, second = (write(template, to=kim, partner=two_partners.birch.partner) for _time in range(2))

    assert (first.pk, first.address, first.sender_name) == (second.pk, "kim@example.org", "Birch")


@pytest.mark.django_db
def test_letter_without_a_subject_and_letter_that_is_not_there_are_errors(template):
    with pytest.raises(ValueError, match="no subject"):
        write("bare")
    with pytest.raises(TemplateDoesNotExist):
        write("not_there")

    assert not Letter.objects.exists()


@pytest.mark.parametrize("path", TEMPLATES, ids=place)
def test_subject_is_neutral_and_holds_nothing_of_a_person(path):
    found = SUBJECT.search(path.read_text(encoding="utf-8"))

    assert found, "A letter needs a subject."
    subject = found.group(1)
    assert not TELLING.search(subject)
    assert "{{" not in subject
    assert "with" not in re.findall(r"{% *blocktranslate ([^%]*)%}", subject)
