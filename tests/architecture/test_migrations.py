"""The tables: nothing missing, one first migration for each app, made floor by floor."""

import io

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import SwappableTuple

from tests.architecture.house import APPS, REPOSITORY, may_know, own_models

APPS_WITH_TABLES = sorted({model._meta.app_label for model in own_models()})


def own_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [migration for migration in loader.disk_migrations.values() if migration.app_label in APPS]


@pytest.mark.django_db
def test_no_migration_is_missing():
    told = io.StringIO()

    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=told, stderr=told)
    except SystemExit:
        pytest.fail(told.getvalue())


def test_each_app_begins_with_one_file():
    first = {
        app: sorted(path.name for path in (REPOSITORY / app / "migrations").glob("0001*"))
        for app in APPS_WITH_TABLES
    }
    initial = sorted(
        (migration.app_label, migration.name) for migration in own_migrations() if migration.initial
    )

    assert first == {app: ["0001_initial.py"] for app in APPS_WITH_TABLES}
    assert initial == [(app, "0001_initial") for app in APPS_WITH_TABLES]


def test_migrations_wait_only_for_those_below():
    upward = [
        f"{migration} waits for {'.'.join(needed)}"
        for migration in own_migrations()
        for needed in (*migration.dependencies, *migration.run_before)
        # Wagtail's own pictures and documents name the user model, whichever it is.
        if not isinstance(needed, SwappableTuple) and not may_know(migration.app_label, needed[0])
    ]

    assert upward == []
