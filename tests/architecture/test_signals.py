"""Nothing of ours happens behind a save: knowledge travels up by one signal, and it is sent openly."""

import ast
from weakref import ReferenceType

from django.db.models import signals
from django.dispatch import Signal

from learning.signals import course_completed
from tests.architecture.house import PACKAGES, place, python_files, tree

REFUSED = {"pre_init", "post_init", "pre_save", "post_save", "pre_delete", "m2m_changed"}


def listeners(signal: Signal) -> list[str]:
    """Dotted names of our own receivers."""
    found = []
    for entry in signal.receivers:
        receiver = entry[1]() if isinstance(entry[1], ReferenceType) else entry[1]
        module = getattr(receiver, "__module__", None) or type(receiver).__module__
        if module.partition(".")[0] in PACKAGES:
            found.append(f"{module}.{receiver.__qualname__}")
    return sorted(found)


def test_only_one_model_signal_is_listened_to():
    heard = {
        name: names
        for name, signal in vars(signals).items()
        if isinstance(signal, Signal) and (names := listeners(signal))
    }

    # Pages and pictures that are gone must leave memory; nothing is written there.
    assert heard == {"post_delete": ["courses.receivers.forget_on_delete"]}


def test_no_file_speaks_of_signals_of_saving():
    found = [
        f"{place(path)}:{node.lineno} {name}"
        for path in python_files(migrations=True)
        for node in ast.walk(tree(path))
        for name in _names(node) & REFUSED
    ]

    assert found == []


def test_the_one_signal_of_ours_has_one_receiver():
    made = [
        f"{place(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Signal"
    ]

    assert [where.partition(":")[0] for where in made] == ["learning/signals.py"]
    assert listeners(course_completed) == ["certificates.receivers.make_certificate_available"]


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.Attribute):
        return {node.attr}
    return {node.id} if isinstance(node, ast.Name) else set()
