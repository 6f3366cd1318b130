"""The two doors: what each shows, that one is open at a time, and who may look past them."""

import threading

import pytest
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, Value, When
from django.shortcuts import get_object_or_404
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from learning.models import (
    ClaimCode,
    CodeReset,
    DeviceToken,
    Enrolment,
    FirstTap,
    Learner,
    LearnerMailbox,
    LearnerMerger,
    Sharing,
    SharingNotice,
)
from partners.managers import open_door
from partners.models import Partner
from partners.scoping import Exemption, for_learner, for_partners, past_the_doors
from tests.architecture.house import records
from tests.architecture.records import make_records

pytestmark = pytest.mark.django_db

NEVER_FOR_STAFF = (ClaimCode, CodeReset, DeviceToken, FirstTap, LearnerMailbox, LearnerMerger, SharingNotice)

DOORS = {
    "learner": lambda: for_learner(1),
    "partners": lambda: for_partners([1]),
    "nobody": lambda: for_partners([]),
    "past": lambda: past_the_doors(Exemption.ERASURE),
}


@pytest.fixture
def people(two_partners):
    """Sam and a neighbour at Alder, a stranger at Birch; all share."""
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    return {"sam": make_records(alder), "neighbour": make_records(alder), "stranger": make_records(birch)}


def everything() -> dict:
    """What the open door shows of every record."""
    return {model: sorted(row.pk for row in model.objects.all()) for model in records()}


def ids(*people: dict) -> dict:
    return {model: sorted(person[model].pk for person in people) for model in records()}


def test_learners_door_shows_exactly_ones_own(people):
    with for_learner(people["sam"][Learner].pk):
        shown = everything()

    assert shown == ids(people["sam"])


def test_partners_door_shows_its_own_and_no_phone(people, two_partners):
    with for_partners([two_partners.alder.partner.pk]):
        shown = everything()

    assert shown == {**ids(people["sam"], people["neighbour"]), **{model: [] for model in NEVER_FOR_STAFF}}


def test_partners_door_shows_only_learners_who_share_with_it(people, two_partners):
    alder, birch = two_partners.alder.partner, two_partners.birch.partner
    ended = make_records(alder, shares=False)
    elsewhere = make_records(birch, shares=False)
    people["sam"][Sharing].delete()
    # Shares with Birch what was done with Birch; that says nothing to Alder.
    people["neighbour"][Sharing].partner = birch
    people["neighbour"][Sharing].save()

    with for_partners([alder.pk]):
        at_alder = set(Learner.objects.all())
        counted = Enrolment.objects.count()
    with for_partners([birch.pk]):
        at_birch = set(Learner.objects.all())

    assert at_alder == set()
    assert at_birch == {people["neighbour"][Learner], people["stranger"][Learner]}
    assert counted == len([people["sam"], people["neighbour"], ended])
    assert elsewhere[Learner] not in at_birch


def test_door_of_both_partners_shows_both(people, two_partners):
    both = [two_partners.alder.partner.pk, two_partners.birch.partner.pk]

    with for_partners(both):
        shown = everything()

    assert shown == {**ids(*people.values()), **{model: [] for model in NEVER_FOR_STAFF}}


@pytest.mark.parametrize("partner_ids", [[], (), [None], iter(())], ids=["list", "tuple", "none", "iterator"])
def test_door_of_no_partner_shows_nothing(people, partner_ids):
    with for_partners(partner_ids):
        shown = everything()

    assert shown == {model: [] for model in records()}


def test_door_of_a_learner_who_is_not_there_shows_nothing(people):
    with for_learner(0):
        shown = everything()

    assert shown == {model: [] for model in records()}


def test_learners_door_needs_a_learner():
    with pytest.raises(ScopeError, match="needs a learner"):
        for_learner(None)


def test_exception_by_name_shows_all(people):
    with past_the_doors(Exemption.ERASURE):
        shown = everything()

    assert shown == ids(*people.values())


