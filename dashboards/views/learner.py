"""The learner's own page."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dashboards.queries import my_learning as find_my_learning
from dashboards.queries import resets_to_read
from learning.views.people import current_learner, is_phone_closed_now
from partners.scoping import for_learner


@never_cache
@require_safe
def my_learning(request):
    """Empty, and saying so kindly, for somebody who has begun nothing on this phone."""
    learner = current_learner(request)
    here = {"courses": [], "quizzes": [], "certificates": [], "sharing": [], "is_empty": True}
    if learner:
        with for_learner(learner.pk):
            here = find_my_learning()
            here["resets"] = resets_to_read() if learner.has_reset_to_read else []
        here["learner"] = learner
    else:
        here["is_phone_closed"] = is_phone_closed_now(request)
    return render(request, "dashboards/my_learning.html", {"browser_title": _("My learning"), "here": here})
