"""What a coordinator hands out: slips for newcomers, and one for somebody who has lost their code."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certificates.queries import names_for_board
from dashboards.forms import NewCodeForm, SlipsForm
from learning.domain import claim_codes
from learning.domain.claiming import make_starter_codes
from learning.domain.resets import ResetRefused, make_reset_code
from learning.models import Learner
from partners.domain import record
from partners.scoping import for_partners

SHEET_COOKIE = "slips"
# Long enough to load the sheet again while the printer is looked after; then nobody can read it here any more.
SHEET_SECONDS = 600


@never_cache
def slips(request, slug: str) -> HttpResponse:
    """How many? The codes are said once, on the sheet this leads to."""
    form = SlipsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = make_starter_codes(
            number=form.cleaned_data["number"],
            language=get_language(),
            by=request.user,
            partner=request.place.partner,
        )
        return _to_sheet(request, made)
    context = {"browser_title": _("Slips with codes"), "form": form}
    return render(request, "dashboards/slips/new.html", context)


@never_cache
def sheet(request, slug: str) -> HttpResponse:
    """To be printed: on each slip a code and the short address, and nothing else."""
    try:
        cookie = request.COOKIES.get(SHEET_COOKIE, "")
        made = signing.loads(cookie, salt=_salt(request), max_age=SHEET_SECONDS)
    except signing.BadSignature:
        return HttpResponseRedirect(reverse("dashboards:slips", args=[slug]))
    here = {
        "codes": [claim_codes.printed(code) for code in made],
        "address": f"{settings.PUBLIC_BASE_URL.partition('://')[2]}{reverse('learning:code')}",
    }
    return render(request, "dashboards/slips/sheet.html", {"browser_title": _("Slips"), "here": here})


@never_cache
def new_code_for(request, slug: str, learner_id: str) -> HttpResponse:
    """In person only, for somebody who shares their name with this partner today; everybody else is not there."""
    place = request.place
    if not place.may_see_people:
        raise PermissionDenied
    with for_partners([place.partner.pk]):
        learner = Learner.objects.filter(public_id=learner_id).first()
        if learner is None:
            raise Http404
        name = names_for_board(place.partner.pk).get(learner.pk)
    form = NewCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_reset_code(
                learner_public_id=learner.public_id,
                partner=place.partner,
                place=form.cleaned_data["place"],
                by=request.user,
            )
        except (Learner.DoesNotExist, ResetRefused):
            # They have ended sharing, used the slip before, or the partner has left: in this very moment.
            raise Http404 from None
        return _to_sheet(request, [made])
    record(actor=request.user, verb="view learner", of=learner, partner=place.partner)
    context = {
        "browser_title": _("A new code"),
        "form": form,
        "here": {"name": name or _("No name given"), "board_url": reverse("dashboards:board", args=[slug])},
    }
    return render(request, "dashboards/slips/new_code.html", context)


def _salt(request) -> str:
    """A sheet is for whoever has asked for it, and for the partner it was asked for."""
    return f"dashboards.slips.{request.user.pk}.{request.place.partner.pk}"


def _to_sheet(request, made: list[str]) -> HttpResponse:
    slug = request.place.partner.slug
    response = HttpResponseRedirect(reverse("dashboards:slip-sheet", args=[slug]))
    response.set_cookie(
        SHEET_COOKIE,
        signing.dumps(made, salt=_salt(request)),
        max_age=SHEET_SECONDS,
        path=reverse("dashboards:slip-sheet", args=[slug]),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
