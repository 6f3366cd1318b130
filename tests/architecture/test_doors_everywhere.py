"""Without an open door a learner's record raises: in a view, in a task, in a command, on every screen alike."""

import pytest
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django_scopes.exceptions import ScopeError
from django_tasks import task

from config import urls
from partners.enums import EDITING_ROLES, Role
from partners.scoping import content_scope
from tests.factories.partners import make_person

from .house import records

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


def how_many() -> list[str]:
    """The records that answered, though no door is open."""
    answered = []
    for model in records():
        try:
            model.objects.count()
        except ScopeError:
            continue
        answered.append(model._meta.label)
    return answered


def probe(request, slug: str = "") -> HttpResponse:
    scope = content_scope()
    return HttpResponse(f"{how_many()} {scope.partner_name if scope else '-'}")


# In the place of listed addresses: for everybody, for a partner's staff, on a screen of Wagtail's.
urlpatterns = [
    path("healthz/", probe, name="healthz"),
    path("admin/account/", probe, name="wagtailadmin_account"),
    path("", include(([path("staff/<slug:slug>/board/", probe, name="board")], "dashboards"))),
    *urls.urlpatterns,
]


@task()
def count_in_a_task() -> list[str]:
    return how_many()


class CountInACommand(BaseCommand):
    def handle(self, *args, **options) -> str:
        return str(how_many())


@pytest.mark.urls(__name__)
def test_no_view_reads_a_record_without_a_door(two_partners):
    client = Client()
    answers = [client.get("/healthz/").content.decode()]
    client.force_login(make_person(two_partners.alder, Role.COORDINATOR))
    answers.append(client.get("/staff/alder/board/").content.decode())
    client.force_login(make_person(two_partners.alder, min(EDITING_ROLES)))
    answers.append(client.get("/admin/account/").content.decode())

    # What is open on Wagtail's screens is the scope of content, and that is no door.
    assert answers == ["[] -", "[] -", "[] Alder Homes"]


def test_no_task_reads_a_record_without_a_door(db):
    result = count_in_a_task.enqueue()

    assert result.return_value == []


def test_no_command_reads_a_record_without_a_door(db, capsys):
    call_command(CountInACommand())

    assert capsys.readouterr().out.strip() == "[]"


def test_records_are_many(db):
    """Were there none, the tests above would hold for nothing."""
    assert len(records()) >= 12
