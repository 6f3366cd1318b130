"""One association, or the programme that brings them together."""

from django.core.exceptions import ValidationError
from django.db import models

from partners.validators import refuse_reserved_slug


class Partner(models.Model):
    """`slug` is the address of its section; earlier ones redirect for ever (PartnerSlug)."""

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    is_programme = models.BooleanField(default=False)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="sub_brands"
    )
    dates_note = models.CharField(max_length=250, blank=True)
    boroughs = models.ManyToManyField("partners.Borough", blank=True, related_name="partners")
    # Whether learners may share their name with it; never with the programme.
    is_sharing_on = models.BooleanField(default=False)
    # When its section first stood open to the public; None while it is made ready.
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_programme"],
                condition=models.Q(is_programme=True),
                name="partners_partner_one_programme",
            ),
            models.CheckConstraint(
                condition=models.Q(succeeded_by__isnull=True) | models.Q(left_on__isnull=False),
                name="partners_partner_succeeded_has_left",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_programme=True, is_sharing_on=True),
                name="partners_partner_programme_sees_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            refuse_reserved_slug(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error


class PartnerSlug(models.Model):
    """An address that a partner had before; posters live for years."""

    slug = models.SlugField(max_length=50, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="former_slugs")
    replaced_on = models.DateField()

    def __str__(self) -> str:
        return self.slug
