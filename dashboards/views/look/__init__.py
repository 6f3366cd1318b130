"""The look of this site: every component as it stands on pages, in each of its states."""

from .page import look_of_site

__all__ = ["look_of_site"]
