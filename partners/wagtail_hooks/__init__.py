"""Registrations of the Wagtail admin."""

# First of all acting: its permissions stand in the place of Wagtail's own.
from . import acting, approval, asked, going_live, places

__all__ = ["acting", "approval", "asked", "going_live", "places"]
