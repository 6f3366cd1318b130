"""A code by e-mail: asked for, typed, and what it opens. Until it is typed, known and unknown mailboxes read alike."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import CodeSpent, TooManyCodes, WrongCode, confirm_code, drop_code, make_code, send_code
from accounts.queries import address_of_code
from accounts.rules import address_of_request
from learning.domain import mailboxes
from learning.forms import EmailAddressForm, EmailCodeForm
from learning.models import Learner
from learning.queries import has_begun

from .claim import to_opened_work
from .limits import WINDOW_SECONDS, is_miss_allowed
from .pausing import MAIL_COOKIE
from .people import current_learner, device_token, is_pin_asked, learner_who_is_there
from .tablet import tablet_of
from .way import language

# A little longer than the code, so that one that came late is answered with a word about it.
TICKET_SECONDS = 3 * settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
LETTERS_FROM_ONE_ADDRESS = 5
LETTERS_IN_ALL = 100
WAIT_SECONDS = 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email_code(request) -> HttpResponse:
    """Sends a code to the address, whoever's it is."""
    form = EmailAddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _asked_for(request, form)
    limits = {f"from {address_of_request(request)}": LETTERS_FROM_ONE_ADDRESS, "all": LETTERS_IN_ALL}
    if not is_miss_allowed("mail-codes", limits):
        return _wait(request, form, _("Many codes were asked for in the last minute. Please wait a minute."))
    try:
        made = make_code(address=form.cleaned_data["address"])
    except TooManyCodes:
        words = _("Some codes are on their way already. Look for the newest letter, or wait ten minutes.")
        return _wait(request, form, words, seconds=WAIT_SECONDS)
    try:
        send_code(made)
    except (OSError, ValueError):
        drop_code(ticket=made.ticket)
        form.add_error(
            "address", _("We could not send it just now. Try again later, or get a code on paper.")
        )
        return _asked_for(request, form)
    response = HttpResponseRedirect(reverse("learning:email-typed"))
    response.set_cookie(
        MAIL_COOKIE,
        made.ticket,
        max_age=TICKET_SECONDS,
        path=reverse("learning:code"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email_typed(request) -> HttpResponse:
    """Opens the work of this mailbox, or lets it open the work on this phone from now on."""
    ticket = request.COOKIES.get(MAIL_COOKIE, "")
    if request.method != "POST":
        if not address_of_code(ticket=ticket):
            return HttpResponseRedirect(reverse("learning:email-code"))
        return _typed(request, EmailCodeForm())
    form = EmailCodeForm(request.POST)
    if not ticket:
        return _lost_thread(request)
    if not form.is_valid():
        return _typed(request, form)
    try:
        address = confirm_code(ticket=ticket, code=form.cleaned_data["code"])
        return _with_mailbox(request, form, ticket, address)
    except WrongCode as wrong:
        words = _("This is not the code. Look at the newest letter again.")
        form.add_error("code", words if wrong.tries_left else _spent())
    except CodeSpent:
        form.add_error("code", _spent())
    except LookupError:
        # Somebody was faster with the same mailbox: asked once more, it answers as it stands now.
        form.add_error("code", _("Something has changed meanwhile. Please press the button once more."))
    return _typed(request, form)


@never_cache
@require_safe
def email_kept(request) -> HttpResponse:
    learner = current_learner(request)
    if learner is None:
        return HttpResponseRedirect(reverse("learning:code"))
    return render(request, "learning/email_kept.html", _titles())


def _with_mailbox(request, form: EmailCodeForm, ticket: str, address: str) -> HttpResponse:
    """After the code, and only then, it is said whether the mailbox opens work already."""
    found = mailboxes.learner_of_mailbox(address=address)
    if found is None:
        return _keep(request, ticket)
    # What a PIN guards is put together with nothing: whoever knows it carries on first.
    here: Learner | None = None if is_pin_asked(request) else current_learner(request)
    together = request.POST.get("together", "")
    if here and here.pk != found.pk and together not in ("apart", "mine") and has_begun(here.pk):
        context = {
            "form": form,
            "action": reverse("learning:email-typed"),
            "is_mailbox": True,
            "learner": here,
        }
        return render(request, "learning/code_together.html", {**_titles(), **context})
    opened = mailboxes.open_with_mailbox(
        ticket=ticket,
        earlier_token=device_token(request),
        joined_id=here.pk if here and together == "mine" else None,
        is_on_tablet=tablet_of(request) is not None,
        language=language(),
    )
    return to_opened_work(request, opened)


def _keep(request, ticket: str) -> HttpResponse:
    learner = learner_who_is_there(request, back=reverse("learning:email-typed"))
    if learner is None:
        return render(request, "learning/email_nothing.html", _titles())
    mailboxes.keep_mailbox(ticket=ticket, learner_id=learner.pk)
    return HttpResponseRedirect(reverse("learning:email-kept"))


def _lost_thread(request) -> HttpResponse:
    """The cookie went missing in the middle. The address was on the page, so it need not be typed again."""
    form = EmailAddressForm({"address": request.POST.get("address", "")})
    if form.is_valid():
        form.add_error(None, _("This phone has lost track of your code. We can send you a new one."))
    return _asked_for(request, form)


def _asked_for(request, form: EmailAddressForm, status: int = 200) -> HttpResponse:
    return render(request, "learning/email_code.html", {**_titles(), "form": form}, status=status)


def _typed(request, form: EmailCodeForm) -> HttpResponse:
    here = {"address": address_of_code(ticket=request.COOKIES.get(MAIL_COOKIE, ""))}
    return render(request, "learning/email_typed.html", {**_titles(), "form": form, "here": here})


def _wait(request, form: EmailAddressForm, words: str, *, seconds: int = WINDOW_SECONDS) -> HttpResponse:
    form.add_error("address", words)
    response = _asked_for(request, form, status=429)
    response["Retry-After"] = str(seconds)
    return response


def _spent() -> str:
    return _(
        "This code opens nothing any more: it works once, and for ten minutes. We can send you a new one."
    )


def _titles() -> dict:
    return {"browser_title": f"{_('Your code')} – {settings.SITE_NAME}"}
