"""A help contact is taken away for safety, and brought back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dashboards.forms import ReasonForm
from partners.domain.safety import BringingBackRefused, restore_contact, taken_away_by, withdraw_contact
from partners.models import SupportContact
from partners.rules import Place
from partners.rules.safety import may_bring_back


def own_contacts(place: Place):
    """A partner's own; at the programme, those that all may show. 999 is never taken away."""
    rows = SupportContact.objects.filter(is_never_doubted=False)
    return rows.filter(partner=None if place.partner.is_programme else place.partner)


def contact_rows(place: Place, user) -> list[dict]:
    """One SQL, whatever their number."""
    slug = place.partner.slug
    return [
        {
            "name": row.name,
            "purpose": row.purpose,
            "borough": row.borough.name if row.borough else "",
            "is_away": row.withdrawn_at is not None,
            "at": row.withdrawn_at,
            "url": reverse(
                "dashboards:safety-contact-back" if row.withdrawn_at else "dashboards:safety-contact",
                args=[slug, row.public_id],
            ),
        }
        for row in own_contacts(place).select_related("borough").order_by("name", "pk")
    ]


@never_cache
def take_away(request, slug: str, contact_id: str):
    """Says what learners will see, asks why, and then takes it away."""
    contact = _contact_or_404(request, contact_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_contact(
            contact=contact,
            partner=request.place.partner,
            by=request.user,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("It is taken away: nobody sees this contact from now on."))
        return redirect("dashboards:safety", slug)
    here = {
        "where": contact.name,
        "kind": "contact",
        "kind_label": _("Help contact"),
        "words": contact.purpose,
        "cancel_url": reverse("dashboards:safety", args=[slug]),
    }
    context = {"browser_title": _("Safety"), "here": here, "form": form}
    return render(request, "dashboards/safety/take_away.html", context)


@never_cache
def bring_back(request, slug: str, contact_id: str):
    """A second person brings it back."""
    contact, partner = _contact_or_404(request, contact_id), request.place.partner
    if request.method == "POST":
        try:
            restore_contact(contact=contact, partner=partner, by=request.user)
        except BringingBackRefused:
            messages.warning(request, _("You took it away, so somebody else brings it back."))
        else:
            messages.success(request, _("It is there again, for everybody."))
        return redirect("dashboards:safety", slug)
    here = {
        "where": contact.name,
        "words": contact.purpose,
        "kind_label": _("Help contact"),
        "at": contact.withdrawn_at,
        "may": may_bring_back(request.user, partner=partner, taken_away_by_id=taken_away_by(contact)),
        "cancel_url": reverse("dashboards:safety", args=[slug]),
    }
    context = {"browser_title": _("Safety"), "here": here}
    return render(request, "dashboards/safety/bring_back.html", context)


def _contact_or_404(request, contact_id: str) -> SupportContact:
    found = own_contacts(request.place).filter(public_id=contact_id).first()
    if found is None:
        raise Http404
    return found
