"""Where everything taught can be read: URL path → activity key, page and section, own and adopted alike.

Wagtail finds a page by walking the tree with a query per level; this is one look in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db.models import Value
from django.utils.html import strip_tags
from django.utils.translation import get_language
from wagtail.models import Page

from courses.enums import ActivityKind
from courses.models import AddressHistory, AdoptedCoursePage, CoursePage, FormerCourseAddress
from pages.models import HomePage
from partners.models import PartnerPage
from partners.queries import partner_faces, remembered
from partners.queries.succession import stands_for
from partners.validators import is_sample_text

from .extras import NO_EXTRAS, Extras, extras_below
from .outline import Outline, live_courses, live_outline


class Place(StrEnum):
    """What an address leads to."""

    HOME = "home"
    SECTION = "section"
    COURSE = "course"
    MODULE = "module"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class Address:
    """`course_address` is the path of the course in its section; `key` is the module's or activity's.

    `source_page_id` is the page whose content is shown, `section_page_id` the one that stands in the section:
    the same page but for an adopted course. Both are 0 where an activity is read from its edition.
    """

    place: Place
    path: str
    partner_id: int
    source_page_id: int
    section_page_id: int
    course_address: str = ""
    course_key: UUID | None = None
    key: UUID | None = None
    kind: ActivityKind | None = None
    # Not offered here any more: answers those who have begun the course.
    is_hidden: bool = False

    @property
    def is_adopted(self) -> bool:
        return self.source_page_id != self.section_page_id

    @property
    def outline(self) -> Outline:
        return live_outline(self.source_page_id)


@dataclass(frozen=True)
class CourseInSection:
    """A course as one section shows it: its own, or a shared one it has adopted."""

    partner_id: int
    course_key: UUID
    address: str
    source_page_id: int
    section_page_id: int
    position: str
    is_hidden: bool = False

    @property
    def outline(self) -> Outline:
        return live_outline(self.source_page_id)


@dataclass(frozen=True)
class AddressBook:
    """All addresses of one language. `moved`: former address → where the same stands today."""

    addresses: dict[str, Address]
    courses: tuple[CourseInSection, ...]
    moved: dict[str, str]
    # By the id of the adopted page that a partner's own parts stand below.
    extras: dict[int, Extras] = field(default_factory=dict)

    def find(self, path: str) -> Address | None:
        return self.addresses.get(path)

    def extras_at(self, section_page_id: int) -> Extras:
        return self.extras.get(section_page_id, NO_EXTRAS)

    def courses_of(self, partner_id: int) -> list[CourseInSection]:
        """In the order in which the section's pages stand."""
        return [course for course in self.courses if course.partner_id == partner_id]

    def offered_by(self, partner_id: int) -> list[CourseInSection]:
        """Those that somebody new may begin there: what posters and lists name."""
        return [course for course in self.courses_of(partner_id) if not course.is_hidden]

    def course_at(self, partner_id: int, course_key: UUID) -> CourseInSection | None:
        return next(
            (course for course in self.courses_of(partner_id) if course.course_key == course_key), None
        )

    def addresses_of(self, course_key: UUID) -> list[tuple[str, int]]:
        """Where a course stands, in every section: address and partner."""
        found = [course for course in self.courses if course.course_key == course_key]
        return [(course.address, course.partner_id) for course in found]

    def any_course(self, course_key: UUID) -> CourseInSection | None:
        return next((course for course in self.courses if course.course_key == course_key), None)


def address_book(language: str | None = None) -> AddressBook:
    """The book of the language in use; every address in it is live from the section down."""
    language = language or get_language()
    return remembered(("courses.address_book", language), lambda: _build(language))


def shared_courses(language: str | None = None) -> list[CourseInSection]:
    """The courses that their owners offer to all."""
    keys = remembered("courses.shared", _build_shared)
    return [
        course
        for course in address_book(language).courses
        if course.source_page_id in keys and course.section_page_id == course.source_page_id
    ]


def _build_shared() -> frozenset[int]:
    return frozenset(CoursePage.objects.live().filter(is_shared=True).values_list("pk", flat=True))


def _build(language: str) -> AddressBook:
    here = {"locale__language_code": language}
    homes = _live(HomePage, here)
    roots = [(path, url_path) for _pk, path, url_path in homes]
    fronts = [row for row in _live(PartnerPage, here, "partner_id") if _above(row[1], roots)]
    hidden = frozenset() if settings.SERVE_SAMPLE_TEXTS else partners_with_sample_texts()
    fronts = [row for row in fronts if row[3] not in hidden]
    sections = {path: partner_id for _pk, path, _url, partner_id in fronts}
    own = [row for *row, spoken in live_courses() if spoken == language]
    adopted = _live(AdoptedCoursePage, here, "course_key", "is_hidden", "numchild")
    own = [row for row in own if _section_path(row[1]) in sections]
    shared = {key: pk for pk, _path, _url, key, is_shared in own if is_shared}
    found = [(*row[:4], row[0], False) for row in own]
    found += [(*row[:4], shared[row[3]], row[4]) for row in adopted if row[3] in shared]
    courses = []
    for pk, path, url_path, key, source, is_hidden in sorted(found, key=lambda row: row[1]):
        section = _section_path(path)
        if section not in sections:
            continue
        root = _above(path, roots)
        courses.append(
            CourseInSection(
                partner_id=sections[section],
                course_key=key,
                address=url_path[len(root) - 1 :],
                source_page_id=source,
                section_page_id=pk,
                position=path,
                is_hidden=is_hidden,
            )
        )
    extras = extras_below((row[0], row[1]) for row in adopted if row[-1])
    history, former_courses = _former_addresses()
    places = [_front(Place.HOME, pk, "/", 0) for pk, _path, _url in homes[:1]]
    for pk, path, url_path, partner_id in fronts:
        places.append(_front(Place.SECTION, pk, url_path[len(_above(path, roots)) - 1 :], partner_id))
    return _written(places, tuple(courses), history, former_courses, extras)


