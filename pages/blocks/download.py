from wagtail.blocks import CharBlock, StructBlock, StructValue

from .choosers import DocumentBlock
from .sizes import size_label


class DownloadValue(StructValue):
    @property
    def size_label(self) -> str:
        return size_label(self.get("file"))


class DownloadBlock(StructBlock):
    file = DocumentBlock()
    title = CharBlock(max_length=120)

    class Meta:
        icon = "download"
        label = "Download"
        template = "blocks/download.html"
        value_class = DownloadValue
