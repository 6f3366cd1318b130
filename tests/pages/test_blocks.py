"""Editorial blocks: what an editor may put in, and what a reader's page makes of it."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.blocks import Block, StructBlockValidationError

from pages.blocks import (
    AccordionBlock,
    AudioBlock,
    CalloutBlock,
    DownloadBlock,
    ParagraphBlock,
    PictureBlock,
    ProseStreamBlock,
    ReadAloudBlock,
    VideoBlock,
)
from pages.blocks.sizes import size_label
from pages.conf import PROSE_AND_LINK_FEATURES, PROSE_FEATURES
from pages.models import SiteDocument, SiteImage
from tests.factories.pictures import picture_file


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def document(name: str, size: int = 3) -> SiteDocument:
    """As an upload leaves it: with its size beside it."""
    made = SiteDocument(title=name, file=ContentFile(b"x", name=name), file_size=size)
    made.save()
    return made


def recording(block: Block, name: str, captions: str = "words.vtt"):
    """The block's value as an editor would send it."""
    value = {"title": "Sam speaks", "file": document(name).pk, "transcript": "<p>Hello.</p>"}
    if isinstance(block, VideoBlock):
        value["captions"] = document(captions).pk
    return block.to_python(value)


def refused(block: Block, value) -> dict[str, list[str]]:
    with pytest.raises(StructBlockValidationError) as found:
        block.clean(value)
    return {name: error.messages for name, error in found.value.block_errors.items()}


def rendered(block: Block, value) -> str:
    return re.sub(r"\s+", " ", block.render(value))


# Sound and film


@pytest.mark.parametrize(
    ("block", "name"),
    [
        (AudioBlock(), "talk.mp3"),
        (AudioBlock(), "talk.M4A"),
        (VideoBlock(), "film.mp4"),
        (VideoBlock(), "film.WEBM"),
    ],
)
@pytest.mark.django_db
def test_recording_takes_a_file_of_its_kind(block, name):
    cleaned = block.clean(recording(block, name))

    assert cleaned["title"] == "Sam speaks"


@pytest.mark.parametrize(
    ("block", "name", "message"),
    [
        (AudioBlock(), "film.mp4", "Choose a file that ends in mp3, m4a."),
        (AudioBlock(), "words.pdf", "Choose a file that ends in mp3, m4a."),
        (VideoBlock(), "talk.mp3", "Choose a file that ends in mp4, webm."),
        (VideoBlock(), "film.mp4.exe", "Choose a file that ends in mp4, webm."),
        (VideoBlock(), "film", "Choose a file that ends in mp4, webm."),
    ],
)
@pytest.mark.django_db
def test_recording_refuses_a_file_of_another_kind(block, name, message):
    assert refused(block, recording(block, name)) == {"file": [message]}


@pytest.mark.django_db
def test_video_refuses_captions_that_are_none():
    block = VideoBlock()

    errors = refused(block, recording(block, "film.mp4", captions="words.txt"))

    assert errors == {"captions": ["Choose a file that ends in .vtt."]}


@pytest.mark.parametrize(
    ("block", "needed"),
    [
        (AudioBlock(), {"title", "file", "transcript"}),
        (VideoBlock(), {"title", "file", "transcript", "captions"}),
        (DownloadBlock(), {"file", "title"}),
        (PictureBlock(), {"image", "alt_text"}),
        (CalloutBlock(), {"heading", "text"}),
    ],
)
def test_block_asks_for_all_that_a_reader_needs(block, needed):
    assert set(refused(block, block.to_python({}))) == needed


@pytest.mark.django_db
def test_audio_loads_nothing_before_it_is_asked_for_and_says_its_size():
    block = AudioBlock()
    value = block.to_python(
        {"title": "Sam speaks", "file": document("talk.mp3", 2_000_000).pk, "transcript": "<p>Hello.</p>"}
    )

    html = rendered(block, value)

    assert re.findall(r"<audio[^>]*>", html) == [
        f'<audio controls preload="none" src="{value["file"].url}" aria-label="Sam speaks">'
    ]
    assert "Sound, 2 MB – or read it, 1 kB" in html
    assert "<p>Hello.</p>" in html


@pytest.mark.django_db
def test_words_read_aloud_are_sound_that_waits_to_be_asked_for():
    block = ReadAloudBlock()
    value = block.to_python({"file": document("page.mp3", 1_000_000).pk})

    html = rendered(block, block.clean(value))

    assert "Listen: sound, 1 MB" in html
    assert 'preload="none"' in html
    assert "data-recording" in html
    assert refused(block, block.to_python({"file": document("page.pdf").pk})) == {
        "file": ["Choose a file that ends in mp3, m4a."]
    }


