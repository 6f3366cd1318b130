"""What a file or a text costs to load, in words a phone's owner knows."""

import math

KB, MB = 1_000, 1_000_000


def size_label(document) -> str:
    """The size of a document as "12 MB"; empty when there is none. Never asks the storage."""
    return bytes_label(document.file_size) if document is not None else ""


def bytes_label(size: int | None) -> str:
    """Rounded up: "20 kB", "1.5 MB", "12 MB", as phone companies count; empty for nothing."""
    if not size:
        return ""
    if size <= 999 * KB:
        return f"{math.ceil(size / KB)}\xa0kB"
    if size < 10 * MB:
        return f"{math.ceil(size / (MB / 10)) / 10:g}\xa0MB"
    return f"{math.ceil(size / MB)}\xa0MB"


def text_label(text) -> str:
    """The size of rich text."""
    return bytes_label(len(str(text).encode()))
