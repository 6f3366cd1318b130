"""A section that is not open, and a contact that nobody has rung, do not go before learners."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from partners.queries.fitness import keys_in, unfit_contacts
from partners.queries.sections import section_of
from partners.rules.going_live import contacts_refused, stream_names, waits_for_opening, why_section_waits


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


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_unfit_contacts(request, page):
    """Whoever writes is told, on a draft and on a page that learners see already."""
    found = _unfit_on(page.specific)
    if found:
        reasons = " ".join(sorted({contact.reason for contact in found}))
        advice = _("Ask whoever keeps the contact to ring it.")
        messages.warning(request, f"{reasons} {advice}")


def _unfit_on(page: Page):
    keys = set().union(*(keys_in(getattr(page, name)) for name in stream_names(page)), set())
    section = section_of(page) if keys else None
    if not keys:
        return []
    partner = section.partner if section else None
    boroughs = partner.boroughs.values_list("pk", flat=True) if partner else ()
    return unfit_contacts(keys, partner_id=partner.pk if partner else None, borough_ids=boroughs)


def _reason(page: Page) -> str:
    if waits_for_opening(page.specific):
        return why_section_waits()
    return " ".join(contact.reason for contact in contacts_refused(page))
