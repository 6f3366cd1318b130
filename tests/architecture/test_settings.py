"""Production settings are the base and refuse to start half set; the demo's sign-ins exist in the demo only."""

import ast
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from dashboards.domain.demo_staff import DEMO_PEOPLE, NotADemo, make_demo_staff
from tests.architecture.house import REPOSITORY, place, python_files, tree
from tests.factories.partners import make_section

REQUIRED = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "PUBLIC_BASE_URL", "DATA_DIR"]
SAFE = {
    "DEBUG": False,
    "IS_DEMO": False,
    "SERVE_SAMPLE_TEXTS": False,
    "SECURE_SSL_REDIRECT": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "ALLOWED_HOSTS": ["learning.example"],
}


@pytest.fixture
def production(tmp_path) -> dict[str, str]:
    """Everything that production asks of the environment."""
    return {
        "SECRET_KEY": "made-up-secret",
        "ALLOWED_HOSTS": "learning.example",
        "DATABASE_URL": "postgres://somebody:made-up-password@localhost/nothing",
        "PUBLIC_BASE_URL": "https://learning.example",
        "DATA_DIR": str(tmp_path),
    }


def start(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess:
    """Runs Python in the repository with this environment and no other."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("value", [None, "", " "], ids=["missing", "empty", "blank"])
@pytest.mark.parametrize("name", REQUIRED)
def test_start_is_refused_without(name, value, production):
    del production[name]
    if value is not None:
        production[name] = value

    ended = start(production, "manage.py", "check")

    line = ended.stderr.strip().splitlines()[-1]
    assert ended.returncode != 0
    assert line.rpartition("ImproperlyConfigured: ")[2] == f"The environment variable {name} must be set."
    assert "made-up" not in ended.stderr


def test_web_process_is_refused_too(production):
    del production["SECRET_KEY"]

    ended = start(production, "-c", "import config.wsgi")

    assert ended.returncode != 0
    assert ended.stderr.strip().endswith("The environment variable SECRET_KEY must be set.")


@pytest.mark.parametrize("address", ["sqlite:///db.sqlite3", "mysql://localhost/nothing", "nothing"])
def test_start_is_refused_with_another_database(address, production):
    production["DATABASE_URL"] = address

    ended = start(production, "manage.py", "check")

    assert ended.returncode != 0
    assert ended.stderr.strip().endswith("DATABASE_URL must begin with postgres://")


def test_base_is_safe_whatever_else_the_environment_says(production):
    relaxed = dict.fromkeys(("DEBUG", "DJANGO_DEBUG", "IS_DEMO", "DEMO", "SERVE_SAMPLE_TEXTS"), "1")
    told = (
        "import json, config.wsgi; from django.conf import settings;"
        f"print(json.dumps({{name: getattr(settings, name) for name in {list(SAFE)}}}))"
    )

    ended = start({**production, **relaxed}, "-c", told)

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == SAFE


def test_only_the_demos_settings_say_that_it_is_a_demo():
    said = {
        place(path): ast.unparse(node.value)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr)
        for target in getattr(node, "targets", None) or [node.target]
        if (getattr(target, "id", "") or getattr(target, "attr", "")) == "IS_DEMO"
    }

    assert said == {"config/settings/base.py": "False", "config/settings/demo.py": "True"}


@pytest.mark.django_db
def test_no_demo_sign_in_without_the_demos_settings(settings, tmp_path, two_partners):
    settings.DATA_DIR = tmp_path
    make_section(two_partners.home, "clarion")

    with pytest.raises(NotADemo):
        make_demo_staff(passwords={})
    with pytest.raises(CommandError, match="demo's settings only"):
        call_command("create_demo_staff")

    assert list(User.objects.all()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_demo_sign_ins_in_the_demo(settings, two_partners):
    settings.IS_DEMO = True
    make_section(two_partners.home, "clarion")

    passwords = make_demo_staff(passwords={})

    assert set(passwords) == {person.email for person in DEMO_PEOPLE}
    assert set(User.objects.values_list("email", flat=True)) == set(passwords)
