from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from pages.conf import PROSE_FEATURES


class AccordionItemBlock(StructBlock):
    heading = CharBlock(max_length=120)
    text = RichTextBlock(features=PROSE_FEATURES)


class AccordionBlock(StructBlock):
    items = ListBlock(AccordionItemBlock(), min_num=1)

    class Meta:
        icon = "list-ul"
        label = "Questions that open"
        template = "blocks/accordion.html"
