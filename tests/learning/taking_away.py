"""Something is taken away for safety, and brought back, as the screens do it."""

from django.test import Client

from accounts.models import User
from courses.domain.safety import restore_withdrawn, withdraw_for_safety
from courses.enums import WithdrawnKind
from courses.models import CoursePage, SafetyWithdrawal
from courses.queries import address_book
from learning.models import CourseCompletion
from learning.queries import Progress, open_enrolment, progress_of
from partners.enums import Role
from partners.models import Partner, PartnerPage
from tests.factories.partners import make_person
from tests.factories.walking import form_around_primary

from .acts import Resident

CALM = "is being looked at again"
COURSE = "/alder/course-1/"
KINDS = {
    ("lesson", False): WithdrawnKind.LESSON,
    ("lesson", True): WithdrawnKind.BLOCK,
    ("quiz", False): WithdrawnKind.QUIZ,
    ("quiz", True): WithdrawnKind.QUESTION,
}


def approver(partner: Partner, number: int = 1) -> User:
    section = PartnerPage.objects.get(partner=partner)
    return make_person(section, Role.APPROVER, f"approver{number}@{partner.slug}.example")


def take_away(path: str, block_id: str = "") -> SafetyWithdrawal:
    """By the approver of whose course it is; `path` in whatever section."""
    found = address_book().find(path)
    owner = owner_of(found.course_key)
    return withdraw_for_safety(
        partner=owner,
        course_key=found.course_key,
        activity_key=found.key,
        kind=KINDS[found.kind.value, bool(block_id)],
        block_id=block_id,
        by=approver(owner),
        reason="A number in it was wrong.",
    )


def bring_back(withdrawal: SafetyWithdrawal) -> SafetyWithdrawal:
    return restore_withdrawn(withdrawal=withdrawal, by=approver(withdrawal.partner, 2))


def owner_of(course_key) -> Partner:
    course = CoursePage.objects.get(translation_key=course_key)
    return PartnerPage.objects.ancestor_of(course).get().partner


def phone_of(resident: Resident) -> Client:
    phone = Client()
    phone.cookies["learner"] = resident.token
    # A phone that has not been seen for a while shows the pause page first.
    phone.post("/phone/carry-on/")
    return phone


def at(resident: Resident, course: str) -> Resident:
    return Resident(resident.learner, course, resident.token)


def progress(resident: Resident) -> Progress:
    key = address_book().find(resident.course_address).course_key
    with resident.door():
        return progress_of(open_enrolment(key))


def completions() -> int:
    return CourseCompletion._base_manager.count()


def press(phone: Client, url: str) -> str:
    """Follows the one way on that a page offers; gives the address it leads to."""
    action, fields = form_around_primary(phone.get(url).content.decode())
    return phone.post(action, fields, follow=True).request["PATH_INFO"]
