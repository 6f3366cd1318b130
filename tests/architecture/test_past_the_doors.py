"""Who looks past the doors: a list to be read, and to be changed only together with a reason."""

import ast

from partners.scoping import Exemption
from tests.architecture.house import place, python_files, tree

# File → the named exceptions it makes use of, in order.
PAST_THE_DOORS = {
    # Whether any of them has changed; it tells numbers of rows and nothing else.
    "certificates/domain/looking_over.py": [Exemption.CERTIFICATE_CHECK],
    "certificates/queries.py": [Exemption.CERTIFICATE_CHECK],
    "certificates/tasks.py": [Exemption.CERTIFICATE_PDF] * 3,
    "dashboards/domain/merger_plan.py": [Exemption.MERGE],
    "dashboards/domain/mergers.py": [Exemption.MERGE],
    # Nothing leaves it but numbers as they may be shown.
    "dashboards/queries/programme_counts.py": [Exemption.PROGRAMME_COUNTS],
    "learning/domain/claiming.py": [Exemption.CLAIM] * 5,
    "learning/domain/mailboxes.py": [Exemption.CLAIM] * 3,
    "learning/domain/handover.py": [Exemption.MERGE] * 4,
    # The fourth: whether each one is still due, right before it is erased.
    "learning/domain/erasing.py": [Exemption.ERASURE] * 6,
    "learning/domain/merging.py": [Exemption.MERGE, Exemption.MERGE],
    "learning/domain/first_tap.py": [Exemption.DEVICE, Exemption.DEVICE],
    "learning/domain/voiding.py": [Exemption.VOIDING] * 3,
    # What shared tablets held, of whomever.
    "learning/domain/people.py": [Exemption.DEVICE],
    "learning/domain/notices.py": [Exemption.MERGE],
    # The second: only whether, and of nobody by name.
    "learning/queries/people.py": [Exemption.DEVICE] * 3,
}
# Django's own manager sees every row. The condition under which staff see a learner is made with it.
BASE_MANAGER = {"learning/models/learner.py": ["Sharing"]}
# The state of the doors: whoever imports it could open one.
SCOPES = {"partners/managers.py", "partners/scoping/doors.py"}


def calls_of(name: str) -> dict[str, list[ast.Call]]:
    found = {}
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _last_name(node.func) == name:
                found.setdefault(place(path), []).append(node)
    return found


def test_exactly_these_files_look_past_the_doors():
    found = {
        file: [_exemption(argument) for call in calls for argument in (*call.args, *call.keywords)]
        for file, calls in calls_of("past_the_doors").items()
    }

    assert found == PAST_THE_DOORS


def test_nobody_takes_the_way_past_the_doors_under_another_name():
    spoken_of = {
        place(path)
        for path in python_files()
        for node in ast.walk(tree(path))
        if "past_the_doors" in _names(node)
    }

    # The room hands it on under its own name.
    assert spoken_of - {"partners/scoping/__init__.py"} == set(PAST_THE_DOORS)


def test_exactly_these_files_use_djangos_own_manager():
    found = {}
    for path in python_files(migrations=True):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"_base_manager", "_raw_delete", "_update"}:
                found.setdefault(place(path), []).append(ast.unparse(node.value))

    found.pop("partners/managers.py")
    assert found == BASE_MANAGER


def test_only_partners_knows_how_a_door_is_made():
    importing = {
        place(path)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in (getattr(node, "module", None) or "", *(alias.name for alias in node.names))
        if name.partition(".")[0] == "django_scopes"
    }

    assert importing == SCOPES
    assert set(calls_of("Door")) == {"partners/scoping/doors.py"}


def test_nobody_writes_sql_by_hand():
    by_hand = {"RawSQL", "RawQuerySet", "cursor", "raw", "extra", "execute", "executemany", "RunSQL"}
    written = {file for name in by_hand for file in calls_of(name)}

    # The version number belongs to nobody; every request reads it.
    assert written - {"partners/managers.py"} == {"partners/queries/memory.py"}


def _exemption(argument: ast.AST) -> Exemption | str:
    """The exception that is named on the spot; anything else as it is written."""
    if isinstance(argument, ast.Attribute) and ast.unparse(argument.value) == "Exemption":
        return Exemption[argument.attr]
    return ast.unparse(argument)


def _last_name(node: ast.AST) -> str:
    return getattr(node, "attr", "") or getattr(node, "id", "")


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    return {_last_name(node)} if isinstance(node, ast.Name | ast.Attribute) else set()
