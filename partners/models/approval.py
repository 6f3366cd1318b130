"""The second person: nobody approves their own change."""

from django.db import models
from wagtail.models import Task


class SecondPersonTask(Task):
    """Waits for an approver of the partner who has not written the change; where there is none, for the
    programme's.
    """

    partner = models.OneToOneField("partners.Partner", on_delete=models.PROTECT, related_name="approval_task")

    def __str__(self) -> str:
        return self.name
