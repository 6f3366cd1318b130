"""A completion makes a certificate available."""

from certificates.models import AvailableCertificate
from courses.queries import Outline
from learning.models import CourseCompletion
from partners.queries import brand_of

from .artwork import copy_artwork
from .facts import facts_hash, facts_of


def make_available(*, completion: CourseCompletion, outline: Outline, language: str) -> None:
    """Copies every fact a certificate will state but the name, in the transaction that completes the course.

    One insert and no other SQL, once the partner's artwork has been copied. Twice is once: what was
    written first stays.
    """
    face = brand_of(partner_id=completion.partner_id)
    facts = facts_of(
        completion=completion,
        outline=outline,
        face=face,
        language=language,
        artwork=lambda image_id: copy_artwork(image_id=image_id),
    )
    available = AvailableCertificate(
        public_id=completion.public_id,
        completion_id=completion.pk,
        learner_id=completion.learner_id,
        partner_id=completion.partner_id,
        course_key=completion.course_key,
        edition_id=completion.edition_id,
        facts=facts,
        facts_hash=facts_hash(facts),
        available_at=completion.completed_at,
    )
    AvailableCertificate.objects.bulk_create([available], ignore_conflicts=True)
