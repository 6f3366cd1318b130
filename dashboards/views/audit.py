"""Who did what: a partner's own entries, for its managers."""

from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dashboards.queries.audit_trail import audit_trail
from partners.domain import record


@never_cache
def audit(request, slug: str):
    """Newest first, by act and by month."""
    place = request.place
    verb, month = request.GET.get("verb", "")[:60], request.GET.get("month", "")[:7]
    trail = audit_trail(
        place.partner,
        shows_people=place.may_see_people,
        verb=verb,
        month=month,
        page=request.GET.get("page", "1"),
    )
    if trail.names_learners:
        record(actor=request.user, verb="view learner list", of=place.partner, partner=place.partner)
    context = {
        "browser_title": _("Who did what"),
        "trail": trail,
        "page": trail.page,
        "verb": verb,
        "month": month,
        "query": urlencode({name: value for name, value in (("verb", verb), ("month", month)) if value}),
    }
    return render(request, "dashboards/audit.html", context)
