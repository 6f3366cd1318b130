"""Keeps the addresses that activities had before: posters, bookmarks and open enrolments live long."""

from uuid import UUID

from wagtail.models import Page

from courses.models import (
    AddressHistory,
    AdoptedCoursePage,
    CoursePage,
    LessonPage,
    ModulePage,
    QuizPage,
)


def remember_address(*, page: Page, url_path: str) -> None:
    """`url_path` is the activity's former Wagtail url_path; kept relative to its course."""
    course_key = _course_key_above(page)
    if course_key is None:
        return
    module_slug, activity_slug = url_path.rstrip("/").rsplit("/", 2)[-2:]
    AddressHistory.objects.bulk_create(
        [
            AddressHistory(
                course_key=course_key,
                activity_key=page.translation_key,
                address=f"{module_slug}/{activity_slug}/",
            )
        ],
        ignore_conflicts=True,
    )


def remember_addresses_below(*, page: Page, before: Page) -> None:
    """After a change of slug: the former addresses of the page's activities, or of the activity itself."""
    if isinstance(page, (LessonPage, QuizPage)):
        remember_address(page=page, url_path=before.url_path)
    elif isinstance(page, ModulePage):
        for model in (LessonPage, QuizPage):
            for activity in model.objects.child_of(page):
                remember_address(page=activity, url_path=f"{before.url_path}{activity.slug}/")


def _course_key_above(page: Page) -> UUID | None:
    """Of the course a page belongs to; in a partner's own part that of the shared course it stands beside."""
    own = CoursePage.objects.ancestor_of(page).values_list("translation_key", flat=True)
    adopted = AdoptedCoursePage.objects.ancestor_of(page).values_list("course_key", flat=True)
    return own.first() or adopted.first()