def test_door_limits_what_is_written_too(people):
    with for_learner(people["sam"][Learner].pk):
        changed = Enrolment.objects.update(course_address="/changed/")
        deleted = DeviceToken.objects.all().delete()

    addresses = Enrolment._base_manager.filter(course_address="/changed/")
    assert changed == 1
    assert deleted == (1, {"learning.DeviceToken": 1})
    assert list(addresses) == [people["sam"][Enrolment]]
    assert set(DeviceToken._base_manager.all()) == {
        people["neighbour"][DeviceToken],
        people["stranger"][DeviceToken],
    }


def test_door_limits_every_way_of_asking_for_a_stranger(people):
    stranger = people["stranger"][Enrolment]

    with for_learner(people["sam"][Learner].pk):
        asked = {
            "exists": Enrolment.objects.filter(pk=stranger.pk).exists(),
            "contains": Enrolment.objects.contains(stranger),
            "in_bulk": Enrolment.objects.in_bulk([stranger.pk]),
            "aggregate": Enrolment.objects.filter(pk=stranger.pk).aggregate(n=Count("pk")),
            "union": list(Enrolment.objects.filter(pk=0).union(Enrolment.objects.filter(pk=stranger.pk))),
            "related": list(stranger.learner.enrolments.all()),
            "or": list(Enrolment.objects.filter(pk=0) | Enrolment.objects.filter(pk=stranger.pk)),
        }

    assert asked == {
        "exists": False,
        "contains": False,
        "in_bulk": {},
        "aggregate": {"n": 0},
        "union": [],
        "related": [],
        "or": [],
    }


AS_CONDITION = {
    "in": lambda rows: Partner.objects.filter(pk__in=rows.values("partner_id")),
    "not in": lambda rows: Partner.objects.exclude(pk__in=rows.values("partner_id")),
    "or": lambda rows: Partner.objects.filter(Q(pk=0) | Q(pk__in=rows.values("partner_id"))),
    "exists": lambda rows: Partner.objects.filter(Exists(rows.filter(partner_id=OuterRef("pk")))),
    "not exists": lambda rows: Partner.objects.filter(~Exists(rows.filter(partner_id=OuterRef("pk")))),
    "equals": lambda rows: Partner.objects.filter(pk=Subquery(rows.values("partner_id")[:1])),
    "case": lambda rows: Partner.objects.filter(
        Case(When(Exists(rows), then=Value(True)), default=Value(False))
    ),
}
AS_PART = {
    "annotation": lambda rows: Partner.objects.annotate(one=Subquery(rows.values("pk")[:1])),
    "values": lambda rows: Partner.objects.values(one=Exists(rows)),
    "order": lambda rows: Partner.objects.order_by(Subquery(rows.values("pk")[:1])),
    "union": lambda rows: Partner.objects.order_by().values("pk").union(rows.values("pk")),
    "intersection": lambda rows: Partner.objects.order_by().values("pk").intersection(rows.values("pk")),
    "difference": lambda rows: Partner.objects.order_by().values("pk").difference(rows.values("pk")),
    "prefetch": lambda rows: Partner.objects.prefetch_related(Prefetch("enrolments", queryset=rows)),
}


@pytest.mark.parametrize("part", AS_CONDITION)
@pytest.mark.parametrize("way", ["__iter__", "count", "exists", "explain", "first", "delete"])
def test_condition_on_a_record_is_refused_without_a_door(part, way, people):
    query = AS_CONDITION[part](Enrolment.objects.all())

    with pytest.raises(ScopeError, match="Enrolment was queried"):
        getattr(query, way)()


@pytest.mark.parametrize("part", AS_PART)
def test_record_as_part_of_another_query_is_refused_without_a_door(part, people):
    query = AS_PART[part](Enrolment.objects.all())

    with pytest.raises(ScopeError, match="Enrolment was queried"):
        list(query)


