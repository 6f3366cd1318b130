"""Who has taken which shared course into their section, and how each stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from courses.enums import AdoptionState
from courses.models import AdoptedCoursePage, CoursePage, ModulePage
from partners.models import PartnerPage
from partners.queries import brand_of

from .address_book import CourseInSection, shared_courses
from .changes import count_changes
from .outline import Outline
from .words import words_of


@dataclass(frozen=True)
class SharedCourse:
    """A shared course as one section stands to it. `page` is None until it was taken once.

    `reference` names it to whoever may take it: its owner's slug and its own. `course` is None when its owner
    offers it no more.
    """

    reference: str
    title: str
    owner_name: str
    course: CourseInSection | None
    page: AdoptedCoursePage | None

    @property
    def state(self) -> AdoptionState:
        if self.page is None or not self.page.live:
            return AdoptionState.ENDED if self.page else AdoptionState.NOT_TAKEN
        if self.course is None:
            return AdoptionState.NOT_OFFERED
        return AdoptionState.HIDDEN if self.page.is_hidden else AdoptionState.TAKEN

    @property
    def outline(self) -> Outline | None:
        return self.course.outline if self.course else None

    @property
    def words(self) -> dict | None:
        """Of today."""
        return words_of(self.course.source_page_id) if self.course else None

    @property
    def changes(self) -> int:
        """How much differs from what somebody of the partner has read; nothing where it is not in the section."""
        if self.page is None or not self.page.live:
            return 0
        return count_changes(self.page.seen_words, self.words)


@dataclass(frozen=True)
class OwnCourse:
    """A live course of a section's own, and who has taken it."""

    page: CoursePage
    taken_by: tuple[str, ...]


def section_of_partner(partner_id: int) -> PartnerPage | None:
    """In the language that courses are written in."""
    here = {"partner_id": partner_id, "locale__language_code": settings.LANGUAGE_CODE}
    return PartnerPage.objects.filter(**here).select_related("partner").first()


def shared_in_their_language() -> QuerySet[CoursePage]:
    """Live and offered to all, as they are written; without their translations."""
    return CoursePage.objects.live().filter(is_shared=True, locale__language_code=settings.LANGUAGE_CODE)


def shared_courses_for(section: PartnerPage) -> list[SharedCourse]:
    """All that may be taken, and all that was, in the order of their owners. One SQL."""
    offered = [row for row in shared_courses(settings.LANGUAGE_CODE) if row.partner_id != section.partner_id]
    pages = {page.course_key: page for page in AdoptedCoursePage.objects.child_of(section).order_by("path")}
    found = [_shared(course, pages.pop(course.course_key, None)) for course in offered]
    found += [
        SharedCourse(reference="", title=page.title, owner_name="", course=None, page=page)
        for page in pages.values()
    ]
    return found


def _shared(course: CourseInSection, page: AdoptedCoursePage | None) -> SharedCourse:
    owner = brand_of(partner_id=course.partner_id)
    return SharedCourse(
        reference=f"{owner.slug}/{course.address.strip('/').split('/')[-1]}",
        title=course.outline.title,
        owner_name=owner.name,
        course=course,
        page=page,
    )


def own_parts_of(page: AdoptedCoursePage) -> QuerySet[ModulePage]:
    """A partner's own parts, drafts too; those before the course first."""
    return ModulePage.objects.child_of(page).order_by("-stands", "path")


def own_courses_of(section: PartnerPage) -> list[OwnCourse]:
    """The live courses that a section has written itself. Three SQL."""
    pages = list(CoursePage.objects.child_of(section).live().order_by("path"))
    adopters = adopters_of(page.translation_key for page in pages)
    return [
        OwnCourse(page, tuple(row.partner.name for _page, row in adopters.get(page.translation_key, ())))
        for page in pages
    ]


def adopters_of(course_keys: Iterable[UUID]) -> dict[UUID, list[tuple[AdoptedCoursePage, PartnerPage]]]:
    """Where courses stand just now, hidden or not: the adopted page and its section, by name. Two SQL."""
    here = PartnerPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    sections = {page.path: page for page in here.select_related("partner")}
    found: dict[UUID, list] = {}
    for page in AdoptedCoursePage.objects.live().filter(course_key__in=list(course_keys)):
        section = sections.get(page.path[: -page.steplen])
        if section:
            found.setdefault(page.course_key, []).append((page, section))
    for rows in found.values():
        rows.sort(key=lambda row: row[1].partner.name.lower())
    return found
