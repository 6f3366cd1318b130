"""What people do in Wagtail's editor, as its own forms and buttons send it."""

from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState

from accounts.models import User
from courses.models import ModulePage
from partners.enums import Role
from tests.factories.partners import make_person


def at(name: str, *arguments, **query) -> str:
    """The address of that name, with a query behind it."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=arguments) + (f"?{asked}" if asked else "")


def person(section, *roles: Role, email: str) -> User:
    for role in roles:
        user = make_person(section, role, email)
    return user


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fields(title: str, **more) -> dict:
    empty = {f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return {"title": title, "go_live_at": "", "expire_at": "", **empty, "comments-MAX_NUM_FORMS": "", **more}


def edit(user: User, page: Page, title: str, **action):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return as_user(user).post(address, fields(title, **action), follow=True)


def draft(user: User, page: Page, title: str = "New words") -> None:
    page = page.get_latest_revision_as_object()
    page.title = title
    page.save_revision(user=user)


def submit(user: User, page: Page, title: str = "New words") -> None:
    edit(user, page, title, **{"action-submit": "1"})
    assert page.workflow_in_progress


def public(page: Page) -> str:
    return Page.objects.get(pk=page.pk).title


def drafted(page: Page) -> str:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object().title


def order() -> list[str]:
    parts = ModulePage.objects.filter(url_path__startswith="/home/alder/own/")
    return [page.slug for page in parts.order_by("path")]


def act(user: User, page: Page, name: str = "approve", *, title: str | None = None, **more):
    """As the editor's own buttons do: the words of the form go with it."""
    form = {"action-workflow-action": "1", "workflow-action-name": name, **more}
    return edit(user, page, title or drafted(page), **form)


def press(user: User, page: Page, name: str = "approve"):
    """As the button in a list does: no form goes with it."""
    state = TaskState.objects.get(workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, state.pk])
    return as_user(user).post(address, {"comment": ""}, follow=True)
