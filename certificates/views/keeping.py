"""What its holder decides about a certificate: who sees it, and that it goes."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certificates.domain import forget_replaced, remove_certificate, set_public_view
from certificates.enums import PublicView
from certificates.models import Certificate
from certificates.queries import certificate_of, current_certificate_of, is_last_kept
from certificates.tasks import remove_certificate_files
from learning.views.people import learner_for_act, learner_who_is_there

from .own import brand_partner_id, certificate_address, own_certificate, own_door, titles


@never_cache
@require_POST
def public_view(request, certificate_id: str) -> HttpResponse:
    """The name, its initials or nothing, for whoever has the code. What was not offered changes nothing."""
    found = _of_whoever_is_there(request, certificate_id)
    view = request.POST.get("view", "")
    if view in PublicView.values:
        learner_for_act(request, for_certificates=True)
        with own_door(request):
            set_public_view(certificate_id=found.pk, view=PublicView(view))
    return HttpResponseRedirect(f"{certificate_address(found)}#others")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, certificate_id: str) -> HttpResponse:
    """What will go and what stays; posted, it goes. Where it is gone already, this says so."""
    found = _of_whoever_is_there(request, certificate_id, finds_removed=True)
    here = _removal_here(request, found)
    if request.method != "POST" and found.removed_at is None:
        return render(request, "certificates/remove.html", {**titles(), "here": here})
    if found.removed_at is None:
        learner_for_act(request, for_certificates=True)
        with own_door(request), transaction.atomic():
            remove_certificate(certificate_id=found.pk)
            transaction.on_commit(remove_certificate_files.enqueue)
    return render(request, "certificates/removed.html", {**titles(), "here": here})


@never_cache
@require_POST
def forget_old(request, certificate_id: str) -> HttpResponse:
    """The names and files of those that this one has replaced go."""
    found = _of_whoever_is_there(request, certificate_id)
    learner_for_act(request, for_certificates=True)
    with own_door(request), transaction.atomic():
        forget_replaced(certificate_id=found.pk)
        transaction.on_commit(remove_certificate_files.enqueue)
    return HttpResponseRedirect(certificate_address(found))


def _removal_here(request, found: Certificate) -> dict:
    with own_door(request) as learner:
        is_over = learner.erased_at is not None
        return {
            "certificate_url": certificate_address(found),
            "title": found.facts["course_title"],
            "again_url": reverse("certificates:name", args=[found.available.public_id]),
            "is_in_use": found.revoked_at is None,
            "is_over": is_over,
            # Then the phone and the code go with it, and nothing is left to make a new one by.
            "is_last": is_over and is_last_kept(found),
        }


def _of_whoever_is_there(request, certificate_id: str, *, finds_removed: bool = False) -> Certificate:
    """A paused phone asks first, whatever the method: what goes is gone, and what others see is seen."""
    learner_who_is_there(request, back=reverse("certificates:certificate", args=[certificate_id]))
    with own_door(request):
        found = certificate_of(certificate_id)
        # A page that was open when another phone had it made anew: what is meant is the newer one.
        newer = current_certificate_of(found.available) if found and found.replaced_at else None
    if finds_removed and found and found.removed_at:
        request.partner_id = brand_partner_id(found)
        return found
    return own_certificate(request, newer.public_id if newer else certificate_id)
