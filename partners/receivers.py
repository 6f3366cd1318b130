"""What Wagtail says: of its workflows, that becomes letters of ours; of a look, that it is live now."""

from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    published,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from partners.domain.approval import ask_for_approval, tell_of_decision
from partners.domain.brands import brand_went_live
from partners.domain.publishing import record_publishing
from partners.models import Brand

# Wagtail's own mails go by group, and name the page in their subject. A receiver under the name of theirs,
# connected before theirs, stands in its place; tests/partners/test_approval_letters.py watches over it.
OF_TASKS = {"sender": TaskState, "dispatch_uid": "group_approval_task_submitted_email_notification"}
OF_WORKFLOWS = "workflow_state_{}_email_notification"


@receiver(task_submitted, **OF_TASKS)
def ask_second_person(sender, instance, user=None, **kwargs):
    ask_for_approval(task_state=instance)


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid=OF_WORKFLOWS.format("submitted"))
def tell_no_superuser(sender, instance, **kwargs):
    """Wagtail would write to every superuser."""


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid=OF_WORKFLOWS.format("approved"))
@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid=OF_WORKFLOWS.format("rejected"))
def answer_who_asked(sender, instance, user=None, **kwargs):
    tell_of_decision(workflow_state=instance, by=user)


@receiver(published, sender=Brand)
def take_up_new_look(sender, instance, revision, **kwargs):
    brand_went_live(brand=instance, revision=revision)


@receiver(page_published)
def write_down_publishing(sender, instance, **kwargs):
    record_publishing(page=instance, verb="publish page")


@receiver(page_unpublished)
def write_down_unpublishing(sender, instance, **kwargs):
    record_publishing(page=instance, verb="unpublish page")
