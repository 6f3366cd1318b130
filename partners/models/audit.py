"""Who did what, to what, when. Written once, never changed."""

from django.conf import settings
from django.db import models


class AuditQuerySet(models.QuerySet):
    """Rows are added and read; there is no way to change or remove many at once either."""

    def update(self, **kwargs):
        raise TypeError("An audit entry is never changed.")

    def delete(self):
        raise TypeError("An audit entry is never deleted.")

    delete.alters_data = True
    delete.queryset_only = True


class AuditEntry(models.Model):
    """Names its object by words and a reference, never by a key: it outlives what it tells of."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_reference = models.CharField(max_length=80)
    partner = models.ForeignKey(
        "partners.Partner", null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    details = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["partner", "-at"], name="partners_audit_by_partner")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_reference}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit entry is never deleted.")
