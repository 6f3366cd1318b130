"""The courses of one partner's section go to another's. Every former address leads on for ever.

Wagtail asks no permission of nobody: who may do this is asked once, by whoever calls these verbs.
"""

from django.db import transaction
from wagtail.models import Page, Revision

from courses.models import (
    AdoptedCoursePage,
    CoursePage,
    FormerCourseAddress,
    ModulePage,
    SafetyWithdrawal,
    VoidedQuestion,
)
from courses.queries.handover import CourseMove, planned_moves, sections_of
from partners.domain import public_content_changed
from partners.models import Partner, PartnerPage


@transaction.atomic
def hand_courses_over(*, source: Partner, target: Partner, by) -> None:
    """Own courses move; adopted ones too, where the target has not taken them up itself. Then the source's
    section is closed: it is not public, and nothing that stays in it waits for approval. Repeatable.
    """
    for move in planned_moves(source, target):
        move_course(move=move, target=target, by=by)
    hand_withdrawals_over(source=source, target=target)
    close_section(partner=source, by=by)


@transaction.atomic
def hand_withdrawals_over(*, source: Partner, target: Partner) -> int:
    """What is taken away for safety stays away; those who carry on with the courses can bring it back. What was
    voided is theirs to answer for.
    """
    VoidedQuestion.objects.filter(partner=source).update(partner=target)
    return SafetyWithdrawal.objects.filter(partner=source).update(partner=target)


@transaction.atomic
def move_course(*, move: CourseMove, target: Partner, by, keeps_address: bool = False) -> None:
    """One course as it was planned. `keeps_address`: its former address is written down in any case."""
    page = (CoursePage if move.is_own else AdoptedCoursePage).objects.get(pk=move.page_id)
    match = Page.objects.get(pk=move.match_id).specific if move.match_id else None
    section = sections_of(target)[page.locale_id]
    _end_requests(page, by)
    if move.moves:
        if match:
            # The course itself takes the place of the page by which it was taken up here.
            _give_way(match, by)
        _move_to(page, section, move.slug)
    elif isinstance(match, AdoptedCoursePage):
        _move_parts(page, match)
    _remember(move, target, always=keeps_address)


@transaction.atomic
def remember_courses(*, source: Partner, target: Partner) -> int:
    """The addresses of courses that stay behind lead to the target's page of the same course, if it has one."""
    moves = [row for row in planned_moves(source, target) if not row.moves]
    for move in moves:
        _remember(move, target, always=True)
    return len(moves)


@transaction.atomic
def close_section(*, partner: Partner, by) -> None:
    """Nothing of the section is public any more, and nothing in it waits for approval. Drafts stay."""
    for section in PartnerPage.objects.filter(partner=partner):
        for page in Page.objects.descendant_of(section, inclusive=True).specific():
            _end_requests(page, by, below=False)
            if page.live:
                page.unpublish()
    public_content_changed()


def _remember(move: CourseMove, target: Partner, *, always: bool) -> None:
    """Where only the partner's own word changes, its successor's address answers without a row."""
    if always or move.is_renamed:
        FormerCourseAddress.objects.update_or_create(
            path=move.former_path, defaults={"course_key": move.course_key, "partner": target}
        )


def _give_way(page: Page, by) -> None:
    _end_requests(page, by)
    if page.live:
        page.unpublish()
    taken = set(page.get_siblings().values_list("slug", flat=True))
    slug, number = f"{page.slug}-before", 1
    while slug in taken:
        number += 1
        slug = f"{page.slug}-before-{number}"
    _give_slug(page, slug)


def _move_to(page: Page, parent: Page, slug: str) -> None:
    """`slug` is free below `parent`; where a page beside it has the same, this one bears neither on its way."""
    if page.get_siblings(inclusive=False).filter(slug=slug).exists():
        _give_slug(page, f"{slug}-moves-{page.pk}")
        page.move(parent, pos="last-child")
        page = type(page).objects.get(pk=page.pk)
        _give_slug(page, slug)
    else:
        _give_slug(page, slug)
        page.move(parent, pos="last-child")


def _give_slug(page: Page, slug: str) -> None:
    """Of the page and of its draft: publishing that one later would bring the former address back."""
    if page.slug == slug:
        return
    page.slug = slug
    page.save()
    for revision in Revision.objects.filter(pk=page.latest_revision_id):
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])


def _move_parts(page: AdoptedCoursePage, match: AdoptedCoursePage) -> None:
    """A partner's own extra parts go to the target's page of the same course."""
    for part in ModulePage.objects.child_of(page).order_by("path"):
        taken = set(match.get_children().values_list("slug", flat=True))
        slug, number = part.slug, 1
        while slug in taken:
            number += 1
            slug = f"{part.slug}-{number}"
        _move_to(part, AdoptedCoursePage.objects.get(pk=match.pk), slug)


def _end_requests(page: Page, by, *, below: bool = True) -> None:
    """Whoever was asked to approve has no role here any more; the draft stays and can be sent in anew."""
    pages = Page.objects.descendant_of(page, inclusive=True) if below else Page.objects.filter(pk=page.pk)
    for row in pages.specific():
        if row.current_workflow_state:
            row.current_workflow_state.cancel(user=by)
