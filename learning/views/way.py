"""Where somebody stands in a course: what is done, what comes next, and the addresses for it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.queries import (
    Address,
    Extras,
    Outline,
    OutlineActivity,
    OutlineModule,
    Place,
    address_book,
    live_outline,
    outline_of_edition,
)
from learning.models import Enrolment, Learner
from learning.queries import Progress, completed_keys, open_enrolment, progress_of
from partners.queries import BrandFace, brand_of
from partners.scoping import for_learner

from .people import current_learner


@dataclass(frozen=True)
class Way:
    """One learner's (or, with `learner` None, a reader's) way through one course in one section."""

    address: Address
    outline: Outline
    learner: Learner | None
    enrolment: Enrolment | None
    done_keys: frozenset

    @property
    def brand(self) -> BrandFace:
        return brand_of(partner_id=self.address.partner_id)

    @property
    def course_address(self) -> str:
        return self.address.course_address

    @property
    def extras(self) -> Extras:
        """The section's own parts, around those of the course; none where it is read from its edition."""
        return address_book().extras_at(self.address.section_page_id)

    @cached_property
    def progress(self) -> Progress | None:
        return progress_of(self.enrolment) if self.enrolment else None

    @property
    def is_completed(self) -> bool:
        return bool(self.enrolment and self.enrolment.completed_at)

    @property
    def activity(self) -> OutlineActivity | None:
        """None for a lesson that came after the learner's edition."""
        return self.outline.by_key.get(self.address.key) or self.extras.by_key.get(self.address.key)

    @property
    def modules(self) -> tuple[OutlineModule, ...]:
        """In the order in which they are offered, the section's own among them."""
        return (*self.extras.before, *self.outline.modules, *self.extras.after)

    def module_of(self, activity: OutlineActivity) -> OutlineModule:
        return (self.extras if activity.is_extra else self.outline).module_of(activity)

    @property
    def next_to_do(self) -> OutlineActivity | None:
        """Where carrying on leads: the first activity not gone through. Somebody who lacks only what is taken away
        for safety comes to its place, where one act takes them on.

        The section's own parts are offered, never in the way: those before the course until it is begun, those
        after it once it is gone through.
        """
        shared = [activity for activity in self.outline.activities if not activity.is_withdrawn]
        waiting = self._waiting(shared)
        if not waiting and self.enrolment and not self.is_completed:
            waiting = self._waiting(row for row in self.outline.activities if row.is_required)
        if len(waiting) == len(shared) and (first := self._waiting_in(self.extras.before)):
            return first[0]
        return next(iter(waiting or self._waiting_in(self.extras.after)), None)

    def _waiting(self, activities) -> list[OutlineActivity]:
        return [activity for activity in activities if activity.key not in self.done_keys]

    def _waiting_in(self, modules: tuple[OutlineModule, ...]) -> list[OutlineActivity]:
        return self._waiting(activity for module in modules for activity in module.asked)

    def url(self, relative: str) -> str:
        path = self.course_address + relative
        return address_book().moved.get(path, path)

    def url_of(self, activity: OutlineActivity) -> str:
        return self.url(activity.address)

    def onward(self) -> tuple[str, str]:
        """Address and label of what follows the present activity: the next one, the next part, or the course."""
        activity = self.activity
        following = self._after(activity) if activity else None
        if following is None:
            waiting = self.next_to_do
            if waiting is None or (activity and waiting.key == activity.key):
                return self.course_address, _("To the start of the course")
            if waiting.is_extra:
                return self.url(self.module_of(waiting).address), self.go_on_label(self.module_of(waiting))
            return self.url_of(waiting), _("Carry on with part %(number)s") % {"number": waiting.number}
        module = self.module_of(following)
        if module != self.module_of(activity):
            return self.url(module.address), self.go_on_label(module)
        return self.url_of(following), _("Carry on")

    def _after(self, activity: OutlineActivity) -> OutlineActivity | None:
        """The next in order. What a section adds after the course waits until the course is gone through."""
        if not activity.is_extra:
            return self.outline.after(activity)
        own = self.modules
        if self.module_of(activity) in self.extras.after:
            own = self.extras.after
        rows = [row for module in own for row in module.activities]
        rest = rows[rows.index(activity) + 1 :]
        return next((row for row in rest if not row.is_withdrawn), None)

    def go_on_label(self, module: OutlineModule) -> str:
        if module.is_extra:
            return _("Carry on with the part from %(name)s") % {"name": self.brand.short_name}
        return _("Carry on with part %(number)s") % {"number": module.position}

    def minutes_left(self) -> int:
        """In this part, after the present activity."""
        activity = self.activity
        if activity is None:
            return 0
        module = self.module_of(activity)
        return sum(
            other.minutes
            for other in module.asked
            if other.key != activity.key and other.key not in self.done_keys
        )

    def course_face(self) -> dict:
        return {
            "title": self.outline.title,
            "neutral_title": self.outline.neutral_title,
            "url": self.course_address,
            "is_sample": self.outline.is_sample,
        }

    def module_face(self, module: OutlineModule) -> dict:
        done = sum(1 for activity in module.asked if activity.key in self.done_keys)
        return {
            # A section's own part has no number: it says whose it is.
            "number": module.position or None,
            "from_partner": self.brand.short_name if module.is_extra else "",
            "title": module.title,
            "url": self.url(module.address),
            "minutes": module.minutes,
            "done": done,
            "total": len(module.asked),
            "is_done": done == len(module.asked),
            "is_current": bool(self.activity and self.module_of(self.activity).key == module.key),
        }

    def parts(self) -> list[dict]:
        return beyond_the_end([self.module_face(module) for module in self.modules], len(self.extras.after))


