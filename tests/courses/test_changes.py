"""What has changed in a course between two days; pure, on words made by hand."""

from copy import deepcopy

import pytest

from courses.queries.changes import Change, Mark, compare, count_changes, word_by_word, words_fingerprint

NAMES = ("a", "b", "c", "d")


def text(kind: str, words: str, identifier: str = "") -> dict:
    return {"id": identifier or kind, "kind": kind, "text": words}


def words() -> dict:
    return {
        "texts": [
            text("title", "Small signs"),
            text("part", "Part one", "m1"),
            text("part", "Part two", "m2"),
        ],
        "activities": [
            {
                "key": name,
                "kind": "lesson",
                "module": "m1" if name in "ab" else "m2",
                "number": f"1.{number}",
                "title": f"Lesson {name}",
                "texts": [
                    text("title", f"Lesson {name}"),
                    text("paragraph", "One steady adult helps.", "p1"),
                ],
            }
            for number, name in enumerate(NAMES, start=1)
        ],
    }


def changed(change) -> list[tuple]:
    before, now = words(), words()
    change(now)
    found = compare(before, now)
    assert count_changes(before, now) == len(found)
    return [(row.title, [str(kind) for kind in row.changes], len(row.rows)) for row in found]


def test_nothing_differs_in_the_same_words():
    assert changed(lambda now: None) == []


@pytest.mark.parametrize(("before", "now"), [(None, words()), (words(), None), (None, None)])
def test_nothing_is_said_where_one_of_the_days_is_not_known(before, now):
    assert compare(before, now) == []
    assert count_changes(before, now) == 0


def test_reworded_text_is_one_row_of_its_lesson():
    def change(now):
        now["activities"][1]["texts"][1]["text"] = "One calm adult helps."

    assert changed(change) == [("Lesson b", ["reworded"], 1)]


def test_new_title_of_a_part_is_said_of_the_course():
    def change(now):
        now["texts"][2]["text"] = "Part two, anew"

    assert changed(change) == [("Small signs", ["reworded"], 1)]


def test_lesson_that_is_new_and_lesson_that_is_gone():
    def change(now):
        now["activities"].insert(0, {**deepcopy(now["activities"][0]), "key": "z", "title": "Lesson z"})
        del now["activities"][-1]

    assert changed(change) == [("Lesson z", ["added"], 2), ("Lesson d", ["removed"], 2)]


def test_lesson_in_another_place_is_the_only_one_that_moved():
    def change(now):
        now["activities"].append(now["activities"].pop(0))

    assert changed(change) == [("Lesson a", ["moved"], 0)]


def test_lesson_in_another_part_has_moved_though_the_order_is_the_same():
    def change(now):
        now["activities"][2]["module"] = "m1"

    assert changed(change) == [("Lesson c", ["moved"], 0)]


def test_lesson_may_be_moved_and_reworded_at_once():
    def change(now):
        now["activities"].insert(0, now["activities"].pop())
        now["activities"][0]["texts"][1]["text"] = "Anew."

    assert changed(change) == [("Lesson d", ["moved", "reworded"], 1)]


def test_a_new_number_alone_is_no_change():
    def change(now):
        now["activities"][0]["number"] = "9.9"

    assert changed(change) == []


def rows(old: list[dict], new: list[dict]):
    before, now = words(), words()
    before["activities"][0]["texts"], now["activities"][0]["texts"] = old, new
    return [
        (row.old_kind, row.kind, str(row.change), [p.text for p in row.old], [p.text for p in row.new])
        for row in compare(before, now)[0].rows
    ]


def test_choice_that_became_the_right_answer_says_so_on_both_sides():
    found = rows([text("choice", "Listen", "1")], [text("right_choice", "Listen", "1")])

    assert found == [("choice", "right_choice", "reworded", ["Listen"], ["Listen"])]


def test_another_picture_is_shown_whole():
    assert rows([text("image", "7", "1")], [text("image", "8", "1")]) == [
        ("image", "image", "reworded", ["7"], ["8"])
    ]


def test_texts_added_removed_and_moved_within_a_lesson():
    one, two, three = (text("paragraph", word, word) for word in ("one", "two", "three"))

    found = rows([one, two], [two, one, three])

    assert ("paragraph", "paragraph", "added", [], ["three"]) in found
    assert [row[2] for row in found].count("moved") == 1
    assert rows([one, two], [one])[0][2:] == ("removed", ["two"], [])


def test_text_that_was_empty_before_has_nothing_on_the_left():
    assert rows([text("content_note", "")], [text("content_note", "harm")])[0][3:] == ([], ["harm"])


# Word by word


def test_word_by_word_marks_only_what_differs():
    old, new = word_by_word("One steady adult helps.", "One calm, steady adult helps us.")

    assert [(part.mark, part.text) for part in old] == [
        (Mark.SAME, "One "),
        (Mark.SAME, "steady adult "),
        (Mark.GONE, "helps."),
    ]
    assert [part.text for part in new if part.mark is Mark.NEW] == ["calm, ", "helps us."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One steady adult helps.", "One calm adult helps."),
        ("Line one\nLine two", "Line one\nLine 2"),
        ("", "New"),
        ("Gone", ""),
        ("a " * 2000, "b " * 2000),
        ("Nothing in common", "Something entirely else, at greater length"),
        ("<b>not markup</b> & more", "<i>not markup</i> & less"),
    ],
)
def test_both_sides_keep_every_sign(old, new):
    left, right = word_by_word(old, new)

    assert "".join(part.text for part in left) == old
    assert "".join(part.text for part in right) == new
    assert "".join(part.text for part in left if part.mark is Mark.SAME) == "".join(
        part.text for part in right if part.mark is Mark.SAME
    )


def test_sentences_with_little_in_common_are_shown_whole():
    left, right = word_by_word("Nothing here is like it", "Every word is now another one altogether")

    assert [part.mark for part in (*left, *right)] == [Mark.GONE, Mark.NEW]


def test_words_have_one_name_as_long_as_they_are_the_same():
    other = words()
    other["activities"][0]["texts"][1]["text"] += " Always."

    assert words_fingerprint(words()) == words_fingerprint(words()) != words_fingerprint(other)
    assert Change.REWORDED in compare(words(), other)[0].changes
