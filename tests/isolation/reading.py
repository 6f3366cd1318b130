"""Reads an answer, whatever it is made of: page, JSON, CSV, workbook, redirect or file."""

from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook

WORDS = ("text/", "application/json", "application/javascript", "image/svg")
WORKBOOK = "spreadsheetml"
TOLD = ("Location", "Content-Disposition", "X-Redirect", "Link")


def text_of(response) -> str:
    """All that can be read in it; of pictures and papers only what their headers say."""
    told = "\n".join(response[name] for name in TOLD if name in response)
    kind = response.get("Content-Type", "")
    body = _body(response) if kind.startswith(WORDS) or WORKBOOK in kind else b""
    if WORKBOOK in kind:
        return f"{told}\n{_cells(body)}"
    return f"{told}\n{body.decode(errors='replace')}"


def _body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _cells(body: bytes) -> str:
    try:
        book = load_workbook(BytesIO(body), read_only=True)
    except BadZipFile:
        return body.decode(errors="replace")
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None) + "\n".join(
        book.sheetnames
    )
