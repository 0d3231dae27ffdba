"""A document in a terminal: 80 columns and plain when piped; on a terminal its width, marks, two colours, a pager."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Line

from detente.report import wording
from detente.report.document import (
    MARKS,
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
    Worded,
    alphabetic,
    of_asks,
    plain,
)
from detente.report.language import _, without_isolates
from detente.report.renderers.citations import cited, numbered_sources

WIDTH, WIDEST = 80, 120
"""Columns of a page that is piped; the most that a terminal is filled with."""

INDENT = 4
HELD = "\ue000"
COLOURS = {"accepted": "cyan", "partly": "cyan", "refused": "yellow"}
"""The two colours of a terminal: what is had, what is refused. Shape and letter say the same."""


def show(document: Document, *, file: TextIO | None = None) -> None:
    """Print the document to a file (standard output unless given); a long one on a terminal through its pager."""
    file = file or sys.stdout
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    drawn = console.is_terminal and not os.environ.get("NO_COLOR")
    console.width = min(WIDEST, console.width) if console.is_terminal else WIDTH
    # Rich breaks lines at no-break spaces, too: a stand-in holds number and place of a citation together.
    with console.capture() as page:
        for renderable in _Page(document, console.width, drawn).parts():
            console.print(renderable)
    lines = [line.rstrip() for line in page.get().replace(HELD, " ").split("\n")]
    _out("\n".join(lines), file, long=console.is_terminal and len(lines) > console.height)


def _out(page: str, file: TextIO, *, long: bool) -> None:
    if long and file is sys.stdout:
        import click

        os.environ.setdefault("LESS", "-FRX")
        click.echo_via_pager(page)
    else:
        file.write(page)


def text(document: Document) -> str:
    """The document as plain text, 80 columns wide."""
    out = StringIO()
    show(document, file=out)
    return out.getvalue()


class _Page:
    """A document for one width: `drawn` with shapes and colours, or in letters alone."""

    def __init__(self, document: Document, width: int, drawn: bool) -> None:
        self.document, self.width, self.drawn = document, width, drawn
        self.numbers: Mapping[str, int] = document.numbers()

    def parts(self) -> Iterator[RenderableType]:
        """What is printed, one under the other."""
        document = self.document
        heading = Grid.grid(expand=True, padding=(0, 2), pad_edge=False)
        heading.add_column(ratio=1)
        heading.add_column(justify="right", style="dim")
        heading.add_row(_words(document.title, "dim"), _words(", ".join(document.head)))
        yield heading
        yield ""
        if document.headline:
            yield _words(document.headline, "bold")
            yield ""
        for part in ("lead", "do", "table", "body"):
            for section in document.parted(part):
                yield from self._section(section)
        if self.numbers:
            yield from self._sources()
        if document.colophon:
            yield self._line(document.colophon, style="dim")
        for n, section in enumerate(document.parted("annex")):
            yield ""
            yield from self._section(section, alphabetic(n))

    def _section(self, section: Section, letter: str = "") -> Iterator[RenderableType]:
        if section.part == "do":
            items = Grid.grid(expand=True)
            items.add_column(ratio=1)
            for block in section.blocks:
                for part in self._block(block):
                    items.add_row(part)
            yield _hanging(section.label, items, width=len(section.label) + 2)
        elif section.part in ("lead", "table"):
            for block in section.blocks:
                yield from self._block(block)
        else:
            yield self._heading(section, letter)
            for block in section.blocks:
                yield from (Padding(part, (0, 0, 0, INDENT)) for part in self._block(block))
        yield ""

    def _heading(self, section: Section, letter: str) -> RenderableType:
        told = _words(f"{letter}  " if letter else "", "bold")
        if section.finding and section.label:
            told.append_text(_words(section.label + wording.colon(), "dim"))
        told.append_text(_words(section.finding or section.label, "bold"))
        return told

    def _sources(self) -> Iterator[RenderableType]:
        yield _words(_("Sources"), "bold")
        told = "  ".join(f"[{mark}]{HELD}{source}" for mark, source in numbered_sources(self.document))
        yield Padding(_words(told), (0, 0, 0, INDENT))
        yield ""

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Paragraph(text=text, role=role):
                yield self._line(text, style="dim" if role == "note" else "")
            case Items(items=items, ordered=ordered):
                wide = len(f"{len(items)}. ") if ordered else 2
                for i, item in enumerate(items, start=1):
                    yield _hanging(f"{i}." if ordered else "-", self._line(item), width=wide)
            case Terms(terms=terms):
                yield from self._terms(terms)
            case Outcome():
                yield self._line((*block.told(), *_joined(block)))
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._table(block.table)
                if block.note:
                    yield self._line(block.note, style="dim")

    def _terms(self, terms: tuple[tuple[Text, Text], ...]) -> Iterator[RenderableType]:
        """Names with what belongs to each: beside it where the names are short, else behind a colon."""
        names = [self._line(name, style="bold") for name, _meaning in terms]
        wide = max((name.cell_len for name in names), default=0) + 2
        for name, (plain_name, meaning) in zip(names, terms, strict=True):
            if wide <= _TERM:
                yield _hanging(name, self._line(meaning), width=wide)
            else:
                yield self._line((*plain_name, wording.colon(), *meaning))

    # ---- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[RenderableType]:
        if table.caption:
            yield _words(table.caption, "bold")
        narrow = self.width < WIDE and of_asks(table.columns)
        table = _merged(_shortened(table)) if narrow else table
        widths = self._fitted(table, [self._width(table, n) for n in range(len(table.columns))])
        titles = _titles(table.columns, short=narrow)
        if any(column.over for column in table.columns) and not narrow:
            yield _words(_overs(table.columns, widths), "dim")
        grid = _columns(table, widths)
        if any(titles):
            grid.add_row(*(_words(title, "dim") for title in titles))
        for group in table.groups:
            if group.title:
                # A group's title runs across all columns, so it interrupts the grid; widths are fixed by the columns.
                yield from _flush(grid)
                yield _words(group.title, "bold")
                grid = _columns(table, widths)
            for row in group.rows:
                grid.add_row(*(self._cell(cell) for cell in row))
        yield from _flush(grid)
        narrowed = (*_signs(table), _rounds(table.columns)) if narrow else ()
        key = "  ".join(part for part in (table.key, table.also, *narrowed) if part)
        if key:
            yield _words(key, "dim")
        if table.note:
            yield self._line(table.note, style="dim")

    def _width(self, table: Table, n: int) -> int:
        """How wide a column is; 0 for one that takes what is left. Numbers and fates are as wide as needed."""
        column = table.columns[n]
        if column.kind == "answer" and self.drawn:
            return 3
        if column.kind not in ("number", "fate"):
            return _WIDTHS.get(column.kind, 0)
        cells = [self._cell(row[n]) for group in table.groups for row in group.rows]
        words = _words(column.title).split()
        needed: list[int] = [text.cell_len for text in (*cells, *words)]
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
                return self._line(cell)

    def _mark(self, kind: str, new: bool) -> Line:
        shape, letter = MARKS[kind][0], wording.letter(kind)  # type: ignore[index,arg-type]
        style = f"bold {COLOURS.get(kind, '')}" if self.drawn else "bold" if kind == "accepted" else ""
        told = _words(f"{shape}{HELD}{letter}" if self.drawn and shape != letter else letter, style.strip())
        return told.append_text(_words(f" {_('new')}")) if new else told

    def _line(self, text: Text, style: str = "") -> Line:
        return _line(text, self.numbers, style)


_TERM = 20
"""Columns that a name may take beside what is said of it."""

_LEAST, _WIDEST_ASK = 20, 44
"""Columns that an ask and what is said of it have at the least, and an ask at the most."""

WIDE = 100
"""Columns from which a table of asks keeps every column of words to itself."""


def _joined(outcome: Outcome) -> Iterator[Piece]:
    """What each side has, one after another."""
    for name, meaning in outcome.terms():
        end = "" if plain(meaning).endswith(".") else "."
        yield from (" ", *name, wording.colon(), *meaning, end)


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


def _hanging(label: str | Line, body: RenderableType, width: int = INDENT) -> Grid:
    grid = Grid.grid(expand=True)
    grid.add_column(width=width, no_wrap=True, style="bold" if width >= INDENT else "")
    grid.add_column(ratio=1)
    grid.add_row(label, body)
    return grid


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
        case Worded(text=text):
            return _words(text)
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
