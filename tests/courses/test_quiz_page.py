"""A quiz's questions and choices keep their ids, through Wagtail's own ways of saving."""

import copy

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from courses.blocks import MultipleQuestionBlock, QuestionStreamBlock, SingleQuestionBlock
from courses.domain.building import question_stream
from courses.models import LessonPage, QuizPage
from courses.queries import live_quiz, questions_from_blocks, questions_from_json
from tests.factories.courses import quiz_draft

MISSING = ["A question or a choice has no id. Add it again in the editor."]
DOUBLED = ["Two questions or choices have the same id. Remove one and add it again."]


@pytest.fixture
def quiz(small_course) -> QuizPage:
    return QuizPage.objects.descendant_of(small_course.course).order_by("path").first()


def raw(page: QuizPage) -> list[dict]:
    """The questions as plain data, to be changed by a test."""
    return copy.deepcopy(list(page.questions.raw_data))


def ids_in(data: list[dict]) -> list[str]:
    return [
        name
        for block in data
        for name in (block["id"], *(row["id"] for row in block["value"].get("choices", [])))
    ]


def without_question_id(data):
    del data[0]["id"]


def without_choice_id(data):
    del data[1]["value"]["choices"][2]["id"]


def with_empty_question_id(data):
    data[2]["id"] = ""


def with_choices_without_envelope(data):
    data[0]["value"]["choices"] = [choice["value"] for choice in data[0]["value"]["choices"]]


def with_doubled_question(data):
    data[2]["id"] = data[0]["id"]


def with_doubled_choice(data):
    data[0]["value"]["choices"][1]["id"] = data[0]["value"]["choices"][0]["id"]


def with_choice_of_another_question(data):
    data[1]["value"]["choices"][0]["id"] = data[0]["value"]["choices"][0]["id"]


def with_choice_named_as_a_question(data):
    data[1]["value"]["choices"][0]["id"] = data[0]["id"]


# Saving


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without_question_id, MISSING),
        (without_choice_id, MISSING),
        (with_empty_question_id, MISSING),
        (with_choices_without_envelope, MISSING),
        (with_doubled_question, DOUBLED),
        (with_doubled_choice, DOUBLED),
        (with_choice_of_another_question, DOUBLED),
        (with_choice_named_as_a_question, DOUBLED),
    ],
)
@pytest.mark.parametrize("save", ["save", "save_revision"])
def test_quiz_with_a_missing_or_doubled_id_is_not_saved(quiz, spoil, message, save):
    stored, data = raw(quiz), raw(quiz)
    spoil(data)
    quiz.questions = data

    with pytest.raises(ValidationError) as refused:
        getattr(quiz, save)()

    assert refused.value.message_dict == {"questions": message}
    assert raw(QuizPage.objects.get(pk=quiz.pk)) == stored
    assert quiz.revisions.count() == 0


def test_quiz_draft_with_a_doubled_id_is_not_published(quiz):
    data = raw(quiz)
    with_doubled_question(data)
    module = quiz.get_parent()
    draft = module.add_child(
        instance=QuizPage(title="Draft", slug="draft", locale=quiz.locale, questions=data, live=False)
    )
    draft.live = True

    with pytest.raises(ValidationError) as refused:
        draft.save()

    assert refused.value.message_dict == {"questions": DOUBLED}
    assert not QuizPage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize("save", ["save", "save_revision", "full_clean"])
def test_quiz_without_questions_is_refused(quiz, save):
    stored = raw(quiz)
    quiz.questions = []

    with pytest.raises(ValidationError) as refused:
        getattr(quiz, save)()

    assert refused.value.message_dict == {"questions": ["Write at least one question."]}
    assert raw(QuizPage.objects.get(pk=quiz.pk)) == stored


# Draft and publish


def test_draft_leaves_the_live_quiz_alone_and_keeps_its_ids(quiz):
    before, data = raw(quiz), raw(quiz)
    data[0]["value"]["text"] = "What helps a great deal?"
    quiz.questions = data

    quiz.save_revision()

    draft = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()
    assert raw(draft) == data
    assert ids_in(raw(draft)) == ids_in(before)
    assert raw(QuizPage.objects.get(pk=quiz.pk)) == before


def test_publishing_a_draft_keeps_the_ids_and_the_key(quiz):
    before, data = raw(quiz), raw(quiz)
    data[0]["value"]["text"] = "What helps a great deal?"
    quiz.questions = data
    revision = quiz.save_revision()

    revision.publish()

    after = QuizPage.objects.get(pk=quiz.pk)
    assert raw(after) == data
    assert ids_in(raw(after)) == ids_in(before)
    assert after.translation_key == quiz.translation_key


def test_publishing_twice_keeps_the_ids(quiz):
    before = ids_in(raw(quiz))

    for _time in range(2):
        QuizPage.objects.get(pk=quiz.pk).save_revision().publish()

    assert ids_in(raw(QuizPage.objects.get(pk=quiz.pk))) == before


def test_going_back_to_an_earlier_revision_brings_its_ids_back(quiz):
    first = quiz.save_revision()
    first.publish()
    before = raw(quiz)
    changed = QuizPage.objects.get(pk=quiz.pk)
    changed.questions = raw(changed)[1:]
    changed.save_revision().publish()

    first.publish(previous_revision=first)

    assert raw(QuizPage.objects.get(pk=quiz.pk)) == before


