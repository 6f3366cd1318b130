from .forgetting import forget_address, forget_old_addresses
from .queueing import cancel_letters, queue_letter
from .sending import send_waiting_letters

__all__ = ["cancel_letters", "forget_address", "forget_old_addresses", "queue_letter", "send_waiting_letters"]
