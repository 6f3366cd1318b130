"""Which learner a browser has begun a moment ago, until its cookie has come back to it."""

from django.db import models

from partners.managers import ScopedManager

from .learner import Learner, never


class FirstTap(models.Model):
    """Lives for seconds and goes with the daily work. `browser_key` is a keyed hash; nothing of the browser is kept."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    browser_key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = ScopedManager(staff=never)

    def __str__(self) -> str:
        return f"first tap {self.pk}"
