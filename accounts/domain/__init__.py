from .closing import blank_user
from .email_codes import (
    CodeSpent,
    TooManyCodes,
    WrongCode,
    confirm_code,
    drop_code,
    forget_old_codes,
    make_code,
    send_code,
    use_code,
)

__all__ = [
    "CodeSpent",
    "TooManyCodes",
    "WrongCode",
    "blank_user",
    "confirm_code",
    "drop_code",
    "forget_old_codes",
    "make_code",
    "send_code",
    "use_code",
]
