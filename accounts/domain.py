"""Closing an account for good."""

import secrets

from django.db import transaction

from accounts.models import User


@transaction.atomic
def blank_user(*, user: User) -> User:
    """No name, an address that is nobody's, no password, nobody signs in with it; what points to it stays whole."""
    user.first_name = user.last_name = ""
    user.email = f"{secrets.token_hex(12)}@erased.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    return user
