from .contacts import ContactsBlock
from .help import HelpStreamBlock

__all__ = ["ContactsBlock", "HelpStreamBlock"]
