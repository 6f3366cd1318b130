from .base import BasePage
from .home import HomePage
from .media import MediaTag, SiteDocument, SiteImage, SiteRendition, TaggedDocument, TaggedImage
from .standard import StandardPage

__all__ = [
    "BasePage",
    "HomePage",
    "MediaTag",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StandardPage",
    "TaggedDocument",
    "TaggedImage",
]
