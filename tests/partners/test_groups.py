"""Wagtail's groups say exactly what the memberships say."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permissions import policy_registry

from accounts.models import User
from pages.models import SiteDocument, SiteImage
from partners.domain import give_role, keep_groups_in_step
from partners.enums import EDITING_ROLES, PROGRAMME_ONLY_ROLES, Role
from partners.models import Membership, SecondPersonTask
from tests.factories.partners import make_person

ROLES = ("trainer", "approver", "communications")
ON_PAGES = {
    "trainer": {"add_page", "change_page"},
    "approver": {"change_page", "publish_page"},
    "communications": {"add_page", "change_page"},
}
SHARED = {"choose_image", "choose_document"}
OWN = SHARED | {"add_image", "change_image", "add_document", "change_document"}


@pytest.fixture
def partners(two_partners):
    for section in (two_partners.alder, two_partners.birch):
        keep_groups_in_step(partner=section.partner)
    return two_partners


def members() -> dict[str, list[str]]:
    """Group → addresses of those in it; empty groups left out."""
    found = {
        group.name: sorted(group.user_set.values_list("email", flat=True))
        for group in Group.objects.filter(name__contains=":")
    }
    return {name: people for name, people in found.items() if people}


def everything() -> list:
    """All rows that groups are made of."""
    models = (
        GroupPagePermission,
        GroupCollectionPermission,
        WorkflowPage,
        WorkflowTask,
        Workflow,
        Collection,
    )
    return [
        sorted(Group.objects.values_list("pk", "name", "permissions__codename")),
        *(sorted(model.objects.values_list("pk", flat=True)) for model in models),
        members(),
    ]


# Permissions


def test_groups_have_exactly_these_page_permissions(partners):
    rows = GroupPagePermission.objects.filter(group__name__contains=":")
    found = set(rows.values_list("group__name", "page_id", "permission__codename"))

    assert found == {
        (f"{name}: {role}", getattr(partners, name).pk, codename)
        for name in ("alder", "birch")
        for role in ROLES
        for codename in ON_PAGES[role]
    }


def test_groups_have_exactly_these_collection_permissions(partners):
    rows = GroupCollectionPermission.objects.filter(group__name__contains=":")
    found = set(rows.values_list("group__name", "collection__name", "permission__codename"))

    assert found == {
        (f"{name}: {role}", collection, codename)
        for name in ("alder", "birch")
        for role in ROLES
        for collection, codenames in ((name, OWN), ("shared", SHARED))
        for codename in codenames
    }


@pytest.mark.parametrize("model", [SiteImage, SiteDocument])
def test_trainer_may_add_at_home_and_choose_what_is_shared(partners, model):
    trainer = make_person(partners.alder, Role.TRAINER)
    policy = policy_registry.get_by_type(model)

    found = {
        act: sorted(policy.collections_user_has_permission_for(trainer, act).values_list("name", flat=True))
        for act in ("choose", "add", "change")
    }

    assert found == {"choose": ["alder", "shared"], "add": ["alder"], "change": ["alder"]}


def test_groups_may_open_the_admin_and_have_no_other_permission(partners):
    found = set(Group.objects.filter(name__contains=":").values_list("name", "permissions__codename"))

    assert found == {(f"{name}: {role}", "access_admin") for name in ("alder", "birch") for role in ROLES}


def test_trainer_may_edit_and_not_publish_and_only_at_home(small_course):
    partners = small_course.partners
    trainer = make_person(partners.alder, Role.TRAINER)
    pages = [partners.alder, partners.birch, partners.programme, small_course.course, partners.home]

    found = [
        (page.permissions_for_user(trainer).can_edit(), page.permissions_for_user(trainer).can_publish())
        for page in pages
    ]

    assert found == [(True, False), (False, False), (False, False), (False, False), (False, False)]


def test_approver_may_publish_only_at_home(small_course):
    partners = small_course.partners
    approver = make_person(partners.alder, Role.APPROVER)

    found = [
        page.permissions_for_user(approver).can_publish()
        for page in (
            partners.alder,
            small_course.alder,
            small_course.birch,
            partners.programme,
            partners.home,
        )
    ]

    assert found == [True, True, False, False, False]


def test_editors_hold_no_permission_over_users_and_groups(partners):
    people = [
        make_person(partners.alder, role) for role in (Role.TRAINER, Role.APPROVER, Role.COMMUNICATIONS)
    ]

    for person in people:
        held = User.objects.get(pk=person.pk).get_all_permissions()
        assert held == {"wagtailadmin.access_admin"}
        assert not person.is_superuser


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
def test_each_role_holds_exactly_this(partners, role):
    """Groups, Django's permissions, rights over pages and over collections; for every role there is."""
    at_programme = role in PROGRAMME_ONLY_ROLES
    section = partners.programme if at_programme else partners.alder
    held = User.objects.get(pk=make_person(section, role).pk)
    edits = role in EDITING_ROLES
    name = section.slug

    assert set(held.groups.values_list("name", flat=True)) == ({f"{name}: {role}"} if edits else set())
    assert held.get_all_permissions() == ({"wagtailadmin.access_admin"} if edits else set())
    assert (held.is_superuser, held.is_staff, held.user_permissions.count()) == (False, False, 0)
    pages = GroupPagePermission.objects.filter(group__user=held)
    assert set(pages.values_list("page_id", "permission__codename")) == (
        {(section.pk, codename) for codename in ON_PAGES[role]} if edits else set()
    )
    collections = GroupCollectionPermission.objects.filter(group__user=held)
    assert set(collections.values_list("collection__name", "permission__codename")) == (
        {
            (place, codename)
            for place, codenames in ((name, OWN), ("shared", SHARED))
            for codename in codenames
        }
        if edits
        else set()
    )


