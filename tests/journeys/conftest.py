"""A real browser, a real server, and the whole sample partnership."""

from pathlib import Path

import pytest

from tests.factories.kept import kept

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture
def site(live_server, transactional_db, django_db_serialized_rollback):
    """The address of a running site with the sample partnership loaded."""
    from dashboards.domain import load_sample_partnership  # noqa: PLC0415 - needs the database set up

    kept(load_sample_partnership)
    return live_server.url


@pytest.fixture
def phone(browser):
    """Opens a phone-sized page; `javascript=False` turns scripts off."""
    contexts = []

    def open_phone(*, javascript: bool = True, size: dict = PHONE, **options):
        context = browser.new_context(
            viewport=size, java_script_enabled=javascript, locale="en-GB", accept_downloads=True, **options
        )
        contexts.append(context)
        return context.new_page()

    yield open_phone
    for context in contexts:
        for page in context.pages:
            # Wagtail's editor says goodbye to the server; let it, before the database goes.
            page.goto("about:blank")
            page.wait_for_timeout(300)
        context.close()
