"""The asks as a strip: round by round, then what each settlement gives, and why; grouped by who asks whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from detente.analyses.brief import Brief
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import MARKED, Column, Figure, Mark, MarkKind, Table, plain
from detente.report.figures import theme
from detente.report.figures.canvas import Box, Line, Shape, Words, drawing, lines, mark
from detente.report.language import _

GROUNDS: dict[MarkKind, str] = {"accepted": theme.ACCENT, "partly": theme.PART, "refused": theme.WARM_2}
"""The darker, the more was granted; deferred and unanswered stand on paper."""

CELL, GAP = 40.0, 12.0


def figure(dialogue: Dialogue, brief: Brief) -> Figure | None:
    """The strip of asks; None where nothing is asked."""
    from detente.report.brief import asks

    section = asks.section(dialogue, brief.facts, brief.prospects)
    table = next((block for block in section.blocks if isinstance(block, Table)), None)
    if table is None:
        return None
    return Figure(
        name="asks",
        finding=section.finding,
        description=f"{section.finding}. {describe(table)}",
        table=table,
        chart=partial(strip, table, theme.WIDE, section.finding),
        narrow=partial(strip, table, theme.NARROW, section.finding),
        note=((f"{table.key} ", *table.note) if table.note else (table.key,)),
    )


def describe(table: Table) -> str:
    """Each ask with its answers, as sentences."""
    told = []
    for group in table.groups:
        for row in group.rows:
            answers = [
                f"{column.over.lower()} {column.title} {wording.answer(cell.kind)}"
                for column, cell in zip(table.columns, row, strict=True)
                if isinstance(cell, Mark) and cell.kind != "not asked"
            ]
            if isinstance(row[0], tuple):
                told.append(_("{subject}: {text}", subject=plain(row[0]), text=", ".join(answers)))
    return f"{wording.series(told)}."


def strip(table: Table, width: int, description: str) -> dict[str, Any]:
    """The drawing of a table of marks: subject, marks, and a text at the end of the row (below it where narrow)."""
    shapes, y = list(_heads(table, width)), 44.0
    for group in table.groups:
        if group.title:
            shapes += lines(0, y + 10, theme.wrap(group.title, width, theme.HEAD, theme.BOLD, 1), size=theme.HEAD,
                            weight=theme.BOLD)  # fmt: skip
            y += 24
        shapes.append(Line(0, y, width, y, theme.INK))
        for row in group.rows:
            drawn, y = (_narrow_row if width < 500 else _row)(table, row, width, y)
            shapes += [*drawn, Line(0, y, width, y)]
        y += 14
    return drawing(shapes, width, y, description)


def _left(table: Table, width: int) -> float:
    """Where the marks begin: at the left where narrow, else behind the subjects."""
    return 0.0 if width < 500 else min(210.0, width - _span(table) - 40.0)


def _places(table: Table, width: int) -> Iterator[tuple[int, Column, float, float]]:
    """(number, column, left, width) of each column of marks; a gap stands before a new heading."""
    found = [(i, c) for i, c in enumerate(table.columns) if c.kind in MARKED]
    gaps = sum(a.over != b.over for (_n, a), (_m, b) in pairwise(found))
    cell = min(CELL, (width - GAP * gaps) / max(1, len(found))) if width < 500 else _cell(table)
    x, last = _left(table, width), found[0][1].over if found else ""
    for i, column in found:
        x += GAP if column.over != last else 0
        yield i, column, x, cell
        x, last = x + cell, column.over


def _cell(table: Table) -> float:
    count = sum(c.kind in MARKED for c in table.columns)
    return CELL if count <= 8 else max(22.0, 330 / count)


def _span(table: Table) -> float:
    count = sum(c.kind in MARKED for c in table.columns)
    return count * _cell(table) + GAP


def _heads(table: Table, width: int) -> Iterator[Shape]:
    last = ""
    for i, column, x, cell in _places(table, width):
        if column.over and column.over != last:
            yield Words(x, 6, column.over, theme.SMALL, theme.BOLD, theme.INK_2)
        last = column.over
        yield Words(x + cell / 2, 21, table.columns[i].title, theme.SMALL, theme.BOLD, theme.INK, "center")
        if theme.width(column.under, theme.SMALL) <= cell:
            yield Words(x + cell / 2, 35, column.under, theme.SMALL, theme.REGULAR, theme.INK_3, "center")


def _marks(table: Table, row: tuple[Any, ...], width: int, top: float, height: float) -> Iterator[Shape]:
    for i, _column, x, cell in _places(table, width):
        found = row[i]
        if not isinstance(found, Mark) or found.kind == "not asked":
            continue
        kind, middle = found.kind, top + height / 2
        dark = kind == "accepted"
        if kind in GROUNDS:
            yield Box(x + 0.5, top + 0.5, cell - 1, height - 1, GROUNDS[kind])
        letter = "" if kind == "unanswered" else wording.letter(kind)
        roomy = cell >= 30 and letter
        yield from mark(kind, x + cell / 2 - (7 if roomy else 0), middle, on_fill=dark, size=10)
        if roomy:
            color = theme.PAPER if dark else theme.INK
            yield Words(x + cell / 2 + 8, middle, letter, theme.SMALL, theme.BOLD, color, "center")


def _row(table: Table, row: tuple[Any, ...], width: int, y: float) -> tuple[list[Shape], float]:
    left = _left(table, width)
    subject = theme.wrap(plain(row[0]), left - 12, lines=2)
    end = max((x + cell for _n, _column, x, cell in _places(table, width)), default=left)
    why = theme.wrap(_why(table, row), width - end - 14, theme.SMALL, lines=3)
    height = max(30.0, 15.0 * max(len(subject), len(why)) + 8)
    shapes: list[Shape] = [*_marks(table, row, width, y, height)]
    shapes += lines(0, y + height / 2 - 8 * (len(subject) - 1), subject)
    shapes += lines(end + 14, y + height / 2 - 7.5 * (len(why) - 1), why, step=15, size=theme.SMALL, color=theme.INK_2)
    return shapes, y + height


def _narrow_row(table: Table, row: tuple[Any, ...], width: int, y: float) -> tuple[list[Shape], float]:
    subject = theme.wrap(plain(row[0]), width, weight=theme.BOLD, lines=2)
    why = theme.wrap(_why(table, row), width, theme.SMALL, lines=3)
    shapes: list[Shape] = [*lines(0, y + 14, subject, weight=theme.BOLD)]
    top = y + 10 + 16 * len(subject)
    shapes += _marks(table, row, width, top, 26)
    shapes += lines(0, top + 36, why, step=15, size=theme.SMALL, color=theme.INK_2)
    return shapes, top + 36 + 15 * len(why)


def _why(table: Table, row: tuple[Any, ...]) -> str:
    last = row[-1]
    return plain(last) if table.columns[-1].kind == "text" and isinstance(last, tuple) else ""
