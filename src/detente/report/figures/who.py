"""Who asks what of whom, by front: asks at the sides, fronts in the middle, the last answer beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from detente.analyses.rounds import Asked, Rounds
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Column, Figure, Mark, MarkKind, Part, Rows, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import HEAD_RIGHT, Dot, Line, Shape, Words, about, drawing, lines, mark
from detente.report.language import _, _n

STEP = 22.0


@dataclass(frozen=True, slots=True)
class Entry:
    """An ask as it is drawn: on the first asker's side, or on the other, with its last answer."""

    text: str
    kind: MarkKind
    first: bool
    by: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A front with the asks on it."""

    name: str
    entries: tuple[Entry, ...]

    def side(self, first: bool) -> tuple[Entry, ...]:
        """The asks of the first asker, or of the others."""
        return tuple(entry for entry in self.entries if entry.first is first)


def figure(dialogue: Dialogue, rounds: Rounds) -> Figure | None:
    """Every ask on its front; None where nothing is asked."""
    if not rounds.asks:
        return None
    askers = _askers(rounds)
    shelves = _shelves(dialogue, rounds, askers)
    title = finding(dialogue, rounds, askers)
    description = f"{title}. {_told(dialogue, rounds)}"
    heads = _heads(dialogue, rounds, askers)
    return Figure(
        name="who",
        finding=title,
        description=description,
        table=_table(dialogue, rounds),
        chart=partial(_wide, shelves, heads, theme.WIDE, description),
        narrow=partial(_tall, shelves, heads, theme.NARROW, description),
        note=_note(dialogue, shelves),
        parts=tuple(Part(f"by-{party}", wording.capital(wording.party(dialogue, party))) for party in askers),
    )


def finding(dialogue: Dialogue, rounds: Rounds, askers: Sequence[str]) -> str:
    """Over how many fronts each side's asks reach: "The United States asks on one front, Pakistan on three"."""
    parts = []
    for party in askers:
        fronts = {ask.front for ask in rounds.asks if ask.by == party}
        parts.append((wording.party(dialogue, party), len(fronts)))
    (name, count), *rest = parts
    told = _n("{party} asks on {n} front", "{party} asks on {n} fronts", count, party=wording.capital(name))
    for other, count in rest:
        told = _("{told}, {party} on {count}", told=told, party=other, count=count)
    return told


def answer(asked: Asked) -> MarkKind:
    """The last answer that is known to an ask."""
    given = [reply.answer for reply in asked.replies if reply.answer is not None]
    known = [kind for kind in given if kind not in ("unanswered", "unknown")]
    return known[-1] if known else given[-1] if given else "unanswered"


def _askers(rounds: Rounds) -> tuple[str, ...]:
    """Who asks, fewest fronts first."""
    found = dict.fromkeys(ask.by for ask in rounds.asks)
    return tuple(sorted(found, key=lambda party: len({a.front for a in rounds.asks if a.by == party})))


def _shelves(dialogue: Dialogue, rounds: Rounds, askers: Sequence[str]) -> tuple[Shelf, ...]:
    found: dict[str, list[Entry]] = {}
    for ask in rounds.asks:
        text = wording.ask(dialogue, ask.id)
        if len(askers) > 2 and ask.by != askers[0]:
            text = f"{wording.tag(dialogue, ask.by)}{wording.colon()}{text}"
        found.setdefault(ask.front, []).append(Entry(text, answer(ask), ask.by == askers[0], f"by-{ask.by}"))
    order = sorted(found, key=lambda front: -len(found[front]))
    return tuple(Shelf(dialogue.front(id).name if id else _("No front named"), tuple(found[id])) for id in order)


def _heads(dialogue: Dialogue, rounds: Rounds, askers: Sequence[str]) -> tuple[str, str]:
    first = askers[0]
    asked = dict.fromkeys(a.of for a in rounds.asks if a.by == first)
    left = _asks(dialogue, first, asked)
    if len(askers) == 1:
        return left, ""
    if len(askers) > 2:
        return left, _("What the others ask")
    second = dict.fromkeys(a.of for a in rounds.asks if a.by == askers[1])
    return left, _asks(dialogue, askers[1], second)


def _asks(dialogue: Dialogue, asker: str, asked: Iterable[str]) -> str:
    return _(
        "{party} asks of {parties}",
        party=wording.capital(wording.party(dialogue, asker)),
        parties=wording.listed(wording.party(dialogue, party) for party in asked),
    )


def _told(dialogue: Dialogue, rounds: Rounds) -> str:
    parts = [
        _(
            "{party} of {other}: {ask}, {answer}",
            party=wording.party(dialogue, a.by), other=wording.party(dialogue, a.of),
            ask=wording.asked(dialogue, a.id), answer=wording.answer(answer(a)),
        )
        for a in rounds.asks
    ]  # fmt: skip
    return f"{wording.capital(wording.series(parts))}."


def _note(dialogue: Dialogue, shelves: Sequence[Shelf]) -> Text:
    told = _(
        "Each mark is one ask and the last answer to it, on the side of who asks: "
        "A accepted, P partly, D deferred, R refused, – no answer."
    )
    silent = len(dialogue.fronts) - sum(shelf.name != _("No front named") for shelf in shelves)
    if silent > 0:
        left_out = _n("{n} front without an ask left out.", "{n} fronts without an ask left out.", silent)
        told += " " + wording.capital(left_out)
    return (told,)


