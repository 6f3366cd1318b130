"""While the database is away for a moment: a calm page that keeps what was chosen, and nothing stored twice."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from learning.models import ActivityCompletion, Response
from tests.factories.walking import form_around_primary, right_choices

QUIZ = "alder/course-1/1/3/"
LESSON = "alder/course-1/1/1/"


@pytest.fixture
def resident(small_course) -> Client:
    return Client(raise_request_exception=False)


def away(*, at: str, error: type[Exception] = OperationalError):
    """From the first statement that holds these words on, the connection is lost; what this test has open stays."""
    is_lost = []

    def run(execute, sql, params, many, context):
        if (is_lost or at in sql) and "SAVEPOINT" not in sql:
            is_lost.append(sql)
            raise error("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(run)


def stored(model) -> int:
    return model._base_manager.count()


def opened(resident: Client) -> tuple[str, dict]:
    """The first question's form, answered rightly."""
    page = resident.post(f"/learn/quiz/{QUIZ}", follow=True)
    action, fields = form_around_primary(page.content.decode())
    return action, {**fields, "choice": right_choices(action.split("/")[-3], fields["question"])}


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("at", ["learning_devicetoken", "INSERT INTO", "UPDATE"])
def test_answer_is_kept_on_the_page_and_sent_again(resident, at, error):
    action, typed = opened(resident)

    with away(at=at, error=error):
        refused = resident.post(action, typed)
    html = refused.content.decode()
    again, kept = form_around_primary(html)

    assert (refused.status_code, refused["Retry-After"], stored(Response)) == (503, "5", 0)
    assert "no-store" in refused["Cache-Control"]
    assert "what you chose is kept" in html
    assert (again, kept) == (action, {**typed, "choice": typed["choice"][-1]})
    answer = resident.post(again, typed)
    assert resident.post(again, typed)["Location"] == answer["Location"]
    assert stored(Response) == 1


def test_page_that_was_asked_for_is_asked_for_again(resident):
    with away(at="SELECT"):
        page = resident.get(f"/{LESSON}?open=1")

    assert page.status_code == 503
    assert f'href="/{LESSON}?open=1"' in page.content.decode()
    assert resident.get(f"/{LESSON}?open=1").status_code == 200


def test_first_act_is_sent_again_too(resident):
    with away(at="INSERT INTO"):
        refused = resident.post(f"/learn/finish/{LESSON}", {"csrfmiddlewaretoken": "x"})
    action, _kept = form_around_primary(refused.content.decode())

    assert (refused.status_code, stored(ActivityCompletion)) == (503, 0)
    assert resident.post(action).status_code == 302
    assert stored(ActivityCompletion) == 1


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/sign-in/", {"login": "a@x.example", "password": "314159"}),
        ("/phone/carry-on/", {"pin": "314159", "next": "/my-learning/"}),
    ],
)
def test_what_is_typed_unseen_is_never_given_back(resident, address, typed):
    opened(resident)
    with away(at="SELECT"):
        page = resident.post(address, typed)

    assert page.status_code == 503
    assert "314159" not in page.content.decode()
    assert "go back to the page before" in page.content.decode()


def test_what_is_shown_again_is_text(resident):
    with away(at="SELECT"):
        page = resident.post("/code/open/", {"code": '"><script>alert(1)</script>'})

    assert page.status_code == 503
    assert "<script>" not in page.content.decode()


def test_any_other_fault_stays_a_fault(resident):
    with away(at="SELECT", error=ValueError):
        page = resident.get(f"/{LESSON}")

    assert page.status_code == 500
