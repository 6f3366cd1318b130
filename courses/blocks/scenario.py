from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from pages.conf import PROSE_FEATURES


class WayBlock(StructBlock):
    action = CharBlock(max_length=200, label="What one might do")
    consequence = RichTextBlock(features=PROSE_FEATURES, label="What may follow")


class ScenarioBlock(StructBlock):
    """A short scene with ways to act. It is never marked."""

    heading = CharBlock(max_length=120)
    situation = RichTextBlock(features=PROSE_FEATURES)
    ways = ListBlock(WayBlock(), min_num=2)

    class Meta:
        icon = "group"
        label = "Scenario"
        template = "blocks/scenario.html"
