"""A partner takes a shared course into its section, hides it, shows it again, ends it, and takes it once more.

None of it touches a record: whoever has begun goes on, in the section or from the edition.
"""

from django.db import transaction
from django.utils import timezone

from courses.models import AdoptedCoursePage, CoursePage
from courses.queries.words import words_of
from partners.domain import public_content_changed, record
from partners.models import PartnerPage


class NotShared(ValueError):
    """The course is not live, its owner does not offer it, or it is the section's own."""


@transaction.atomic
def adopt_course(
    *, section: PartnerPage, course: CoursePage, own_introduction: str = "", by=None
) -> AdoptedCoursePage:
    """One live page with the course's key; adopting twice gives the same page. Raises NotShared.

    One that was ended stands again, at its address and with its own words; one that is hidden stays hidden.
    """
    if not (course.live and course.is_shared) or course.is_child_of(section):
        raise NotShared(course.neutral_title)
    # Two taps at once are one after the other, and the second finds the page of the first.
    PartnerPage.objects.select_for_update(of=("self",)).get(pk=section.pk)
    page = AdoptedCoursePage.objects.child_of(section).filter(course_key=course.translation_key).first()
    if page is not None and page.live:
        return page
    if page is None:
        section.refresh_from_db(fields=["numchild"])
        page = section.add_child(
            instance=AdoptedCoursePage(
                title=course.title,
                slug=_free_slug(section, course.slug),
                locale_id=section.locale_id,
                course_key=course.translation_key,
                own_introduction=own_introduction,
            )
        )
    else:
        page.live, page.is_hidden, page.expired = True, False, False
        page.has_unpublished_changes = _has_newer_draft(page)
        page.save()
    # What is taken is taken as it stands now; what changes later is told.
    _note_words(page, words_of(course.pk))
    record(actor=by, verb="take shared course", of=page, partner=section.partner, course=course.neutral_title)
    public_content_changed()
    return page


@transaction.atomic
def hide_adoption(*, page: AdoptedCoursePage, by) -> None:
    """Not offered in the section any more; whoever has begun carries on. Hiding twice is once."""
    _set_hidden(page, by, is_hidden=True, verb="hide shared course")


@transaction.atomic
def show_adoption(*, page: AdoptedCoursePage, by) -> None:
    """Offers a hidden course again; one that is offered stays as it is."""
    _set_hidden(page, by, is_hidden=False, verb="show shared course")


@transaction.atomic
def end_adoption(*, page: AdoptedCoursePage, by) -> None:
    """Takes the course out of the section; whoever has begun finishes from the edition. Ending twice is once."""
    page = _locked(page)
    if page.live:
        # Without a user: managers may do this, and Wagtail's groups know nothing of managers.
        for translation in AdoptedCoursePage.objects.live().translation_of(page, inclusive=True):
            translation.unpublish()
        _record(page, by, "end shared course")
        public_content_changed()


@transaction.atomic
def note_changes_read(*, page: AdoptedCoursePage, words: dict, by) -> None:
    """Keeps the shared course's words as somebody of the partner has read them; from now on newer ones differ."""
    page = _locked(page)
    if page.seen_words != words:
        _note_words(page, words)
        _record(page, by, "read changes of shared course")


def _has_newer_draft(page: AdoptedCoursePage) -> bool:
    """Whether somebody has written words that were never public: Wagtail forgets it when a page is unpublished."""
    draft = page.get_latest_revision_as_object()
    return draft.own_introduction != page.own_introduction or draft.contact_keys() != page.contact_keys()


def _note_words(page: AdoptedCoursePage, words: dict | None) -> None:
    page.seen_words, page.seen_at = words, timezone.now()
    AdoptedCoursePage.objects.filter(pk=page.pk).update(seen_words=words, seen_at=page.seen_at)


def _set_hidden(page: AdoptedCoursePage, by, *, is_hidden: bool, verb: str) -> None:
    page = _locked(page)
    if page.live and page.is_hidden != is_hidden:
        AdoptedCoursePage.objects.filter(translation_key=page.translation_key).update(is_hidden=is_hidden)
        _record(page, by, verb)
        public_content_changed()


def _locked(page: AdoptedCoursePage) -> AdoptedCoursePage:
    return AdoptedCoursePage.objects.select_for_update(of=("self",)).get(pk=page.pk)


def _record(page: AdoptedCoursePage, by, verb: str) -> None:
    section = PartnerPage.objects.select_related("partner").parent_of(page).get()
    record(actor=by, verb=verb, of=page, partner=section.partner, course=page.slug)


def _free_slug(section: PartnerPage, wanted: str) -> str:
    taken = set(section.get_children().values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