def test_no_group_holds_a_permission_over_users_groups_or_records(partners):
    apps = set(
        Group.objects.filter(name__contains=":").values_list(
            "permissions__content_type__app_label", flat=True
        )
    )

    assert apps == {"wagtailadmin"}


# Members


def test_group_holds_those_who_have_the_role_and_nobody_else(partners):
    make_person(partners.alder, Role.TRAINER, "sam@example.org")
    make_person(partners.alder, Role.APPROVER, "kim@example.org")
    make_person(partners.birch, Role.TRAINER, "alex@example.org")
    make_person(partners.alder, Role.COORDINATOR, "lee@example.org")

    assert members() == {
        "alder: trainer": ["sam@example.org"],
        "alder: approver": ["kim@example.org"],
        "birch: trainer": ["alex@example.org"],
    }


@pytest.mark.parametrize("ended", [0, -1])
def test_group_lets_go_of_those_whose_role_has_ended(partners, ended):
    sam = make_person(partners.alder, Role.TRAINER, "sam@example.org")
    make_person(partners.alder, Role.TRAINER, "kim@example.org")

    Membership.objects.filter(user=sam).update(ended_on=timezone.localdate() + timedelta(days=ended))
    keep_groups_in_step(partner=partners.alder.partner)

    assert members() == {"alder: trainer": ["kim@example.org"]}


def test_group_waits_for_the_first_day(partners):
    sam = User.objects.create_user("sam@example.org", "a long password")

    give_role(
        user=sam,
        partner=partners.alder.partner,
        role=Role.TRAINER,
        started_on=timezone.localdate() + timedelta(days=1),
    )

    assert members() == {}


def test_group_holds_nobody_who_may_not_sign_in(partners):
    sam = make_person(partners.alder, Role.TRAINER, "sam@example.org")

    User.objects.filter(pk=sam.pk).update(is_active=False)
    keep_groups_in_step(partner=partners.alder.partner)

    assert members() == {}


def test_member_added_by_hand_is_taken_out(partners):
    stranger = make_person(partners.birch, Role.TRAINER, "alex@example.org")
    Group.objects.get(name="alder: approver").user_set.add(stranger)

    keep_groups_in_step(partner=partners.alder.partner)

    assert members() == {"birch: trainer": ["alex@example.org"]}


# Repeatable


def test_keeping_in_step_again_changes_nothing(partners):
    make_person(partners.alder, Role.TRAINER)
    before = everything()

    keep_groups_in_step(partner=partners.alder.partner)

    assert everything() == before


def test_permissions_given_by_hand_are_taken_away(partners):
    before = everything()
    group = Group.objects.get(name="alder: trainer")
    publish = GroupPagePermission.objects.filter(permission__codename="publish_page").first().permission
    GroupPagePermission.objects.create(group=group, page=partners.home, permission=publish)
    GroupPagePermission.objects.create(group=group, page=partners.birch, permission=publish)
    choose = GroupCollectionPermission.objects.filter(permission__codename="choose_image").first().permission
    GroupCollectionPermission.objects.create(
        group=group, collection=Collection.objects.get(name="birch"), permission=choose
    )
    group.permissions.add(publish)

    keep_groups_in_step(partner=partners.alder.partner)

    assert everything() == before


def test_permissions_taken_away_by_hand_are_given_back(partners):
    def rows():
        return set(GroupPagePermission.objects.values_list("group__name", "page_id", "permission__codename"))

    before = rows()
    GroupPagePermission.objects.filter(group__name="alder: trainer").delete()

    keep_groups_in_step(partner=partners.alder.partner)

    assert rows() == before


# The second person


def test_workflow_asks_a_second_person_of_the_same_partner(partners):
    found = {
        row.page.slug: [step.task.specific for step in row.workflow.workflow_tasks.all()]
        for row in WorkflowPage.objects.filter(workflow__name__contains=":")
    }

    assert {slug: [task.partner.slug for task in tasks] for slug, tasks in found.items()} == {
        "alder": ["alder"],
        "birch": ["birch"],
    }
    assert all(isinstance(task, SecondPersonTask) for tasks in found.values() for task in tasks)


def test_what_waited_for_a_group_waits_for_the_second_person(partners):
    """A workflow that was made when its task still asked a group of people."""
    workflow = Workflow.objects.get(name="alder: trainer, then approver")
    former = GroupApprovalTask.objects.create(name="alder: approve")
    WorkflowTask.objects.filter(workflow=workflow).delete()
    SecondPersonTask.objects.filter(partner=partners.alder.partner).delete()
    WorkflowTask.objects.create(workflow=workflow, task=former.task_ptr, sort_order=0)
    trainer = make_person(partners.birch, Role.TRAINER)
    partners.alder.save_revision(user=trainer)
    workflow.start(partners.alder, trainer)

    for _time in range(2):
        keep_groups_in_step(partner=partners.alder.partner)

    task = SecondPersonTask.objects.get(partner=partners.alder.partner)
    assert list(workflow.workflow_tasks.values_list("task_id", flat=True)) == [task.pk]
    assert partners.alder.current_workflow_task == task
    assert not GroupApprovalTask.objects.get(pk=former.pk).active
