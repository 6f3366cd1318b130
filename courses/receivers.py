"""Wagtail's signals only say that what is held in memory is stale; nothing is built here."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from courses.domain.addresses import remember_address, remember_addresses_below
from courses.models.base import ActivityPage
from pages.models import SiteDocument, SiteImage, SiteRendition
from partners.domain import public_content_changed


@receiver([page_published, page_unpublished])
def forget_on_publish(sender, **kwargs):
    public_content_changed()


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


@receiver(post_delete)
def forget_on_delete(sender, **kwargs):
    # A picture whose file is replaced loses its renditions, and what shows them their addresses.
    if sender in (SiteImage, SiteRendition, SiteDocument) or issubclass(sender, Page):
        public_content_changed()
