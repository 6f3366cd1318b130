from .guard import StaffGuardMiddleware
from .order import OrderOfPagesMiddleware
from .reading import ReadingMiddleware
from .version import ContentVersionMiddleware

__all__ = ["ContentVersionMiddleware", "OrderOfPagesMiddleware", "ReadingMiddleware", "StaffGuardMiddleware"]
