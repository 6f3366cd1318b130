"""What guards a learner's work on one phone and opens it on another: a stretch of the way through every page."""

import secrets
from collections.abc import Iterator

from accounts.domain import make_code
from tests.journeys.steps import press


def keys(page, site: str) -> Iterator[str]:
    """A PIN on this phone, and an e-mail that opens the work on others."""
    page.goto(f"{site}/phone/pin/")
    yield "a PIN, first the code"
    press(page, page.locator("form[action='/code/new/'] [type=submit]"))
    code = page.locator(".slip__code").inner_text()
    page.goto(f"{site}/phone/pin/")
    press(page, page.locator("form[action='/phone/pin/'] [type=submit]"))
    yield "a PIN, something missing"
    page.fill("input[name=pin]", "4711")
    page.check("input[name=has_code]")
    press(page, page.locator("form[action='/phone/pin/'] [type=submit]"))
    yield "this phone, with a PIN"
    page.context.clear_cookies(name="seen")
    page.goto(f"{site}/my-learning/")
    yield "paused, with a PIN"
    for _try in range(5):
        page.fill("input[name=pin]", "0000")
        press(page, page.locator("form[action='/phone/carry-on/'] [type=submit]"))
    yield "paused, the PIN is of no use any more"
    page.goto(f"{site}/code/open/")
    page.fill("input[name=code]", code)
    page.locator("main form [type=submit]").first.click()
    page.wait_for_load_state("load")
    # Another each time: a mailbox opens one learner's work.
    made = make_code(address=f"sam-{secrets.token_hex(4)}@example.org")
    page.context.add_cookies([{"name": "mail", "value": made.ticket, "url": f"{site}/code/"}])
    page.goto(f"{site}/code/e-mail/typed/")
    page.fill("input[name=code]", "0000-0000")
    press(page, page.locator("form[action='/code/e-mail/typed/'] [type=submit]"))
    yield "the code from the e-mail, not this one"
    page.fill("input[name=code]", made.code)
    press(page, page.locator("form[action='/code/e-mail/typed/'] [type=submit]"))
    yield "my e-mail opens my work"
