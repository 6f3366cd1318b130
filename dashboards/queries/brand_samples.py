"""What a drafted look is shown with: a lesson, and a certificate that is nobody's."""

from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from certificates.domain import codes
from certificates.domain.facts import facts_of
from certificates.models import Certificate
from courses.enums import ActivityKind
from courses.models import LessonPage
from courses.queries import address_book, shared_courses
from courses.queries.address_book import CourseInSection
from pages.models import SiteImage
from partners.models import Brand
from partners.queries import BrandFace
from partners.queries.brands import draft_face

from .papers import paper_name

# A code whose letters are all nought: no certificate has it, so its check says that it is not known.
NO_CODE = codes.LETTERS[0] * codes.GROUPS * codes.GROUP_LETTERS


def drafted_face(partner_id: int) -> BrandFace | None:
    """The face of the latest draft, for the task worker."""
    brand = Brand.objects.select_related("partner").filter(partner_id=partner_id).first()
    return draft_face(brand.get_latest_revision_as_object(), theme_url="") if brand else None


def sample_course(partner_id: int) -> CourseInSection | None:
    """The section's first course; a shared one where it has none yet."""
    return next(iter([*address_book().offered_by(partner_id), *shared_courses()]), None)


def sample_lesson(course: CourseInSection | None) -> LessonPage | None:
    """The first lesson of a course, as it is live. One SQL."""
    activities = course.outline.activities if course else ()
    lesson = next((row for row in activities if row.kind is ActivityKind.LESSON), None)
    return LessonPage.objects.filter(pk=lesson.page_id).first() if lesson else None


def sample_certificate(face: BrandFace, *, logo: str = "", signature: str = "") -> Certificate | None:
    """A certificate in this look for nobody; never saved. None where there is no course to be completed."""
    course, language = sample_course(face.partner_id), settings.LANGUAGE_CODE
    if course is None:
        return None
    completion = SimpleNamespace(completed_at=timezone.now(), is_by_voiding=False)
    facts = facts_of(
        completion=completion,
        outline=course.outline,
        face=face,
        language=language,
        artwork=lambda image_id: {face.logo_id: logo, face.signature_id: signature}.get(image_id, ""),
    )
    with translation.override(language):
        name = _("Your name here")
    return Certificate(
        partner_id=face.partner_id,
        course_key=course.course_key,
        name=name,
        code=NO_CODE,
        facts=facts,
        issued_at=completion.completed_at,
    )


def certificate_name(face: BrandFace) -> str:
    """Under which its PDF is kept; "" where there is no course. One SQL where there are pictures."""
    ids = [pk for pk in (face.logo_id, face.signature_id) if pk]
    digests = dict(SiteImage.objects.filter(pk__in=ids).values_list("pk", "file_hash")) if ids else {}
    made = sample_certificate(
        face, logo=digests.get(face.logo_id, ""), signature=digests.get(face.signature_id, "")
    )
    return paper_name("samples", made.facts) if made else ""
