"""Small rules about texts."""

SAMPLE_MARK = "Sample."


def is_sample_text(text: str) -> bool:
    """A text that its association has not written or approved begins with this word."""
    return text.lstrip().startswith(SAMPLE_MARK)
