"""A code to carry on with another phone: made, shown once, and opened."""

from contextlib import suppress

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import address_of_request
from learning.domain import claim_codes, claiming, merging, resets
from learning.forms import ClaimCodeForm
from learning.models import CodeReset, Learner, LearnerMerger
from learning.queries import has_begun, has_own_code, learner_of_device, own_mailboxes
from partners.scoping import for_learner

from .limits import WINDOW_SECONDS, is_miss_allowed
from .pausing import SLIP_COOKIE
from .people import (
    become,
    browser_key,
    current_learner,
    device_token,
    is_pin_asked,
    learner_who_is_there,
    once_more_when_joined,
)
from .tablet import tablet_of
from .way import language

SLIP_SECONDS = 600
# Where somebody goes on who needed a code for something.
AFTER_SLIP = {"pin": "learning:pin", "apart": "dashboards:my-learning"}
AFTER_OPENING = {"my-data": "dashboards:my-data"}
MISSES_OF_ONE_ADDRESS = 10
MISSES_OF_ONE_CODE = 5
MISSES_IN_ALL = 200


@never_cache
@require_safe
def code(request) -> HttpResponse:
    """What a code is for, and the two ways on: get one, or open one's work with one."""
    learner = current_learner(request)
    here = {"learner": learner, "has_code": False, "mailboxes": []}
    if learner:
        with for_learner(learner.pk):
            here |= {"has_code": has_own_code(), "mailboxes": own_mailboxes()}
    return render(request, "learning/code.html", {**_titles(), "here": here})


@never_cache
@require_POST
@once_more_when_joined
def new_code(request) -> HttpResponse:
    """Makes a code, in place of any earlier one. Who has begun nothing has nothing to open."""
    then = request.POST.get("then", "")
    learner = learner_who_is_there(request, back=reverse(AFTER_SLIP.get(then, "learning:code")))
    if learner is None:
        return HttpResponseRedirect(reverse("learning:code"))
    with for_learner(learner.pk):
        made = claiming.make_claim_code(learner=learner, token=device_token(request))
    return to_slip(learner, made, then=then)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request) -> HttpResponse:
    """The code to write down or print: the code and the short address, no course and no logo.

    Until it is written down, for ten minutes at most, so that the page can be loaded again; then nobody can read it
    here any more. Nor can somebody else who begins on this phone, or has paused it.
    """
    if request.method == "POST":
        onward = AFTER_SLIP.get(request.POST.get("then", ""), "dashboards:my-learning")
        response = HttpResponseRedirect(reverse(onward))
        response.delete_cookie(SLIP_COOKIE, path=reverse("learning:code"))
        return response
    learner = current_learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:code"))
    cookie = request.COOKIES.get(SLIP_COOKIE, "")
    try:
        made = signing.loads(cookie, salt=_slip_salt(learner), max_age=SLIP_SECONDS)
        # Nobody writes down what opens nothing any more: a button pressed twice may have made another meanwhile.
        claiming.learner_behind(code=made)
    except (signing.BadSignature, claiming.UnknownCode):
        return HttpResponseRedirect(reverse("learning:code"))
    then = request.GET.get("then", "")
    here = {
        "is_of_other_work": then == "apart",
        "then": then if then in AFTER_SLIP else "",
        "code": claim_codes.printed(made),
        "address": f"{settings.PUBLIC_BASE_URL.partition('://')[2]}{reverse('learning:code')}",
    }
    return render(request, "learning/slip.html", {**_titles(), "here": here})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_work(request) -> HttpResponse:
    """Opens the work on this phone. Where the phone holds other work, asks first whose that is."""
    form = ClaimCodeForm(request.POST if request.method == "POST" else None)
    then = request.POST.get("then") or request.GET.get("then", "")
    then = then if then in AFTER_OPENING else ""
    if not form.is_valid():
        return render(request, "learning/code_open.html", {**_titles(), "form": form, "then": then})
    typed = form.cleaned_data["code"]
    # What a PIN guards is put together with nothing: whoever knows it carries on first.
    here = None if is_pin_asked(request) else current_learner(request)
    together = request.POST.get("together", "")
    try:
        found = claiming.learner_behind(code=typed)
        if here and here.pk != found.pk and together not in ("apart", "mine") and has_begun(here.pk):
            context = {"form": form, "action": reverse("learning:open-work"), "then": then, "learner": here}
            return render(request, "learning/code_together.html", {**_titles(), **context})
        opened = claiming.open_with_code(
            code=typed,
            earlier_token=device_token(request),
            here_id=here.pk if here else None,
            is_together=together == "mine",
            is_on_tablet=tablet_of(request) is not None,
            browser_key=browser_key(request),
            language=language(),
        )
    except claiming.UnknownCode:
        return _once_more_or_unknown(request, form, typed)
    return to_opened_work(request, opened, then=then)


