"""A document's tables for Excel: one sheet each. Text stays text: nothing that comes from a file becomes a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from detente.errors import MissingExtra
from detente.report import wording
from detente.report.document import (
    MARKED,
    Bar,
    Cell,
    Cite,
    Column,
    Document,
    Figure,
    Mark,
    Table,
    Text,
    harmless,
    plain,
)
from detente.report.language import _
from detente.report.renderers.citations import cited, numbered_sources

SHEET_NAME = 31  # Excel's limit
WIDEST = {"subject": 44, "mark": 9, "answer": 9, "fate": 9, "number": 12, "short": 24, "bar": 10, "text": 72}
"""The most letters that a column of each kind is wide; a longer text is broken into lines."""

GROUNDS = {"accepted": ("0B5A78", "FFFFFF"), "partly": ("C3DBE5", "15191D"), "refused": ("F8E8DC", "15191D")}
"""Answer -> ground and letter, as on the other pages."""


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
    sheet.column_dimensions["B"].width = 90
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Every table with the name of its sheet: what it is about, not where on the page it stands."""
    for section, block, table in document.tables():
        yield (block.title if isinstance(block, Figure) else block.caption) or section.label, table


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
    from openpyxl.styles import Alignment, Border, Font, Side

    bold, line = Font(bold=True), Border(bottom=Side(style="thin", color="D5D8DA"))
    for i, column in enumerate(table.columns, start=1):
        head = _write(sheet, 1, i, _heading(column))
        head.font, head.border = bold, Border(bottom=Side(style="medium", color="15191D"))
        head.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=_side(column))
    row = 2
    for group in table.groups:
        if group.title:
            _write(sheet, row, 1, group.title).font = bold
            row += 1
        for cells in group.rows:
            for i, (content, column) in enumerate(zip(cells, table.columns, strict=True), start=1):
                cell = _write(sheet, row, i, _value(content, column, numbers))
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=_side(column))
                cell.border = line
                _painted(cell, content)
            row += 1
    _set(sheet, table, numbers)


def _heading(column: Column) -> str:
    if column.kind not in MARKED:
        return column.title
    return "\n".join(part for part in (column.over, column.title, column.under) if part)


def _side(column: Column) -> str:
    if column.kind in MARKED:
        return "center"
    return "right" if column.kind in ("number", "bar") else "left"


def _painted(cell: Any, content: Cell) -> None:
    """A mark on its ground; a share as a percentage."""
    from openpyxl.styles import Font, PatternFill

    if isinstance(content, Mark) and content.kind in GROUNDS:
        ground, letter = GROUNDS[content.kind]
        cell.fill, cell.font = PatternFill("solid", fgColor=ground), Font(bold=True, color=letter)
    elif isinstance(content, Bar):
        cell.number_format = "0.0 %"


def _set(sheet: Any, table: Table, numbers: Mapping[str, int]) -> None:
    """The widths of columns, the head that stays, and a page that prints."""
    from openpyxl.utils import get_column_letter

    for i, column in enumerate(table.columns, start=1):
        shown = [_heading(column).split("\n")]
        shown += [[str(_value(row[i - 1], column, numbers))] for group in table.groups for row in group.rows]
        longest = max(len(text) for texts in shown for text in texts)
        sheet.column_dimensions[get_column_letter(i)].width = max(4, min(WIDEST[column.kind], longest + 2))
    sheet.freeze_panes = "B2"
    if not any(group.title for group in table.groups):
        sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _value(cell: Cell, column: Column, numbers: Mapping[str, int]) -> str | float:
    match cell:
        case Mark(kind=kind, new=new):
            return f"{wording.letter(kind)} {_('new')}" if new else wording.letter(kind)
        case Bar(value=value):
            return value
        case _:
            told = plain(cell) + _citations(cell, numbers)
            return _number(told) if column.kind == "number" else told


def _citations(text: Text, numbers: Mapping[str, int]) -> str:
    return "".join(cited(piece, numbers) for piece in text if isinstance(piece, Cite))


def _number(text: str) -> str | float:
    """A figure as a number, so that it can be reckoned with; everything else as it stands."""
    try:
        return float(text) if len(text) < 16 and text.lower() not in ("nan", "inf", "infinity") else text
    except ValueError:
        return text


def _write(sheet: Any, row: int, column: int, value: str | float) -> Any:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = harmless(value)[:32_000]
        # openpyxl would take "=…" for a formula; what a user's file says is text, whatever it looks like.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value
    return cell
