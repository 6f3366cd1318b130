"""Takes the guards out one by one and tells by what each was missed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from partners.queries import memory

from . import guards, look_ups, looks, writing
from .asking import Asking
from .guards import Guard


@dataclass(frozen=True)
class Missed:
    """`by`: the request or look that noticed; empty where nothing did. `wrong_before`: with the guard in place."""

    guard: str
    by: str = ""
    wrong_before: str = ""

    def __str__(self) -> str:
        if self.wrong_before:
            return f"{self.guard}: wrong while it was in place: {self.wrong_before}"
        return f"{self.guard}: {self.by or 'not noticed'}"


def all_guards() -> list[Guard]:
    return [
        *guards.at_the_gate(),
        *guards.nouns(),
        *guards.look_ups(),
        *look_ups.look_ups(),
        *looks.looks(),
        *writing.of_references(),
    ]


def take_out(asking: Asking, chosen: list[Guard]) -> Iterator[Missed]:
    for guard in chosen:
        before = next(_found(asking, guard), "")
        with guard.out():
            memory.forget_everything()
            by = next(_found(asking, guard), "")
        memory.forget_everything()
        yield Missed(guard.name, by, before)


def _found(asking: Asking, guard: Guard) -> Iterator[str]:
    """What is wrong, one after the other; nothing as long as the guard stands."""
    if guard.look is not None:
        with transaction.atomic():
            found = guard.look(asking)
            transaction.set_rollback(True)
        if found:
            yield found
        return
    walker = asking.walker(guard.person)
    for request in guard.requests(asking):
        walker.ask(request)
        yield from (str(row) for row in walker.report.findings[:1])
