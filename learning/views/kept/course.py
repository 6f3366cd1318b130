"""Which course of which section a phone keeps, and the way through it as nobody in particular sees it."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from courses.queries import Address, OutlineActivity, OutlineModule, Place, address_book, outline_of_edition
from learning.models import Enrolment
from learning.views.way import Way, frozen_address
from partners.conf import READING_COOKIE
from partners.context_processors import chosen_borough
from partners.queries.reading import reading_of

_SIGNER = signing.Signer(salt="learning.kept-course")


@dataclass(frozen=True)
class EditionOnly:
    """Stands where a page asks for an enrolment: the edition is known, and nothing of a person."""

    edition_id: int
    course_key: UUID
    course_address: str
    partner_id: int
    completed_at: None = None


class NeutralWay(Way):
    """A way on which nothing is known to be done; what is kept on a phone is made along it."""

    progress = None
    is_completed = False

    @property
    def offered(self) -> list[OutlineActivity]:
        """Every activity, the section's own among them."""
        return [activity for module in self.modules for activity in module.activities]


@dataclass(frozen=True)
class KeptCourse:
    """`borough` decides which council's number stands in it, empty where none was chosen; `reading`, what it looks
    like: text size and colours as they are chosen on this phone.
    """

    edition_id: int
    course_key: UUID
    course_address: str
    partner_id: int
    borough: str = ""
    reading: str = ""

    @property
    def token(self) -> str:
        """Names the course in the address that a phone asks for news: nothing of a person, and no query."""
        return _SIGNER.sign_object(
            [self.edition_id, str(self.course_key), self.course_address, self.partner_id]
        )

    @property
    def edition(self) -> EditionOnly:
        return EditionOnly(self.edition_id, self.course_key, self.course_address, self.partner_id)

    def way(self) -> NeutralWay:
        """At the start of the course."""
        return self._way(self._place(self.course_address, None))

    def way_at_module(self, module: OutlineModule) -> NeutralWay:
        return self._way(self._place(self.way().url(module.address), module.key, module.address))

    def way_at_activity(self, activity: OutlineActivity) -> NeutralWay:
        return self._way(self._place(self.way().url_of(activity), activity.key, activity.address))

    def _way(self, address: Address) -> NeutralWay:
        return NeutralWay(address, outline_of_edition(self.edition_id), None, self.edition, frozenset())

    def _place(self, path: str, key: UUID | None, inner: str = "") -> Address:
        """As it stands today; where its page is gone, as the edition has it."""
        found = address_book().find(path)
        if found and found.course_key == self.course_key and found.key == key:
            return found
        frozen = frozen_address(
            self.edition, self.course_address + inner, self.course_address, self.partner_id
        )
        return frozen or Address(Place.COURSE, path, self.partner_id, 0, 0, self.course_address)


def kept_course(enrolment: Enrolment, request) -> KeptCourse:
    """The course of an enrolment, where it is read today."""
    course = address_book().course_at(enrolment.partner_id, enrolment.course_key)
    return KeptCourse(
        edition_id=enrolment.edition_id,
        course_key=enrolment.course_key,
        course_address=course.address if course else enrolment.course_address,
        partner_id=enrolment.partner_id,
        **_chosen(request),
    )


def course_of_token(token: str, request) -> KeptCourse | None:
    """None for a forged one."""
    try:
        edition_id, course_key, course_address, partner_id = _SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    return KeptCourse(edition_id, UUID(course_key), course_address, partner_id, **_chosen(request))


def _chosen(request) -> dict[str, str]:
    """What is chosen on the phone for every page; of what a cookie holds only what is offered."""
    borough = chosen_borough(request)
    reading = reading_of(request.COOKIES.get(READING_COOKIE, ""))
    return {"borough": borough.key if borough else "", "reading": reading.cookie()}
