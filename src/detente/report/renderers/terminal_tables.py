"""Tables in a terminal: columns of fixed widths, marks as letters, short forms where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text as Line

from detente.report import wording
from detente.report.document import (
    MARKS,
    Bar,
    Cell,
    Column,
    Mark,
    Table,
    Text,
    of_asks,
)
from detente.report.language import _
from detente.report.renderers.terminal_line import HELD, line_of, words

COLOURS = {"accepted": "cyan", "partly": "cyan", "refused": "yellow"}
"""The two colours of a terminal: what is had, what is refused. Shape and letter say the same."""


LEAST, WIDEST = 20, 44
"""Columns that an ask and what is said of it have at the least, and an ask at the most."""

FEW = 4
"""Rows that read as paragraphs as well as in columns."""

INDENT = 4
"""Columns by which what belongs to a heading is set in."""

WIDE = 100
"""Columns from which a table of asks keeps every column of words to itself."""


class Tables:
    """Tables for one width: `drawn` with shapes and colours, or in letters alone."""

    def __init__(self, width: int, drawn: bool, numbers: Mapping[str, int]) -> None:
        self.width, self.drawn, self.numbers = width, drawn, numbers

    def parts(self, table: Table) -> Iterator[RenderableType]:
        """What is printed, one under the other."""
        if table.caption:
            yield words(table.caption, "bold")
        if self.width < WIDE and of_asks(table.columns):
            from detente.report.renderers.terminal_asks import narrow

            yield from narrow(self, table)
        elif run_in := self._run_in(table):
            yield from run_in
        else:
            yield from self._wide(table)
        if table.note:
            yield self.line(table.note, style="dim")

    def _wide(self, table: Table) -> Iterator[RenderableType]:
        widths = self._fitted(table, [self.width_of(table, n) for n in range(len(table.columns))])
        if any(column.over for column in table.columns):
            yield words(_overs(table.columns, widths), "dim")
        grid = grid_of(table.columns, widths)
        if any(column.title for column in table.columns):
            grid.add_row(*(words(column.title, "dim") for column in table.columns))
        for group in table.groups:
            if group.title:
                # A group's title runs across all columns, so it interrupts the grid; widths are fixed by the columns.
                yield from flush(grid)
                yield words(group.title, "bold")
                grid = grid_of(table.columns, widths)
            for row in group.rows:
                grid.add_row(*(self.cell(cell) for cell in row))
        yield from flush(grid)
        key = "  ".join(part for part in (table.key, table.also) if part)
        if key:
            yield words(key, "dim")

    def _run_in(self, table: Table) -> list[Line]:
        """A table of few rows of words as paragraphs, where that takes fewer lines: what is in each column after its
        head. Empty where columns serve better.
        """
        rows = [row for group in table.groups for row in group.rows]
        kinds = [column.kind for column in table.columns]
        heads = [column.title for column in table.columns]
        words_only = kinds[:1] == ["subject"] and set(kinds[1:]) == {"text"} and all(heads[1:])
        if not words_only or len(rows) > FEW or len(table.groups) != 1 or table.groups[0].title:
            return []
        told = [_paragraph([self.cell(cell) for cell in row], heads) for row in rows]
        inner, text = self.width - INDENT, (self.width - INDENT - _WIDTHS["subject"]) // (len(heads) - 1) - 1
        rooms = [_WIDTHS["subject"], *[text] * (len(heads) - 1)]
        wide = 1 + sum(max(map(height, map(lengths, map(self.cell, row)), rooms)) for row in rows)
        return told if sum(height(lengths(line), inner) for line in told) < wide else []

    def width_of(self, table: Table, n: int) -> int:
        """How wide a column is; 0 for one that takes what is left. Numbers and fates are as wide as needed."""
        column = table.columns[n]
        if column.kind == "answer" and self.drawn:
            return 3
        if column.kind not in ("number", "fate"):
            return _WIDTHS.get(column.kind, 0)
        cells = [self.cell(row[n]) for group in table.groups for row in group.rows]
        heads = words(column.title).split()
        needed: list[int] = [text.cell_len for text in (*cells, *heads)]
        return max([_WIDTHS[column.kind], *needed])

    def _fitted(self, table: Table, widths: list[int]) -> list[int]:
        """The widths with that of the asks such that the table has the fewest lines; at the same number, the widest."""
        kinds = [column.kind for column in table.columns]
        if not of_asks(table.columns) or "text" not in kinds or "subject" not in kinds:
            return widths
        n, texts = kinds.index("subject"), [k for k, kind in enumerate(kinds) if kind == "text"]
        free = self.width - sum(width for k, width in enumerate(widths) if k != n) - len(widths) + 1
        rows = [[lengths(self.cell(row[k])) for k in (n, *texts)] for group in table.groups for row in group.rows]

        def lines(width: int) -> int:
            rest = (free - width) // len(texts)
            return sum(max(height(row[0], width), *(height(cell, rest) for cell in row[1:])) for row in rows)

        widths[n] = min(range(min(WIDEST, free - len(texts) * LEAST), LEAST - 1, -1), key=lines, default=LEAST)
        return widths

    def cell(self, cell: Cell) -> Line:
        """What stands in a cell, as one line."""
        match cell:
            case Mark(kind=kind, new=new):
                return self._mark(kind, new)
            case Bar(value=value):
                return Line("#" * round(value * _WIDTHS["bar"]))
            case _:
                return self.line(cell)

    def _mark(self, kind: str, new: bool) -> Line:
        shape, letter = MARKS[kind][0], wording.letter(kind)  # type: ignore[index,arg-type]
        style = f"bold {COLOURS.get(kind, '')}" if self.drawn else "bold" if kind == "accepted" else ""
        told = words(f"{shape}{HELD}{letter}" if self.drawn and shape != letter else letter, style.strip())
        return told.append_text(words(f" {_('new')}")) if new else told

    def line(self, text: Text, style: str = "") -> Line:
        """A text as one line."""
        return line_of(text, self.numbers, style)


def _paragraph(cells: Sequence[Line], heads: Sequence[str]) -> Line:
    """A row as a paragraph: its subject, then each column's head and what stands there."""
    told = Line()
    for n, (cell, head) in enumerate(zip(cells, heads, strict=True)):
        if n:
            told.append_text(words(f" {head}" + wording.colon(), "dim"))
        told.append_text(cell)
        told.append("" if cell.plain.endswith(".") else ".")
    return told


