"""Identifiers that outsiders see."""

import secrets


def random_id() -> str:
    """128 random bits as 22 letters."""
    return secrets.token_urlsafe(16)
