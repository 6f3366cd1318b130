"""A letter waits as a row until it is sent. It belongs to no partner and stands on no partner's screen."""

from django.db import models


class Letter(models.Model):
    """Login codes are sent by allauth at once and are never stored here."""

    dedupe_key = models.CharField(max_length=200, unique=True)
    address = models.EmailField()
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    # Blank once the letter is sent, taken back or given up: it may hold a link that opens something.
    body = models.TextField(blank=True)
    # Whose letter it is, beside the platform's own address; empty for the platform itself.
    sender_name = models.CharField(max_length=80, blank=True)
    send_after = models.DateTimeField()
    queued_at = models.DateTimeField(auto_now_add=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # The kind of the last failure; never an address or what a mail server said of one.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["send_after"],
                name="letters_letter_waiting",
                condition=models.Q(sent_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
