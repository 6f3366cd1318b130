from .base import BasePage
from .home import HomePage
from .media import SiteDocument, SiteImage, SiteRendition
from .standard import StandardPage

__all__ = ["BasePage", "HomePage", "SiteDocument", "SiteImage", "SiteRendition", "StandardPage"]
