"""Lists as spreadsheet files. What a person typed is text there, whatever it begins with."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet takes a text that begins so for a formula, also once it was saved as CSV and opened again.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """With an apostrophe before anything that could be run."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def spreadsheet(title: str, heads: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One sheet: a row of heads, then the rows. Texts are stored as texts, dates as dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title[:31])
    for row in (heads, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet, value) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    try:
        cell = WriteOnlyCell(sheet, safe_text(value))
    except IllegalCharacterError:
        cell = WriteOnlyCell(sheet, "".join(sign for sign in safe_text(value) if sign.isprintable()))
    cell.data_type = "s"
    return cell
