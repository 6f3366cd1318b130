"""Names in the code are the words of the dictionary; docs/dictionary.md says which words are never said."""

import ast
import re

import pytest

from tests.architecture.house import REPOSITORY, files, place, python_files, tree

# Words that Django, Wagtail, HTTP or plain English need for something else, or that are refused as a phrase only.
SAID_ELSEWHERE = {
    "alias": "Wagtail's alias pages",
    "cancel": "a letter",
    "copy": "a copied fact",
    "delete": "Django's",
    "done": "when a lesson counts as done, in the learner's words",
    "finished": "what learners read",
    "generate": "Django's",
    "group": "Django's Group",
    "permission": "Django's",
    "revision": "Wagtail's",
    "status": "of an HTTP answer",
    "step": "in step",
    "test": "the settings of the test run",
    "theme": "theme.css",
    "user": "accounts.User",
    "version": "a number that rises",
    "skip": "of a lesson",
    "points": "a unit of type",
    "try": "Python's",
}
SPELT_ELSEWHERE = {
    "behavior",
    "canceled",
    "center",
    "color",
    "enroll",
    "favorite",
    "neighbor",
    "organization",
    "program",
}
ALSO_NEVER = {"tenancy", "credential", "grading", "submit", "award", "teacher", "pupil"}
# Names that a library has given.
GIVEN = {"ACCOUNT_SIGNUP_FIELDS", "color-scheme", "get_client_ip", "is_open_for_signup"}
SEGMENT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def never_said() -> set[str]:
    """Single words of the column "Never say", without what is in brackets."""
    text = (
        (REPOSITORY / "docs/dictionary.md").read_text(encoding="utf-8").partition("## What learners read")[0]
    )
    rows = [line.split("|") for line in text.splitlines() if line.startswith("|") and line.count("|") == 4]
    cells = [re.sub(r"\(.*?\)", "", row[3]) for row in rows if row[3].strip() != "Never say"]
    words = {word.strip() for cell in cells for word in cell.split(",")}
    return {word for word in words if word.isalpha()}


FORBIDDEN = (never_said() | SPELT_ELSEWHERE | ALSO_NEVER) - set(SAID_ELSEWHERE)


def forbidden_in(name: str) -> set[str]:
    """Forbidden words in a name, such as {"tenant"} in "TenantIds"."""
    if name in GIVEN:
        return set()
    segments = {segment.lower() for segment in SEGMENT.findall(name)}
    forms = {
        segment.removesuffix(ending) for segment in segments for ending in ("", "s", "es", "d", "ed", "ing")
    }
    return forms & FORBIDDEN


def names_given(node: ast.AST) -> list[str]:
    """Names that this piece of code gives to something."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return [node.attr]
    if isinstance(node, ast.alias) and node.asname:
        return [node.asname]
    return []


def test_dictionary_is_read():
    assert {
        "tenant",
        "client",
        "org",
        "student",
        "pupil",
        "enrollment",
        "exam",
        "grade",
        "diploma",
    } <= FORBIDDEN
    assert set(SAID_ELSEWHERE) & FORBIDDEN == set()


def test_no_name_in_the_code_is_a_forbidden_word():
    found = [
        f"{place(path)}:{node.lineno} {name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        for name in names_given(node)
        if forbidden_in(name)
    ]

    assert found == []


def test_no_address_holds_a_forbidden_word():
    found = [
        f"{place(path)}:{node.lineno} {part.value}"
        for path in files("urls.py", "urls/*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"path", "re_path"}
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and forbidden_in(part.value)
    ]

    assert found == []


def test_no_file_is_called_by_a_forbidden_word():
    listed = files("*", folders=("templates", "static")) + python_files()
    found = [place(path) for path in listed if forbidden_in(place(path))]

    assert found == []


def test_no_class_in_a_template_is_a_forbidden_word():
    classes = re.compile(r"\b(?:class|id|name|data-[a-z-]+)=\"([^\"]*)\"")
    found = [
        f"{place(path)} {value}"
        for path in files("*.html", folders=("templates",))
        for value in classes.findall(re.sub(r"{[%{#].*?[%}#]}", "", path.read_text(encoding="utf-8")))
        if forbidden_in(value)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        ("TenantScope", {"tenant"}),
        ("current_students", {"student"}),
        ("ENROLLMENT_ID", {"enrollment"}),
        ("enrolled_at", {"enroll"}),
        ("graded", {"grade"}),
        ("httpClient", {"client"}),
        ("enrolment", set()),
        ("organise", set()),
        ("serialise", set()),
        ("programme_counts", set()),
    ],
)
def test_what_counts_as_forbidden(name, forbidden):
    assert forbidden_in(name) == forbidden