def test_question_added_with_an_id_keeps_it(quiz):
    before = ids_in(raw(quiz))
    added = {
        "text": "New?",
        "explanation": "",
        "is_true": True,
        "feedback_true": "Yes.",
        "feedback_false": "No.",
    }
    quiz.questions.append(("true_false", added, "11111111-1111-4111-8111-111111111111"))

    quiz.save_revision().publish()

    assert ids_in(raw(QuizPage.objects.get(pk=quiz.pk))) == [*before, "11111111-1111-4111-8111-111111111111"]


def test_new_question_brings_no_choice_whose_id_a_second_one_would_share():
    states = [
        block.get_form_state(block.get_default())
        for block in (SingleQuestionBlock(), MultipleQuestionBlock())
    ]

    assert [state["choices"] for state in states] == [[], []]


# Copies


@pytest.mark.parametrize("model", [QuizPage, LessonPage])
def test_copy_gets_a_new_key(small_course, model):
    page = model.objects.descendant_of(small_course.course).order_by("path").first()

    copied = page.copy(update_attrs={"slug": "copied"})

    assert copied.translation_key != page.translation_key
    assert model.objects.get(pk=page.pk).translation_key == page.translation_key


def test_copy_of_a_quiz_keeps_its_block_ids_so_a_question_is_named_with_its_quiz(quiz):
    copied = quiz.copy(update_attrs={"slug": "copied"})

    assert ids_in(raw(QuizPage.objects.get(pk=copied.pk))) == ids_in(raw(quiz))


def test_copy_of_a_course_gives_every_page_below_a_new_key(small_course):
    course = small_course.course

    copied = course.copy(recursive=True, to=small_course.partners.alder, update_attrs={"slug": "copied"})

    rows = [
        list(page.get_descendants(inclusive=True).order_by("path").values_list("slug", "translation_key"))
        for page in (course, copied)
    ]
    assert [slug for slug, _key in rows[0][1:]] == [slug for slug, _key in rows[1][1:]]
    assert not {key for _slug, key in rows[0]} & {key for _slug, key in rows[1]}


# From blocks to plain data and back


def test_questions_from_blocks_of_each_kind(quiz):
    data = raw(quiz)

    single, multiple, true_false = questions_from_blocks(data)

    assert [single.kind, multiple.kind, true_false.kind] == ["single", "multiple", "true_false"]
    assert [question.id for question in (single, multiple, true_false)] == [block["id"] for block in data]
    ids = [choice["id"] for choice in data[1]["value"]["choices"]]
    assert [(choice.id, choice.text, choice.is_right, choice.feedback) for choice in multiple.choices] == [
        (ids[0], "Listening", True, "That helps."),
        (ids[1], "Being there", True, "So it is."),
        (ids[2], "Shouting", False, "It rarely helps."),
    ]
    assert multiple.right_ids == {ids[0], ids[1]}
    assert [(choice.id, choice.is_right, choice.feedback) for choice in true_false.choices] == [
        ("true", False, "Many feel so."),
        ("false", True, "Many can help."),
    ]


def test_questions_survive_the_way_through_json(quiz):
    questions = questions_from_blocks(raw(quiz))

    again = questions_from_json([question.to_json() for question in questions])

    assert again == questions


def test_live_quiz_of_a_page_that_is_not_live_is_none(quiz):
    QuizPage.objects.get(pk=quiz.pk).unpublish()

    assert live_quiz(quiz.pk) is None


# What the editor refuses


def choosing(*rights: bool) -> dict:
    choices = [
        {
            "type": "item",
            "value": {"text": f"Choice {at}", "is_right": right, "feedback": "So."},
            "id": str(at),
        }
        for at, right in enumerate(rights)
    ]
    return {
        "text": "What?",
        "explanation": "<p>So.</p>",
        "lesson": "",
        "choices": choices,
        "is_shuffled": False,
    }


@pytest.mark.parametrize(
    ("block", "rights", "message"),
    [
        (SingleQuestionBlock(), (False, False), "Mark exactly one choice as the right answer."),
        (SingleQuestionBlock(), (True, True), "Mark exactly one choice as the right answer."),
        (MultipleQuestionBlock(), (False, False), "Mark at least one choice as a right answer."),
    ],
)
def test_question_block_refuses_a_wrong_number_of_right_answers(block, rights, message):
    value = block.to_python(choosing(*rights))

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)

    assert {name: error.messages for name, error in refused.value.block_errors.items()} == {
        "choices": [message]
    }


@pytest.mark.parametrize(
    ("block", "rights"),
    [
        (SingleQuestionBlock(), (True, False)),
        (MultipleQuestionBlock(), (True, True)),
        (MultipleQuestionBlock(), (True, False)),
    ],
)
def test_question_block_takes_a_fitting_number_of_right_answers(block, rights):
    value = block.to_python(choosing(*rights))

    cleaned = block.clean(value)

    assert [choice["is_right"] for choice in cleaned["choices"]] == list(rights)


@pytest.mark.parametrize("count", [0, 1, 9])
def test_question_block_refuses_too_few_and_too_many_choices(count):
    block = MultipleQuestionBlock()
    value = block.to_python(choosing(*(True for _at in range(count))))

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)

    assert list(refused.value.block_errors) == ["choices"]


def test_question_stream_takes_what_the_builder_writes():
    block = QuestionStreamBlock()
    data = question_stream(quiz_draft("1"), ("here",))

    cleaned = block.clean(block.to_python(data))

    assert [(child.block_type, child.id) for child in cleaned] == [(row["type"], row["id"]) for row in data]
