"""Registrations of the Wagtail admin."""

# First of all acting: its permissions stand in the place of Wagtail's own.
from . import acting, approval, going_live, places

__all__ = ["acting", "approval", "going_live", "places"]
