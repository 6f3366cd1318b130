"""What grows too long is split by noun, never into a part 2, and nothing is put into a drawer."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGES, files, place, python_files, tree

EVERYWHERE = (*PACKAGES, "tests", "bin", "templates", "static")
FUNCTION_LINES = 40
FILE_LINES = {
    "python": (400, lambda: python_files(tests=True)),
    "hooks": (100, lambda: files("wagtail_hooks.py", "wagtail_hooks/*.py")),
    "templates": (120, lambda: files("*", folders=("templates",))),
    "css and js": (150, lambda: files("*.css", "*.js", "*.mjs", folders=("static",))),
}
DRAWERS = {"common", "core", "helper", "helpers", "misc", "util", "utilities", "utils"}
NUMBERED_PART = re.compile(r"(^|[_-])part_?\d+$|_\d+$")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("kind", FILE_LINES)
def test_no_file_is_too_long(kind):
    limit, listed = FILE_LINES[kind]
    too_long = {place(path): lines(path) for path in listed() if lines(path) > limit}

    assert too_long == {}


def test_no_function_is_too_long():
    too_long = {
        f"{place(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in python_files(tests=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }

    assert too_long == {}


def test_nothing_is_put_into_a_drawer():
    drawers = [place(path) for path in files("*", folders=EVERYWHERE) if _words(path) & DRAWERS]

    assert drawers == []


def test_nothing_is_split_into_numbered_parts():
    parts = [place(path) for path in python_files(tests=True) if NUMBERED_PART.search(path.stem)]

    assert parts == []


def _words(path: Path) -> set[str]:
    """Names of the file and the folders it lies in, without endings."""
    return {part.partition(".")[0].strip("_") for part in Path(place(path)).parts}
