"""What is kept about a learner: seen, taken along, and taken away. Without signing in."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dashboards.queries.my_data import my_data as find_my_data
from dashboards.queries.my_data import my_data_file, own_certificates, whom_to_complain_to
from learning.domain import ask_removal, mailboxes
from learning.views.people import current_learner, learner_who_is_there, once_more_when_joined
from learning.views.tablet import forget_person
from partners.scoping import for_learner


@never_cache
@require_safe
def my_data(request) -> HttpResponse:
    """In words; for somebody without a learner's work it says that nothing is kept."""
    learner = current_learner(request, for_certificates=True)
    here = whom_to_complain_to()
    if learner:
        with for_learner(learner.pk):
            here |= own_certificates() if learner.erased_at else find_my_data(learner)
    return render(request, "dashboards/my_data.html", {**_titles(), "here": here, "learner": learner})


@never_cache
@require_safe
def download(request) -> HttpResponse:
    """All of it as a file with a name that says nothing."""
    learner = current_learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("dashboards:my-data"))
    with for_learner(learner.pk):
        found = my_data_file(learner)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once_more_when_joined
def remove(request) -> HttpResponse:
    """The phone is free at once; the rest is gone after fourteen days."""
    learner = learner_who_is_there(request, back=reverse("dashboards:remove-my-data"))
    if learner is None:
        return HttpResponseRedirect(reverse("dashboards:my-data"))
    if request.method != "POST":
        with for_learner(learner.pk):
            here = find_my_data(learner)
        return render(request, "dashboards/remove_data.html", {**_titles(), "here": here})
    ask_removal(learner_id=learner.pk, takes_certificates=request.POST.get("certificates") == "remove")
    # The page deletes what the phone has kept.
    response = render(request, "dashboards/data_removed.html", {**_titles(), "is_keeping": False})
    forget_person(response)
    return response


@never_cache
@require_POST
def remove_mailbox(request) -> HttpResponse:
    """It opens nothing any more, and the address is gone. One's own; nobody else's is touched."""
    address = reverse("dashboards:my-data")
    learner = learner_who_is_there(request, back=address)
    if learner:
        # A forged NUL sign is none that PostgreSQL could look for.
        mailbox_id = request.POST.get("mailbox", "").replace("\x00", "")
        mailboxes.remove_mailbox(learner_id=learner.pk, mailbox_id=mailbox_id)
    return HttpResponseRedirect(f"{address}#e-mail")


def _titles() -> dict:
    return {"browser_title": f"{_('My data')} – {settings.SITE_NAME}"}
