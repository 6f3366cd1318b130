"""The guards, one by one. Each looks at one thing and lets pass, answers, or refuses.

They run in the order of GUARDS, before the view. Each can be taken out by itself, and then a test fails.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail.models import Page, TaskState

from partners.conf import ACTING_FOR
from partners.domain import record
from partners.enums import Ability
from partners.models import Partner
from partners.queries import section_of, successor_address
from partners.rules import Access, Place, Where, Who, places_of
from partners.rules.acting import acting_place, desks_of, lent_for, scope_of
from partners.rules.reach import BULK_ACTIONS, is_within_reach
from partners.scoping import ContentScope, staff_content

PUBLISHING = ("publish", "unpublish")
PAGE_ARGUMENTS = ("page_id", "page_to_move_id", "pk")


@dataclass
class Visit:
    """One request on its way past the guards. `opened` is closed when the answer has been made."""

    request: HttpRequest
    entry: Access | None
    arguments: dict
    opened: ExitStack
    place: Place | None = None
    scope: ContentScope | None = None

    @property
    def is_operator(self) -> bool:
        return self.request.user.is_superuser

    @cached_property
    def page(self) -> Page | None:
        """The page that the address is about."""
        named = (
            name.argument
            for name in self.entry.names
            if name.noun == "page" and name.where is Where.PATH and name.argument in PAGE_ARGUMENTS
        )
        key = next((self.arguments[argument] for argument in named), None)
        return Page.objects.filter(pk=key).first() if key is not None else None


def listed(visit: Visit) -> None:
    """What is not on the access list is not there, for anybody."""
    if visit.entry is None:
        raise Http404


def meant_for_somebody(visit: Visit) -> None:
    if visit.entry.who is Who.NOBODY:
        raise Http404


def signed_in(visit: Visit) -> HttpResponse | None:
    if visit.request.user.is_authenticated and visit.request.user.is_active:
        return None
    return redirect_to_login(visit.request.get_full_path())


def operator_only(visit: Visit) -> None:
    """Whoever is not the operator does not learn what stands there."""
    if visit.entry.who is Who.OPERATOR and not visit.is_operator:
        raise Http404


def role_of_today(visit: Visit) -> None:
    """On a screen of staff: any role, at any partner, today."""
    if visit.entry.who is Who.STAFF and not visit.is_operator and not places_of(visit.request.user):
        raise PermissionDenied


def place_of_the_address(visit: Visit) -> HttpResponse | None:
    """The partner in the address is one where the person has a role today.

    A former address of such a one leads to today's, whoever else asks is told that nothing is there.
    """
    if visit.entry.who is not Who.PLACE:
        return None
    slug, places = visit.arguments["slug"], places_of(visit.request.user)
    visit.place = next((row for row in places if row.partner.slug == slug), None)
    if visit.place is None:
        moved = _moved_to(visit, places)
        if moved is None:
            raise Http404
        return redirect(moved)
    visit.request.place, visit.request.partner_id = visit.place, visit.place.partner.pk
    return None


def one_desk(visit: Visit) -> HttpResponse | None:
    """On Wagtail's screens: an editing role today, for one partner at a time."""
    if visit.entry.who is not Who.EDITOR or visit.is_operator:
        return None
    desks = desks_of(visit.request.user)
    if not desks:
        raise PermissionDenied
    visit.place = acting_place(desks, visit.request.session.get(ACTING_FOR))
    if visit.place is None:
        return _asks_for_whom(visit)
    visit.request.acting_place, visit.request.acting_desks = visit.place, desks
    visit.scope = scope_of(visit.place)
    return None


def ability(visit: Visit) -> HttpResponse | None:
    """Whoever has it but has not accepted the terms for those who see people yet is led to them."""
    wanted, place = visit.entry.ability, visit.place
    if wanted is None or place is None or place.may(wanted):
        return None
    if place.awaits_terms and place.may_once_terms_are_accepted(wanted):
        return _to_terms(visit)
    raise PermissionDenied


def method(visit: Visit) -> HttpResponse | None:
    if visit.entry.allows_method(visit.request.method):
        return None
    refused = HttpResponseNotAllowed(visit.entry.methods)
    if visit.request.method == "GET":
        # A browser that opens a page anew asks for the address that a form went to: that is no dead end.
        refused.content = render_to_string("405.html")
    return refused


def known_bulk_action(visit: Visit) -> None:
    """What is done with many at once, by the operator too: people, roles and tags are not among it."""
    if visit.entry.name != "wagtail_bulk_action":
        return
    _rule, actions = BULK_ACTIONS.get(
        (visit.arguments["app_label"], visit.arguments["model_name"]), (None, ())
    )
    if visit.arguments["action"] not in actions:
        raise Http404
    if visit.arguments["action"] in PUBLISHING and visit.place and not visit.place.may(Ability.PUBLISH):
        raise PermissionDenied


def reach(visit: Visit) -> HttpResponse | None:
    """Every object that the address, its query or its form names is within reach; else it is not there."""
    if visit.scope is None or _reaches(visit, visit.scope):
        return None
    # A letter may lead to what stands at another of one's own desks.
    others = (scope_of(place) for place in visit.request.acting_desks if place is not visit.place)
    if visit.request.method == "GET" and any(_reaches(visit, scope) for scope in others):
        return _asks_for_whom(visit)
    raise Http404


