from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(StructBlock):
    image = ImageChooserBlock()
    alt_text = CharBlock(
        max_length=250, help_text="What the picture says, in words, for people who cannot see it."
    )
    caption = CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        template = "blocks/picture.html"
