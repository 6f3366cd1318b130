from wagtail.blocks import StreamBlock

from pages.blocks import AccordionBlock, CalloutBlock, ParagraphBlock

from .contacts import ContactsBlock


class HelpStreamBlock(StreamBlock):
    """The blocks of a help page."""

    paragraph = ParagraphBlock()
    contacts = ContactsBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
