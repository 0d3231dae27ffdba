"""A document's tables for Excel: one sheet each. Text stays text: nothing that comes from a file becomes a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from detente.errors import MissingExtra
from detente.report import wording
from detente.report.document import Bar, Cell, Cite, Document, Figure, Mark, Table, Text, plain
from detente.report.language import _
from detente.report.renderers.citations import cited, numbered_sources

SHEET_NAME = 31  # Excel's limit
WIDTHS = {"subject": 42, "mark": 6, "number": 10, "bar": 10, "text": 70}


def render(document: Document) -> bytes:
    """Every table of the document as a sheet, and the sources. Raises MissingExtra without openpyxl."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtra("An Excel file", "report") from None
    book = Workbook()
    del book["Sheet"]
    numbers = document.numbers()
    taken: set[str] = set()
    for name, table in _tables(document):
        _sheet(book.create_sheet(_title(name, taken)), table, numbers)
    sheet = book.create_sheet(_title(_("Sources"), taken))
    for row, (number, line) in enumerate(numbered_sources(document), start=1):
        sheet.cell(row, 1, number)
        _write(sheet, row, 2, line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block.caption or section.label, block
            elif isinstance(block, Figure):
                yield section.label, block.table


def _title(name: str, taken: set[str]) -> str:
    """A sheet name Excel accepts, used once."""
    clean = "".join(" " if c in "[]:*?/\\'" else c for c in name).strip()[:SHEET_NAME] or _("Table")
    title, count = clean, 2
    while title.lower() in taken:
        suffix = f" {count}"
        title, count = clean[: SHEET_NAME - len(suffix)] + suffix, count + 1
    taken.add(title.lower())
    return title


def _sheet(sheet: Any, table: Table, numbers: Mapping[str, int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for i, column in enumerate(table.columns, start=1):
        heading = f"{column.over} {column.title}".strip() if column.kind == "mark" else column.title
        _write(sheet, 1, i, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(i)].width = WIDTHS[column.kind]
    row = 2
    for group in table.groups:
        if group.title:
            _write(sheet, row, 1, group.title).font = Font(bold=True)
            row += 1
        for cells in group.rows:
            for i, cell in enumerate(cells, start=1):
                _write(sheet, row, i, _value(cell, numbers)).alignment = Alignment(wrap_text=True, vertical="top")
            row += 1
    sheet.freeze_panes = "B2"


def _value(cell: Cell, numbers: Mapping[str, int]) -> str | float:
    match cell:
        case Mark(kind=kind):
            return wording.letter(kind)
        case Bar(value=value):
            return value
        case _:
            return _number(plain(cell)) if not _citations(cell, numbers) else plain(cell) + _citations(cell, numbers)


def _citations(text: Text, numbers: Mapping[str, int]) -> str:
    return "".join(cited(piece, numbers) for piece in text if isinstance(piece, Cite))


def _number(text: str) -> str | float:
    """Figures as numbers, so that they can be reckoned with; everything else as it stands."""
    try:
        return float(text) if len(text) < 16 and text.lower() not in ("nan", "inf", "infinity") else text
    except ValueError:
        return text


def _write(sheet: Any, row: int, column: int, value: str | float) -> Any:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = "".join(c for c in value if c in "\t\n" or ord(c) >= 32)[:32_000]
        # openpyxl would take "=…" for a formula; what a user's file says is text, whatever it looks like.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value
    return cell
