"""Which courses of one partner's section would go to another's, and to which address. Nothing is changed."""

from dataclasses import dataclass
from uuid import UUID

from courses.models import AdoptedCoursePage, CoursePage, ModulePage
from partners.models import Partner, PartnerPage


@dataclass(frozen=True)
class CourseMove:
    """One course page in one language. `match_id`: the page of the same course that the target has already.

    `moves` is false where the target's own page answers from now on; then its extra parts go there alone.
    """

    page_id: int
    section_id: int
    course_key: UUID
    title: str
    is_own: bool
    former_path: str
    moves: bool
    slug: str
    match_id: int | None
    extra_parts: int

    @property
    def is_renamed(self) -> bool:
        """Whether the rest of the address is another one there."""
        return self.former_path.split("/")[2] != self.slug


def sections_of(partner: Partner) -> dict[int, PartnerPage]:
    """By language."""
    return {row.locale_id: row for row in PartnerPage.objects.filter(partner=partner).order_by("pk")}


def languages_missing(source: Partner, target: Partner) -> list[str]:
    """Languages in which the source has a section and the target none."""
    held, wanted = sections_of(source), sections_of(target)
    return [row.locale.get_display_name() for pk, row in held.items() if pk not in wanted]


def planned_moves(source: Partner, target: Partner) -> list[CourseMove]:
    """All courses of the source's section, in the order of its pages; addresses are free at the target."""
    found, wanted = [], sections_of(target)
    for locale_id, section in sections_of(source).items():
        if locale_id in wanted:
            found += _moves_between(section, wanted[locale_id])
    return found


def adopters_of(course_key: UUID, owner: Partner) -> int:
    """How many other partners have taken up a course."""
    sections = PartnerPage.objects.exclude(partner=owner)
    adopted = AdoptedCoursePage.objects.live().filter(course_key=course_key)
    paths = [path[: -PartnerPage.steplen] for path in adopted.values_list("path", flat=True)]
    return sections.filter(path__in=paths).values("partner_id").distinct().count()


def course_addresses(partner: Partner) -> dict[UUID, str]:
    """Course key → address in the partner's section, read from the pages themselves; live ones win."""
    found = {}
    for section in sections_of(partner).values():
        rows = [
            *AdoptedCoursePage.objects.child_of(section).values_list("course_key", "slug", "live"),
            *CoursePage.objects.child_of(section).values_list("translation_key", "slug", "live"),
        ]
        for key, slug, is_live in sorted(rows, key=lambda row: row[2]):
            if is_live or key not in found:
                found[key] = f"/{section.slug}/{slug}/"
    return found


def _moves_between(section: PartnerPage, wanted: PartnerPage) -> list[CourseMove]:
    taken = set(wanted.get_children().values_list("slug", flat=True))
    own_there = {page.translation_key: page for page in CoursePage.objects.child_of(wanted)}
    adopted_there = {page.course_key: page for page in AdoptedCoursePage.objects.child_of(wanted)}
    found = []
    for page in CoursePage.objects.child_of(section).order_by("path"):
        match = adopted_there.get(page.translation_key)
        slug = match.slug if match else _free_slug(page.slug, taken)
        found.append(_move(section, page, page.translation_key, slug, match, moves=True, is_own=True))
    for page in AdoptedCoursePage.objects.child_of(section).order_by("path"):
        match = own_there.get(page.course_key) or adopted_there.get(page.course_key)
        slug = match.slug if match else _free_slug(page.slug, taken)
        found.append(_move(section, page, page.course_key, slug, match, moves=match is None, is_own=False))
    return found


def _move(
    section: PartnerPage, page, key: UUID, slug: str, match, *, moves: bool, is_own: bool
) -> CourseMove:
    has_parts_to_move = not moves and isinstance(match, AdoptedCoursePage)
    parts = ModulePage.objects.child_of(page).count() if has_parts_to_move else 0
    return CourseMove(
        page_id=page.pk,
        section_id=section.pk,
        course_key=key,
        title=page.title,
        is_own=is_own,
        former_path=f"/{section.slug}/{page.slug}/",
        moves=moves,
        slug=slug,
        match_id=match.pk if match else None,
        extra_parts=parts,
    )


def _free_slug(wanted: str, taken: set[str]) -> str:
    """Takes the address, so that the next one does not."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    taken.add(slug)
    return slug
