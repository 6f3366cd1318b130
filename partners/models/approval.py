"""The second person: nobody approves their own change.

Wagtail asks the task itself who may approve, so the rule stands here; partners.rules.approval gives it to others.
"""

import re

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState

from partners.enums import Role

from .membership import Membership

# Of a stored revision: what Wagtail itself writes, and what nobody reads as content.
NOT_WRITTEN = frozenset(
    {
        "comments",
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "wagtail_admin_comments",
    }
)
# In a stored page, and, with its quotation marks escaped, in the JSON of a stream.
EMPTY_PARAGRAPH = re.compile(r'<p data-block-key=\\?"[^"\\]*\\?">(?:<br/>)?</p>')


class SecondPersonTask(Task):
    """Waits for an approver of the partner who has not written the change; where there is none, for the
    programme's.
    """

    partner = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="approval_task")

    admin_form_fields = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def get_description(cls):
        return _("An approver who has not written the change; where there is none, the programme's approver")

    def user_can_access_editor(self, obj, user) -> bool:
        return self.may_approve(obj, user)

    def locked_for_user(self, obj, user) -> bool:
        """Whoever wrote it waits; whoever may approve may also change a word, and has then written it too."""
        return not self.may_approve(obj, user)

    def get_actions(self, obj, user) -> list[tuple]:
        if not self.may_approve(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not user.is_active:
            return waiting.none()
        if user.is_superuser:
            return waiting
        if not self._may_be_asked(user):
            return waiting.none()
        rows = waiting.select_related("workflow_state")
        may = [row.pk for row in rows if self.may_approve(row.workflow_state.content_object, user)]
        return waiting.filter(pk__in=may)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Asked once more: whoever changes a word in the very form in which they approve has written it too.

        Then nothing is approved; what they wrote is kept as a draft. Nor is it where something on the page has become
        unfit for learners since it was sent: it goes on waiting, and the editor says why.
        """
        page = task_state.workflow_state.content_object
        if action_name == "approve" and self.keeps_from_learners(page.get_latest_revision_as_object()):
            return
        if user is None or self.may_approve(page, user):
            super().on_action(task_state, user, action_name, **kwargs)

    @staticmethod
    def keeps_from_learners(page: Page) -> bool:
        """Given by partners.apps at start: what is fit stands in rules, which know the models."""
        raise NotImplementedError

    def may_approve(self, page: Page, user) -> bool:
        """The operator may; what they do is written down."""
        if not user.is_authenticated or not user.is_active:
            return False
        return user.is_superuser or any(user.pk == found.pk for found in self.approvers_of(page))

    def approvers_of(self, page: Page) -> list:
        """Who may approve this page's change today: of the partner, else of the programme."""
        authors = authors_of(page)
        own = [user for user in self._own_approvers if user.pk not in authors]
        return own or [user for user in self._programme_approvers if user.pk not in authors]

    @cached_property
    def _own_approvers(self) -> list:
        return list(approvers(Q(partner_id=self.partner_id)))

    @cached_property
    def _programme_approvers(self) -> list:
        return list(approvers(Q(partner__is_programme=True)))

    def _may_be_asked(self, user) -> bool:
        return any(user.pk == found.pk for found in (*self._own_approvers, *self._programme_approvers))


def approvers(where: Q):
    """People who hold the approver's role today, at the partners that `where` says of a membership."""
    held = approver_memberships(where)
    return get_user_model().objects.filter(is_active=True, memberships__in=held).distinct().order_by("pk")


def approver_memberships(where: Q):
    """Of today, and of people who may sign in."""
    today = timezone.localdate()
    held = Membership.objects.filter(where, role=Role.APPROVER, started_on__lte=today, user__is_active=True)
    return held.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))


def authors_of(page: Page) -> frozenset[int]:
    """Who wrote what stands on a page and is not public yet, and who asked for its approval."""
    authors = set(_writers(page))
    state = page.current_workflow_state
    if state:
        authors.add(state.requested_by_id)
    if page.first_published_at is None:
        authors.add(page.owner_id)
    return frozenset(authors - {None})


def _writers(page: Page):
    """Whoever stored something else than stood there before: to press "Save" or "Publish" is not to write."""
    unpublished = page.revisions.order_by("created_at", "pk")
    before = None
    if page.last_published_at:
        # An editor left open writes its later words into the very version that was published.
        newer = Q(created_at__gt=page.last_published_at)
        if page.live_revision_id:
            newer |= Q(pk__gt=page.live_revision_id)
        before = unpublished.exclude(newer).last()
        unpublished = unpublished.filter(newer)
    words = _words(before) if before else None
    for revision in unpublished:
        earlier, words = words, _words(revision)
        if words != earlier:
            yield revision.user_id


def _words(revision: Revision) -> dict:
    return {name: _read(value) for name, value in revision.content.items() if name not in NOT_WRITTEN}


def _read(value):
    """Wagtail's editor sends an empty text as none or as an empty paragraph, whichever comes first."""
    return EMPTY_PARAGRAPH.sub("", value) if isinstance(value, str) else value
