"""Learner records answer only through an open door.

A query that is *compiled* while no door is open raises ScopeError, whatever QuerySet method asked for it;
so does one that was built before the door opened. Inserts are free: the verbs that write them know whose they are.
Joins from unguarded models and forward keys are not seen here: count from the record, never from the page.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.models import sql
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError


@dataclass(frozen=True, eq=False)
class Door:
    """What may be seen just now: rows of some partners, rows of one learner, or (named exceptions) all."""

    partner_ids: tuple[int, ...] | None = None
    learner_id: int | None = None
    reason: str = ""


def open_door() -> Door | None:
    """The door that is open in this thread; opened by partners.scoping only."""
    return get_scope().get("door")


class GuardedQuery(sql.Query):
    """Refuses to become SQL unless the door it was built behind is still the open one."""

    door: Door | None = None

    def get_compiler(self, *args, **kwargs):
        if self.door is None or self.door is not open_door():
            raise ScopeError(f"{self.model.__name__} was queried without an open door (partners.scoping).")
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass=None):
        return super().chain(_guarded(klass) if klass else None)


@cache
def _guarded(klass: type[sql.Query]) -> type[sql.Query]:
    return (
        klass
        if issubclass(klass, GuardedQuery)
        else type(f"Guarded{klass.__name__}", (GuardedQuery, klass), {})
    )


class ScopedQuerySet(models.QuerySet):
    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or GuardedQuery(model), using, hints)

    def _raw_delete(self, using):
        self.query.get_compiler(using)
        return super()._raw_delete(using)

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise ScopeError("An insert that overwrites other rows cannot be limited to a door.")
        return super().bulk_create(objs, batch_size, ignore_conflicts, **kwargs)

    def raw(self, *args, **kwargs):
        raise ScopeError("Raw SQL cannot be limited to a door.")


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):
    """`partner` and `learner` name the columns that the two doors filter on.

    `staff` gives, from partner ids, the condition for rows that staff reach only through a person's agreement.
    """

    def __init__(
        self,
        *,
        learner: str = "learner_id",
        partner: str = "partner_id",
        staff: Callable[[tuple[int, ...]], models.Q] | None = None,
    ) -> None:
        super().__init__()
        self.learner_column = learner
        self.partner_column = partner
        self.staff_condition = staff

    def get_queryset(self):
        queryset = super().get_queryset()
        door = open_door()
        if door is None:
            return queryset
        queryset.query.door = door
        if door.reason:
            return queryset
        if door.learner_id is not None:
            return queryset.filter(**{self.learner_column: door.learner_id})
        if self.staff_condition is not None:
            return queryset.filter(self.staff_condition(door.partner_ids))
        return queryset.filter(**{f"{self.partner_column}__in": door.partner_ids})

    def raw(self, *args, **kwargs):
        raise ScopeError("Raw SQL cannot be limited to a door.")


# The partner whose contacts may be seen, with those that all share; None outside Wagtail's screens.
contacts_in_sight: ContextVar[int | None] = ContextVar("contacts_in_sight", default=None)


class ContactManager(models.Manager):
    """Never raises: without a scope all contacts are in sight."""

    def get_queryset(self):
        queryset = super().get_queryset()
        partner_id = contacts_in_sight.get()
        if partner_id is None:
            return queryset
        return queryset.filter(models.Q(partner__isnull=True) | models.Q(partner_id=partner_id))
