"""An owner offers a course to all partners, takes it back, and whoever has it in their section is told."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage
from courses.queries.adoptions import adopters_of
from courses.queries.changes import count_changes
from courses.queries.words import words_of
from partners.domain import public_content_changed, record, write_letter
from partners.enums import Ability
from partners.models import PartnerPage
from partners.rules.who_may import who_may


@transaction.atomic
def share_course(*, course: CoursePage, by) -> None:
    """From now on every partner may take it. Sharing twice is once."""
    _set_shared(course, by, is_shared=True, verb="share course")


@transaction.atomic
def stop_sharing_course(*, course: CoursePage, by) -> None:
    """Out of every section but its own, whoever has begun finishes it; those who had taken it are told."""
    if _set_shared(course, by, is_shared=False, verb="stop sharing course"):
        tell_of_loss(courses={course.translation_key: course.neutral_title})


def _set_shared(course: CoursePage, by, *, is_shared: bool, verb: str) -> bool:
    course = CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if course.is_shared == is_shared:
        return False
    # In every language.
    CoursePage.objects.filter(translation_key=course.translation_key).update(is_shared=is_shared)
    section = PartnerPage.objects.select_related("partner").parent_of(course).get()
    record(actor=by, verb=verb, of=course, partner=section.partner, course=course.neutral_title)
    public_content_changed()
    return True


@transaction.atomic
def tell_of_loss(*, courses: dict[UUID, str]) -> None:
    """A letter to those who look after the choice of courses, wherever one of these (key → neutral title) stands."""
    for course_key, rows in adopters_of(courses).items():
        _tell("shared_course_gone", courses[course_key], rows)


@transaction.atomic
def tell_of_changes(*, course: CoursePage) -> None:
    """The same, where the words differ from what was read there; at most once a day for each course.

    Words are read in the language they are written in: a translation is no change.
    """
    if not (course.live and course.is_shared) or course.locale.language_code != settings.LANGUAGE_CODE:
        return
    rows = adopters_of([course.translation_key]).get(course.translation_key, [])
    now = words_of(course.pk) if rows else None
    _tell("shared_course_changed", course.neutral_title, (row for row in rows if _differs(row[0], now)))


def _differs(page, now: dict | None) -> bool:
    return count_changes(page.seen_words, now) > 0


def _tell(template: str, course_title: str, rows: Iterable[tuple]) -> None:
    rows = list(rows)
    people = who_may(Ability.ADOPT, partner_ids=[section.partner_id for _page, section in rows])
    today = timezone.localdate().isoformat()
    for page, section in rows:
        for user in people.get(section.partner_id, ()):
            write_letter(
                template=template,
                to=user,
                partner=section.partner,
                context={
                    "course_title": course_title,
                    "path": reverse("dashboards:shared-course", args=[section.partner.slug, page.slug]),
                },
                dedupe_key=f"{template}-{page.pk}-{user.public_id}-{today}",
            )
