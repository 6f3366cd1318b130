"""One screen for what a partner answers for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.domain import change_settings
from partners.forms.settings import SettingsForm
from partners.models import PartnerSettings


@never_cache
def section_settings(request, slug: str) -> HttpResponse:
    """Whatever is typed is kept until it can be stored."""
    partner = request.place.partner
    row = PartnerSettings.objects.filter(partner=partner).first() or PartnerSettings(partner=partner)
    form = SettingsForm(request.POST or None, instance=row, partner=partner)
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(
                partner=partner,
                values=form.values(),
                is_sharing_on=form.cleaned_data.get("is_sharing_on"),
                by=request.user,
            )
        except ValidationError as refused:
            form.take(refused)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(
                reverse("partners:ready" if not partner.opened_at else "partners:settings", args=[slug])
            )
    context = {"browser_title": _("Settings"), "form": form, "errors": form.errors}
    return render(request, "partners/staff/settings.html", context)
