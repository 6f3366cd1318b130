"""Residents who take the course one after the other, by its pages alone, and write down what they were told."""

import json
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .phone import Fields, Phone, Reply, Silence, Tally
from .reading import Form
from .server import Place

ATTEMPT = re.compile(r"/learn/([\w-]{22})/")
SEQUENCE = re.compile(r"/answered/(\d+)/$")
COMPLETE = re.compile(r"/learn/complete/([\w-]{22})/")
FINISH = "/learn/finish/"
SET_ASIDE_SHARE, RIGHT_SHARE = 0.08, 0.75
# Broken off: nobody needs as many pages for this course.
MOST_PAGES = 600


@dataclass(frozen=True)
class Answer:
    """One that was acknowledged. `walk`: which resident on which phone.

    `sequence`: what the reply said; None where it led straight to the completion.
    """

    walk: str
    attempt: str
    question: str
    version: int
    key: str
    chosen: list[str]
    is_set_aside: bool
    sequence: int | None
    tries: int


@dataclass
class Journal:
    """Of all residents together. `refused`: keys of answers that were told to be too late."""

    answers: list[Answer] = field(default_factory=list)
    lessons: list[tuple[str, str]] = field(default_factory=list)
    completed: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, where: Place) -> "Journal":
        """The one that an earlier run on the same database has left, to be carried on."""
        if not where.journal.exists():
            return cls()
        said = json.loads(where.journal.read_text())
        return cls(
            answers=[Answer(**answer) for answer in said["answers"]],
            **{name: [tuple(row) for row in said[name]] for name in ("lessons", "completed", "refused")},
        )

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)))


class Goal:
    """So many answers by all together; `over` ends it before. `is_held`: no end yet, there is more to be killed."""

    def __init__(self, journal: Journal, answers: int) -> None:
        self.journal, self.answers = journal, answers
        self.is_held = False
        self.over = threading.Event()

    @property
    def reached(self) -> int:
        return len(self.journal.answers)

    @property
    def is_over(self) -> bool:
        return self.over.is_set() or (self.reached >= self.answers and not self.is_held)


@dataclass
class Choice:
    """The form of an answer, filled in."""

    action: str
    fields: Fields
    chosen: list[str]
    is_set_aside: bool
    question: str
    version: int
    key: str

    @property
    def attempt(self) -> str:
        return ATTEMPT.search(self.action)[1]


class Resident:
    """Takes the course, begins it again as somebody else, and so on. `facts`: see prepare.py."""

    def __init__(self, name: str, port: int, facts: dict, goal: Goal, tally: Tally) -> None:
        self.name, self.port, self.facts, self.goal, self.tally = name, port, facts, goal, tally
        self.journal = goal.journal
        self.chance = random.Random(name)
        self.walks = 0

    def run(self) -> None:
        try:
            while not self.goal.is_over:
                self.walks += 1
                self.phone = Phone(self.port, self.tally)
                self._walk()
        except Silence as path:
            self.journal.odd.append(f"{self.walk}: no answer from {path}")
            self.goal.over.set()
        except Exception as error:
            self.journal.odd.append(f"{self.walk}: {error!r}")
            self.goal.over.set()
            raise
        finally:
            self.phone.hang_up()

    @property
    def walk(self) -> str:
        return f"{self.name}-{self.walks}"

    def _walk(self) -> None:
        reply = self.phone.get(self.facts["start"])
        for _page in range(MOST_PAGES):
            if self.goal.is_over:
                return
            if found := COMPLETE.search(reply.path):
                self.journal.completed.append((self.walk, found[1]))
                return
            reply = self._onward(reply)
        raise AssertionError(f"no end of the course; last was {reply.path}")

    def _onward(self, reply: Reply) -> Reply:
        page = reply.page()
        form = page.form_onward
        if form is None:
            if not page.link:
                raise AssertionError(f"{reply.path} ({reply.status}) leads nowhere: {reply.html[:2000]}")
            return self.phone.get(page.link)
        if form.choices:
            return self.answer(self.filled_in(form, page.form_to("/set-aside/")))
        return self._act(form)

    def _act(self, form: Form) -> Reply:
        told = self.phone.post(form.action, form.fields)
        if told.status != 302:
            raise AssertionError(f"{form.action} answers {told.status}: {told.html[:2000]}")
        if form.action.startswith(FINISH):
            self.journal.lessons.append((self.walk, form.action.removeprefix(FINISH.rstrip("/"))))
        return self.phone.get(told.location)

    def filled_in(self, form: Form, set_aside: Form | None) -> Choice:
        """Mostly rightly; some wrongly, some set aside."""
        luck, question = self.chance.random(), form.value("question")
        is_set_aside = set_aside is not None and luck < SET_ASIDE_SHARE
        sent = set_aside if is_set_aside else form
        chosen = [] if is_set_aside else self._chosen(form, question, luck)
        return Choice(
            action=sent.action,
            fields=[*sent.fields, *(("choice", choice) for choice in chosen)],
            chosen=chosen,
            is_set_aside=is_set_aside,
            question=question,
            version=int(form.value("version")),
            key=sent.value("key"),
        )

    def _chosen(self, form: Form, question: str, luck: float) -> list[str]:
        right = self.facts["right"][question]
        if luck < SET_ASIDE_SHARE + RIGHT_SHARE:
            return right
        return [next(choice for choice in form.choices if choice not in right)]

    def answer(self, choice: Choice) -> Reply:
        """Sends it, and goes where the reply leads."""
        began = time.monotonic()
        told = self.phone.post(choice.action, choice.fields)
        self.tally.add("answers", time.monotonic() - began)
        if not self.note(choice, told):
            raise AssertionError(f"{choice.action} answers {told.status} after {told.tries} tries")
        return self.phone.get(told.location)

    def note(self, choice: Choice, told: Reply) -> bool:
        """Whether it was acknowledged; then it stands in the journal."""
        said = SEQUENCE.search(told.location) if told.status == 302 else None
        if not (said or (told.status == 302 and COMPLETE.search(told.location))):
            return False
        self.journal.answers.append(
            Answer(
                walk=self.walk,
                attempt=choice.attempt,
                question=choice.question,
                version=choice.version,
                key=choice.key,
                chosen=sorted(choice.chosen),
                is_set_aside=choice.is_set_aside,
                sequence=int(said[1]) if said else None,
                tries=told.tries,
            )
        )
        return True


@contextmanager
def walking(residents: list[Resident], goal: Goal) -> Iterator[None]:
    """Each in a thread of its own; the block ends when all are through, or at once where it breaks off."""
    threads = [threading.Thread(target=one.run, name=one.name, daemon=True) for one in residents]
    for thread in threads:
        thread.start()
    try:
        yield
        for thread in threads:
            thread.join()
    except BaseException:
        goal.over.set()
        raise
