"""The programme keeps the short list of pages that Exit may lead to."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners.domain.exits import add_exit, remove_exit, use_exit
from partners.forms.exits import ExitForm
from partners.models import ExitAddress
from partners.queries.exits import exit_face


@never_cache
def exits(request, slug: str) -> HttpResponse:
    """The list, and where Exit leads now."""
    form = ExitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_exit(programme=request.place.partner, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            for field, said in refused.message_dict.items():
                form.add_error(field if field in form.fields else None, said)
        else:
            messages.success(request, _("It stands on the list."))
            return HttpResponseRedirect(reverse("partners:exits", args=[slug]))
    rows = list(ExitAddress.objects.all())
    context = {"browser_title": _("Exit"), "form": form, "rows": rows, "used": exit_face()}
    return render(request, "partners/staff/exits.html", context)


@never_cache
def change_exit(request, slug: str, exit_id: str) -> HttpResponse:
    """Uses one from now on, or takes it off the list."""
    row = get_object_or_404(ExitAddress, public_id=exit_id)
    if request.POST.get("act") == "use":
        use_exit(row=row, programme=request.place.partner, by=request.user)
    elif request.POST.get("act") == "remove":
        remove_exit(row=row, programme=request.place.partner, by=request.user)
    else:
        raise Http404
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("partners:exits", args=[slug]))
