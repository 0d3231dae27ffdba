"""The table of asks on a narrow page: numbers for rounds, one column of words, and as few lines as can be.

What is said of an ask stands beside it or, where that makes fewer lines of the whole table, under it. Of the reason as
much is said as costs no line more: in full, in short, or not at all (`detente why` tells it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from detente.report.document import Cell, Column, Piece, Soft, Table, Text, Worded
from detente.report.language import _
from detente.report.renderers.terminal_line import words
from detente.report.renderers.terminal_tables import INDENT, LEAST, WIDEST, Tables, flush, grid_of, height, lengths

FEW = 8
"""Asks of which everything is said; of more, no more of the reason than costs no line."""

BESIDE = 12
"""Columns beside an ask at the least where what is longer stands under it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An ask with its marks, and what is said of it: the fullest way first."""

    cells: tuple[Line, ...]
    said: tuple[Line, ...]
    widths: tuple[tuple[int, ...], ...]
    """The widths of the words of each way to say it."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide the asks are, what is left beside the marks, and whether what has no room there stands under the ask."""

    ask: int
    rest: int
    under: int
    """Columns under an ask; 0: what is said of it stands beside it in any case."""

    def lines(self, row: _Row, way: int) -> int:
        """How many lines a row takes with what is said of it put that way."""
        ask, said = height(lengths(row.cells[0]), self.ask), height(row.widths[way], self.rest)
        if not self.under or said == 1:
            return max(ask, said)
        return ask + height(row.widths[way], self.under)

    def way(self, row: _Row) -> int:
        """The fullest way to say it that takes no more lines than the shortest."""
        least = self.lines(row, len(row.said) - 1)
        return next(n for n in range(len(row.said)) if self.lines(row, n) <= least)


def narrow(tables: Tables, table: Table) -> Iterator[RenderableType]:
    """What is printed of a table of asks, one under the other."""
    before = [n for n, column in enumerate(table.columns) if column.kind != "text"]
    texts = [n for n, column in enumerate(table.columns) if column.kind == "text"]
    columns = [table.columns[n] for n in before]
    widths = [tables.width_of(table, n) for n in before]
    sparing = sum(len(group.rows) for group in table.groups) > FEW
    groups = [
        (group.title, [_row(tables, row, before, texts, sparing) for row in group.rows]) for group in table.groups
    ]
    free = tables.width - sum(widths[1:]) - len(widths)
    layout = _layout([row for _title, rows in groups for row in rows], free, tables.width)
    titles = [*_titles(columns), " * ".join(table.columns[n].title for n in texts)]
    fixed = [layout.ask, *widths[1:], layout.rest]
    columns.append(Column())
    grid = grid_of(columns, fixed)
    grid.add_row(*(words(title, "dim") for title in titles))
    told: list[str] = []
    for title, rows in groups:
        if title:
            yield from flush(grid)
            yield words(title, "bold")
            grid = grid_of(columns, fixed)
        for row in rows:
            way = layout.way(row)
            said, below = row.said[way], bool(layout.under) and height(row.widths[way], layout.rest) > 1
            grid.add_row(*row.cells, "" if below else said)
            told += [said.plain, *(cell.plain for cell in row.cells[1:])]
            if below:
                yield from flush(grid)
                yield Padding(said, (0, 0, 0, INDENT))
                grid = grid_of(columns, fixed)
    yield from flush(grid)
    signs = (meaning for sign, meaning in table.short if any(one == sign or _stands(sign, one) for one in told))
    key = "  ".join(part for part in (table.key, table.also, *signs, _rounds(columns)) if part)
    if key:
        yield words(key, "dim")


def _row(tables: Tables, cells: Sequence[Cell], before: Sequence[int], texts: Sequence[int], sparing: bool) -> _Row:
    ways = _ways([cell for n in texts if isinstance(cell := cells[n], tuple)], sparing)
    said = tuple(tables.line(way) for way in ways)
    marks = tuple(tables.cell(_shortened(cell) if isinstance(cell := cells[n], tuple) else cell) for n in before)
    return _Row(marks, said, tuple(map(lengths, said)))


def _stands(sign: str, text: str) -> bool:
    """Whether a sign stands in a text; a word is one only where it stands alone."""
    return sign in text and not sign.isalpha()


def _ways(texts: Sequence[Text], sparing: bool) -> Iterator[Text]:
    """What is said of an ask, from the fullest to the shortest: the first text in short, of the others less and less.

    What has nothing short to say first is left to wider pages.
    """
    if not texts:
        yield ()
        return
    first, *others = texts
    head = _shortened(first)
    kept = [text for text in others if _shortened(text)]
    yield _joined([head, *kept])
    yield _joined([head, *map(_shortened, kept)])
    if head and sparing:
        yield head


def _joined(texts: Sequence[Text]) -> Text:
    told = list(dict.fromkeys(text for text in texts if any(text)))
    if told and not any(texts[0]):
        told.insert(0, ("–",))  # a reason alone would read as what opens it
    return tuple(piece for n, text in enumerate(told) for piece in ((" * ", *text) if n else text))


def _shortened(text: Text) -> Text:
    if text and isinstance(text[0], Worded) and not text[0].short:
        return ()
    return tuple(map(_short, text))


def _short(piece: Piece) -> Piece:
    short = piece.short if isinstance(piece, Worded | Soft) else None
    return piece if short is None else short


def _layout(rows: Sequence[_Row], free: int, width: int) -> _Layout:
    """The layout with the fewest lines; of those the one that leaves out least, beside the ask, the asks wide."""
    layouts = [
        _Layout(ask, free - ask, under)
        for under, rest in ((0, LEAST), (width - INDENT, BESIDE))
        for ask in range(min(WIDEST, free - rest), LEAST - 1, -1)
    ]

    def cost(layout: _Layout) -> tuple[int, int]:
        return sum(layout.lines(row, len(row.said) - 1) for row in rows), sum(map(layout.way, rows))

    return min(layouts, key=cost, default=_Layout(LEAST, max(1, free - LEAST), 0))


def _titles(columns: Sequence[Column]) -> Iterator[str]:
    """The heads of the columns, of rounds their numbers: there is no room for names."""
    rounds = iter(range(1, len(columns) + 1))
    return (str(next(rounds)) if column.kind == "answer" else column.title for column in columns)


def _rounds(columns: Sequence[Column]) -> str:
    """The numbers of the rounds with their names."""
    names = [column.under or column.title for column in columns if column.kind == "answer"]
    return _("rounds: {names}", names=", ".join(f"{n} {name}" for n, name in enumerate(names, 1))) if names else ""
