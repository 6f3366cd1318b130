"""The house as its guards see it: floors, packages, files and models of our own."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model
from wagtail.models import Page

REPOSITORY = Path(__file__).resolve().parents[2]

# From the top; those that share a floor know nothing of each other.
FLOORS = (
    ("config",),
    ("dashboards",),
    ("certificates",),
    ("learning",),
    ("courses",),
    ("partners",),
    ("accounts", "pages", "letters"),
)
PACKAGES = tuple(package for floor in FLOORS for package in floor)
# Packages with models; config has none and dashboards must not have any.
APPS = PACKAGES[1:]
HEIGHT = {package: len(FLOORS) - number for number, floor in enumerate(FLOORS) for package in floor}

# In certificates, but of nobody: a picture named by its content, without owner, name or key; and what staff have
# asked to print, which names certificates by id, lasts a day and is given out only while each of them is shared.
NOT_RECORDS = {"certificates.Artwork", "certificates.CertificateBatch"}


def may_know(package: str, other: str) -> bool:
    """Whether `package` may speak of `other`: itself, or what stands below it. Libraries lie below all."""
    return other not in HEIGHT or package == other or HEIGHT[other] < HEIGHT[package]


def files(*patterns: str, folders: tuple[str, ...] = PACKAGES) -> list[Path]:
    """Our own files that match, sorted; a folder may also be a single file."""
    found = {
        path
        for folder in folders
        for pattern in patterns
        for path in (REPOSITORY / folder).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }
    return sorted(found)


def python_files(*, tests: bool = False, migrations: bool = False) -> list[Path]:
    """Python of ours; with `tests` also the tests, the scripts in bin/ and manage.py."""
    found = files("*.py", folders=(*PACKAGES, "tests", "bin") if tests else PACKAGES)
    if tests:
        found.append(REPOSITORY / "manage.py")
    return [path for path in found if migrations or "migrations" not in path.parts]


def place(path: Path) -> str:
    """Where a file lies in the repository, such as "learning/urls.py"."""
    return path.relative_to(REPOSITORY).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def package_of(model: type) -> str:
    return model.__module__.partition(".")[0]


def own_models(*, with_links: bool = False) -> list[type[Model]]:
    """Models of our apps; `with_links` adds the tables that Django makes for many-to-many fields."""
    return [
        model for model in apps.get_models(include_auto_created=with_links) if model._meta.app_label in APPS
    ]


def own_pages() -> list[type[Page]]:
    return [model for model in own_models() if issubclass(model, Page)]


def records() -> list[type[Model]]:
    """What belongs to a learner: every model of learning and certificates but two."""
    return [
        model
        for model in own_models()
        if model._meta.app_label in {"learning", "certificates"} and model._meta.label not in NOT_RECORDS
    ]


def own_relations(model: type[Model]) -> Iterator[Field]:
    """Keys and many-to-many fields that we declared; not those a library's base class brings along."""
    inherited = {
        field.name
        for base in model.__mro__
        if hasattr(base, "_meta") and package_of(base) not in PACKAGES
        for field in (*base._meta.local_fields, *base._meta.local_many_to_many)
    }
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if field.is_relation and field.name not in inherited:
            yield field
