"""A small picture for tests."""

from io import BytesIO

from PIL import Image


def picture_file(size: tuple[int, int] = (1200, 675)) -> BytesIO:
    """A plain WebP."""
    file = BytesIO()
    Image.new("RGB", size, "#e6f1ef").save(file, "WEBP")
    file.seek(0)
    return file
