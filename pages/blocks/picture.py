from wagtail.blocks import CharBlock, StructBlock

from .choosers import ImageBlock


class PictureBlock(StructBlock):
    image = ImageBlock()
    alt_text = CharBlock(
        max_length=250, help_text="What the picture says, in words, for people who cannot see it."
    )
    caption = CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        template = "blocks/picture.html"
