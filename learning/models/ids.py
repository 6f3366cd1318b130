"""Identifiers that outsiders see."""

from accounts.models import random_id

__all__ = ["random_id"]
