"""Keeps Wagtail's groups, collection and workflow in step with a partner and its memberships.

Wagtail decides by group who may edit a page; the memberships say who that is. Groups are never edited by hand.
"""

from functools import partial

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Task,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from partners.conf import SHARED_COLLECTION
from partners.enums import Role
from partners.models import Membership, Partner, PartnerPage, SecondPersonTask
from partners.rules.acting import group_name

from .turns import each_in_turn

PAGE_PERMISSIONS = {
    Role.TRAINER: ["add_page", "change_page"],
    Role.APPROVER: ["change_page", "publish_page"],
    Role.COMMUNICATIONS: ["add_page", "change_page"],
}
# Wagtail asks for the permissions of its own Image and Document, whatever models stand in their place.
IN_THE_SHARED_COLLECTION = ["choose_image", "choose_document"]
IN_ITS_OWN_COLLECTION = [
    *IN_THE_SHARED_COLLECTION,
    "add_image",
    "change_image",
    "add_document",
    "change_document",
]


@transaction.atomic
def keep_groups_in_step(*, partner: Partner) -> None:
    """Makes group, members and permissions of each editing role what they ought to be; repeatable."""
    sections = list(PartnerPage.objects.filter(partner=partner))
    collections = {
        collection_named(partner.slug): IN_ITS_OWN_COLLECTION,
        collection_named(SHARED_COLLECTION): IN_THE_SHARED_COLLECTION,
    }
    for role, codenames in PAGE_PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=group_name(partner, role))
        group.user_set.set(_holders(partner, role))
        group.permissions.set(Permission.objects.filter(codename="access_admin"))
        _set_page_permissions(group, sections, codenames)
        _set_collection_permissions(group, collections)
    _keep_workflow(partner, sections)


def keep_all_groups_in_step() -> int:
    """For every partner; roles begin and end by date, and nobody runs a verb on that day. Returns how many."""
    partners = list(Partner.objects.all())
    verbs = [partial(keep_groups_in_step, partner=partner) for partner in partners]
    each_in_turn(verbs, failing="The groups of a partner could not be kept in step.")
    return len(partners)


def _holders(partner: Partner, role: Role):
    today = timezone.localdate()
    held = Membership.objects.filter(partner=partner, role=role, started_on__lte=today).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today)
    )
    return User.objects.filter(is_active=True, memberships__in=held)


def collection_named(name: str) -> Collection:
    """The collection of a partner (its slug), or the shared one; made where it is missing."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def _set_page_permissions(group: Group, sections: list[PartnerPage], codenames: list[str]) -> None:
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    wanted = {(section.pk, permission.pk) for section in sections for permission in permissions}
    for row in GroupPagePermission.objects.filter(group=group):
        if (row.page_id, row.permission_id) in wanted:
            wanted.remove((row.page_id, row.permission_id))
        else:
            row.delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in wanted
    )


def _set_collection_permissions(group: Group, collections: dict[Collection, list[str]]) -> None:
    permissions = dict(
        Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"]).values_list(
            "codename", "pk"
        )
    )
    wanted = {
        (collection.pk, permissions[codename])
        for collection, codenames in collections.items()
        for codename in codenames
    }
    for row in GroupCollectionPermission.objects.filter(group=group):
        if (row.collection_id, row.permission_id) in wanted:
            wanted.remove((row.collection_id, row.permission_id))
        else:
            row.delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=collection, permission_id=permission)
        for collection, permission in wanted
    )


def _keep_workflow(partner: Partner, sections: list[PartnerPage]) -> None:
    """Trainer writes and submits; the approver, a second person, publishes."""
    task, _made = SecondPersonTask.objects.get_or_create(
        partner=partner, defaults={"name": f"{partner.slug}: approve"}
    )
    workflow, _made = Workflow.objects.get_or_create(name=f"{partner.slug}: trainer, then approver")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    _replace_former_tasks(workflow, task)
    for section in sections:
        WorkflowPage.objects.update_or_create(page_id=section.pk, defaults={"workflow": workflow})


def _replace_former_tasks(workflow: Workflow, task: SecondPersonTask) -> None:
    """Tasks that asked a group, as workflows once did: what waits for them waits for the second person."""
    former = WorkflowTask.objects.filter(workflow=workflow).exclude(task_id=task.pk)
    former_ids = list(former.values_list("task_id", flat=True))
    if former_ids:
        waiting = TaskState.objects.filter(task_id__in=former_ids, status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(task_id=task.pk)
        former.delete()
        Task.objects.filter(pk__in=former_ids).update(active=False)
