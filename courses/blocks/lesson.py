from wagtail.blocks import StreamBlock

from pages.blocks import (
    AccordionBlock,
    AudioBlock,
    CalloutBlock,
    DownloadBlock,
    ParagraphBlock,
    PictureBlock,
    ReadAloudBlock,
    VideoBlock,
)
from partners.blocks import ContactsBlock

from .check_in import CheckInBlock
from .scenario import ScenarioBlock


class LessonStreamBlock(StreamBlock):
    """What a lesson is made of."""

    paragraph = ParagraphBlock()
    callout = CalloutBlock()
    picture = PictureBlock()
    contacts = ContactsBlock()
    check_in = CheckInBlock()
    accordion = AccordionBlock()
    scenario = ScenarioBlock()
    audio = AudioBlock()
    video = VideoBlock()
    download = DownloadBlock()
    read_aloud = ReadAloudBlock()

    class Meta:
        block_counts = {"read_aloud": {"max_num": 1}}
