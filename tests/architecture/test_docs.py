"""Papers stay true: their links lead somewhere, operators read of every variable, and locks hold no address."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import REPOSITORY, files, place, tree

PAPERS = [*sorted(REPOSITORY.glob("*.md")), *files("*.md", folders=("docs",))]
FENCE = re.compile(r"^```.*?^```", re.S | re.M)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)")
HTML_LINK = re.compile(r"\b(?:src|href|srcset)=\"([^\"\s]+)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
HEADING = re.compile(r"^#+\s+(.*)$", re.M)

LOCKS = ["requirements.lock", "requirements-dev.lock"]
REQUIREMENT = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,._-]+\])?==[0-9][0-9a-z.+!]*( ; [^\\:/]+)? \\")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")
VARIABLE = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \|", re.M)


def links_of(paper: Path) -> list[str]:
    text = FENCE.sub("", paper.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) + HTML_LINK.findall(text) if not ELSEWHERE.match(link)]


def anchors_of(paper: Path) -> set[str]:
    """What a heading is called in an address, as GitHub makes it."""
    headings = HEADING.findall(FENCE.sub("", paper.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def leads_nowhere(paper: Path, link: str) -> bool:
    file, _hash, anchor = link.partition("#")
    target = (paper.parent / file).resolve() if file else paper
    if not target.is_relative_to(REPOSITORY) or not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors_of(target)


def variables_read(file: str) -> set[str]:
    """Names that a file asks the environment for, by config.environment or by os.environ."""
    names = set()
    for node in ast.walk(tree(REPOSITORY / file)):
        if isinstance(node, ast.Call) and re.search(r"environ|getenv", ast.unparse(node.func)):
            names |= {word.value for word in ast.walk(node) if isinstance(word, ast.Constant)}
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(node.slice.value)
    return {name for name in names if isinstance(name, str) and name.isupper()}


def test_papers_that_must_be_there():
    assert [
        name for name in ("README.md", "CHANGELOG.md", "LICENSE") if not (REPOSITORY / name).exists()
    ] == []


def test_every_link_leads_somewhere():
    broken = [
        f"{place(paper)} → {link}"
        for paper in PAPERS
        for link in links_of(paper)
        if leads_nowhere(paper, link)
    ]

    assert len([link for paper in PAPERS for link in links_of(paper)]) > 15
    assert broken == []


def test_every_decision_is_listed():
    listed = set(links_of(REPOSITORY / "docs/decisions/README.md"))
    written = {path.name for path in (REPOSITORY / "docs/decisions").glob("[0-9]*.md")}

    assert {link for link in listed if link[0].isdigit()} == written


def test_operators_read_of_every_variable():
    named = VARIABLE.findall((REPOSITORY / "docs/operators.md").read_text(encoding="utf-8"))
    read = variables_read("config/settings/base.py") | variables_read("config/environment.py")

    assert len(read) >= 5
    assert set(named) == read


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_names_versions_and_hashes_only(lock):
    lines = (REPOSITORY / lock).read_text(encoding="utf-8").splitlines()
    other = [line for line in lines if not REQUIREMENT.fullmatch(line) and not HASH.fullmatch(line)]
    pinned = [line for line in lines if REQUIREMENT.fullmatch(line)]

    assert other == []
    assert len(pinned) > 30


def test_tests_run_with_the_versions_that_are_served():
    served, tested = (
        {line for line in (REPOSITORY / lock).read_text(encoding="utf-8").splitlines() if "==" in line}
        for lock in LOCKS
    )

    assert served - tested == set()


@pytest.mark.parametrize("file", ["requirements.in", "requirements-dev.in"])
def test_requirements_name_no_address(file):
    text = (REPOSITORY / file).read_text(encoding="utf-8")

    assert re.findall(r"\S*://\S*|--\S+|\S+ @ \S+", text) == []