def lengths(line: Line) -> tuple[int, ...]:
    """How wide each word of a line is."""
    return tuple(cell_len(word) for word in line.plain.split(" "))


def height(words: Sequence[int], width: int) -> int:
    """How many lines words of these widths take in a column."""
    lines, left = 1, width + 1
    for length in words:
        if length + 1 > left:
            lines, left = lines + 1, width + 1
        left -= length + 1
    return lines


def flush(grid: Grid) -> Iterator[Grid]:
    """The grid if it has rows."""
    if grid.row_count:
        yield grid


def grid_of(columns: Sequence[Column], widths: Sequence[int]) -> Grid:
    """An empty grid of these columns; a width of 0 takes what is left."""
    grid = Grid(box=None, expand=True, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for column, width in zip(columns, widths, strict=True):
        _add_column(grid, column, width)
    return grid


def _overs(columns: tuple[Column, ...], widths: Sequence[int]) -> str:
    """Headings over several columns, each once, above the first of them (columns before the text have fixed widths)."""
    line, at, last = "", 0, ""
    for column, width in zip(columns, widths, strict=True):
        if column.over and column.over != last:
            line = f"{line:<{at}}" + (" " if len(line) > at else "") + column.over
        last = column.over
        at += width + 1
    return line


_WIDTHS = {"subject": 28, "mark": 2, "answer": 1, "number": 6, "fate": 4, "short": 8, "bar": 20}


def _add_column(grid: Grid, column: Column, width: int) -> None:
    match column.kind:
        case "subject" | "short":
            grid.add_column(width=width)
        case "number":
            grid.add_column(width=width, justify="right")
        case "mark" | "answer" | "fate" | "bar":
            grid.add_column(width=width, no_wrap=True)
        case _:
            grid.add_column(ratio=1)
