"""Sound and film as files of our own; nothing loads before somebody asks for it."""

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, StructBlockValidationError, StructValue

from pages.conf import PROSE_FEATURES

from .choosers import DocumentBlock
from .sizes import size_label, text_label

SOUND = ("mp3", "m4a")


def refuse_other_endings(file, endings: tuple[str, ...], *, field: str = "file") -> None:
    """Of a block's field; nothing chosen is no fault."""
    if file and file.file_extension.lower() not in endings:
        message = f"Choose a file that ends in {', '.join(endings)}."
        raise StructBlockValidationError({field: ValidationError(message)})


class MediaValue(StructValue):
    @property
    def size_label(self) -> str:
        return size_label(self.get("file"))

    @property
    def words_label(self) -> str:
        """What reading costs instead; it comes with the page."""
        return text_label(self.get("transcript"))


class FileOfKindBlock(StructBlock):
    """Holds a file; its ending must fit the kind."""

    endings: tuple[str, ...] = ()

    def clean(self, value):
        cleaned = super().clean(value)
        refuse_other_endings(cleaned.get("file"), self.endings)
        return cleaned

    class Meta:
        value_class = MediaValue


class RecordingBlock(FileOfKindBlock):
    """A recording, its title and its words."""

    title = CharBlock(max_length=120)
    file = DocumentBlock()
    transcript = RichTextBlock(features=PROSE_FEATURES, help_text="All that is said, for those who read it.")


class AudioBlock(RecordingBlock):
    endings = SOUND

    class Meta:
        icon = "media"
        label = "Audio"
        template = "blocks/audio.html"


class ReadAloudBlock(FileOfKindBlock):
    """The words of the page itself, spoken: they stand on the page, so it needs no transcript."""

    endings = SOUND

    file = DocumentBlock(
        help_text="All words of this page, read aloud in its language. Put it first. Without it, phones that have "
        "a voice of their own offer to read."
    )

    class Meta:
        icon = "media"
        label = "Read aloud"
        template = "blocks/read_aloud.html"


class VideoBlock(RecordingBlock):
    endings = ("mp4", "webm")

    captions = DocumentBlock(help_text="A caption file (.vtt).")

    def clean(self, value):
        cleaned = super().clean(value)
        captions = cleaned.get("captions")
        if captions and captions.file_extension.lower() != "vtt":
            raise StructBlockValidationError(
                {"captions": ValidationError("Choose a file that ends in .vtt.")}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = "Video"
        template = "blocks/video.html"
