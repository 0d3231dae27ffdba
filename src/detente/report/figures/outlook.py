"""The outlook: one bar for each ask, the bands of the likelihood words behind, word and number printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from detente.analyses.outlook import AskChance, Outlook
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Figure, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import Box, Line, Shape, Words, drawing, lines
from detente.report.language import _, _n

TICKS = (0, 5, 20, 45, 55, 80, 95, 100)
"""The borders of ICD 203's bands, in percent."""

SHOWN = 30
"""Asks drawn, the likeliest first; the table has them all."""


def figure(dialogue: Dialogue, outlook: Outlook, about: str = "") -> Figure | None:
    """How likely each ask is met in the end; None where nothing is uncertain or nothing asked.

    `about`: the ask that the headline speaks of, if it is in doubt.
    """
    if not outlook.items or not outlook.asks:
        return None
    from detente.report.pages.outlook import doubted, section

    chosen = doubted(outlook, about)
    told = section(dialogue, outlook, about)
    table = next(block for block in told.blocks if isinstance(block, Table))
    asks = sorted(outlook.asks, key=lambda chance: -chance.chance)
    parts = [
        _("{subject}: {text}", subject=wording.ask(dialogue, a.ask), text=wording.likelihood(a.chance)) for a in asks
    ]
    description = f"{told.finding}. {wording.series(parts)}."
    return Figure(
        name="outlook",
        finding=told.finding,
        description=description,
        table=table,
        chart=partial(_draw, dialogue, asks[:SHOWN], chosen, theme.WIDE, description),
        narrow=partial(_draw, dialogue, asks[:SHOWN], chosen, theme.NARROW, description),
        note=_note(outlook, len(asks) - SHOWN),
    )


def _note(outlook: Outlook, left_out: int) -> Text:
    told = _("Bar: the point. Block behind it: the band of the word (ICD 203).")
    if outlook.mode == "drawn":
        how = _(
            "The chances are the analyst's; drawn {draws:d} times from {combinations:d} combinations.",
            draws=outlook.draws, combinations=outlook.combinations,
        )  # fmt: skip
    else:
        how = _(
            "The chances are the analyst's; weighted exactly over {combinations:d} combinations.",
            combinations=outlook.combinations,
        )
    sentences = [told, how]
    if left_out > 0:
        rest = _n("{n} less likely ask left out.", "{n} less likely asks left out.", left_out)
        sentences.append(wording.capital(rest))
    return (" ".join(sentences),)


def _draw(
    dialogue: Dialogue, asks: Sequence[AskChance], chosen: AskChance | None, width: int, description: str
) -> dict[str, Any]:
    wide = width > 500
    left, right = (230.0, 500.0) if wide else (0.0, 250.0)
    shapes: list[Shape] = []
    y = 26.0
    for ask in asks:
        drawn, y = (_row if wide else _tall_row)(dialogue, ask, ask == chosen, y, width, left, right)
        shapes += drawn
    # Of boxes of different looks those named first lie lowest: the bands, then the bars.
    bands = [shape for shape in shapes if isinstance(shape, Box) and shape.fill == theme.PART]
    return drawing([*_scale(left, right, y), *bands, *(s for s in shapes if s not in bands)], width, y + 4, description)


def _scale(left: float, right: float, foot: float) -> Iterator[Shape]:
    for tick in TICKS:
        x = left + (right - left) * tick / 100
        yield Line(x, 20, x, foot)
        if tick not in (5, 95):  # too near to their neighbours for a number
            label = wording.percent(1) if tick == 100 else str(tick)
            yield Words(x, 9, label, theme.SMALL, color=theme.INK_3, align="left" if x == 0 else "center")


def _row(
    dialogue: Dialogue, ask: AskChance, chosen: bool, y: float, width: int, left: float, right: float
) -> tuple[list[Shape], float]:
    weight = theme.BOLD if chosen else theme.REGULAR
    told = theme.wrap(wording.ask(dialogue, ask.ask), left - 16, weight=weight, lines=2)
    middle = y + 5 + 8 * len(told)
    shapes: list[Shape] = [*lines(0, middle - 8 * (len(told) - 1), told, weight=weight)]
    shapes += _bar(ask, chosen, middle, left, right)
    likely = theme.wrap(wording.likelihood(ask.chance), 190, theme.SMALL, weight, lines=1)
    shapes += lines(right + 16, middle, likely, size=theme.SMALL, weight=weight)
    point = wording.hundredths(ask.chance)
    shapes.append(Words(width, middle, point, weight=theme.BOLD, align="right"))
    return shapes, y + 10 + 16 * len(told)


def _tall_row(
    dialogue: Dialogue, ask: AskChance, chosen: bool, y: float, width: int, left: float, right: float
) -> tuple[list[Shape], float]:
    weight = theme.BOLD if chosen else theme.REGULAR
    told = theme.wrap(wording.ask(dialogue, ask.ask), width - 4, weight=weight, lines=3)
    shapes: list[Shape] = [*lines(0, y + 12, told, weight=weight)]
    y += 10 + 16 * len(told)
    shapes += _bar(ask, chosen, y + 8, left, right)
    point = wording.hundredths(ask.chance)
    shapes.append(Words(width, y + 8, point, weight=theme.BOLD, align="right"))
    shapes += lines(0, y + 27, (wording.likelihood(ask.chance),), size=theme.SMALL, color=theme.INK_2)
    return shapes, y + 42


def _bar(ask: AskChance, chosen: bool, y: float, left: float, right: float) -> Iterator[Shape]:
    room = right - left
    if 0 < ask.chance < 1:
        _word, low, high = wording.band(ask.chance)
        yield Box(left + room * low, y - 7, room * (high - low), 14, theme.PART)
    yield Box(left, y - 3, room * ask.chance, 6, theme.ACCENT if chosen else theme.INK_2)
    yield Box(left + room * ask.chance - 1, y - 7, 2, 14, theme.INK)
    if ask.high - ask.low > 0:
        yield Box(left + room * ask.low, y + 8, room * (ask.high - ask.low), 1.5, theme.INK_2)
