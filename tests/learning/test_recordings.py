"""A question read aloud by a person: the recording stands with the question as it was asked."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from courses.blocks import SingleQuestionBlock
from courses.models import QuizPage
from courses.queries import questions_from_json
from courses.queries.documents import is_public
from learning.models import Attempt
from pages.models import SiteDocument
from partners.domain import public_content_changed
from tests.factories.sql import counting

QUIZ = "/learn/quiz/alder/course-1/1/3/"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def recording(name: str = "question.mp3") -> SiteDocument:
    made = SiteDocument(title="Question", file=ContentFile(b"x", name=name), file_size=1_000_000)
    made.save()
    return made


@pytest.fixture
def read_aloud(small_course) -> SiteDocument:
    """The first question of the first quiz has a recording."""
    made = recording()
    quiz = QuizPage.objects.filter(path__startswith=small_course.course.path).order_by("path").first()
    raw = list(quiz.questions.raw_data)
    raw[0]["value"]["recording"] = made.pk
    quiz.questions = raw
    quiz.save_revision().publish()
    public_content_changed()
    return made


def test_a_question_offers_its_recording_and_says_what_it_costs(read_aloud):
    phone = Client()

    page = phone.post(QUIZ, follow=True).content.decode()

    assert "Listen: sound, 1\xa0MB" in page
    assert f'<audio controls preload="none" src="{read_aloud.url}" aria-label="Listen">' in page
    assert page.index("data-listen ") < page.index("data-recording") < page.index('id="choices"')
    assert is_public(read_aloud)


def test_a_recording_costs_no_sql_once_it_is_known(read_aloud):
    phone = Client()
    address = phone.post(QUIZ, follow=True).request["PATH_INFO"]

    with counting() as sql:
        phone.get(address)

    assert not [query for query in sql.queries if "sitedocument" in query.lower()]


def test_a_recording_stays_for_whoever_was_asked_and_goes_quietly_when_it_is_gone(read_aloud, small_course):
    phone = Client()
    address = phone.post(QUIZ, follow=True).request["PATH_INFO"]
    small_course.course.specific.unpublish()

    assert is_public(read_aloud)
    assert "data-recording" in phone.get(address).content.decode()
    read_aloud.delete()
    public_content_changed()
    assert "data-recording" not in phone.get(address).content.decode()


def test_questions_stored_before_there_were_recordings_are_read_as_before(small_course):
    phone = Client()
    phone.post(QUIZ)
    (stored,) = Attempt._base_manager.values_list("questions", flat=True)
    before = [{name: value for name, value in row.items() if name != "recording_id"} for row in stored]

    assert [row.recording_id for row in questions_from_json(before)] == [None] * len(stored)


@pytest.mark.django_db
def test_a_recording_is_sound():
    block = SingleQuestionBlock()
    choices = [{"text": word, "is_right": word == "a", "feedback": "So."} for word in "ab"]
    value = block.to_python({"text": "Why?", "explanation": "<p>So.</p>", "choices": choices})
    value["recording"] = recording("words.pdf")

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)

    assert refused.value.block_errors["recording"].messages == ["Choose a file that ends in mp3, m4a."]
