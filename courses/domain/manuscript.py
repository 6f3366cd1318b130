"""Reads a course written as Markdown (courses/samples) into plain data. Pure: no database.

A small, strict dialect: what it does not know raises ManuscriptError with file and place.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from courses.enums import QuestionKind


class ManuscriptError(ValueError):
    """A manuscript says something this reader does not know."""


@dataclass
class LessonDraft:
    """`blocks` are (block type, value) pairs as LessonStreamBlock takes them, still without ids."""

    title: str
    slug: str
    minutes: int
    content_note: str
    done_when: str
    blocks: list[tuple[str, object]] = field(default_factory=list)


@dataclass
class QuestionDraft:
    kind: QuestionKind
    text: str
    lesson: str
    is_shuffled: bool
    explanation: str
    # (text, is right, feedback); for true or false: ("true"|"false", is right, feedback).
    choices: list[tuple[str, bool, str]]


@dataclass
class QuizDraft:
    title: str
    slug: str
    questions: list[QuestionDraft] = field(default_factory=list)


@dataclass
class ModuleDraft:
    title: str
    slug: str
    activities: list[LessonDraft | QuizDraft] = field(default_factory=list)


@dataclass
class CourseDraft:
    title: str
    neutral_title: str
    slug: str
    summary: str
    audience: str
    minutes: int
    certificate_line: str
    content_note: str
    outcomes: list[str]
    introduction: str
    modules: list[ModuleDraft]


KINDS = {
    "one": QuestionKind.SINGLE,
    "many": QuestionKind.MULTIPLE,
    "true-false": QuestionKind.TRUE_FALSE,
}
HEADER_LINE = re.compile(r"^([a-z][a-z ]*): (.*)$")


def read_course(folder: Path) -> CourseDraft:
    """The course in a folder: course.md and module_1.md, module_2.md …"""
    files = sorted(folder.glob("module_*.md"), key=lambda path: int(path.stem.partition("_")[2]))
    modules = [_module(path) for path in files]
    with _told_at("course.md"):
        return _course((folder / "course.md").read_text(), modules)


def _course(text: str, modules: list[ModuleDraft]) -> CourseDraft:
    header, body = _header(text)
    parts = _Parts(_sections(body, "## "))
    outcomes = [
        line[2:].strip() for line in parts["You will be able to"].splitlines() if line.startswith("- ")
    ]
    return CourseDraft(
        title=header["title"],
        neutral_title=header["neutral title"],
        slug=header["slug"],
        summary=header["summary"],
        audience=header.get("audience", ""),
        minutes=int(header["minutes"]),
        certificate_line=header["certificate line"],
        content_note=header.get("content note", ""),
        outcomes=[outcome[0].upper() + outcome[1:] for outcome in outcomes],
        introduction=prose(parts["Introduction"]),
        modules=modules,
    )


def read_page(path: Path) -> tuple[str, list[tuple[str, object]]]:
    """A single page: its title and its blocks."""
    with _told_at(path.name):
        header, body = _header(path.read_text())
        return header["title"], list(blocks(body))


def _module(path: Path) -> ModuleDraft:
    header, body = _header(path.read_text())
    with _told_at(path.name):
        module = ModuleDraft(title=header["title"], slug=header["slug"])
    for heading, text in _sections(body, "## "):
        kind, _colon, title = heading.partition(": ")
        with _told_at(f"{path.name}, {heading}"):
            module.activities.append(_activity(kind, title, text))
    return module


def _activity(kind: str, title: str, text: str) -> LessonDraft | QuizDraft:
    if kind == "Lesson":
        return _lesson(title, text)
    if kind == "Quiz":
        return _quiz(title, text)
    raise ManuscriptError(f"{kind!r} is no lesson and no quiz")


def _lesson(title: str, text: str) -> LessonDraft:
    header, body = _header(text.lstrip("\n"))
    return LessonDraft(
        title=title,
        slug=header["slug"],
        minutes=int(header["minutes"]),
        content_note=header.get("content note", ""),
        done_when=header["done when"],
        blocks=list(blocks(body)),
    )


def _quiz(title: str, text: str) -> QuizDraft:
    header, body = _header(text.lstrip("\n"))
    quiz = QuizDraft(title=title, slug=header["slug"])
    for heading, lines in _sections(body, "### "):
        kind, _colon, question = heading.partition(": ")
        if kind not in KINDS:
            raise ManuscriptError(f"{kind!r} is no kind of question")
        quiz.questions.append(_question(KINDS[kind], question, lines))
    return quiz


def _question(kind: QuestionKind, text: str, body: str) -> QuestionDraft:
    draft = QuestionDraft(
        kind=kind,
        text=text,
        lesson="",
        is_shuffled=kind is not QuestionKind.TRUE_FALSE,
        explanation="",
        choices=[],
    )
    right, explanation = "", []
    for line in body.splitlines():
        if line.startswith("- "):
            draft.choices.append((line[2:].removeprefix("[x] ").strip(), line.startswith("- [x] "), ""))
        elif line.startswith("  = "):
            if not draft.choices:
                raise ManuscriptError(f"{line!r} follows no choice")
            choice, is_right, _none = draft.choices[-1]
            draft.choices[-1] = (choice, is_right, line[4:].strip())
        elif line.startswith("> "):
            explanation.append(line[2:].strip())
        elif found := re.match(r"^(true|false) = (.*)$", line):
            draft.choices.append((found[1], found[1] == right, found[2].strip()))
        elif (found := HEADER_LINE.match(line)) and found[1] in ("lesson", "shuffle", "right"):
            draft.lesson = found[2] if found[1] == "lesson" else draft.lesson
            draft.is_shuffled = draft.is_shuffled and not (found[1] == "shuffle" and found[2] == "no")
            right = found[2] if found[1] == "right" else right
        elif line.strip():
            raise ManuscriptError(f"unknown line {line!r}")
    draft.explanation = f"<p>{inline(' '.join(explanation))}</p>"
    count = sum(1 for _text, is_right, _feedback in draft.choices if is_right)
    if count == 0 or (count > 1 and kind is not QuestionKind.MULTIPLE):
        raise ManuscriptError(f"{text!r} has {count} right answers")
    return draft


def blocks(text: str) -> Iterator[tuple[str, object]]:
    """Running text and ::: blocks, in order."""
    prose_lines: list[str] = []
    fence, inner = "", []
    for line in text.splitlines():
        if not fence and line.startswith("::: "):
            if any(row.strip() for row in prose_lines):
                yield "paragraph", prose("\n".join(prose_lines))
            prose_lines, fence, inner = [], line[4:].strip(), []
        elif line.strip() == ":::":
            if not fence:
                raise ManuscriptError("':::' closes no block")
            yield _block(fence, inner)
            fence = ""
        elif fence and line.startswith(":::"):
            raise ManuscriptError(f"{line!r} stands inside the block {fence!r}")
        elif fence:
            inner.append(line)
        else:
            prose_lines.append(line)
    if fence:
        raise ManuscriptError(f"the block {fence!r} is not closed")
    if any(row.strip() for row in prose_lines):
        yield "paragraph", prose("\n".join(prose_lines))


def _block(fence: str, lines: list[str]) -> tuple[str, object]:
    kind, _space, rest = fence.partition(" ")
    text = "\n".join(lines)
    if kind == "callout":
        return "callout", {"heading": rest, "text": prose(text)}
    if kind == "check-in":
        return "check_in", {"text": prose(text)}
    if kind == "contacts":
        return "contacts", {"keys": [key.strip() for key in rest.split(",")]}
    if kind == "accordion":
        if lines and not lines[0].startswith("### "):
            raise ManuscriptError(f"{lines[0]!r} stands before the first '### '")
        items = [{"heading": heading, "text": prose(body)} for heading, body in _sections(text, "### ")]
        return "accordion", {"items": items}
    if kind == "scenario":
        return "scenario", _scenario(rest, lines)
    if kind == "picture":
        name, _bar, alt_text = rest.partition(" | ")
        return "picture", {"image": name, "alt_text": alt_text, "caption": text.strip()}
    raise ManuscriptError(f"unknown block {kind!r}")


def _scenario(heading: str, lines: list[str]) -> dict:
    situation, ways = [], []
    for line in lines:
        if line.startswith("+ "):
            ways.append({"action": line[2:].strip(), "consequence": ""})
        elif line.startswith("= "):
            if not ways:
                raise ManuscriptError(f"{line!r} follows no way")
            ways[-1]["consequence"] = prose(line[2:])
        elif ways and line.strip():
            raise ManuscriptError(f"{line!r} stands after the ways of a scenario")
        else:
            situation.append(line)
    return {"heading": heading, "situation": prose("\n".join(situation)), "ways": ways}


def prose(text: str) -> str:
    """Paragraphs, headings and lists as the rich text that Wagtail stores."""
    parts = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.rstrip() for line in chunk.strip().splitlines()]
        while lines and lines[0].startswith("### "):
            parts.append(f"<h3>{inline(lines.pop(0)[4:])}</h3>")
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "</ul>")
        elif all(re.match(r"\d+\. ", line) for line in lines):
            items = (inline(line.split(". ", 1)[1]) for line in lines)
            parts.append("<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>")
        else:
            parts.append(f"<p>{inline(' '.join(lines))}</p>")
    return "".join(parts)


def inline(text: str) -> str:
    """**bold** and *italic*; everything else is text."""
    html = escape(text.strip(), quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", html)


class _Parts(dict):
    """What a text says of itself by name; asking for what it does not say is an error of the text."""

    def __missing__(self, name: str):
        raise ManuscriptError(f"{name!r} is missing")


@contextmanager
def _told_at(place: str) -> Iterator[None]:
    """Puts the place in front of what is wrong."""
    try:
        yield
    except ValueError as error:
        raise ManuscriptError(f"{place}: {error}") from error


def _header(text: str) -> tuple[_Parts, str]:
    lines = text.splitlines()
    header = _Parts()
    while lines and (found := HEADER_LINE.match(lines[0])):
        header[found[1]] = found[2].strip()
        lines.pop(0)
    return header, "\n".join(lines)


def _sections(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """(heading, text below it) for each line that begins with the mark."""
    heading, lines = None, []
    for line in text.splitlines():
        if line.startswith(mark):
            if heading is not None:
                yield heading, "\n".join(lines)
            heading, lines = line[len(mark) :].strip(), []
        else:
            lines.append(line)
    if heading is not None:
        yield heading, "\n".join(lines)
