"""A learner picks a borough once; it stays in a cookie on the phone and nowhere else."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from partners.conf import BOROUGH_COOKIE, BOROUGH_COOKIE_DAYS
from partners.queries import boroughs


@require_POST
def choose_borough(request) -> HttpResponse:
    """An unknown borough clears the choice; only an address of ours is followed back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/help/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("borough", "")
    if chosen in {face.key for face in boroughs()}:
        response.set_cookie(
            BOROUGH_COOKIE,
            chosen,
            max_age=BOROUGH_COOKIE_DAYS * 86_400,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    else:
        response.delete_cookie(BOROUGH_COOKIE)
    return response
