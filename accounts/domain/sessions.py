"""The rows behind session cookies. allauth writes into them with which address somebody has signed in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User


def end_sessions(*, user: User) -> int:
    """Signs somebody out everywhere, and leaves nothing of it. Returns how many sessions there were.

    What a session holds can only be read one by one.
    """
    sessions = Session.objects.order_by("pk").iterator(chunk_size=500)
    theirs = [row.pk for row in sessions if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def forget_old_sessions() -> int:
    """Whose time is over; returns how many. Nothing else ever deletes what a browser does not come back with."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
