"""Registrations of the Wagtail admin."""

from . import approval, places

__all__ = ["approval", "places"]
