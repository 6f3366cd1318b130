"""All partners as the programme sees them, and the form for a new one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.domain import create_partner
from partners.forms.creating import NewPartnerForm
from partners.queries.lives import partner_rows


@never_cache
def partners(request, slug: str) -> HttpResponse:
    """Every partner, with its state and what it still needs before it opens."""
    context = {"browser_title": _("Partners"), "rows": partner_rows()}
    return render(request, "partners/staff/partners.html", context)


@never_cache
def new_partner(request, slug: str) -> HttpResponse:
    """One form; what comes of it stands in the list."""
    form = NewPartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            partner = create_partner(**form.cleaned_data, by=request.user)
        except ValidationError as refused:
            form.take(refused)
        else:
            text = _("%(name)s is there now. Its first manager gets an invitation by e-mail.")
            messages.success(request, text % {"name": partner.name})
            return HttpResponseRedirect(reverse("partners:partners", args=[slug]))
    context = {"browser_title": _("New partner"), "form": form, "errors": form.errors}
    return render(request, "partners/staff/new_partner.html", context)
