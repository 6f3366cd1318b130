"""A learner says that a number did not work: one press, no words, no name, no cookie."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from partners.domain import report_contact
from partners.models import Partner, SupportContact
from partners.queries import partner_faces


# Without a token, which would need a cookie: a forged press says no more than a pressed one, and is counted.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def did_not_work(request, contact_id: str) -> HttpResponse:
    """Asks first, so that no link by itself reports anything. The section it came from is named in ?at=."""
    contact, slug = _found(request, contact_id)
    if request.method == "POST":
        report_contact(contact=contact, partner=Partner.objects.filter(slug=slug).first() if slug else None)
        thanks = reverse("partners:contact-thanks", args=[contact_id])
        return HttpResponseRedirect(f"{thanks}?at={slug}" if slug else thanks)
    context = {"browser_title": _("A number"), "contact": contact}
    return render(request, "partners/contact_report.html", context)


@require_safe
def thanks(request, contact_id: str) -> HttpResponse:
    contact, _slug = _found(request, contact_id)
    return render(
        request, "partners/contact_thanks.html", {"browser_title": _("Thank you"), "contact": contact}
    )


def _found(request, contact_id: str) -> tuple[SupportContact, str]:
    """The contact, and the address of the section it was read in; a forged one is nobody's section."""
    contact = get_object_or_404(
        SupportContact, public_id=contact_id, withdrawn_at__isnull=True, is_never_doubted=False
    )
    face = partner_faces().get(request.GET.get("at", ""))
    if face is None or not face.section_url:
        return contact, ""
    request.partner_id = face.partner_id
    return contact, face.slug
