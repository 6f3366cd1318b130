"""Nobody makes their own change public: every way that Wagtail offers asks here first."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from partners.domain import record
from partners.domain.approval import ask_for_approval
from partners.queries import section_of
from partners.rules import is_own_change, may_moderate, may_publish
from partners.rules.approval import IN_ITS_PLACE, is_live_below

OWN_CHANGE = gettext_lazy(
    "You wrote some of this, so somebody else makes it public. It is kept as a draft: submit it for approval."
)
CHANGED_WHILE_APPROVING = gettext_lazy(
    "You changed something here, so somebody else approves it. It is kept as a draft."
)


@hooks.register("before_create_page")
def keep_new_page_a_draft(request, parent_page, page_class):
    """What one has just written is one's own; what was typed is kept as a draft."""
    if request.POST.get("action-publish") and not request.user.is_superuser:
        request.POST = request.POST.copy()
        del request.POST["action-publish"]
        messages.warning(request, OWN_CHANGE)


@hooks.register("before_publish_page")
def refuse_own_change(request, page):
    if not may_publish(request.user, page):
        messages.warning(request, OWN_CHANGE)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if is_own_change(request.user, page):
        section = section_of(page)
        partner = section.partner if section else None
        record(actor=request.user, verb="publish own change", of=page, partner=partner)
    return None


@hooks.register("before_unpublish_page")
def refuse_unpublishing_own_change(request, page):
    if _are_refused(request.user, _those_touched(page, request.POST.get("include_descendants"))):
        messages.warning(request, OWN_CHANGE)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def refuse_in_bulk(request, action_type, objects, action):
    pages = [found for found in objects if isinstance(found, Page)]
    message = OWN_CHANGE
    if action_type in ("publish", "unpublish"):
        below = action.get_execution_context().get("include_descendants")
        refused = any(_are_refused(request.user, _those_touched(page, below)) for page in pages)
    elif action_type == "move" and not request.user.is_superuser:
        message = IN_ITS_PLACE
        refused = any(is_live_below(page) for page in pages)
    else:
        return None
    if not refused:
        return None
    messages.warning(request, message)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


@hooks.register("after_edit_page")
def ask_who_is_left(request, page):
    """Whoever changes a word while it waits has written it too: others decide, and hear of it."""
    if not page.workflow_in_progress:
        return
    ask_for_approval(task_state=page.current_workflow_task_state)
    if request.POST.get("workflow-action-name") == "approve" and not may_moderate(request.user, page):
        messages.warning(request, CHANGED_WHILE_APPROVING)


def _those_touched(page: Page, with_descendants) -> list[Page]:
    return list(page.get_descendants(inclusive=True)) if with_descendants else [page]


def _are_refused(user, pages: list[Page]) -> bool:
    return any(not may_publish(user, page) for page in pages)
