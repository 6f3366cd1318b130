"""May she approve, or publish, what stands on a page?"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from partners.models import SecondPersonTask
from partners.models.approval import approvers, authors_of
from partners.queries import section_of

IN_ITS_PLACE = _(
    "Learners see this page, so its place would change for everybody at once, with nobody to look at it first. "
    "Unpublish it, change its place, and submit it for approval."
)


def may_moderate(user, page: Page) -> bool:
    """Whether this page waits for approval just now, and she is one of those who may give it.

    True for the programme's approver where the partner has no second person: it opens that page and no other.
    """
    task = page.current_workflow_task
    return isinstance(task, SecondPersonTask) and task.may_approve(page, user)


def may_publish(user, page: Page) -> bool:
    """Whether she may make public what stands on the page: an approver of its partner who wrote none of it."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or (user.pk not in authors_of(page) and _is_approver_of(user, page))


def is_own_change(user, page: Page) -> bool:
    """Whether she wrote any of what stands on the page and is not public yet."""
    return user.pk in authors_of(page)


def approvers_of(page: Page) -> list:
    """Those who may approve a page that waits for it; empty for one that does not wait."""
    task = page.current_workflow_task
    return task.approvers_of(page) if isinstance(task, SecondPersonTask) else []


def is_live_below(page: Page) -> bool:
    """Whether learners see this page or one below it."""
    return page.get_descendants(inclusive=True).live().exists()


def _is_approver_of(user, page: Page) -> bool:
    section = section_of(page)
    return section is not None and approvers(Q(partner_id=section.partner_id)).filter(pk=user.pk).exists()
