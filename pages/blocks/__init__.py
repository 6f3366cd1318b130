from .accordion import AccordionBlock
from .callout import CalloutBlock
from .download import DownloadBlock
from .media import AudioBlock, VideoBlock
from .picture import PictureBlock
from .prose import ParagraphBlock
from .stream import ProseStreamBlock

__all__ = [
    "AccordionBlock",
    "AudioBlock",
    "CalloutBlock",
    "DownloadBlock",
    "ParagraphBlock",
    "PictureBlock",
    "ProseStreamBlock",
    "VideoBlock",
]
