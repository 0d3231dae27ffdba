"""A document in a terminal: 80 columns, bold for headlines, plain text when piped or with NO_COLOR."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Line

from detente.report import wording
from detente.report.document import (
    Bar,
    Block,
    Cell,
    Cite,
    Code,
    Column,
    Document,
    Figure,
    Items,
    Mark,
    Outcome,
    Paragraph,
    Piece,
    Section,
    Soft,
    Strong,
    Table,
    Terms,
    Text,
)
from detente.report.language import _, without_isolates
from detente.report.renderers.citations import cited, numbered_sources

WIDTH = 80
INDENT = 3
HELD = "\ue000"


def show(document: Document, *, file: TextIO | None = None) -> None:
    """Print the document to a file (standard output unless given), never wider than 80 columns."""
    file = file or sys.stdout
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    # Rich breaks lines at no-break spaces, too: a stand-in holds number and place of a citation together.
    with console.capture() as page:
        for renderable in _page(document):
            console.print(renderable)
    lines = (line.rstrip() for line in page.get().replace(HELD, " ").split("\n"))
    file.write("\n".join(lines))


def text(document: Document) -> str:
    """The document as plain text, 80 columns wide."""
    out = StringIO()
    show(document, file=out)
    return out.getvalue()


def _page(document: Document) -> Iterator[RenderableType]:
    numbers = document.numbers()
    heading = Grid.grid(expand=True)
    heading.add_column(ratio=1)
    heading.add_column(justify="right", style="dim")
    heading.add_row(_words(document.title, "dim"), _words(document.as_of))
    yield heading
    yield ""
    if document.headline:
        yield _words(document.headline, "bold")
        yield ""
    for number, section in enumerate(document.sections, start=1):
        yield from _section(number, section, numbers)
    if numbers:
        yield from _sources(len(document.sections) + 1, document)
    if document.colophon:
        yield ""
        yield _line(document.colophon, numbers, style="dim")


def _section(number: int, section: Section, numbers: Mapping[str, int]) -> Iterator[RenderableType]:
    yield _hanging(f"{number}", _words(section.finding or section.label, "bold"))
    for block in section.blocks:
        yield from (Padding(part, (0, 0, 0, INDENT)) for part in _block(block, numbers))
    yield ""


def _sources(number: int, document: Document) -> Iterator[RenderableType]:
    yield _hanging(f"{number}", _words(_("Sources"), "bold"))
    for mark, source in numbered_sources(document):
        yield Padding(_hanging(f"[{mark}]", _words(source), width=5), (0, 0, 0, INDENT))


def _hanging(label: str, body: RenderableType, width: int = INDENT) -> Grid:
    grid = Grid.grid(expand=True)
    grid.add_column(width=width, no_wrap=True, style="bold" if width == INDENT else "")
    grid.add_column(ratio=1)
    grid.add_row(label, body)
    return grid


def _block(block: Block, numbers: Mapping[str, int]) -> Iterator[RenderableType]:
    match block:
        case Paragraph(text=text, role=role):
            yield _line(text, numbers, style="dim" if role == "note" else "")
        case Items(items=items, ordered=ordered):
            for i, item in enumerate(items, start=1):
                yield _hanging(f"{i}." if ordered else "-", _line(item, numbers), width=3 if ordered else 2)
        case Terms(terms=terms):
            for name, text in terms:
                yield _line((*name, wording.colon(), *text), numbers)
        case Outcome():
            yield _line(block.told(), numbers)
            for name, text in block.terms():
                yield _line((*name, wording.colon(), *text), numbers)
        case Table():
            yield from _table(block, numbers)
        case Figure():
            yield from _table(block.table, numbers)
            if block.note:
                yield _line(block.note, numbers, style="dim")


def _table(table: Table, numbers: Mapping[str, int]) -> Iterator[RenderableType]:
    if table.caption:
        yield _words(table.caption, "bold")
    widths = [_width(table, n, numbers) for n in range(len(table.columns))]
    if any(column.over for column in table.columns):
        yield _words(_overs(table.columns, widths), "dim")
    grid = _columns(table, widths)
    if any(column.title for column in table.columns):
        grid.add_row(*(_words(column.title, "dim") for column in table.columns))
    for group in table.groups:
        if group.title:
            # A group's title runs across all columns, so it interrupts the grid; widths are fixed by the columns.
            yield from _flush(grid)
            yield _words(group.title, "bold")
            grid = _columns(table, widths)
        for row in group.rows:
            grid.add_row(*(_cell(cell, numbers) for cell in row))
    yield from _flush(grid)
    if table.key:
        yield Line(table.key, style="dim")
    if table.note:
        yield _line(table.note, numbers, style="dim")


def _flush(grid: Grid) -> Iterator[Grid]:
    if grid.row_count:
        yield grid


def _columns(table: Table, widths: Sequence[int]) -> Grid:
    grid = Grid(box=None, expand=True, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for column, width in zip(table.columns, widths, strict=True):
        _add_column(grid, column, width)
    return grid


def _width(table: Table, n: int, numbers: Mapping[str, int]) -> int:
    """How wide a column is, 0 for one that takes what is left; one of numbers is as wide as they and its title need."""
    column = table.columns[n]
    if column.kind != "number":
        return _WIDTHS.get(column.kind, 0)
    cells = [_cell(row[n], numbers) for group in table.groups for row in group.rows]
    words = _words(column.title).split()
    needed: list[int] = [text.cell_len for text in (*cells, *words)]
    return max([_WIDTHS["number"], *needed])


def _overs(columns: tuple[Column, ...], widths: Sequence[int]) -> str:
    """Headings over several columns, each once, above the first of them (columns before the text have fixed widths)."""
    line, at, last = "", 0, ""
    for column, width in zip(columns, widths, strict=True):
        if column.over and column.over != last:
            line = f"{line:<{at}}" + (" " if len(line) > at else "") + column.over
        last = column.over
        at += width + 1
    return line


_WIDTHS = {"subject": 28, "mark": 2, "number": 6, "bar": 20}


def _add_column(grid: Grid, column: Column, width: int) -> None:
    match column.kind:
        case "subject":
            grid.add_column(width=width)
        case "number":
            grid.add_column(width=width, justify="right")
        case "mark" | "bar":
            grid.add_column(width=width, no_wrap=True)
        case _:
            grid.add_column(ratio=1)


def _cell(cell: Cell, numbers: Mapping[str, int]) -> Line:
    match cell:
        case Mark(kind=kind):
            return _words(wording.letter(kind), "bold" if kind == "accepted" else "")
        case Bar(value=value):
            return Line("#" * round(value * _WIDTHS["bar"]))
        case _:
            return _line(cell, numbers)


def _line(text: Text, numbers: Mapping[str, int], style: str = "") -> Line:
    line = Line(style=style)
    for piece in text:
        line.append_text(_piece(piece, numbers))
    return line


def _piece(piece: Piece, numbers: Mapping[str, int]) -> Line:
    match piece:
        case str():
            return _words(piece)
        case Strong(text=text):
            return _words(text, "bold")
        case Soft(text=text):
            return _words(text, "dim")
        case Code(text=text):
            return _words(text)
        case Cite():
            return _words(cited(piece, numbers))


def _words(text: str, style: str = "") -> Line:
    """Text to be shown: a name in a file must not steer a terminal, so control characters become spaces.

    No-break spaces (French has narrow ones) become the stand-in that Rich does not break at.
    """
    text = without_isolates(text).replace("\u00a0", HELD).replace("\u202f", HELD)
    return Line("".join(c if c.isprintable() or c in f" {HELD}" else " " for c in text), style=style)
