"""The front page of Wagtail's admin, for the partner one acts for: one person's work at another stays there."""

from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page

from partners.scoping import content_scope


def _is_own(thing) -> bool:
    scope = content_scope()
    return scope is None or (isinstance(thing, Page) and scope.owns_path(thing.path))


class OwnLockedPages(LockedPagesPanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["locked_pages"] = [page for page in context["locked_pages"] if _is_own(page)]
        return context


class OwnRecentEdits(RecentEditsPanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["last_edits"] = [(at, page) for at, page in context["last_edits"] if _is_own(page)]
        return context


class OwnPagesInModeration(UserObjectsInWorkflowModerationPanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["workflow_states"] = [
            state for state in context["workflow_states"] if _is_own(state.content_object)
        ]
        return context


class OwnPagesToModerate(WorkflowObjectsToModeratePanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["states"] = [state for state in context["states"] if _is_own(state["obj"])]
        return context


OWN_PANELS = {
    LockedPagesPanel: OwnLockedPages,
    RecentEditsPanel: OwnRecentEdits,
    UserObjectsInWorkflowModerationPanel: OwnPagesInModeration,
    WorkflowObjectsToModeratePanel: OwnPagesToModerate,
}


def of_the_acting_partner(panels: list) -> list:
    """Those of Wagtail replaced by ours, others left as they are."""
    return [OWN_PANELS[type(panel)]() if type(panel) in OWN_PANELS else panel for panel in panels]
