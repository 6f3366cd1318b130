"""Keeps the addresses that activities had before: posters, bookmarks and open enrolments live long."""

from wagtail.models import Page

from courses.models import AddressHistory, CoursePage, LessonPage, ModulePage, QuizPage


def remember_address(*, page: Page, url_path: str) -> None:
    """`url_path` is the activity's former Wagtail url_path; kept relative to its course."""
    course = CoursePage.objects.ancestor_of(page).first()
    if course is None:
        return
    module_slug, activity_slug = url_path.rstrip("/").rsplit("/", 2)[-2:]
    AddressHistory.objects.bulk_create(
        [
            AddressHistory(
                course_key=course.translation_key,
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
