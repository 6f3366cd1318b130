"""Everything that a right could come from, as rows to compare."""

from django.contrib.auth.models import Group
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from partners.models import Membership, SecondPersonTask, StaffInvitation


def rights() -> list:
    """Everything that a right could come from."""
    users = User.objects.order_by("pk").values_list(
        "email", "password", "is_active", "is_staff", "is_superuser", "groups__name", "user_permissions__id"
    )
    return [
        list(users),
        list(Membership.objects.order_by("pk").values()),
        list(StaffInvitation.objects.order_by("pk").values()),
        sorted(Group.objects.values_list("name", "permissions__codename")),
        sorted(GroupPagePermission.objects.values_list("group_id", "page_id", "permission_id")),
        sorted(GroupCollectionPermission.objects.values_list("group_id", "collection_id", "permission_id")),
        sorted(Workflow.objects.values_list("name", "active")),
        sorted(WorkflowTask.objects.values_list("workflow_id", "task_id")),
        sorted(WorkflowPage.objects.values_list("workflow_id", "page_id")),
        sorted(Task.objects.values_list("name", "active")),
        sorted(SecondPersonTask.objects.values_list("partner_id", "name")),
    ]
