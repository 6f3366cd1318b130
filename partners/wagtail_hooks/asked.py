"""Whoever opens a page in the editor reads what is asked of them: to approve it, or to change it once more."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import WorkflowState

from partners.rules import may_moderate


@hooks.register("before_edit_page")
def say_what_is_asked(request, page):
    """Whoever may approve it is led to what is different: the editor shows the whole page alone."""
    if request.method != "GET" or not may_moderate(request.user, page):
        return
    changes = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    see = [messages.button(changes, _("See what has changed"))] if page.live else []
    how = _("This waits for your approval. Approve it, or ask for changes, beside “Save draft” at the foot.")
    messages.info(request, how, buttons=see)


@hooks.register("before_edit_page")
def say_what_was_said(request, page):
    """What the second person has asked for stands in a letter too; here it is beside the words."""
    state = page.current_workflow_state
    if request.method != "GET" or state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    comment = state.current_task_state.comment if state.current_task_state else ""
    said = _("Changes were asked for: “%s”") % comment if comment else _("Changes were asked for.")
    how = _("Resubmit it beside “Save draft” at the foot.")
    messages.info(request, f"{said} {how}")
