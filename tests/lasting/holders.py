"""People who have finished a course of the site's own and hold a certificate of it, asked for through its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from django.test import Client
from django.utils import timezone

from certificates.models import CertificatePdf
from courses.domain import ensure_edition
from courses.models import AdoptedCoursePage, CoursePage
from courses.queries import outline_of_edition
from learning.domain import begin_as_guest
from learning.models import CourseCompletion, Enrolment
from learning.signals import course_completed
from partners.models import Partner, PartnerPage
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import phone_of
from tests.factories.walking import have_it_printed
from tests.kill.server import NAME

# As over the proxy of production.
HEADERS = {"SERVER_NAME": NAME, "HTTP_X_FORWARDED_PROTO": "https"}
NAMES = (
    "Amina Ali",
    "Zoë Ångström-Dvořák",
    "মোহাম্মদ আব্দুল্লাহ",
    "فاطمة الزهراء بنت محمد",
    "محمد اقبال چوہدری",
    "ધ્રુવી પટેલ",
    "தமிழ்ச்செல்வி",
    "ਹਰਪ੍ਰੀਤ ਕੌਰ ਸਿੱਧੂ",
    "ገብረመድህን ተስፋይ",
    "Nguyễn Thị Minh Khai",
    "Ọlábísí Adébáyọ̀",
    "Şule Çiğdem Yıldız",
    "שרה לאה כהן",
    "<b>Bobby</b> & sons",
    "Amina Ali أمينة علي",
)


# What else a holder decides; by turns, and never in step with the names.
CHOICES = ({}, {"hides_course": "on"}, {"shape": "portrait"}, {"in_programmes_name": "on"})


@dataclass(frozen=True)
class Offer:
    """One course as one partner offers it."""

    partner: Partner
    course: CoursePage
    address: str


@dataclass(frozen=True)
class Holder:
    phone: Client
    partner_id: int
    certificate: str
    # Whether the programme stands on it in the association's place.
    is_in_programmes_name: bool


def offers() -> list[Offer]:
    """Of every partner with a section: its own courses and those it has taken up."""
    found = []
    for section in PartnerPage.objects.select_related("partner").order_by("pk"):
        for page in CoursePage.objects.child_of(section).live():
            found.append(Offer(section.partner, page, page.url or ""))
        for page in AdoptedCoursePage.objects.child_of(section).live():
            course = CoursePage.objects.filter(translation_key=page.course_key, live=True).first()
            if course:
                found.append(Offer(section.partner, course, page.url or ""))
    return found


def complete(offer: Offer) -> tuple[CourseCompletion, Client]:
    """Somebody new has finished it, as `learning` writes that down at the last act."""
    learner, token = begin_as_guest(language="en-gb")
    edition_id = ensure_edition(course_page_id=offer.course.pk)
    outline, now = outline_of_edition(edition_id), timezone.now()
    act = {
        "learner": learner,
        "partner": offer.partner,
        "course_key": outline.course_key,
        "edition_id": edition_id,
    }
    enrolment = Enrolment.objects.create(**act, course_address=offer.address, begun_at=now)
    completion = CourseCompletion.objects.create(**act, enrolment=enrolment, completed_at=now)
    course_completed.send(sender=CourseCompletion, completion=completion, outline=outline, language="en-gb")
    phone = phone_of(token)
    phone.defaults |= HEADERS
    return completion, phone


def holders(count: int) -> Iterator[Holder]:
    """Each asks for the certificate through its page, in the names of many scripts; the files are not drawn yet."""
    for number, offer in enumerate(islice(cycle(offers()), count)):
        completion, phone = complete(offer)
        choices = CHOICES[number % len(CHOICES)]
        name_page = f"/certificate/{completion.public_id}/name/"
        asked = have_it_printed(phone, name_page, name=NAMES[number % len(NAMES)], **choices)
        if asked.status_code != 302:
            raise RuntimeError(f"asking for a certificate answered {asked.status_code}")
        is_in_programmes_name = "in_programmes_name" in choices and not offer.partner.is_programme
        yield Holder(phone, offer.partner.pk, asked["Location"], is_in_programmes_name)


def all_files() -> list[CertificatePdf]:
    """Every file that was ever wanted, with its certificate."""
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        return list(CertificatePdf.objects.select_related("certificate").order_by("pk"))
