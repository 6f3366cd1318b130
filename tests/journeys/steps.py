"""What a person does, in words a coordinator would use."""

import re
from contextlib import contextmanager

from certificates.tasks import render_certificate
from courses.queries import questions_from_json
from learning.models import Attempt

FORWARD = "[data-primary]"


def go_forward(page) -> None:
    """Follows the one link or button that leads on, answering rightly where a question is asked."""
    if page.locator("input[name=choice]").count():
        choose_rightly(page)
    if page.locator("input[name=name][type=text]").count():
        page.fill("input[name=name]", "Zoë Ọlá Example")
    forward = page.locator(FORWARD)
    assert forward.count() == 1, f"{page.url}: {page.locator('main').inner_text()}"
    press(page, forward)


def press(page, control) -> None:
    """Presses what leads on, and waits for the page after it."""
    with going_on(page):
        control.click()


@contextmanager
def going_on(page):
    """Whatever is done in the block leads to another page: loaded, or shown in place of this one."""
    page.evaluate("document.querySelector('main').firstElementChild.setAttribute('data-before', '')")
    yield
    page.wait_for_selector("main > [data-before]", state="detached")
    page.wait_for_load_state("load")


def question_asked(page):
    """The question that stands on the page, as the attempt has it."""
    attempt_id = re.search(r"/learn/([\w-]{22})/", page.url)[1]
    question_id = page.locator("input[name=question]").first.get_attribute("value")
    attempt = Attempt._base_manager.get(public_id=attempt_id)
    return next(row for row in questions_from_json(attempt.questions) if row.id == question_id)


def choose_rightly(page) -> None:
    for choice in question_asked(page).right_ids:
        page.locator(f'input[name=choice][value="{choice}"]').check()


def walk_to(page, part_of_address: str, *, limit: int = 300) -> list[str]:
    """Goes forward until an address holds this; returns the addresses on the way."""
    seen = []
    for _step in range(limit):
        seen.append(page.url)
        if part_of_address in page.url:
            return seen
        go_forward(page)
    raise AssertionError(f"never came to {part_of_address}; last was {seen[-1]}")


def let_the_worker_work() -> None:
    """The task worker's turn: draws what is wanted, in its own child process."""
    from certificates.models import CertificatePdf  # noqa: PLC0415

    for wanted in CertificatePdf._base_manager.filter(made_at__isnull=True):
        render_certificate.func(wanted.pk)
