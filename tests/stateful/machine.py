"""Whatever people and trainers do, in any order: after each step the site says what the model says."""

import sys
from contextlib import ExitStack

from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from partners.queries import memory, within_request

from .looks import Looks
from .things import Person
from .together import Together
from .world import World, courses

NUMBER = st.integers(min_value=0, max_value=23)
COIN = st.booleans()
MOST_PEOPLE = 4
SLUGS = ("alder", "birch")
LOOK_AT_ALL = 10


class Figures:
    """What one process has done; printed at the end."""

    runs = 0
    acts: dict[str, int] = {}

    @classmethod
    def count(cls, name: str) -> None:
        cls.acts[name] = cls.acts.get(name, 0) + 1


class Base(RuleBasedStateMachine):
    """One run: all of it within a transaction that is rolled back."""

    world: World

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(override_settings(SMALL_NUMBER=1))
        self.stack.enter_context(transaction.atomic())
        memory.forget_everything()
        cache.clear()
        Figures.runs += 1
        self.model = Together(courses())
        self.looks = Looks(self.world, self.model)
        self.keys = 0
        # Person or partner → what their page was last seen to say, rightly.
        self.seen: dict = {}
        self.touched: set[Person] = set()
        self.is_all_touched, self.looked = False, 0
        self.language, self.leaves = "en-gb", ""

    @initialize(number=st.integers(min_value=0, max_value=7))
    def end(self, number: int):
        """In one of four runs a partner leaves at the end, and its export is read."""
        self.leaves = {0: "alder", 1: "birch"}.get(number, "")

    def teardown(self):
        try:
            # Only after a run in which nothing was found: what was found is told, and not what follows from it.
            if sys.exc_info()[0] is None:
                with within_request():
                    self.look_at_all()
                if self.leaves:
                    Figures.count("partner leaves")
                    self.looks.export(self.leaves)
                # What is checked only at a commit elsewhere, is checked here.
                connection.check_constraints()
        finally:
            transaction.set_rollback(True)
            self.stack.close()
            memory.forget_everything()

    def new_key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    @invariant()
    def site_says_what_ought_to_be(self):
        """Records always, in full; a page of somebody whom nothing has happened to, now and then and at the end."""
        self.looked += 1
        with within_request():
            self.looks.records()
            self.looks.people()
            if self.is_all_touched or self.looked % LOOK_AT_ALL == 0:
                self.look_at_all()
                return
            for person in self.model.people:
                ought = self.looks.model_page(person)
                if person in self.touched or self.seen.get(person) != ought:
                    self.look_at(person, ought)
            for slug in SLUGS:
                ought = self.looks.model_board(slug)
                if self.seen.get(slug) != ought:
                    self.look_at_board(slug, ought)
        self.touched.clear()

    def look_at_all(self):
        self.looks.editions()
        for person in self.model.people:
            self.look_at(person, self.looks.model_page(person))
        for slug in SLUGS:
            self.look_at_board(slug, self.looks.model_board(slug))
        self.touched.clear()
        self.is_all_touched = False

    def look_at(self, person: Person, ought) -> None:
        if not person.is_erased:
            self.looks.learner_page(person, ought)
            self.looks.learner_file(person)
        self.seen[person] = ought

    def look_at_board(self, slug: str, ought) -> None:
        self.looks.board(slug, ought)
        self.seen[slug] = ought


def pick(rows: list, number: int):
    return rows[number % len(rows)]
