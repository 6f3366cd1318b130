"""Screens that look something up, and doors that stand beside the guard: each without what holds it to one partner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.views.account import LoginView

from config import urls
from courses.models import CoursePage, SafetyWithdrawal
from partners.models import Brand, SupportContact

from .asking import Asking
from .guards import NOT_THERE, Guard
from .walk import Request


def _whosever(model, column: str) -> Callable:
    """In the place of a look-up by a name within the partner: by the name alone."""
    return lambda _request, name: QuerySet(model).get(**{column: name})


def _of_another(name: str, asking: Asking) -> Iterator[Request]:
    """Beside one's own section: looked at, and sent."""
    for method in ("GET", "POST"):
        yield from asking.at(name, "alder", "birch", method=method)


def look_ups() -> Iterator[Guard]:
    found = {
        "dashboards.views.safety._withdrawal_or_404": (
            _whosever(SafetyWithdrawal, "public_id"),
            "dashboards:safety-back",
        ),
        "dashboards.views.safety_contacts._contact_or_404": (
            _whosever(SupportContact, "public_id"),
            "dashboards:safety-contact",
        ),
        "dashboards.views.shared_courses._own_or_404": (
            _whosever(CoursePage, "slug"),
            "dashboards:share-course",
        ),
        "partners.views.brand_approval._brand_in_review": (
            _whosever(Brand, "partner__slug"),
            "partners:brand-review",
        ),
    }
    for place, (instead, name) in found.items():
        requests = partial(_of_another, name)
        yield Guard(f"look-up: {place}", partial(patch, place, instead), "approver", requests)
    yield Guard(
        "documents of drafts",
        partial(without_hook, "before_serve_document", "courses.wagtail_hooks"),
        "trainer",
        lambda asking: asking.at("wagtaildocs_serve", "birch", only=NOT_THERE),
    )
    for name in ("admin-sign-in", "pages-sign-in"):
        led_on = partial(lambda name, asking: asking.at(name, only=frozenset({302})), name)
        yield Guard(f"one door: {name}", partial(_wagtails_own_door, name), "anonymous", led_on)


@contextmanager
def without_hook(name: str, module: str):
    kept = [row for row in hooks._hooks[name] if row[0].__module__ != module]
    with patch.dict(hooks._hooks, {name: kept}):
        yield


@contextmanager
def _wagtails_own_door(name: str):
    pattern = next(row for row in urls.urlpatterns if getattr(row, "name", "") == name)
    with patch.object(pattern, "callback", LoginView.as_view()):
        yield