def _live(model: type[Page], here: dict, *columns: str) -> list[tuple]:
    return list(model.objects.live().filter(**here).values_list("pk", "path", "url_path", *columns))


def partners_with_sample_texts() -> frozenset[int]:
    """Whose brand, own courses or own introductions are still samples: production serves none of their pages."""
    found = {face.partner_id for face in partner_faces().values() if face.is_sample}
    sections = dict(PartnerPage.objects.values_list("path", "partner_id"))
    for path in CoursePage.objects.live().filter(is_sample=True).values_list("path", flat=True):
        found.add(sections.get(_section_path(path)))
    for path, text in AdoptedCoursePage.objects.live().values_list("path", "own_introduction"):
        if is_sample_text(strip_tags(text)):
            found.add(sections.get(_section_path(path)))
    return frozenset(found)


def _front(place: Place, pk: int, path: str, partner_id: int) -> Address:
    return Address(place=place, path=path, partner_id=partner_id, source_page_id=pk, section_page_id=pk)


def _above(path: str, roots: list[tuple[str, str]]) -> str | None:
    """The url_path of the root page that a page stands below."""
    return next((url for root, url in roots if path.startswith(root)), None)


def _section_path(path: str) -> str:
    """A course stands right below its section."""
    return path[: -Page.steplen]


def _written(
    places: list[Address],
    courses: tuple[CourseInSection, ...],
    history: list,
    former_courses: list,
    extras: dict[int, Extras],
) -> AddressBook:
    addresses = {place.path: place for place in places}
    moved: dict[str, str] = {}
    for course in courses:
        outline = course.outline
        if outline is None:
            continue
        own = extras.get(course.section_page_id, NO_EXTRAS)
        for address in _addresses_of(course, outline, own):
            # The shared course stands first: a partner's own part takes no address from it.
            addresses.setdefault(address.path, address)
        known = {**own.by_key, **outline.by_key}
        for course_key, activity_key, former in history:
            if course_key == course.course_key and activity_key in known:
                moved[course.address + former] = course.address + known[activity_key].address
    moved |= _from_former_places(courses, addresses, moved, former_courses)
    # A live address leads nowhere but to itself, whatever stood there before.
    moved = {former: now for former, now in moved.items() if former not in addresses}
    return AddressBook(addresses=addresses, courses=courses, moved=moved, extras=extras)


def _addresses_of(course: CourseInSection, outline: Outline, extras: Extras) -> Iterator[Address]:
    def at(place, relative, key=None, kind=None):
        return Address(
            place=place,
            path=course.address + relative,
            course_address=course.address,
            course_key=course.course_key,
            partner_id=course.partner_id,
            source_page_id=course.source_page_id,
            section_page_id=course.section_page_id,
            key=key,
            kind=kind,
            is_hidden=course.is_hidden,
        )

    yield at(Place.COURSE, "")
    for module in (*outline.modules, *extras.modules):
        yield at(Place.MODULE, module.address, module.key)
        for activity in module.activities:
            yield at(Place.ACTIVITY, activity.address, activity.key, activity.kind)


def _former_addresses() -> tuple[list, list]:
    """Of activities: course, activity, address within it; of courses: course, partner, whole address. One SQL."""
    inside = AddressHistory.objects.values_list("course_key", "activity_key", "address", Value(0))
    courses = FormerCourseAddress.objects.values_list("course_key", "course_key", "path", "partner_id")
    rows = list(inside.union(courses, all=True))
    return (
        [(course, activity, address) for course, activity, address, partner_id in rows if not partner_id],
        [(course, partner_id, path) for course, _same, path, partner_id in rows if partner_id],
    )


def _from_former_places(
    courses: tuple[CourseInSection, ...],
    addresses: dict[str, Address],
    moved: dict[str, str],
    former_courses: list,
) -> dict[str, str]:
    """Addresses of courses that stood in another section, or under another word, with all that is below them."""
    here = {(course.partner_id, course.course_key): course.address for course in courses}
    now = {path: path for path in addresses} | moved
    found: dict[str, str] = {}
    for course_key, partner_id, former in former_courses:
        today = here.get((stands_for(partner_id), course_key))
        if today:
            found |= {
                former + path.removeprefix(today): onward
                for path, onward in now.items()
                if path.startswith(today)
            }
    return found
