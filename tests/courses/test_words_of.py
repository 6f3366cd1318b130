"""A live course's words as plain data, to be kept and laid beside those of another day."""

import json

import pytest

from courses.domain import note_changes_read
from courses.models import AdoptedCoursePage, CoursePage, LessonPage, ModulePage, QuizPage
from courses.queries.changes import compare, count_changes
from courses.queries.words import plain, words_of
from partners.domain import public_content_changed
from partners.models import AuditEntry


def publish(page, **changes) -> None:
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def lesson(small_course) -> LessonPage:
    return LessonPage.objects.get(url_path="/home/programme/course-1/1/1/")


def quiz(small_course) -> QuizPage:
    return QuizPage.objects.get(url_path="/home/programme/course-1/1/3/")


def seen(small_course) -> dict:
    return AdoptedCoursePage.objects.get(pk=small_course.alder.pk).seen_words


def found(small_course) -> list[tuple]:
    rows = compare(seen(small_course), words_of(small_course.course.pk))
    return [
        (row.kind, [str(kind) for kind in row.changes], [(text.kind, str(text.change)) for text in row.rows])
        for row in rows
    ]


def test_words_hold_everything_that_is_read_and_every_right_answer(small_course):
    words = words_of(small_course.course.pk)

    quiz_texts = [(row["kind"], row["text"]) for row in words["activities"][2]["texts"]]
    assert [row["number"] for row in words["activities"]] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert ("paragraph", "One steady adult helps.") in [
        (row["kind"], row["text"]) for row in words["activities"][0]["texts"]
    ]
    assert ("right_choice", "Listening") in quiz_texts
    assert ("choice", "Shouting") in quiz_texts
    assert ("feedback", "It rarely helps.") in quiz_texts
    assert ("explanation", "Many can.") in quiz_texts
    assert json.loads(json.dumps(words)) == words


def test_words_of_every_block_are_read_whatever_it_is(small_course):
    items = [{"type": "item", "id": "i1", "value": {"heading": "When?", "text": "<p>Now &amp; then.</p>"}}]
    keys = [{"type": "item", "id": "i2", "value": "childline"}]
    publish(
        lesson(small_course),
        body=json.dumps(
            [
                {"type": "accordion", "id": "b1", "value": {"items": items}},
                {"type": "contacts", "id": "b2", "value": {"keys": keys}},
                {"type": "picture", "id": "b3", "value": {"image": 12, "alt_text": "A path", "caption": ""}},
                {
                    "type": "callout",
                    "id": "b4",
                    "value": {"heading": "Try", "text": "<ul><li>One</li><li>Two</li></ul>"},
                },
            ]
        ),
    )

    texts = words_of(small_course.course.pk)["activities"][0]["texts"][-8:]

    assert [(row["kind"], row["text"]) for row in texts][1:] == [
        ("heading", "When?"),
        ("text", "Now & then."),
        ("keys", "childline"),
        ("image", "12"),
        ("alt_text", "A path"),
        ("heading", "Try"),
        ("text", "One\nTwo"),
    ]
    assert len({row["id"] for row in texts}) == len(texts)


def test_words_of_a_course_that_is_not_live_are_none(small_course):
    small_course.course.unpublish()

    assert words_of(small_course.course.pk) is None


def test_words_are_read_once_and_then_remembered(small_course, django_assert_num_queries):
    public_content_changed()
    words_of(small_course.course.pk)

    with django_assert_num_queries(1):
        words_of(small_course.course.pk)


def test_rich_text_becomes_lines():
    assert plain("<h2>Why</h2><p>One<br/>two &lt;3</p><ul><li>a</li></ul>") == "Why\nOne\ntwo <3\na"


def correct_a_sentence(small_course):
    page = lesson(small_course)
    data = list(page.body.raw_data)
    data[0]["value"] = "<p>One calm adult helps.</p>"
    publish(page, body=json.dumps(data))
    return [("lesson", ["reworded"], [("paragraph", "reworded")])]


def add_minutes(small_course):
    publish(lesson(small_course), minutes=9)
    return [("lesson", ["reworded"], [("minutes", "reworded")])]


def correct_a_right_answer(small_course):
    page = quiz(small_course)
    data = json.loads(json.dumps(list(page.questions.raw_data)))
    choices = data[0]["value"]["choices"]
    choices[0]["value"]["is_right"], choices[1]["value"]["is_right"] = False, True
    publish(page, questions=json.dumps(data))
    return [("quiz", ["reworded"], [("choice", "reworded"), ("right_choice", "reworded")])]


def take_out_a_lesson(small_course):
    lesson(small_course).unpublish()
    return [("lesson", ["removed"])]


def delete_a_lesson(small_course):
    lesson(small_course).delete()
    return [("lesson", ["removed"])]


def add_a_lesson(small_course):
    module = ModulePage.objects.child_of(small_course.course).first()
    new = LessonPage(title="New", slug="9", locale=module.locale, live=False)
    module.add_child(instance=new)
    new.save_revision().publish()
    return [("lesson", ["added"])]


def move_a_lesson(small_course):
    second = LessonPage.objects.get(url_path="/home/programme/course-1/1/2/")
    second.move(lesson(small_course), pos="left")
    return [("lesson", ["moved"], [])]


def reword_the_course(small_course):
    publish(CoursePage.objects.get(pk=small_course.course.pk), summary="What truly helps.")
    return [("course", ["reworded"], [("summary", "reworded")])]


def reword_a_part(small_course):
    publish(ModulePage.objects.child_of(small_course.course).first(), title="Anew")
    return [("course", ["reworded"], [("part", "reworded")])]


ACTS = [
    correct_a_sentence,
    add_minutes,
    correct_a_right_answer,
    take_out_a_lesson,
    delete_a_lesson,
    add_a_lesson,
    move_a_lesson,
    reword_the_course,
    reword_a_part,
]


@pytest.mark.parametrize("act", ACTS)
def test_act_of_the_owner_is_one_change_at_each_adopter(small_course, act):
    assert found(small_course) == []

    expected = act(small_course)

    rows = found(small_course)
    assert [row[: len(wanted)] for row, wanted in zip(rows, expected, strict=True)] == expected
    assert count_changes(seen(small_course), words_of(small_course.course.pk)) == 1


def test_draft_of_the_owner_is_no_change(small_course):
    page = lesson(small_course)
    page.title = "Not yet"
    page.save_revision()

    assert found(small_course) == []


def test_what_was_read_is_new_no_more_at_that_partner_alone(small_course):
    reword_the_course(small_course)

    for _time in range(2):
        note_changes_read(page=small_course.alder, words=words_of(small_course.course.pk), by=None)

    birch = AdoptedCoursePage.objects.get(pk=small_course.birch.pk)
    assert found(small_course) == []
    assert count_changes(birch.seen_words, words_of(small_course.course.pk)) == 1
    assert AuditEntry.objects.filter(verb="read changes of shared course").count() == 1
