"""Sound and film as files of our own; nothing loads before somebody asks for it."""

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, StructBlockValidationError, StructValue

from pages.conf import PROSE_FEATURES

from .choosers import DocumentBlock
from .sizes import size_label, text_label


class MediaValue(StructValue):
    @property
    def size_label(self) -> str:
        return size_label(self.get("file"))

    @property
    def words_label(self) -> str:
        """What reading costs instead; it comes with the page."""
        return text_label(self.get("transcript"))


class RecordingBlock(StructBlock):
    """A recording, its title and its words; the file's ending must fit the kind."""

    endings: tuple[str, ...] = ()

    title = CharBlock(max_length=120)
    file = DocumentBlock()
    transcript = RichTextBlock(features=PROSE_FEATURES, help_text="All that is said, for those who read it.")

    def clean(self, value):
        cleaned = super().clean(value)
        file = cleaned.get("file")
        if file and file.file_extension.lower() not in self.endings:
            message = f"Choose a file that ends in {', '.join(self.endings)}."
            raise StructBlockValidationError({"file": ValidationError(message)})
        return cleaned

    class Meta:
        value_class = MediaValue


class AudioBlock(RecordingBlock):
    endings = ("mp3", "m4a")

    class Meta:
        icon = "media"
        label = "Audio"
        template = "blocks/audio.html"


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