@never_cache
@require_POST
def reset(request) -> HttpResponse:
    """The learner has read that staff made a code for their work, or stops one that nobody has used yet."""
    learner = current_learner(request)
    if learner is None:
        raise Http404
    with for_learner(learner.pk), suppress(CodeReset.DoesNotExist):
        if request.POST.get("answer") == "stop":
            resets.stop_reset(reset_id=request.POST.get("reset", "")[:22])
        else:
            resets.note_resets_read()
    return HttpResponseRedirect(reverse("dashboards:my-learning"))


@never_cache
@require_POST
def undo(request, merger_id: str) -> HttpResponse:
    """Takes the work of two phones apart again, and says the code of the other where nothing else opens it."""
    learner = learner_who_is_there(request, back=reverse("dashboards:my-learning"))
    if learner:
        # Somebody else's, or too late: the page it leads to shows how things stand.
        with suppress(LearnerMerger.DoesNotExist, merging.MergerRefused):
            merger = merging.undo_merger(merger_id=merger_id, learner_id=learner.pk)
            if code_of_other := claiming.code_of_work_apart(merger=merger):
                return _to_slip_of_other(request, learner, merger, code_of_other)
    return HttpResponseRedirect(reverse("dashboards:my-learning"))


def _once_more_or_unknown(request, form: ClaimCodeForm, typed: str) -> HttpResponse:
    """A thumb that comes down twice on the slip's form opens it as if it had come down once."""
    try:
        opened = claiming.open_once_more(
            code=typed,
            browser_key=browser_key(request),
            earlier_token=device_token(request),
            is_on_tablet=tablet_of(request) is not None,
        )
    except claiming.UnknownCode:
        return _unknown(request, form, typed)
    return to_opened_work(request, opened)


def _unknown(request, form: ClaimCodeForm, typed: str) -> HttpResponse:
    """Never made and replaced read the same."""
    limits = {
        f"from {address_of_request(request)}": MISSES_OF_ONE_ADDRESS,
        f"code {typed}": MISSES_OF_ONE_CODE,
        "all": MISSES_IN_ALL,
    }
    if is_miss_allowed("claim-misses", limits):
        form.add_error("code", _("Nothing opens with this code. If you made a newer one, use that one."))
        return render(request, "learning/code_open.html", {**_titles(), "form": form}, status=404)
    form.add_error("code", _("Many codes have been tried in the last minute. Please wait a minute."))
    response = render(request, "learning/code_open.html", {**_titles(), "form": form}, status=429)
    response["Retry-After"] = str(WINDOW_SECONDS)
    return response


def _slip_salt(learner: Learner) -> str:
    """A slip is shown to whose code it is."""
    return f"learning.slip.{learner.public_id}"


def to_opened_work(request, opened: claiming.Opened, *, then: str = "") -> HttpResponse:
    """The phone is theirs from now on. A PIN that stood there is off, and they are led to where one is set."""
    become(request, opened.learner, opened.token)
    if opened.new_code:
        return to_slip(opened.learner, opened.new_code)
    onward = AFTER_OPENING.get(then, "dashboards:my-learning")
    if opened.learner.erased_at:
        # Only their certificates are left, and they stand there.
        onward = "dashboards:my-data"
    return HttpResponseRedirect(reverse("learning:phone" if opened.had_pin else onward))


def _to_slip_of_other(request, learner: Learner, merger: LearnerMerger, made: str) -> HttpResponse:
    """A phone that has held the joined work all along opens that one now: then the code is its own."""
    now = learner_of_device(device_token(request)) or learner
    return to_slip(now, made) if now.pk == merger.joined_id else to_slip(now, made, then="apart")


def to_slip(learner: Learner, made: str, *, then: str = "") -> HttpResponse:
    address = reverse("learning:slip")
    response = HttpResponseRedirect(f"{address}?then={then}" if then in AFTER_SLIP else address)
    response.set_cookie(
        SLIP_COOKIE,
        signing.dumps(made, salt=_slip_salt(learner)),
        max_age=SLIP_SECONDS,
        path=reverse("learning:code"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _titles() -> dict:
    return {"browser_title": f"{_('Your code')} – {settings.SITE_NAME}"}
