"""Without a door no QuerySet method answers: every public one is called on every learner record.

A method that a new Django brings is not in the tables below, and that alone fails.
"""

from collections.abc import Callable
from functools import partial

import pytest
from asgiref.sync import async_to_sync
from django.db.models import Count, DateTimeField, F, Model, QuerySet
from django_scopes.exceptions import ScopeError

from learning.models import DeviceToken, Sharing
from partners.models import Partner
from partners.scoping import Exemption, for_learner, past_the_doors
from tests.architecture.house import records
from tests.architecture.records import make_records

# Takes the rows and one row of that model.
Call = Callable[[QuerySet, Model], object]

pytestmark = pytest.mark.django_db


def plain(row: Model) -> str:
    """A field of its own that an update may name."""
    return next(field.name for field in row._meta.fields if not field.primary_key and not field.is_relation)


def moment(row: Model) -> str:
    return next(field.name for field in row._meta.fields if isinstance(field, DateTimeField))


class InALoop:
    """Calls the method of the same name that has to be awaited."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows = rows

    def __getattr__(self, name: str):
        return partial(async_to_sync(awaited), getattr(self.rows, f"a{name}"))


async def awaited(method, *arguments, **named):
    return await method(*arguments, **named)


async def first_of(rows: QuerySet) -> Model | None:
    return await anext(rows.aiterator())


# Ask the database at once.
AT_ONCE: dict[str, Call] = {
    "aggregate": lambda rows, row: rows.aggregate(number=Count("pk")),
    "bulk_update": lambda rows, row: rows.bulk_update([row], [plain(row)]),
    "contains": lambda rows, row: rows.contains(row),
    "count": lambda rows, row: rows.count(),
    "delete": lambda rows, row: rows.delete(),
    "earliest": lambda rows, row: rows.earliest("pk"),
    "exists": lambda rows, row: rows.exists(),
    "explain": lambda rows, row: rows.explain(),
    "first": lambda rows, row: rows.first(),
    "get": lambda rows, row: rows.get(pk=row.pk),
    "get_or_create": lambda rows, row: rows.get_or_create(pk=row.pk),
    "in_bulk": lambda rows, row: rows.in_bulk([row.pk]),
    "last": lambda rows, row: rows.last(),
    "latest": lambda rows, row: rows.latest("pk"),
    "update": lambda rows, row: rows.update(**{plain(row): F(plain(row))}),
    "update_or_create": lambda rows, row: rows.update_or_create(pk=row.pk, defaults={}),
}
AWAITED = {
    f"a{name}": lambda rows, row, call=call: call(InALoop(rows), row) for name, call in AT_ONCE.items()
}
ROW_BY_ROW: dict[str, Call] = {
    "iterator": lambda rows, row: next(rows.iterator()),
    "aiterator": lambda rows, row: async_to_sync(first_of)(rows),
}
# Give a queryset, which asks when it is read.
WHEN_READ: dict[str, Call] = {
    "alias": lambda rows, row: rows.alias(number=F("pk")),
    "all": lambda rows, row: rows.all(),
    "annotate": lambda rows, row: rows.annotate(number=F("pk")),
    "complex_filter": lambda rows, row: rows.complex_filter({"pk__gt": 0}),
    "dates": lambda rows, row: rows.dates(moment(row), "month"),
    "datetimes": lambda rows, row: rows.datetimes(moment(row), "hour"),
    "defer": lambda rows, row: rows.defer(plain(row)),
    "difference": lambda rows, row: rows.difference(rows.filter(pk=0)),
    "distinct": lambda rows, row: rows.distinct(),
    "exclude": lambda rows, row: rows.exclude(pk=0),
    "extra": lambda rows, row: rows.extra(where=["1 = 1"]),
    "filter": lambda rows, row: rows.filter(pk__gt=0),
    "intersection": lambda rows, row: rows.intersection(rows.filter(pk__gt=0)),
    "none": lambda rows, row: rows.none(),
    "only": lambda rows, row: rows.only(plain(row)),
    "order_by": lambda rows, row: rows.order_by("-pk"),
    "prefetch_related": lambda rows, row: rows.prefetch_related("learner"),
    "reverse": lambda rows, row: rows.order_by("pk").reverse(),
    "select_for_update": lambda rows, row: rows.select_for_update(),
    "select_related": lambda rows, row: rows.select_related(),
    "union": lambda rows, row: rows.union(rows.filter(pk__gt=0)),
    "using": lambda rows, row: rows.using("default"),
    "values": lambda rows, row: rows.values("pk"),
    "values_list": lambda rows, row: rows.values_list("pk"),
}
# The ways in which a queryset becomes SQL in other hands.
AS_SQL: dict[str, Call] = {
    "query": lambda rows, row: str(rows.query),
    "resolve_expression": lambda rows, row: list(Partner.objects.filter(pk__in=rows.values("pk"))),
}
ANSWERS = {
    **AT_ONCE,
    **AWAITED,
    **ROW_BY_ROW,
    **AS_SQL,
    **{name: lambda rows, row, call=call: list(call(rows, row)) for name, call in WHEN_READ.items()},
}
# Cannot be limited to a door, so an open one does not help.
NEVER: dict[str, Call] = {
    "raw": lambda rows, row: rows.raw("SELECT 1"),
    "bulk_create": lambda rows, row: rows.bulk_create(
        [row], update_conflicts=True, update_fields=[plain(row)], unique_fields=["pk"]
    ),
    "abulk_create": lambda rows, row: InALoop(rows).bulk_create(
        [row], update_conflicts=True, update_fields=[plain(row)], unique_fields=["pk"]
    ),
}
# Read nothing: whoever writes a new row knows whose it is.
FREE = {"acreate", "as_manager", "create", "db", "ordered"}

EVERY_ANSWER = pytest.mark.parametrize("method", sorted(ANSWERS))


def sources(model: type[Model], method: str) -> list:
    """The manager and its queryset; a few methods are on the queryset only."""
    return [source for source in (model.objects, model.objects.all()) if hasattr(source, method)]


def test_every_public_method_is_known_here():
    public = {name for name in dir(QuerySet) if not name.startswith("_")}

    assert {*ANSWERS, *NEVER, *FREE} == public


@EVERY_ANSWER
def test_method_refuses_every_record_without_a_door(method):
    answered = []

    for model in records():
        for source in sources(model, method):
            try:
                ANSWERS[method](source, model(pk=1))
            except ScopeError:
                continue
            answered.append(f"{type(source).__name__} of {model.__name__}")

    assert answered == []


@EVERY_ANSWER
def test_method_answers_behind_a_door(method, two_partners):
    """The calls are fitting ones: what is refused above is the missing door and nothing else."""
    mine = make_records(two_partners.alder.partner)[Sharing]
    make_records(two_partners.alder.partner)

    with for_learner(mine.learner_id):
        for source in sources(Sharing, method):
            ANSWERS[method](source, mine)


@pytest.mark.parametrize("method", sorted(WHEN_READ))
def test_method_shows_ones_own_row_and_no_strangers(method, two_partners):
    mine = make_records(two_partners.alder.partner)[Sharing]
    make_records(two_partners.alder.partner)

    with for_learner(mine.learner_id):
        shown = [len(WHEN_READ[method](source, mine)) for source in sources(Sharing, method)]

    assert set(shown) == {0 if method == "none" else 1}


@pytest.mark.parametrize("method", sorted(NEVER))
def test_method_that_no_door_can_limit_is_always_refused(method):
    refused, asked = [], []

    with past_the_doors(Exemption.ERASURE):
        for model in records():
            for source in sources(model, method):
                asked.append(model)
                with pytest.raises(ScopeError, match="cannot be limited to a door"):
                    NEVER[method](source, model(pk=1))
                refused.append(model)

    assert refused == asked
    assert set(asked) == set(records())


def test_fast_delete_is_refused_without_a_door():
    """The way that delete() takes where no receiver listens; it swaps the query's class for another."""
    refused = []

    for model in records():
        with pytest.raises(ScopeError):
            model.objects.filter(pk=1)._raw_delete("default")
        refused.append(model)

    assert refused == records()


def test_new_rows_need_no_door(two_partners):
    learner = make_records(two_partners.alder.partner)[Sharing].learner

    DeviceToken.objects.create(learner=learner, token_hash="a")
    InALoop(DeviceToken.objects).create(learner=learner, token_hash="b")
    DeviceToken.objects.bulk_create([DeviceToken(learner=learner, token_hash="c")])
    DeviceToken.objects.bulk_create([DeviceToken(learner=learner, token_hash="c")], ignore_conflicts=True)

    stored = DeviceToken._base_manager.filter(token_hash__in="abc").order_by("token_hash")
    assert list(stored.values_list("token_hash", flat=True)) == ["a", "b", "c"]
