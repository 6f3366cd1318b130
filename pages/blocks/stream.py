from wagtail.blocks import StreamBlock

from pages.conf import PROSE_AND_LINK_FEATURES

from .accordion import AccordionBlock
from .callout import CalloutBlock
from .download import DownloadBlock
from .picture import PictureBlock
from .prose import ParagraphBlock


class ProseStreamBlock(StreamBlock):
    """The blocks of a standard page."""

    paragraph = ParagraphBlock(features=PROSE_AND_LINK_FEATURES)
    callout = CalloutBlock()
    picture = PictureBlock()
    accordion = AccordionBlock()
    download = DownloadBlock()
