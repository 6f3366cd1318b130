"""A completed course and what follows from it, written plainly: no page has to be built for it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

from django.conf import settings
from django.test import Client

from certificates.domain import Choices, correct_certificate, issue_certificate, remove_certificate
from certificates.models import AvailableCertificate, Certificate, CertificatePdf
from courses.models import Edition
from courses.queries import Outline, outline_of_edition
from learning.domain import begin_as_guest
from learning.models import CourseCompletion, Enrolment, Learner
from learning.signals import course_completed
from learning.views.pausing import SEEN_COOKIE, sign_of_life
from partners.domain import public_content_changed
from partners.models import Brand, Partner
from partners.scoping import Exemption, for_learner, past_the_doors

COURSE = {
    "title": "Small signs, strong support",
    "neutral_title": "Course 1",
    "summary": "What helps.",
    "audience": "Everybody",
    "minutes": 60,
    "introduction": "",
    "outcomes": ["say what helps young people stay safe", "choose one small step"],
    "certificate_line": "Noticing and supporting",
    "content_note": "",
    "is_sample": False,
}
COMPLETED_AT = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@dataclass
class Done:
    """Somebody who has just finished a course; `phone` is theirs."""

    learner: Learner
    phone: Client
    completion: CourseCompletion
    outline: Outline

    @property
    def available(self) -> AvailableCertificate:
        with past_the_doors(Exemption.ERASURE):
            return AvailableCertificate.objects.get(completion_id=self.completion.pk)

    def issue(self, name: str = "Amina Ali", *, key: str = "k", **choices) -> Certificate:
        available_id = self.available.pk
        with for_learner(self.learner.pk):
            return issue_certificate(
                available_id=available_id, name=name, idempotency_key=key, choices=Choices(**choices)
            )

    def correct(self, certificate: Certificate, name: str = "Amina Ali", *, key: str = "c", **choices):
        with for_learner(self.learner.pk):
            return correct_certificate(
                certificate_id=certificate.pk, name=name, idempotency_key=key, choices=Choices(**choices)
            )

    def remove(self, certificate: Certificate) -> Certificate:
        with for_learner(self.learner.pk):
            remove_certificate(certificate_id=certificate.pk)
        reload(certificate)
        return certificate

    def certificates(self) -> list[Certificate]:
        with for_learner(self.learner.pk):
            return list(Certificate.objects.select_related("pdf").order_by("pk"))


def make_partner(slug: str = "alder", *, is_programme: bool = False, **brand) -> Partner:
    partner = Partner.objects.create(
        slug=slug,
        name=f"{slug.capitalize()} Homes",
        short_name=slug.capitalize(),
        is_programme=is_programme,
        joined_on=date(2021, 8, 31),
        is_sharing_on=not is_programme,
    )
    words = {
        "monogram": slug[:2].upper(),
        "brand_colour": "#7c3a70",
        "accent_colour": "#f8ecf6",
        "co_brand_line": "With the programme",
        "signatory_role": "Course team",
    }
    Brand.objects.create(partner=partner, **{**words, **brand})
    public_content_changed()
    return partner


def complete(partner: Partner, *, at: datetime = COMPLETED_AT, sends: bool = True, **course) -> Done:
    """A new learner completes a course with this partner; `sends` the signal as learning does."""
    learner, token = begin_as_guest(language="en-gb")
    key = uuid4()
    edition = Edition.objects.create(
        course_key=key,
        fingerprint=key.hex,
        content={"en-gb": {"course": {**COURSE, **course}, "modules": []}},
    )
    act = {"learner": learner, "partner": partner, "course_key": key, "edition": edition}
    enrolment = Enrolment.objects.create(**act, course_address="/alder/course-1/", begun_at=at)
    completion = CourseCompletion.objects.create(**act, enrolment=enrolment, completed_at=at)
    done = Done(learner, phone_of(token), completion, outline_of_edition(edition.pk))
    if sends:
        send(done)
    return done


def send(done: Done, **changes) -> None:
    """What learning says inside the completing transaction; `changes` are to the outline."""
    course_completed.send(
        sender=CourseCompletion,
        completion=done.completion,
        outline=replace(done.outline, **changes),
        language="en-gb",
    )


def phone_of(token: str) -> Client:
    client = Client()
    client.cookies[settings.LEARNER_COOKIE_NAME] = token
    client.cookies[SEEN_COOKIE] = sign_of_life(token)
    return client


def file_of(certificate: Certificate) -> CertificatePdf:
    with past_the_doors(Exemption.ERASURE):
        return CertificatePdf.objects.select_related("certificate").get(certificate_id=certificate.pk)


def change(row, **values) -> None:
    """Past every verb, as time or an operator would."""
    with past_the_doors(Exemption.ERASURE):
        type(row).objects.filter(pk=row.pk).update(**values)
    reload(row)


def reload(row) -> None:
    row.refresh_from_db()


def name_address(done: Done) -> str:
    """Where its holder types the name."""
    return f"/certificate/{done.completion.public_id}/name/"
