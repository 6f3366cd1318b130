"""What somebody answered, set aside or skipped is for their own eyes: no room of staff asks for it.

That no staff address shows it, whoever asks, is walked by tests/isolation (the marks of kind "answer").
"""

import ast
import logging
import re

import pytest

from learning.models import Response
from letters.models import Letter
from partners.models import AuditEntry
from tests.architecture.house import files, place, python_files, tree
from tests.learning.acts import asked, guest, right, wrong
from tests.learning.taking_away import phone_of

# The learner's own pages, and the verbs that store, move and erase.
ROOMS = ("learning/",)
# "My data" is the learner's own, through the learner's door.
OWN_PAGES = {"dashboards/queries/my_data.py"}
# What an attempt is made of besides its answers; a list of one's own sittings, and how many carry on in a merger.
KNOWS_ATTEMPTS = {"dashboards/queries/my_learning.py", "dashboards/queries/my_data.py"}
PRIVATE = {
    "standing",
    "responses",
    "choice_ids",
    "is_set_aside",
    "first_right",
    "voided_marks",
    "score_before",
}
PRIVATE |= {"score_after", "idempotency_key", "is_right"}
# The same words for something else: a choice's right answer, and the key and the standing of a certificate.
SAID_ELSEWHERE = {"is_right", "idempotency_key"}
SAID_OF_CERTIFICATES = {"standing"}
# As a template reads it.
READ = re.compile(rf"\.({'|'.join(sorted(PRIVATE))})\b")


def outside() -> list:
    return [path for path in python_files() if not place(path).startswith(ROOMS)]


def imported_by(path) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("learning")
        for alias in node.names
    }


def test_no_room_of_staff_knows_of_answers():
    known = {place(path) for path in outside() if imported_by(path) & {"Response", "VoidedMark"}}

    assert known == OWN_PAGES


def test_no_room_of_staff_knows_of_sittings():
    known = {place(path) for path in outside() if "Attempt" in imported_by(path)}

    assert known == KNOWS_ATTEMPTS


def test_no_room_of_staff_names_what_an_answer_is_made_of():
    """As an attribute, a keyword, or a column in a look-up such as "attempts__responses__is_right"."""
    found = {}
    for path in outside():
        said = {part for word in _words(path) for part in word.split("__")} & (PRIVATE - SAID_ELSEWHERE)
        said -= SAID_OF_CERTIFICATES if place(path).startswith("certificates/") else set()
        if said:
            found[place(path)] = said

    assert found == {"dashboards/queries/my_data.py": {"is_set_aside", "choice_ids"}}


def _words(path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_no_template_of_staff_names_them():
    staff = files(
        "*.html", "*.txt", folders=("templates/dashboards", "templates/partners", "templates/letters")
    )
    own = {"my_learning.html", "my_data.html", "_my_lists.html"}

    said = {
        path.name for path in staff if path.name not in own and READ.search(path.read_text(encoding="utf-8"))
    }

    assert said == set()


@pytest.mark.django_db
def test_answering_leaves_no_word_of_it_in_logs_letters_audit_or_tasks(small_course, caplog):
    resident = guest("alder")
    attempt = resident.begin("1/3/")
    first, second, third = asked(attempt)
    phone = phone_of(resident)
    fields = {"version": "0", "key": "the-key-of-it", "question": first.id}

    audited = AuditEntry.objects.count()
    with caplog.at_level(logging.DEBUG):
        phone.post(f"/learn/{attempt.public_id}/answer/", {**fields, "choice": wrong(first)})
        phone.post(f"/learn/{attempt.public_id}/answer/", {**fields, "choice": right(first)})
        phone.post(f"/learn/{attempt.public_id}/answer/", {**fields, "choice": ["no-such"], "version": "1"})
        phone.post(
            f"/learn/{attempt.public_id}/set-aside/",
            {"version": "1", "key": "other", "question": second.id},
        )
        phone.post("/learn/finish/alder/course-1/1/1/", {"skip": "1"})

    private = {first.id, second.id, "the-key-of-it", *wrong(first), *right(first), first.text, third.text}
    # What Django's own debug log says of SQL is never written where anybody is served (DEBUG off).
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert Response._base_manager.count() == 2
    assert [word for word in private if word in logged] == []
    assert Letter.objects.count() == 0
    assert AuditEntry.objects.count() == audited
