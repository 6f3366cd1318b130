from wagtail.blocks import RichTextBlock

from pages.conf import PROSE_FEATURES


class ParagraphBlock(RichTextBlock):
    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or PROSE_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Text"
        template = "blocks/paragraph.html"
