"""Finds the requests by which a missing guard would be noticed."""

from collections.abc import Iterator
from functools import cached_property

from django.urls import reverse

from partners.models import AuditEntry
from partners.rules import Who

from .addresses import Address, all_addresses
from .fill import Case, Filler
from .people import Person
from .touch import Touch
from .walk import Request, Walker
from .world import World


class Asking:
    """`look` in tests.isolation.guards get this too: world, people and ways to ask."""

    def __init__(self, world: World, everybody: dict[str, Person]) -> None:
        self.world = world
        self.everybody = everybody
        self.filler = Filler(world)
        self.touch = Touch(world)

    @cached_property
    def addresses(self) -> dict[str, list[Address]]:
        found: dict[str, list[Address]] = {}
        for address in all_addresses():
            found.setdefault(address.name, []).append(address)
        return found

    def thing(self, owner: str, noun: str):
        return self.world.owners[owner].things[noun][0]

    def walker(self, person: str) -> Walker:
        return Walker(self.everybody[person], self.touch)

    def cases(self, name: str, first: str = "", rest: str = "", number: int | None = None) -> Iterator[Case]:
        """Those whose first argument is of one owner and the others of another; of the one without `rest`."""
        for address in self.addresses[name]:
            for case in self.filler.cases_of(address):
                owners = [owner for _argument, owner in case.owners]
                wanted = [first, *[rest or first] * (len(owners) - 1)] if owners else []
                if owners == wanted and number in (None, case.number):
                    yield case

    def at(
        self, name: str, first: str = "", rest: str = "", *, number=None, method="GET", **more
    ) -> Iterator[Request]:
        for case in self.cases(name, first, rest, number):
            yield Request(case, method, **more)

    def of(self, who: Who) -> Iterator[Request]:
        for name in self.addresses:
            for case in self.cases(name):
                if case.entry and case.entry.who is who:
                    yield Request(case)

    def in_bulk(self, owner: str, action: str, **more) -> Iterator[Request]:
        for address in self.addresses["wagtail_bulk_action"]:
            for case in self.filler.cases_of(address):
                if dict(case.owners).get("id") == owner and f"/{action}/" in case.url:
                    yield Request(case, **more)

    def parted(self, name: str, **owners: str) -> Iterator[Request]:
        """An address of Alder's, each further argument from an owner of its own."""
        (address,) = self.addresses[name]
        nouns = {argument: self.filler.noun_of(address, argument) for argument in owners}
        values = {argument: self.thing(owner, nouns[argument]) for argument, owner in owners.items()}
        url = address.filled({"slug": "alder", **values})
        yield Request(Case(address, url, (("slug", "alder"), *owners.items())), "POST")

    def used_by_operator(self) -> Iterator[Request]:
        """The operator's use is written down, or the audit says nothing: then the request counts as wrong."""
        before = AuditEntry.objects.filter(verb="use as operator").count()
        client = self.everybody["operator"].client()
        client.get(reverse("wagtailadmin_home"))
        is_written = AuditEntry.objects.filter(verb="use as operator").count() > before
        case = Case(self.addresses["wagtailadmin_home"][0], reverse("wagtailadmin_home"))
        yield Request(case, only=frozenset({200} if is_written else {0}))