def chooser_opens_at_home(visit: Visit) -> HttpResponse | None:
    """Wagtail would open it at whatever stands above all pages of a kind: somebody else's section, maybe."""
    if visit.scope is None or visit.entry.name != "wagtailadmin_choose_page":
        return None
    section = Page.objects.filter(path__in=visit.scope.own_paths).order_by("path").first()
    if section is None:
        raise Http404
    address = reverse("wagtailadmin_choose_page_child", args=[section.pk])
    return redirect(f"{address}?{visit.request.GET.urlencode()}")


def sight(visit: Visit) -> None:
    """From here on choosers, lists and forms see what is the partner's or shared."""
    if visit.scope is None:
        return
    page = visit.page
    # It has been reached, so it waits for this person's approval.
    if page is not None and not visit.scope.owns_path(page.path):
        visit.scope = lent_for(visit.scope, page)
    visit.opened.enter_context(staff_content(visit.scope))


def right(visit: Visit) -> None:
    """What Wagtail itself would refuse by leading somewhere else is refused here."""
    if not visit.entry.right:
        return
    if visit.page is None:
        raise Http404
    tester = visit.page.specific.permissions_for_user(visit.request.user)
    if not getattr(tester, visit.entry.right)():
        raise PermissionDenied


def task_right(visit: Visit) -> None:
    """What is done with a page that waits for approval is one of the acts that its task gives this person."""
    if "task_state_id" not in visit.arguments:
        return
    state = TaskState.objects.filter(pk=visit.arguments["task_state_id"]).first()
    if state is None or visit.page is None:
        raise Http404
    if state.status != TaskState.STATUS_IN_PROGRESS:
        # Somebody was quicker; Wagtail says so.
        return
    given = state.task.specific.get_actions(visit.page.specific, visit.request.user)
    if visit.arguments["action_name"] not in {name for name, _label, _asks in given}:
        raise PermissionDenied


def written_down(visit: Visit) -> None:
    """Each use that the operator makes of a guarded screen is in the audit."""
    guarded = visit.entry.who in (Who.PLACE, Who.EDITOR, Who.OPERATOR)
    if not (guarded and visit.is_operator and visit.entry.is_written_down):
        return
    record(
        actor=visit.request.user,
        verb="use as operator",
        of=visit.request.user,
        partner=_partner_concerned(visit),
        address=visit.entry.name,
        method=visit.request.method,
        arguments={name: str(value) for name, value in visit.arguments.items()},
    )


def _partner_concerned(visit: Visit) -> Partner | None:
    """Whose managers read of it: on Wagtail's screens the operator acts for nobody, but the page is somebody's."""
    if visit.place:
        return visit.place.partner
    section = section_of(visit.page) if visit.page else None
    return section.partner if section else None


# Those for everybody's pages; nothing of a session is read for them.
AT_THE_GATE: dict[str, Callable[[Visit], HttpResponse | None]] = {
    "listed": listed,
    "meant_for_somebody": meant_for_somebody,
}
# Those for the screens of staff.
INSIDE: dict[str, Callable[[Visit], HttpResponse | None]] = {
    "signed_in": signed_in,
    "operator_only": operator_only,
    "role_of_today": role_of_today,
    "place_of_the_address": place_of_the_address,
    "one_desk": one_desk,
    "ability": ability,
    "method": method,
    "known_bulk_action": known_bulk_action,
    "reach": reach,
    "chooser_opens_at_home": chooser_opens_at_home,
    "sight": sight,
    "right": right,
    "task_right": task_right,
    "written_down": written_down,
}
# For the pages that are for everybody.
OUTSIDE: dict[str, Callable[[Visit], HttpResponse | None]] = {"method": method}


def _moved_to(visit: Visit, places: list[Place]) -> str | None:
    """The same screen of the partner that answers for this address today; what is sent is not sent on."""
    if visit.request.method not in ("GET", "HEAD"):
        return None
    today = (successor_address(f"{visit.arguments['slug']}/") or "").strip("/")
    if today not in {place.partner.slug for place in places}:
        return None
    name = visit.request.resolver_match.view_name
    address = reverse(name, kwargs={**visit.arguments, "slug": today})
    query = visit.request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def _to_terms(visit: Visit) -> HttpResponse:
    """Whatever was sent along is dropped; nothing of it has happened."""
    address = reverse("partners:terms", args=[visit.place.partner.slug])
    if visit.request.method != "GET":
        return redirect(address)
    return redirect(f"{address}?{urlencode({'next': visit.request.get_full_path()})}")


def _asks_for_whom(visit: Visit) -> HttpResponse:
    asked = urlencode({"next": visit.request.get_full_path()}) if visit.request.method == "GET" else ""
    return redirect(f"{reverse('partners:acting-for')}?{asked}".rstrip("?"))


def _reaches(visit: Visit, scope: ContentScope) -> bool:
    return is_within_reach(visit.request, entry=visit.entry, arguments=visit.arguments, scope=scope)