@pytest.mark.parametrize("part", [*AS_CONDITION, *AS_PART])
def test_part_of_another_query_is_fitting_behind_a_door(part, people):
    """What is refused above is the missing door and nothing else."""
    with for_learner(people["sam"][Learner].pk):
        list({**AS_CONDITION, **AS_PART}[part](Enrolment.objects.all()))


def test_outer_aggregate_over_a_record_is_refused_without_a_door(people):
    with pytest.raises(ScopeError):
        Partner.objects.aggregate(n=Count("pk", filter=Exists(Enrolment.objects.all())))
    with pytest.raises(ScopeError):
        Partner.objects.filter(pk__in=Enrolment.objects.values("partner")).update(name="x")
    with pytest.raises(ScopeError):
        Partner.objects.update(name=Subquery(Enrolment.objects.values("public_id")[:1]))


def test_way_back_from_what_is_not_guarded_is_refused_without_a_door(people, two_partners):
    partner = two_partners.alder.partner
    answered = []

    for owner in (partner, people["sam"][Learner], people["sam"][Enrolment]):
        for relation in owner._meta.related_objects:
            if relation.related_model in records() and relation.one_to_many and relation.get_accessor_name():
                rows = getattr(owner, relation.get_accessor_name())
                if not _is_refused(rows.count) or not _is_refused(lambda rows=rows: list(rows.all())):
                    answered.append(relation.name)

    assert answered == []
    with pytest.raises(ScopeError):
        list(Partner.objects.prefetch_related("enrolments"))
    with pytest.raises(ScopeError):
        get_object_or_404(Enrolment, pk=people["sam"][Enrolment].pk)


def test_queryset_built_before_the_door_is_refused_behind_it(people):
    early = Enrolment.objects.filter(pk__gt=0)

    with for_learner(people["sam"][Learner].pk), pytest.raises(ScopeError):
        list(early)


def test_queryset_built_behind_a_door_is_refused_when_it_has_closed(people):
    with for_learner(people["sam"][Learner].pk):
        rows = Enrolment.objects.all()

    with pytest.raises(ScopeError):
        list(rows)
    with pytest.raises(ScopeError):
        rows.filter(pk=1).count()


def test_queryset_built_behind_one_door_is_refused_behind_the_next(people, two_partners):
    with past_the_doors(Exemption.ERASURE):
        rows = Enrolment.objects.all()

    with for_partners([two_partners.birch.partner.pk]), pytest.raises(ScopeError):
        list(rows)
    # Not even behind the same door opened again: another request is another door.
    with past_the_doors(Exemption.ERASURE), pytest.raises(ScopeError):
        list(rows)


@pytest.mark.parametrize("inner", DOORS)
@pytest.mark.parametrize("outer", DOORS)
def test_two_doors_at_once_are_refused(outer, inner):
    with DOORS[outer]():
        held = open_door()
        with pytest.raises(ScopeError, match="open already"), DOORS[inner]():
            pass

        assert open_door() is held

    assert open_door() is None


def test_door_closes_when_something_goes_wrong():
    with pytest.raises(ZeroDivisionError), for_partners([1]):
        raise ZeroDivisionError

    assert open_door() is None


def test_door_is_open_in_its_own_thread_only():
    seen = []

    with for_partners([1]):
        other = threading.Thread(target=lambda: seen.append(open_door()))
        other.start()
        other.join()

    assert seen == [None]


def test_djangos_scopes_open_no_door(people, two_partners):
    for opened in (scopes_disabled(), scope(partner=two_partners.alder.partner), scope(door=None)):
        with opened, pytest.raises(ScopeError):
            Enrolment.objects.count()


def test_scopes_disabled_behind_a_door_shows_no_more(people):
    with for_learner(people["sam"][Learner].pk), scopes_disabled():
        shown = everything()

    assert shown == ids(people["sam"])


def _is_refused(ask) -> bool:
    try:
        ask()
    except ScopeError:
        return True
    return False
