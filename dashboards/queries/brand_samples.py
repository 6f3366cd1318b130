"""What a drafted look is shown with: a lesson, and a certificate that is nobody's."""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.domain import codes
from certificates.domain.facts import facts_of
from certificates.models import Certificate
from courses.enums import ActivityKind
from courses.models import LessonPage
from courses.queries import address_book, shared_courses
from courses.queries.address_book import CourseInSection
from partners.queries import BrandFace

# A code whose letters are all nought: no certificate has it, so its check says that it is not known.
NO_CODE = codes.LETTERS[0] * codes.GROUPS * codes.GROUP_LETTERS


def sample_course(partner_id: int) -> CourseInSection | None:
    """The section's first course; a shared one where it has none yet."""
    own = [course for course in address_book().courses_of(partner_id) if not course.is_hidden]
    return next(iter([*own, *shared_courses()]), None)


def sample_lesson(course: CourseInSection | None) -> LessonPage | None:
    """The first lesson of a course, as it is live. One SQL."""
    activities = course.outline.activities if course else ()
    lesson = next((row for row in activities if row.kind is ActivityKind.LESSON), None)
    return LessonPage.objects.filter(pk=lesson.page_id).first() if lesson else None


def sample_certificate(face: BrandFace, course: CourseInSection | None, language: str) -> Certificate | None:
    """A certificate in this look for nobody; never saved."""
    if course is None:
        return None
    completion = SimpleNamespace(completed_at=timezone.now())
    facts = facts_of(
        completion=completion, outline=course.outline, face=face, logo="", signature="", language=language
    )
    return Certificate(
        partner_id=face.partner_id,
        course_key=course.course_key,
        name=_("Your name here"),
        code=NO_CODE,
        facts=facts,
        issued_at=completion.completed_at,
    )
