from .accordion import AccordionBlock
from .callout import CalloutBlock
from .download import DownloadBlock
from .media import SOUND, AudioBlock, ReadAloudBlock, VideoBlock, refuse_other_endings
from .picture import PictureBlock
from .prose import ParagraphBlock
from .stream import ProseStreamBlock

__all__ = [
    "SOUND",
    "AccordionBlock",
    "AudioBlock",
    "CalloutBlock",
    "DownloadBlock",
    "ParagraphBlock",
    "PictureBlock",
    "ProseStreamBlock",
    "ReadAloudBlock",
    "VideoBlock",
    "refuse_other_endings",
]
