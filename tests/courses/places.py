"""The addresses of the small course, in every section that shows it."""

from courses.models import LessonPage, ModulePage
from courses.queries import address_book

FRONTS = {"/", "/programme/", "/alder/", "/birch/"}
INNER = {"", "1/", "1/1/", "1/2/", "1/3/", "2/", "2/1/", "2/2/", "2/3/"}
SECTIONS = ("programme", "alder", "birch")
STRANGER = {f"/birch/own/{inner}" for inner in ("", "1/", "1/1/", "1/2/")}


def paths() -> set[str]:
    return set(address_book().addresses)


def everywhere(*inner: str, sections=SECTIONS) -> set[str]:
    """Relative addresses of the shared course in each section."""
    return {f"/{section}/course-1/{relative}" for section in sections for relative in inner}


def lesson(shared, module: str = "1", slug: str = "1") -> LessonPage:
    return LessonPage.objects.get(url_path=f"/home/programme/course-1/{module}/{slug}/")


def module(shared, slug: str = "1") -> ModulePage:
    return ModulePage.objects.child_of(shared.course).get(slug=slug)


ALL = FRONTS | STRANGER | everywhere(*INNER)
