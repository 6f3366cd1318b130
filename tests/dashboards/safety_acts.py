"""Who takes what away for safety, and where its screens are."""

from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.domain.safety import withdraw_for_safety
from courses.enums import WithdrawnKind
from courses.models import LessonPage, SafetyWithdrawal
from courses.queries import address_book
from letters.models import Letter
from partners.enums import Role
from tests.factories.partners import make_person

WHY = {"reason": "A number in it was wrong."}


def person(section, role=Role.APPROVER, number=1) -> User:
    return make_person(section, role, f"{role.value}{number}@{section.slug}.example")


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def lesson(slug: str = "alder", path: str = "own/1/1/") -> LessonPage:
    return LessonPage.objects.get(url_path=f"/home/{slug}/{path}")


def course_key(slug: str = "alder", path: str = "/alder/own/"):
    return address_book().find(path).course_key


def url(name: str, slug: str, *args) -> str:
    return reverse(f"dashboards:{name}", args=[slug, *args])


def take_away(partner, page, block_id="", by=None, **more) -> SafetyWithdrawal:
    path = page.url_path.removeprefix("/home")
    kind = WithdrawnKind.BLOCK if block_id else WithdrawnKind.LESSON
    given = {"reason": "A number in it was wrong.", "kind": kind, **more}
    return withdraw_for_safety(
        partner=partner,
        course_key=address_book().find(path).course_key,
        activity_key=page.translation_key,
        block_id=block_id,
        by=by,
        **given,
    )


def addresses(subject: str) -> list[str]:
    return sorted(Letter.objects.filter(subject=subject).values_list("address", flat=True))
