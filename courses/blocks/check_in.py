from wagtail.blocks import RichTextBlock, StructBlock

from pages.conf import PROSE_FEATURES


class CheckInBlock(StructBlock):
    """A thought to read. There is no field: nothing can be sent or stored."""

    text = RichTextBlock(features=PROSE_FEATURES)

    class Meta:
        icon = "pick"
        label = "Check-in"
        template = "blocks/check_in.html"
