"""What is sent as a logo is judged by what it holds, drawn anew, and stored only with the draft that shows it."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pages.forms import without_words
from pages.models import SiteImage
from partners.forms import pictures
from partners.forms.pictures import PictureField
from tests.factories import bad_pictures as bad


def cleaned(data: bytes, name: str = "logo.png", kind: str = "image/png"):
    return PictureField().clean(SimpleUploadedFile(name, data, kind))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bad.SVG, "format"),
        (bad.PDF, "format"),
        (bad.HTML, "format"),
        (bad.EPS, "format"),
        (bad.drawn("GIF", mode="P", colour=0), "format"),
        (bad.drawn("TIFF"), "format"),
        (b"\x89PNG\r\n\x1a\n", "format"),
        (b"x", "format"),
        (bad.png_of(10_000, 10_000), "too_many_pixels"),
        (bad.png_of(60_000, 60_000), "too_many_pixels"),
        (bad.png_of(5_001, 5_000), "too_many_pixels"),
        (bad.png_of(400, 400), "broken"),
        (bad.drawn("JPEG", size=(800, 800))[:2_000], "broken"),
        (bad.drawn("PNG", size=(300, 20)), "too_small"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:12]}",
)
def test_what_is_no_logo_is_refused(data, code):
    with pytest.raises(ValidationError) as refused:
        cleaned(data)

    assert refused.value.code == code


def test_size_is_read_before_anything_is_unpacked(monkeypatch):
    def unpacked(*_args, **_options):
        raise AssertionError("unpacked")

    monkeypatch.setattr(Image.Image, "convert", unpacked)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpacked)

    with pytest.raises(ValidationError) as refused:
        cleaned(bad.png_of(10_000, 10_000))

    assert refused.value.code == "too_many_pixels"


def test_file_that_is_too_big_is_refused_unread(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 100)

    with pytest.raises(ValidationError) as refused:
        cleaned(bad.drawn("PNG", size=(400, 400)))

    assert refused.value.code == "too_big"


@pytest.mark.parametrize(("kind", "kept"), [("PNG", "PNG"), ("WEBP", "PNG"), ("JPEG", "JPEG")])
@pytest.mark.parametrize("name", ["logo.png", "logo.svg", "../../logo", "ロゴ.exe"])
def test_picture_is_known_by_its_content_and_gets_a_name_of_ours(kind, kept, name):
    picture = cleaned(bad.drawn(kind), name)

    assert picture.content.name == {"PNG": "picture.png", "JPEG": "picture.jpg"}[kept]
    with Image.open(picture.content) as found:
        assert (found.format, found.size) == (kept, (120, 60))


@pytest.mark.parametrize("data", [bad.with_secrets(), bad.png_with_text()])
def test_nothing_but_dots_is_kept(data):
    kept = cleaned(data).content.read()

    assert b"SECRET" in data
    assert b"SECRET" not in kept
    with Image.open(BytesIO(kept)) as found:
        assert (dict(found.getexif()), found.info.get("icc_profile")) == ({}, None)


def test_picture_turned_by_its_camera_stands_upright():
    picture = cleaned(bad.with_secrets())

    assert (picture.width, picture.height) == (60, 120)


def test_clear_ground_stays_clear_and_large_ones_are_made_smaller():
    picture = cleaned(bad.drawn("PNG", size=(4_000, 1_000), mode="RGBA", colour=(10, 20, 30, 0)))

    with Image.open(picture.content) as found:
        assert (found.size, found.mode, found.getpixel((5, 5))[3]) == ((1600, 400), "RGBA", 0)


# Through Wagtail's form --------------------------------------------------------------------------------


def photo(kind: str, *, tells: bool) -> bytes:
    """On its side, as a phone holds it; with a place and a name where it tells."""
    exif = Image.Exif()
    exif[0x0112] = 6
    if tells:
        exif[0x013B] = "Zerubabel"
        exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0)})
    more = {"pnginfo": PngInfo()} if kind == "PNG" else {}
    if more and tells:
        more["pnginfo"].add_text("Author", "Zerubabel")
    out = BytesIO()
    Image.new("RGB", (90, 60), "green").save(out, kind, exif=exif.tobytes(), **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("tells", [True, False])
def test_picture_keeps_its_right_side_up_and_no_place_and_no_name(editor, estate, tmp_path, kind, tells):
    sent = photo(kind, tells=tells)
    assert (b"Zerubabel" in sent) is tells
    file = SimpleUploadedFile(f"tree.{kind.lower()}", sent)
    known = set(SiteImage.objects.values_list("pk", flat=True))

    answer = editor.post("/admin/images/add/", {"title": "A tree", "file": file})

    assert answer.status_code == 302
    image = SiteImage.objects.exclude(pk__in=known).get()
    with image.file.open() as stored:
        data = stored.read()
    assert (data == sent) is not tells
    assert image.file_size == len(data)
    with Image.open(BytesIO(data)) as found:
        assert dict(found.getexif()) == {0x0112: 6}
    rendition = image.get_rendition("max-165x165")
    assert (rendition.width, rendition.height) == (60, 90)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Zerubabel" in path.read_bytes()]


def test_picture_that_can_be_seen_through_stays_so():
    picture, exif = Image.new("P", (10, 10), 0), Image.Exif()
    exif[0x013B] = "Zerubabel"
    sent = BytesIO()
    picture.save(sent, "PNG", transparency=0, exif=exif.tobytes())

    with Image.open(BytesIO(without_words(sent))) as found:
        assert found.convert("RGBA").getpixel((5, 5))[3] == 0
