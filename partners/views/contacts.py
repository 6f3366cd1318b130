"""The screens on which a partner keeps its help contacts."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.conf import REVIEW_EVERY_DAYS
from partners.domain import keep_contact, mark_checked, settle_reports
from partners.forms.contacts import CheckedForm, ContactForm
from partners.models import SupportContact
from partners.queries.keeping import contact_list, kept_by


@never_cache
def contacts(request, slug: str) -> HttpResponse:
    """What is to be done first stands first."""
    context = {"browser_title": _("Contacts"), "rows": contact_list(request.place.partner)}
    return render(request, "partners/staff/contacts.html", context)


@never_cache
def new_contact(request, slug: str) -> HttpResponse:
    return _keep(request, None, _("A new contact"))


@never_cache
def change_contact(request, slug: str, contact_id: str) -> HttpResponse:
    contact = _own_or_404(request, contact_id)
    return _keep(request, contact, contact.name)


def _keep(request, contact: SupportContact | None, heading: str) -> HttpResponse:
    keeper = request.place.partner
    form = ContactForm(request.POST or None, instance=contact, keeper=keeper)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_contact(keeper=keeper, values=form.cleaned_data, contact=contact, by=request.user)
        except ValidationError as refused:
            form.take(refused)
        else:
            unrung = not kept.last_checked_on and not kept.is_never_doubted
            text = _("Saved. Now ring it, and say here that it works.") if unrung else _("Saved.")
            messages.success(request, text)
            return _back(request)
    context = {"browser_title": _("Contact"), "form": form, "errors": form.errors, "heading": heading}
    return render(request, "partners/staff/contact.html", {**context, "contact": contact})


@never_cache
def checked(request, slug: str, contact_id: str) -> HttpResponse:
    """Shows what was rung before it is said to work."""
    contact = _own_or_404(request, contact_id)
    in_a_year = timezone.localdate() + timedelta(days=REVIEW_EVERY_DAYS)
    form = CheckedForm(request.POST or None, initial={"review_by": in_a_year})
    if request.method == "POST" and form.is_valid():
        try:
            mark_checked(contact=contact, by=request.user, review_by=form.cleaned_data["review_by"])
        except ValidationError as refused:
            form.take(refused)
        else:
            settle_reports(contact=contact, by=request.user)
            text = _("Thank you. Learners see that %(name)s was checked this month.")
            messages.success(request, text % {"name": contact.name})
            return _back(request)
    context = {"browser_title": _("Contact"), "form": form, "errors": form.errors, "contact": contact}
    return render(request, "partners/staff/contact_checked.html", context)


@never_cache
def settle(request, slug: str, contact_id: str) -> HttpResponse:
    contact = _own_or_404(request, contact_id)
    settle_reports(contact=contact, by=request.user)
    messages.success(request, _("The reports are settled."))
    return _back(request)


def _own_or_404(request, contact_id: str) -> SupportContact:
    return get_object_or_404(kept_by(request.place.partner).select_related("borough"), public_id=contact_id)


def _back(request) -> HttpResponse:
    return HttpResponseRedirect(reverse("partners:contacts", args=[request.place.partner.slug]))
