"""Tables in a terminal: columns of fixed widths, marks as letters, short forms where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text as Line

from detente.report import wording
from detente.report.document import (
    MARKS,
    Bar,
    Cell,
    Column,
    Mark,
    Piece,
    Soft,
    Table,
    Text,
    Worded,
    of_asks,
    plain,
)
from detente.report.language import _
from detente.report.renderers.terminal_line import HELD, line_of, words

COLOURS = {"accepted": "cyan", "partly": "cyan", "refused": "yellow"}
"""The two colours of a terminal: what is had, what is refused. Shape and letter say the same."""


_LEAST, _WIDEST_ASK = 20, 44
"""Columns that an ask and what is said of it have at the least, and an ask at the most."""

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
        narrow = self.width < WIDE and of_asks(table.columns)
        table = _merged(_shortened(table)) if narrow else table
        widths = self._fitted(table, [self._width(table, n) for n in range(len(table.columns))])
        titles = _titles(table.columns, short=narrow)
        if any(column.over for column in table.columns) and not narrow:
            yield words(_overs(table.columns, widths), "dim")
        grid = _columns(table, widths)
        if any(titles):
            grid.add_row(*(words(title, "dim") for title in titles))
        for group in table.groups:
            if group.title:
                # A group's title runs across all columns, so it interrupts the grid; widths are fixed by the columns.
                yield from _flush(grid)
                yield words(group.title, "bold")
                grid = _columns(table, widths)
            for row in group.rows:
                grid.add_row(*(self._cell(cell) for cell in row))
        yield from _flush(grid)
        narrowed = (*_signs(table), _rounds(table.columns)) if narrow else ()
        key = "  ".join(part for part in (table.key, table.also, *narrowed) if part)
        if key:
            yield words(key, "dim")
        if table.note:
            yield self._told(table.note, style="dim")

    def _width(self, table: Table, n: int) -> int:
        """How wide a column is; 0 for one that takes what is left. Numbers and fates are as wide as needed."""
        column = table.columns[n]
        if column.kind == "answer" and self.drawn:
            return 3
        if column.kind not in ("number", "fate"):
            return _WIDTHS.get(column.kind, 0)
        cells = [self._cell(row[n]) for group in table.groups for row in group.rows]
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
        rows = [[self._cell(row[k]) for k in (n, *texts)] for group in table.groups for row in group.rows]
        console = Console(width=self.width)

        def lines(width: int) -> int:
            rest = (free - width) // len(texts)
            rooms = (width, *[rest] * len(texts))
            return sum(max(len(line.wrap(console, r)) for line, r in zip(row, rooms, strict=True)) for row in rows)

        widths[n] = min(range(min(_WIDEST_ASK, free - len(texts) * _LEAST), _LEAST - 1, -1), key=lines, default=_LEAST)
        return widths

    def _cell(self, cell: Cell) -> Line:
        match cell:
            case Mark(kind=kind, new=new):
                return self._mark(kind, new)
            case Bar(value=value):
                return Line("#" * round(value * _WIDTHS["bar"]))
            case _:
                return self._told(cell)

    def _mark(self, kind: str, new: bool) -> Line:
        shape, letter = MARKS[kind][0], wording.letter(kind)  # type: ignore[index,arg-type]
        style = f"bold {COLOURS.get(kind, '')}" if self.drawn else "bold" if kind == "accepted" else ""
        told = words(f"{shape}{HELD}{letter}" if self.drawn and shape != letter else letter, style.strip())
        return told.append_text(words(f" {_('new')}")) if new else told

    def _told(self, text: Text, style: str = "") -> Line:
        return line_of(text, self.numbers, style)


def _shortened(table: Table) -> Table:
    """A table whose cells say in short what they can; what has nothing short to say first is left to wider pages."""

    def cell(one: Cell) -> Cell:
        if not isinstance(one, tuple):
            return one
        if one and isinstance(one[0], Worded) and not one[0].short:
            return ()
        return tuple(map(_short, one))

    groups = tuple(replace(g, rows=tuple(tuple(cell(c) for c in row) for row in g.rows)) for g in table.groups)
    return replace(table, groups=groups)


def _short(piece: Piece) -> Piece:
    short = piece.short if isinstance(piece, Worded | Soft) else None
    return piece if short is None else short


def _merged(table: Table) -> Table:
    """A table with its columns of words in one: there is no room for two beside each other."""
    texts = [n for n, column in enumerate(table.columns) if column.kind == "text"]
    if len(texts) < 2:
        return table
    first, rest = texts[0], texts[1:]
    titles = [table.columns[n].title for n in texts]
    columns = [c for n, c in enumerate(table.columns) if n not in rest]
    columns[columns.index(table.columns[first])] = replace(table.columns[first], title=" * ".join(titles))

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        words = [cell for n, cell in enumerate(cells) if n in texts and isinstance(cell, tuple) and any(cell)]
        words = list(dict.fromkeys(words))
        joined = tuple(piece for n, part in enumerate(words) for piece in ((" * ", *part) if n else part))
        return tuple(joined if n == first else cell for n, cell in enumerate(cells) if n not in rest)

    groups = tuple(replace(group, rows=tuple(row(cells) for cells in group.rows)) for group in table.groups)
    return replace(table, columns=tuple(columns), groups=groups)


def _titles(columns: Sequence[Column], *, short: bool) -> list[str]:
    """The heads of the columns; of rounds their numbers where there is no room for names."""
    rounds = iter(range(1, len(columns) + 1))
    return [str(next(rounds)) if short and column.kind == "answer" else column.title for column in columns]


def _rounds(columns: Sequence[Column]) -> str:
    """The numbers of the rounds with their names."""
    names = [column.under or column.title for column in columns if column.kind == "answer"]
    return _("rounds: {names}", names=", ".join(f"{n} {name}" for n, name in enumerate(names, 1))) if names else ""


def _signs(table: Table) -> Iterator[str]:
    """What the signs of short forms mean, of those that stand there."""
    cells = [plain(cell) for group in table.groups for row in group.rows for cell in row if isinstance(cell, tuple)]
    return (meaning for sign, meaning in table.short if any(sign in cell for cell in cells))


def _flush(grid: Grid) -> Iterator[Grid]:
    if grid.row_count:
        yield grid


def _columns(table: Table, widths: Sequence[int]) -> Grid:
    grid = Grid(box=None, expand=True, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for column, width in zip(table.columns, widths, strict=True):
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