@pytest.mark.django_db
def test_video_has_captions_and_words_and_loads_nothing_before_it_is_asked_for():
    block = VideoBlock()
    value = recording(block, "film.mp4")

    html = rendered(block, value)

    assert re.findall(r"<video[^>]*>", html) == [
        f'<video controls playsinline preload="none" src="{value["file"].url}" aria-label="Sam speaks">'
    ]
    assert re.findall(r"<track[^>]*>", html) == [
        f'<track kind="captions" src="{value["captions"].url}" srclang="en-gb" label="Captions" default>'
    ]
    assert "<p>Hello.</p>" in html


# Pictures and files


@pytest.mark.django_db
def test_picture_speaks_its_alternative_text_and_loads_late():
    image = SiteImage(title="Seesaw", file=ImageFile(picture_file(), name="seesaw.webp"))
    image.save()
    block = PictureBlock()

    html = rendered(block, block.to_python({"image": image.pk, "alt_text": 'A "seesaw"', "caption": "Ours"}))

    (tag,) = re.findall(r"<img[^>]*>", html)
    assert 'alt="A &quot;seesaw&quot;"' in tag
    assert 'loading="lazy"' in tag
    # The place is kept free before it is loaded, and a phone takes the small one.
    assert re.search(r'width="\d+"', tag)
    assert re.search(r'height="\d+"', tag)
    assert re.search(r'srcset="[^"]+ \d+w, [^"]+ \d+w"', tag)
    assert "sizes=" in tag
    assert "<figcaption>Ours</figcaption>" in html


@pytest.mark.django_db
def test_download_says_its_size():
    block = DownloadBlock()
    value = block.to_python({"file": document("card.pdf", 2048).pk, "title": "Help card"})

    html = rendered(block, value)

    assert f'href="{value["file"].url}"' in html
    assert '<span>Help card <span class="soft">(3 kB)</span></span>' in html


@pytest.mark.parametrize(
    ("size", "label"),
    [
        (None, ""),
        (0, ""),
        (3, "1\xa0kB"),
        (20_000, "20\xa0kB"),
        (999_001, "1\xa0MB"),
        (1_000_001, "1.1\xa0MB"),
        (9_950_000, "10\xa0MB"),
        (12_000_000, "12\xa0MB"),
    ],
)
def test_size_label_is_of_the_size_that_is_stored(size, label):
    assert size_label(SimpleNamespace(file_size=size)) == label


def test_size_label_of_nothing_is_empty():
    assert size_label(None) == ""


# Words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", "<p>One <b>two</b> <i>three</i></p>"),
        ("<h3>One</h3><ul><li>two</li></ul>", "<h3>One</h3><ul><li>two</li></ul>"),
        ("<h2>One</h2>", "<p>One</p>"),
        ('<p>One <a href="https://example.org">two</a></p>', "<p>One two</p>"),
        ("<p>One<script>alert(1)</script></p>", "<p>Onealert(1)</p>"),
    ],
)
@pytest.mark.django_db
def test_paragraph_keeps_the_small_set_of_features_and_no_other(typed, kept):
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter  # noqa: PLC0415

    converter = ContentstateConverter(features=ParagraphBlock().field.widget.features)

    stored = converter.to_database_format(converter.from_database_format(typed))

    assert re.sub(r' data-block-key="[^"]*"', "", stored) == kept


def test_links_are_for_standard_pages_only():
    in_lessons = ParagraphBlock().field.widget.features
    in_pages = ProseStreamBlock().child_blocks["paragraph"].field.widget.features

    assert (in_lessons, in_pages) == (PROSE_FEATURES, PROSE_AND_LINK_FEATURES)
    assert set(in_pages) - set(in_lessons) == {"link", "document-link"}


def test_accordion_opens_one_item_after_the_other():
    block = AccordionBlock()
    items = [{"heading": f"{number}?", "text": f"<p>{number}.</p>"} for number in ("One", "<b>Two</b>")]

    html = rendered(block, block.to_python({"items": items}))

    assert re.findall(r"<summary>(.*?)</summary>", html) == ["One?", "&lt;b&gt;Two&lt;/b&gt;?"]
    assert re.findall(r"<p>(.*?)</p>", html) == ["One.", "<b>Two</b>."]


def test_accordion_without_an_item_is_refused():
    block = AccordionBlock()

    assert list(refused(block, block.to_python({"items": []}))) == ["items"]


def test_callout_shows_heading_and_text():
    block = CalloutBlock()

    html = rendered(block, block.to_python({"heading": "A & B", "text": "<p>One.</p>"}))

    assert "<span>A &amp; B</span></h3>" in html
    assert "<p>One.</p>" in html
