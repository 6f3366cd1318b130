"""Walks through a course as a phone does: by its links and forms alone, rightly or wrongly."""

import re
from html import unescape

from django.test import Client

from courses.queries import questions_from_json
from learning.models import Attempt
from partners.scoping import for_learner

FORM = re.compile(r"<form\b(?P<attributes>[^>]*)>(?P<body>.*?)</form>", re.S)
INPUT = re.compile(r"<input\b[^>]*>", re.S)


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def primary(html: str) -> str:
    """The one tag that carries data-primary."""
    tags = re.findall(r"<[a-z]+\b[^>]*\bdata-primary\b[^>]*>", html)
    assert len(tags) == 1, f"{len(tags)} data-primary elements"
    return tags[0]


def form_around_primary(html: str) -> tuple[str, dict]:
    """Action and hidden fields of the form whose submit button leads forward."""
    for found in FORM.finditer(html):
        if "data-primary" in found["body"]:
            hidden = {
                attribute(tag, "name"): attribute(tag, "value")
                for tag in INPUT.findall(found["body"])
                if attribute(tag, "type") == "hidden"
            }
            hidden.pop("csrfmiddlewaretoken", None)
            return attribute(found["attributes"], "action"), hidden
    raise AssertionError("no form leads forward")


def right_choices(attempt_id: str, question_id: str) -> list[str]:
    """What a learner who knows would choose."""
    attempt = Attempt._base_manager.get(public_id=attempt_id)
    question = next(row for row in questions_from_json(attempt.questions) if row.id == question_id)
    return sorted(question.right_ids)


def forward(client: Client, url: str, html: str, *, name: str = "Sam Example"):
    """Follows data-primary: a link, or a form filled in rightly. Returns the next response."""
    tag = primary(html)
    if tag.startswith("<a"):
        return client.get(attribute(tag, "href"), follow=True)
    action, fields = form_around_primary(html)
    if "question" in fields:
        attempt_id = action.rstrip("/").split("/")[-2]
        fields["choice"] = right_choices(attempt_id, fields["question"])
    if 'name="name"' in html and "name" not in fields:
        fields["name"] = name
    return client.post(action or url, fields, follow=True)


def walk(client: Client, start: str, *, until: str, limit: int = 400) -> list[tuple[str, str]]:
    """From a page, following data-primary alone, to the first page whose address holds `until`.

    Returns (address, html) of each page on the way.
    """
    response = client.get(start, follow=True)
    seen = []
    for _step in range(limit):
        url = response.request["PATH_INFO"]
        assert response.status_code == 200, f"{url}: {response.status_code}"
        html = response.content.decode()
        seen.append((url, html))
        if until in url:
            return seen
        response = forward(client, url, html)
    raise AssertionError(f"not at {until} after {limit} pages; last {seen[-1][0]}")


def look_at_name(phone: Client, address: str, **typed: str) -> tuple[str, dict]:
    """Types a name and sees it as it will be printed; gives where that form leads, and what it holds.

    Who is asked whether it is a name says that it is.
    """
    response = phone.post(address, {**typed, "is_name": "yes"})
    if response.status_code != 200:
        raise AssertionError(f"{address}: {response.status_code}")
    return form_around_primary(response.content.decode())


def have_it_printed(phone: Client, address: str, **typed: str):
    """Looks at the name and has the certificate made with it: the answer to that."""
    return phone.post(*look_at_name(phone, address, **typed))


def learner_door(learner_id: int):
    """The learner's own door, for a test that looks at records."""
    return for_learner(learner_id)
