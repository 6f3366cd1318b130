"""Where Exit leads: the short list that the programme keeps."""

from django.db import models

from accounts.models import random_id


class ExitAddress(models.Model):
    """`what` is what stands there, as a sentence needs it: "a weather page". The first of the list is used."""

    public_id = models.CharField(max_length=22, unique=True, default=random_id, editable=False)
    url = models.URLField(max_length=200, unique=True)
    what = models.CharField(max_length=60)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.url
