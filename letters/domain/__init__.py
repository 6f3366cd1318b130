from .queueing import cancel_letters, forget_address, queue_letter
from .sending import send_waiting_letters

__all__ = ["cancel_letters", "forget_address", "queue_letter", "send_waiting_letters"]
