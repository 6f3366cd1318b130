"""A small picture for tests, and storage that does not give one back."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image

from pages.domain.reading import THREAD_NAME
from pages.models import SiteImage


def picture_file(size: tuple[int, int] = (1200, 675)) -> BytesIO:
    """A plain WebP."""
    file = BytesIO()
    Image.new("RGB", size, "#e6f1ef").save(file, "WEBP")
    file.seek(0)
    return file


@contextmanager
def hanging(image: SiteImage) -> Iterator[None]:
    """Opening its file never comes back, for it is a pipe that nobody writes into. Afterwards all is well again."""
    path = image.file.path
    os.rename(path, f"{path}.whole")
    os.mkfifo(path)
    try:
        yield
    finally:
        # Lets go of whoever waits at the pipe.
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        os.rename(f"{path}.whole", path)
        for thread in readers():
            thread.join(10)
        os.close(descriptor)


def readers() -> list[threading.Thread]:
    """The threads that read a picture now."""
    return [thread for thread in threading.enumerate() if thread.name == THREAD_NAME]
