from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from pages.conf import PROSE_FEATURES


class CalloutBlock(StructBlock):
    heading = CharBlock(max_length=120)
    text = RichTextBlock(features=PROSE_FEATURES)

    class Meta:
        icon = "info-circle"
        label = "Callout"
        template = "blocks/callout.html"
