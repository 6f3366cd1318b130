"""A section that is not open, a contact that nobody has rung, and what is half written do not go before learners."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from partners.rules.going_live import (
    contacts_refused,
    is_unfinished,
    unfit_on,
    waits_for_opening,
    why_section_waits,
    why_unfinished,
)


@hooks.register("before_publish_page")
def refuse_what_is_not_fit(request, page):
    """The editor's form has told it beside the block; this is for the ways that have no form."""
    reason = _reason(page)
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_in_bulk(request, action_type, objects, action):
    if action_type != "publish":
        return None
    pages = [found for found in objects if isinstance(found, Page)]
    if action.get_execution_context().get("include_descendants"):
        pages = [below for page in pages for below in page.get_descendants(inclusive=True)]
    reason = next(
        filter(None, (_reason(page.specific.get_latest_revision_as_object()) for page in pages)), ""
    )
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


@hooks.register("before_edit_page")
def warn_of_unfit_contacts(request, page):
    """Whoever opens a page to change it is told, of a draft and of a page that learners see already."""
    found = unfit_on(page.specific) if request.method == "GET" else []
    if found:
        reasons = " ".join(sorted({contact.reason for contact in found}))
        advice = _("Ask whoever keeps the contact to ring it.")
        messages.warning(request, f"{reasons} {advice}")


@hooks.register("before_edit_page")
def warn_of_what_is_missing(request, page):
    """Whoever would approve it, and could not."""
    if request.method == "GET" and page.workflow_in_progress and is_unfinished(page):
        messages.warning(request, why_unfinished(page))


def _reason(page: Page) -> str:
    if waits_for_opening(page.specific):
        return why_section_waits()
    is_to_change = page.has_unpublished_changes or not page.live
    if is_to_change and is_unfinished(page):
        return why_unfinished(page)
    return " ".join(contact.reason for contact in contacts_refused(page))
