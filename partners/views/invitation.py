"""Taking up an invitation, by the link in its letter. Looking at it changes nothing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from partners.domain import InvitationRefused, MembershipRefused, accept_invitation, join_by_invitation
from partners.enums import Role
from partners.forms.people import JoinForm
from partners.models import StaffInvitation
from partners.queries.staff import find_invitation
from partners.rules import Place, what_may_be_seen
from partners.rules.staff import is_still_offered


@never_cache
def invitation(request, token: str):
    """What is offered, and by whom; then, by who is there: accept, sign in first, or make an account."""
    response = _answer(request, token)
    # Its own address opens something: no other request says that it comes from there.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _answer(request, token: str):
    found = find_invitation(token)
    holder = User.objects.filter(email=found.email).first() if found else None
    if found is None or not is_still_offered(found) or (holder and not holder.is_active):
        context = {"browser_title": _("Invitation")}
        return render(request, "partners/staff/invitation_shut.html", context, status=404)
    if request.user.is_authenticated:
        return _as_somebody(request, token, found)
    if holder:
        return _sign_in_first(request, found)
    return _as_newcomer(request, token, found)


def _as_somebody(request, token: str, found: StaffInvitation):
    if request.user.email.lower() != found.email:
        return _page(request, found, status=403 if request.method == "POST" else 200, is_for_another=True)
    if request.method != "POST":
        return _page(request, found, may_accept=True)
    try:
        accept_invitation(token=token, user=request.user)
    except (InvitationRefused, MembershipRefused) as refused:
        return _page(request, found, refusal=str(refused))
    messages.success(request, _("Welcome. Your new role stands below."))
    return redirect("dashboards:staff-home")


def _sign_in_first(request, found: StaffInvitation):
    address = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    if request.method == "POST":
        return redirect(address)
    return _page(request, found, sign_in_url=address)


def _as_newcomer(request, token: str, found: StaffInvitation):
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            join_by_invitation(token=token, **form.cleaned_data)
        except (InvitationRefused, MembershipRefused) as refused:
            form.add_error(None, str(refused))
        else:
            # One door creates sessions.
            messages.success(request, _("Your account is ready. Sign in with your new password."))
            return redirect("account_login")
    return _page(request, found, form=form)


def _page(request, found: StaffInvitation, *, status: int = 200, **who):
    request.partner_id = found.partner_id
    role = Role(found.role)
    context = {
        "browser_title": _("Invitation"),
        "partner_name": found.partner.name,
        "email": found.email,
        "role_label": role.label,
        "workshop": found.workshop,
        "by": found.invited_by.get_full_name() if found.invited_by else "",
        "expires_at": found.expires_at,
        "may": what_may_be_seen(Place(partner=found.partner, roles=frozenset({role}))).may,
        **who,
    }
    return render(request, "partners/staff/invitation.html", context, status=status)
