"""A partner takes a shared course into its section."""

from django.db import transaction

from courses.models import AdoptedCoursePage, CoursePage
from partners.domain import public_content_changed
from partners.models import PartnerPage


class NotShared(ValueError):
    """The course is not live, or its owner does not offer it."""


@transaction.atomic
def adopt_course(
    *, section: PartnerPage, course: CoursePage, own_introduction: str = ""
) -> AdoptedCoursePage:
    """One live page with the course's key; adopting twice gives the same page. Raises NotShared."""
    if not (course.live and course.is_shared):
        raise NotShared(course.neutral_title)
    page = AdoptedCoursePage.objects.child_of(section).filter(course_key=course.translation_key).first()
    if page is None:
        page = section.add_child(
            instance=AdoptedCoursePage(
                title=course.title,
                slug=_free_slug(section, course.slug),
                locale_id=section.locale_id,
                course_key=course.translation_key,
                own_introduction=own_introduction,
            )
        )
        public_content_changed()
    return page


def _free_slug(section: PartnerPage, wanted: str) -> str:
    taken = set(section.get_children().values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