def beyond_the_end(parts: list[dict], count: int) -> list[dict]:
    """Marks the last so many parts as standing behind the end of the course."""
    for number, part in enumerate(parts, start=1):
        part["is_after"] = number > len(parts) - count
        part["is_first_after"] = number == len(parts) - count + 1
    return parts


def way_at(request, address: Address) -> Way:
    """The way of whoever asks, at a place of a course. Two SQL for a learner who has begun it, none for a reader."""
    learner = current_learner(request)
    enrolment, done = None, frozenset()
    if learner:
        with for_learner(learner.pk):
            enrolment = open_enrolment(address.course_key)
            done = completed_keys(enrolment.pk) if enrolment else frozenset()
    return Way(
        address=address,
        outline=outline_for(address, enrolment),
        learner=learner,
        enrolment=enrolment,
        done_keys=done,
    )


def outline_for(address: Address, enrolment: Enrolment | None) -> Outline:
    """A learner stays on the edition they began; where it is still the live one, its words are today's."""
    live = live_outline(address.source_page_id) if address.source_page_id else None
    return outline_of_edition(enrolment.edition_id) if enrolment else live


def frozen_address(enrolment: Enrolment, path: str, course_address: str, partner_id: int) -> Address | None:
    """The place of a page that is gone, read from the edition of an open enrolment; else None.

    `course_address`, `partner_id`: where the course is being read, which need not be where it was begun.
    """
    if not path.startswith(course_address):
        return None
    outline = outline_of_edition(enrolment.edition_id)
    places = {"": (Place.COURSE, None, None)}
    places |= {module.address: (Place.MODULE, module.key, None) for module in outline.modules}
    places |= {row.address: (Place.ACTIVITY, row.key, row.kind) for row in outline.activities}
    found = places.get(path[len(course_address) :])
    if found is None:
        return None
    place, key, kind = found
    return Address(
        place=place,
        path=path,
        partner_id=partner_id,
        source_page_id=0,
        section_page_id=0,
        course_address=course_address,
        course_key=enrolment.course_key,
        key=key,
        kind=kind,
    )


def language() -> str:
    """The language of this request."""
    return get_language()
