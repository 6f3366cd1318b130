from .closing import blank_user
from .email_codes import (
    CodeSpent,
    TooManyCodes,
    WrongCode,
    confirm_code,
    drop_code,
    forget_old_codes,
    mailbox_address,
    make_code,
    send_code,
    use_code,
)
from .sessions import end_sessions, forget_old_sessions
from .tries import count_try, forget_old_tries, take_back_try

__all__ = [
    "CodeSpent",
    "TooManyCodes",
    "WrongCode",
    "blank_user",
    "confirm_code",
    "count_try",
    "drop_code",
    "end_sessions",
    "forget_old_codes",
    "forget_old_sessions",
    "forget_old_tries",
    "mailbox_address",
    "make_code",
    "send_code",
    "take_back_try",
    "use_code",
]
