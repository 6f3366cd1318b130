"""Letters around an approval: to those who may give it, and to whoever asked for it. Wagtail's own are not sent."""

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from partners.models import SecondPersonTask
from partners.queries import section_of
from partners.rules.places import place_at

from .letters import write_letter


@transaction.atomic
def ask_for_approval(*, task_state: TaskState) -> int:
    """A letter to each who may approve a page that waits, once for each time it waits; returns how many may.

    Asked again when the circle has changed, it reaches those who have come in.
    """
    page, task = task_state.workflow_state.content_object, task_state.task.specific
    people = task.approvers_of(page) if isinstance(task, SecondPersonTask) else []
    for user in people:
        write_letter(
            template="please_approve",
            to=user,
            partner=task.partner,
            context=_context(page),
            dedupe_key=f"approve-{task_state.pk}-{user.public_id}",
        )
    return len(people)


@transaction.atomic
def tell_of_decision(*, workflow_state: WorkflowState, by=None) -> None:
    """A letter to whoever asked and edits there today, unless they have decided themselves (only the operator can)."""
    asked = workflow_state.requested_by
    if asked is None or asked == by:
        return
    page = workflow_state.content_object
    partner = _partner_of(page)
    # What is decided after somebody has gone, and what is said about it, is not for them.
    is_operator = asked.is_superuser and asked.is_active
    if partner is None or not (is_operator or place_at(asked, partner).may_edit):
        return
    task_state = workflow_state.current_task_state
    is_approved = workflow_state.status == WorkflowState.STATUS_APPROVED
    write_letter(
        template="approved" if is_approved else "changes_asked_for",
        to=asked,
        partner=partner,
        context={**_context(page), "comment": task_state.comment if task_state else ""},
        dedupe_key=f"decided-{workflow_state.pk}-{task_state.pk if task_state else 0}",
    )


def _partner_of(page: Page):
    section = section_of(page)
    return section.partner if section else None


def _context(page: Page) -> dict:
    return {
        "title": page.get_latest_revision_as_object().title,
        "path": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
