"""Closing an account for good."""

import secrets

from django.db import transaction
from wagtail.users.models import UserProfile

from accounts.models import User

from .sessions import end_sessions


@transaction.atomic
def blank_user(*, user: User) -> User:
    """No name or picture, an address that is nobody's, no password and no session, nobody signs in with it; what
    points to it stays whole.
    """
    user.first_name = user.last_name = ""
    user.email = f"{secrets.token_hex(12)}@erased.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    end_sessions(user=user)
    for profile in UserProfile.objects.filter(user=user):
        _forget_picture(profile)
        profile.delete()
    return user


def _forget_picture(profile: UserProfile) -> None:
    """The file goes last: an act that fails half-way leaves it where it was."""
    picture = profile.avatar
    if picture:
        storage, name = picture.storage, picture.name
        transaction.on_commit(lambda: storage.delete(name))
