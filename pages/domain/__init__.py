from .home import ensure_home

__all__ = ["ensure_home"]
