"""Who is asked to approve, and that nobody approves what they wrote."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from accounts.models import User
from courses.models import ModulePage
from partners.domain import end_role
from partners.enums import Role
from partners.models import Membership
from partners.rules import approvers_of, may_moderate, may_publish

from .editing import act, draft, drafted, edit, person, press, public, submit

COMPARED = "/admin/pages/{}/revisions/compare/live...latest/"

# By approval


def test_trainer_submits_and_a_second_person_approves(module, trainer, second):
    submit(trainer, module)

    act(second, module)

    assert public(module) == "New words"


@pytest.mark.parametrize("how", [act, press])
def test_nobody_approves_what_they_submitted(module, both, second, how):
    submit(both, module)

    how(both, module)

    assert public(module) == "Module 1"
    assert module.workflow_in_progress


@pytest.mark.parametrize("how", [act, press])
@pytest.mark.parametrize("name", ["approve", "reject"])
def test_author_of_an_earlier_draft_does_not_decide(module, both, trainer, second, how, name):
    draft(both, module, "Earlier words")
    submit(trainer, module)

    how(both, module, name)

    assert (public(module), module.workflow_in_progress) == ("Module 1", True)
    assert approvers_of(module) == [second]


def test_approver_who_changes_a_word_while_approving_has_written_it_too(module, trainer, second):
    submit(trainer, module)

    page = act(second, module, title="Newer words")

    assert (public(module), drafted(module)) == ("Module 1", "Newer words")
    assert "somebody else approves it" in page.content.decode()
    assert not may_moderate(second, module)


def test_saving_without_a_change_is_not_writing(module, trainer, second):
    submit(trainer, module)

    edit(second, module, "New words")
    act(second, module)

    assert public(module) == "New words"


def test_who_has_approved_may_write_again(module, trainer, second):
    submit(trainer, module)
    act(second, module)

    draft(second, module, "Words of the approver")

    assert not may_publish(second, module)


def test_approval_with_a_comment_is_the_same(module, both, second):
    submit(both, module)
    form = {"workflow-action-extra-data": '{"comment": "Fine."}'}

    act(both, module, **form)
    before = public(module)
    act(second, module, **form)

    assert (before, public(module)) == ("Module 1", "New words")


def test_second_person_may_ask_for_changes(module, trainer, second):
    submit(trainer, module)

    press(second, module, "reject")

    assert module.workflow_states.get().status == "needs_changes"
    assert public(module) == "Module 1"


def test_role_of_today_alone_approves(module, trainer, second, two_partners):
    submit(trainer, module)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=second).update(started_on=yesterday, ended_on=timezone.localdate())

    assert approvers_of(module) == []
    assert not may_moderate(second, module)
    assert not may_publish(second, module)


# Where the partner has no second person


def test_programmes_approver_decides_where_there_is_no_second_person(module, both, programmes):
    submit(both, module)

    assert approvers_of(module) == [programmes]
    act(programmes, module)

    assert public(module) == "New words"


def test_programmes_approver_may_press_the_button_of_the_list(module, trainer, programmes):
    submit(trainer, module)

    press(programmes, module)

    assert public(module) == "New words"


def test_programmes_approver_is_not_asked_where_there_is_a_second_person(module, both, second, programmes):
    submit(both, module)

    assert not may_moderate(programmes, module)
    act(programmes, module)
    press(programmes, module)
    assert public(module) == "Module 1"


def test_programmes_approver_is_asked_once_the_second_person_has_written(module, trainer, second, programmes):
    submit(trainer, module)

    act(second, module, title="Newer words")

    assert approvers_of(module) == [programmes]


def test_programmes_approver_reaches_that_page_and_nothing_else(module, both, programmes):
    submit(both, module)
    others = (
        Page.objects.filter(depth__gt=1)
        .exclude(pk=module.pk)
        .exclude(url_path__startswith="/home/programme/")
    )

    assert module.permissions_for_user(programmes).can_edit()
    assert not module.permissions_for_user(programmes).can_publish()
    assert [page for page in others if page.permissions_for_user(programmes).can_edit()] == []
    assert [page for page in others if may_moderate(programmes, page)] == []


def test_what_waits_is_listed_for_those_who_may_decide(module, both, second, programmes, two_partners):
    def listed(user):
        states = TaskState.objects.reviewable_by(user)
        return [row.workflow_state.content_object.pk for row in states]

    submit(both, module)
    stranger = User.objects.get(email="stranger@birch.example")
    first = [listed(user) for user in (both, second, programmes, stranger)]
    end_role(membership=Membership.objects.get(user=second), by=None)

    assert first == [[], [module.pk], [], []]
    assert [listed(user) for user in (both, second, programmes)] == [[], [], [module.pk]]


def test_shared_content_is_approved_by_the_programmes_other_approver(small_course, two_partners):
    page = ModulePage.objects.child_of(small_course.course).first()
    one = person(two_partners.programme, Role.TRAINER, Role.APPROVER, email="one@programme.example")
    submit(one, page)
    alone = approvers_of(page)
    other = person(two_partners.programme, Role.APPROVER, email="other@programme.example")

    assert (alone, approvers_of(page)) == ([], [other])
    act(one, page)
    assert public(page) == "Module 1"
    act(other, page)
    assert public(page) == "New words"


def test_whoever_may_approve_is_led_to_what_has_changed(module, trainer, second, client):
    submit(trainer, module)
    address = reverse("wagtailadmin_pages:edit", args=[module.pk])
    client.force_login(second)

    asked = client.get(address).content.decode()
    compared = client.get(COMPARED.format(module.pk))

    assert COMPARED.format(module.pk) in asked
    assert "New words" in compared.content.decode()


def test_nobody_else_is_asked_to_approve(module, trainer, client):
    submit(trainer, module)
    client.force_login(trainer)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()

    assert "This waits for your approval" not in page


def test_whoever_wrote_it_reads_in_the_editor_what_was_asked_for(module, trainer, second, client):
    submit(trainer, module)
    extra = '{"comment": "Please <b>shorter</b>."}'
    act(second, module, "reject", **{"workflow-action-extra-data": extra})
    client.force_login(trainer)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()

    assert "Changes were asked for: “Please &lt;b&gt;shorter&lt;/b&gt;.”" in page
