"""A phone that keeps a course, as its worker asks and sends."""

import re

from django.test import Client

from learning.models import Enrolment, Response

LESSON = "/alder/course-1/1/1/"
QUIZ = "/alder/course-1/1/3/"
FINISH = f"/learn/finish{LESSON}"
SEND = "/phone/kept/send/"


def make_own_phone(section: str = "alder") -> Client:
    """Somebody has begun on it and said that it is theirs."""
    phone = Client()
    phone.post(FINISH.replace("alder", section))
    phone.post("/phone/own/", {"own": "yes"})
    return phone


def enrolment() -> Enrolment:
    return Enrolment._base_manager.latest("pk")


def keep_address() -> str:
    return f"/phone/course/{enrolment().public_id}/"


def bundle(phone: Client, query: str = "") -> dict:
    return phone.get(f"{keep_address()}pages/{query}").json()


def ask(phone: Client, kept: dict, version: str = ""):
    return phone.get(kept["news"], headers={"if-none-match": version} if version else {})


def quiz_in(kept: dict, path: str = QUIZ) -> dict:
    return next(quiz for quiz in kept["quizzes"] if quiz["path"] == path)


def send(phone: Client, kept: dict, **act):
    return phone.post(SEND, {"owner": kept["owner"], "act": "answer", **act})


def first_answer(kept: dict, key: str = "key-1") -> dict:
    """To the first question of the first quiz, from its stored page."""
    quiz = quiz_in(kept)
    html = kept["pages"][quiz["questions"][0]["page"]]
    choice = re.findall(r'name="choice" id="[^"]+" value="([^"]+)"', html)[0]
    act = {"question": quiz["questions"][0]["id"], "choice": choice, "version": quiz["version"], "key": key}
    return act | ({"attempt": quiz["attempt"]} if quiz["attempt"] else {"path": QUIZ})


def answers() -> int:
    return Response._base_manager.count()