def _table(dialogue: Dialogue, rounds: Rounds) -> Table:
    groups: dict[str, list[tuple[Any, ...]]] = {}
    for ask in rounds.asks:
        by, of = wording.party(dialogue, ask.by), wording.party(dialogue, ask.of)
        who = _("{party} of {other}", party=wording.capital(by), other=of)
        front = dialogue.front(ask.front).name if ask.front else ""
        groups.setdefault(front, []).append(((wording.ask(dialogue, ask.id),), Mark(answer(ask)), (who,)))
    return Table(
        columns=(
            Column(title=_("Ask"), kind="subject"),
            Column(title=_("last"), kind="mark"),
            Column(title=_("Who of whom")),
        ),
        groups=tuple(Rows(title=front, rows=tuple(rows)) for front, rows in groups.items()),
    )


# ---- drawing ---------------------------------------------------------------------------------------------------------


def _wide(shelves: Sequence[Shelf], heads: tuple[str, str], width: int, description: str) -> dict[str, Any]:
    middle, half = width / 2, 70.0
    shapes: list[Shape] = [*_head(heads, middle, half, width)]
    y = 26.0
    for shelf in shelves:
        shapes.append(Line(0, y, width, y, theme.INK if y == 26.0 else theme.LINE))
        y += 10
        name = theme.wrap(shelf.name, 2 * half - 16, theme.SMALL, theme.BOLD, 4)
        shapes += lines(middle, y + 10, name, step=15, size=theme.SMALL, weight=theme.BOLD, color=theme.INK_2,
                        align="center")  # fmt: skip
        depth = 15.0 * len(name) + 4
        for first in (True, False) if heads[1] else (True,):
            drawn, end = _side(shelf.side(first), first, middle, half, y, width)
            shapes += drawn or _none(first, middle, half, y)
            depth = max(depth, end - y)
        y += depth + 8
    shapes.append(Line(0, y, width, y))
    return drawing(shapes, width, y + 2, description)


def _head(heads: tuple[str, str], middle: float, half: float, width: int) -> Iterator[Shape]:
    for text, x, align in zip(heads, (middle - half - 44, middle + half + 44), ("right", "left"), strict=True):
        if not text:
            continue
        room = (x if align == "right" else width - x) - 4
        yield from lines(x, 10, theme.wrap(text, room, weight=theme.BOLD, lines=1), weight=theme.BOLD,
                         align="right" if align == "right" else "left")  # fmt: skip
        start = middle - half - 34 if align == "right" else middle + half + 34
        sign = 1 if align == "right" else -1
        yield Line(start, 10, start + sign * 24, 10, theme.INK, 1.4)
        yield Dot(start + sign * 24, 10, 8, HEAD_RIGHT if sign > 0 else "M1,-0.7L-1,0L1,0.7Z", fill=theme.INK)


def _none(first: bool, middle: float, half: float, y: float) -> list[Shape]:
    """Said where a side asks nothing on a front."""
    x = middle + (-1 if first else 1) * (half + 44)
    return [Words(x, y + 10, _("no ask"), theme.SMALL, color=theme.INK_3, align="right" if first else "left")]


def _side(
    entries: Sequence[Entry], first: bool, middle: float, half: float, y: float, width: int
) -> tuple[list[Shape], float]:
    sign = -1 if first else 1
    shapes: list[Shape] = []
    for entry in entries:
        x = middle + sign * (half + 12)
        text = x + sign * 32
        room = (text if first else width - text) - 2
        told = theme.wrap(entry.text, room, lines=2)
        words = lines(text, y + 10, told, align="right" if first else "left")
        shapes += about((*_answered(entry, x + sign * 14, x, y + 10), *words), entry.by)
        y += STEP + 16 * (len(told) - 1)
    return shapes, y


def _answered(entry: Entry, x: float, letter: float, y: float) -> Iterator[Shape]:
    """The mark of the last answer, and its letter."""
    yield from mark(entry.kind, x, y)
    if entry.kind != "unanswered":
        yield Words(letter, y + 0.5, wording.letter(entry.kind), theme.SMALL, theme.BOLD, align="center")


def _tall(shelves: Sequence[Shelf], heads: tuple[str, str], width: int, description: str) -> dict[str, Any]:
    shapes: list[Shape] = []
    y = 0.0
    for first, head in zip((True, False), heads, strict=True):
        if not head:
            continue
        title = theme.wrap(head, width, theme.HEAD, theme.BOLD, 2)
        shapes += lines(0, y + 10, title, step=18, size=theme.HEAD, weight=theme.BOLD)
        y += 6 + 18 * len(title)
        shapes.append(Line(0, y, width, y, theme.INK))
        for shelf in shelves:
            entries = shelf.side(first)
            if not entries:
                continue
            name = theme.wrap(shelf.name, width, theme.SMALL, theme.BOLD, 2)
            shapes += lines(0, y + 14, name, step=15, size=theme.SMALL, weight=theme.BOLD, color=theme.INK_2)
            y += 12 + 15 * len(name)
            drawn, y = _listed(entries, y, width)
            shapes += [*drawn, Line(0, y, width, y)]
        y += 18
    return drawing(shapes, width, y, description)


def _listed(entries: Sequence[Entry], y: float, width: int) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    for entry in entries:
        told = theme.wrap(entry.text, width - 42, lines=3)
        shapes += about((*_answered(entry, 8, 22, y + 8), *lines(40, y + 8, told)), entry.by)
        y += STEP + 16 * (len(told) - 1)
    return shapes, y + 6
