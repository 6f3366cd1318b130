"""Wagtail's signals say that what is held in memory is stale, and that a shared course has changed."""

from django.conf import settings
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.domain.addresses import remember_address, remember_addresses_below
from courses.domain.offering import tell_of_changes, tell_of_loss
from courses.models import CoursePage, ModulePage
from courses.models.base import ActivityPage, TaughtPage
from courses.queries.adoptions import shared_in_their_language
from pages.models import SiteDocument, SiteImage, SiteRendition
from partners.domain import public_content_changed
from partners.models import PartnerPage


@receiver([page_published, page_unpublished])
def forget_on_publish(sender, instance, **kwargs):
    public_content_changed()
    tell_adopters(sender, instance)


@receiver(page_unpublished)
def tell_who_has_lost_it(sender, instance, **kwargs):
    """A shared course goes with its own page or with its owner's section."""
    if sender is CoursePage and instance.is_shared and _is_as_written(instance):
        tell_of_loss(courses={instance.translation_key: instance.neutral_title})
    if sender is PartnerPage:
        shared = shared_in_their_language().child_of(instance)
        tell_of_loss(courses=dict(shared.values_list("translation_key", "neutral_title")))


@receiver(page_slug_changed)
def keep_old_slug(sender, instance, instance_before, **kwargs):
    remember_addresses_below(page=instance, before=instance_before)
    public_content_changed()


@receiver(post_page_move)
def keep_old_place(sender, instance, url_path_before, url_path_after, **kwargs):
    # The instance is a plain Page; what it is in truth, the sender says.
    if issubclass(sender, ActivityPage) and url_path_before != url_path_after:
        remember_address(page=instance, url_path=url_path_before)
    public_content_changed()
    tell_adopters(sender, instance)


@receiver(post_delete)
def forget_on_delete(sender, instance, **kwargs):
    # A picture whose file is replaced loses its renditions, and what shows them their addresses.
    if sender in (SiteImage, SiteRendition, SiteDocument) or issubclass(sender, Page):
        public_content_changed()
    if issubclass(sender, (ActivityPage, ModulePage)):
        tell_adopters(sender, instance)
    if sender is CoursePage and instance.live and instance.is_shared and _is_as_written(instance):
        tell_of_loss(courses={instance.translation_key: instance.neutral_title})


def _is_as_written(page: Page) -> bool:
    """A translation that goes leaves the course where it is."""
    return page.locale.language_code == settings.LANGUAGE_CODE


def tell_adopters(sender, page):
    """Where a page belongs to a shared course; one that was read as it stands now is not told of."""
    course = (
        CoursePage.objects.ancestor_of(page, inclusive=True).first()
        if issubclass(sender, TaughtPage)
        else None
    )
    if course:
        tell_of_changes(course=course)
