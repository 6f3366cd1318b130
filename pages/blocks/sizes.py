"""What a file costs to load, in words a phone's owner knows."""

from django.template.defaultfilters import filesizeformat


def size_label(document) -> str:
    """The size of a document as "12.0 MB"; empty when there is none. Never asks the storage."""
    if document is None or not document.file_size:
        return ""
    return filesizeformat(document.file_size)
