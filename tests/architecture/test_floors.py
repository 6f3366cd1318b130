"""A package knows only what stands below it: by import, by name and by foreign key."""

import ast
import contextlib
import io
import logging.config
import re
import tomllib

from django.contrib.contenttypes.fields import GenericForeignKey
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.house import (
    FLOORS,
    HEIGHT,
    PACKAGES,
    REPOSITORY,
    may_know,
    own_models,
    own_relations,
    place,
    python_files,
    tree,
)

DOTTED = re.compile(rf"({'|'.join(PACKAGES)})(\.\w+)+")
# What Django takes as the name of an app on its own.
BY_APP = {"get_model", "get_app_config", "is_installed", "get_registered_model"}


def test_imports_keep_the_floors_and_rooms(monkeypatch):
    monkeypatch.chdir(REPOSITORY)
    # The linter sets logging up for itself, and would silence every logger there is for the tests after it.
    monkeypatch.setattr(logging.config, "dictConfig", lambda wanted: None)
    told = io.StringIO()

    with contextlib.redirect_stdout(told):
        status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)

    assert status == EXIT_STATUS_SUCCESS, told.getvalue()


def test_contracts_name_every_floor_and_except_nothing():
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    linter = settings["tool"]["importlinter"]
    floors, rooms = linter["contracts"]

    assert set(linter) == {"root_packages", "contracts"}
    assert set(linter["root_packages"]) == set(PACKAGES)
    assert set(floors) == {"name", "type", "layers"}
    assert floors["layers"] == [" | ".join(floor) for floor in FLOORS]
    assert set(rooms) == {"name", "type", "containers", "layers", "exhaustive", "exhaustive_ignores"}
    assert set(rooms["containers"]) == set(PACKAGES) - {"config"}
    assert rooms["exhaustive"] is True
    assert rooms["exhaustive_ignores"] == ["migrations", "samples"]


def test_there_is_no_tenth_package():
    found = {path.parent.name for path in REPOSITORY.glob("*/__init__.py")}

    assert found == {*PACKAGES, "tests"}


def test_no_name_in_quotes_points_up():
    upward = [
        f"{place(path)}:{node.lineno} {node.value}"
        for path in python_files(migrations=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (found := DOTTED.fullmatch(node.value)) and not may_know(_package(path), found[1])
    ]

    assert upward == []


def test_no_app_is_asked_for_from_below():
    upward = [
        f"{place(path)}:{node.lineno}"
        for path in python_files(migrations=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in BY_APP
        for argument in node.args
        if isinstance(argument, ast.Constant) and not may_know(_package(path), str(argument.value))
    ]

    assert upward == []


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in own_models(with_links=True)
        for field in own_relations(model)
        if not may_know(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert upward == []


def test_no_key_points_anywhere():
    generic = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]

    assert generic == []


def test_screens_across_apps_have_no_models():
    found = {model._meta.app_label for model in own_models()}

    assert found == set(HEIGHT) - {"config", "dashboards"}


def _package(path) -> str:
    return path.relative_to(REPOSITORY).parts[0]
