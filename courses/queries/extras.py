"""A partner's own parts around a shared course: offered and recorded, never a part of the course itself.

They stand in no edition and no fingerprint, and nothing that counts progress knows of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from courses.enums import ActivityKind, ModuleStand
from courses.models import LessonPage, ModulePage, QuizPage

from .outline import OutlineActivity, OutlineModule, live_modules


@dataclass(frozen=True)
class Extras:
    """`before` is offered ahead of the first part of the course, `after` once its parts are gone through."""

    before: tuple[OutlineModule, ...] = ()
    after: tuple[OutlineModule, ...] = ()

    @property
    def modules(self) -> tuple[OutlineModule, ...]:
        return (*self.before, *self.after)

    @cached_property
    def by_key(self) -> dict[UUID, OutlineActivity]:
        return {activity.key: activity for module in self.modules for activity in module.activities}

    def module_of(self, activity: OutlineActivity) -> OutlineModule:
        return next(module for module in self.modules if activity in module.activities)


NO_EXTRAS = Extras()


def extras_below(adopted: Iterable[tuple[int, str]]) -> dict[int, Extras]:
    """Of adopted pages, given as (id, path): their live extra parts. Three SQL for all, none for none."""
    adopted = list(adopted)
    if not adopted:
        return {}
    below = reduce(or_, (Q(path__startswith=path) for _pk, path in adopted))
    modules = list(ModulePage.objects.live().filter(below).order_by("path"))
    rows = [(ActivityKind.LESSON, page) for page in LessonPage.objects.live().filter(below).defer("body")]
    rows += [(ActivityKind.QUIZ, page) for page in QuizPage.objects.live().filter(below)]
    rows.sort(key=lambda row: row[1].path)
    return {
        pk: _extras([module for module in modules if module.path.startswith(path)], rows)
        for pk, path in adopted
    }


def _extras(modules: list[ModulePage], rows: list[tuple]) -> Extras:
    stands = {module.translation_key: module.stands for module in modules}
    # A part in which there is nothing to do is not offered.
    found = [_without_number(module) for module in live_modules(modules, rows) if module.activities]
    return Extras(
        before=tuple(module for module in found if stands[module.key] == ModuleStand.BEFORE),
        after=tuple(module for module in found if stands[module.key] == ModuleStand.AFTER),
    )


def _without_number(module: OutlineModule) -> OutlineModule:
    """The parts of the shared course keep their numbers, whatever stands around them."""
    activities = tuple(
        replace(activity, position=0, module_position=0, number="", is_required=False, is_extra=True)
        for activity in module.activities
    )
    return replace(module, position=0, activities=activities, is_extra=True)
