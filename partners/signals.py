"""What Wagtail calls once a workflow has come to its end (setting WAGTAIL_FINISH_WORKFLOW_ACTION).

Wagtail loads this before any model, so it imports none.
"""


def publish_approved(workflow_state, user=None) -> None:
    """Publishes what was approved. The approval is the right to: SecondPersonTask has asked whose it is, and the
    programme's approver holds no right to publish in a partner's section.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
