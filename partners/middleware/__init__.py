from .guard import StaffGuardMiddleware
from .order import OrderOfPagesMiddleware
from .version import ContentVersionMiddleware

__all__ = ["ContentVersionMiddleware", "OrderOfPagesMiddleware", "StaffGuardMiddleware"]
