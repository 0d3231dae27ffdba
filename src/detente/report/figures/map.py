"""The map: the status quo, the settlements by firmness, the ways between them with whose move each step is.

Left to right is the order of moves, downwards on a phone; a dotted line is not a move but other facts. Beyond 40 states
only as many ways are drawn as hold no more than that, the firmest settlements first, and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import Any

from detente.analyses.brief import Brief
from detente.analyses.settlements import Settlement
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Column, Figure, Part, Rows, Table, Text
from detente.report.figures import canvas, theme
from detente.report.figures.canvas import DIAMOND, HEAD_DOWN, HEAD_RIGHT, Box, Dot, Line, Shape, Words, drawing, lines
from detente.report.language import _, _n, _p

MAX_STATES = 40


@dataclass(frozen=True, slots=True)
class Step:
    """A move on a way: who makes it, what it changes, where it leads."""

    by: str
    tag: str
    text: str
    code: int


@dataclass(frozen=True, slots=True)
class Way:
    """How a settlement comes about: by moves, by other facts, or (both empty) not at all."""

    settlement: Settlement
    name: str
    said: str
    steps: tuple[Step, ...] = ()
    facts: tuple[str, ...] = ()
    led: bool = True

    @property
    def key(self) -> str:
        """What marks its shapes."""
        return f"way-{self.settlement.label}"

    @property
    def entries(self) -> list[tuple[str, str, str]]:
        """What happens on it, one after another: (text, tag of who moves, key of who moves); of a fact nobody does."""
        return [(fact, "", "") for fact in self.facts] or [(s.text, s.tag, f"by-{s.by}") for s in self.steps]

    def at(self, step: int) -> tuple[str, str]:
        """What marks what belongs to a step of it, from 1."""
        return self.key, f"step-{self.settlement.label}-{step}"


def figure(dialogue: Dialogue, brief: Brief) -> Figure | None:
    """The map of a brief; None where it settles nowhere or the file has no status quo."""
    if not brief.settlements or brief.status_quo is None:
        return None
    every = tuple(_way(dialogue, brief, s) for s in brief.settlements)
    ways = _drawn(every)
    title = finding(every, brief.found)
    description = " ".join((f"{title}.", *(_told(way) for way in ways)))
    return Figure(
        name="map",
        finding=title,
        description=description,
        table=_table(every),
        chart=partial(_wide if _fits(ways) else _pairs, ways, theme.WIDE, description),
        narrow=partial(_tall, ways, theme.NARROW, description),
        note=_note(brief, len(every) - len(ways)),
        parts=tuple(_chosen(dialogue, ways)),
    )


def _chosen(dialogue: Dialogue, ways: tuple[Way, ...]) -> Iterator[Part]:
    """Each settlement with its way, then each party that moves on one."""
    for way in ways:
        told = tuple(f"{tag}{wording.colon()}{text}" if tag else text for text, tag, _key in way.entries)
        yield Part(way.key, way.settlement.label, f"{way.settlement.label}  {way.name}", told)
    for party in dict.fromkeys(step.by for way in ways for step in way.steps):
        yield Part(f"by-{party}", wording.capital(wording.party(dialogue, party)))


def finding(ways: tuple[Way, ...], found: int) -> str:
    """How many moves lead to the first settlement, and what would open others."""
    now = [way for way in ways if not way.facts]
    opened = len(ways) - len(now)
    told = _reached(now, found)
    if not opened:
        return told
    return _n(
        "{told}; other facts would open {n} other", "{told}; other facts would open {n} others", opened, told=told
    )


def _reached(now: list[Way], found: int) -> str:
    """Which settlements moves lead to as things stand."""
    if not now:
        return _("As things stand no settlement")
    reached = [way for way in now if way.led]
    if not reached:
        return _("The status quo leads to no settlement by itself")
    if any(way.settlement.status_quo for way in now):
        return _("The status quo is itself a settlement")
    moves = len(reached[0].steps)
    if found > len(now):
        return _n(
            "Of the {all} settlements shown moves lead to {count}, the nearest {n} move away",
            "Of the {all} settlements shown moves lead to {count}, the nearest {n} moves away",
            moves, all=len(now), count=len(reached),
        )  # fmt: skip
    if len(reached) == 1:
        return wording.capital(
            _n(
                "{n} move leads from the status quo to the settlement",
                "{n} moves lead from the status quo to the settlement",
                moves,
            )
        )
    return _n(
        "From the status quo {count} settlements can be reached, the nearest by {n} move",
        "From the status quo {count} settlements can be reached, the nearest by {n} moves",
        moves,
        count=len(reached),
    )


def _way(dialogue: Dialogue, brief: Brief, s: Settlement) -> Way:
    steps: tuple[Step, ...] = ()
    if s.route is not None and not s.under:
        steps = tuple(
            Step(step.by, wording.tag(dialogue, step.by), _done(dialogue, step.changes), step.code)
            for step in s.route.steps
        )
    facts = tuple(wording.capital(wording.turned(dialogue, id, value)) for id, value in s.under.items())
    said = wording.capital(wording.firm(s.firmness))
    led = bool(s.under) or s.status_quo or s.route is not None
    return Way(s, _name(dialogue, brief, s), said, steps, facts, led)


def _name(dialogue: Dialogue, brief: Brief, s: Settlement) -> str:
    """What differs from the status quo; of a settlement that other facts open, what differs from the first."""
    if s.status_quo:
        return wording.capital(_("the status quo"))
    first = brief.settlements[0]
    base = dialogue.status_quo if not s.under or first.under else dialogue.state(first.code)
    phrases = wording.difference(dialogue, dialogue.state(s.code), base)
    alike = (o for o in brief.settlements if o.code != s.code and bool(o.under) == bool(s.under))
    others = [wording.difference(dialogue, dialogue.state(o.code), base) for o in alike]
    most = next((n for n in range(3, len(phrases)) if all(o[:n] != phrases[:n] for o in others)), len(phrases))
    told = wording.ways(wording.in_a_list(dialogue, phrases), max(most, 3))
    if base is dialogue.status_quo:
        return told
    return _("{settlement} with {steps}", settlement=first.label, steps=wording.small(dialogue, told))


def _done(dialogue: Dialogue, changes: dict[str, str]) -> str:
    options = ((dialogue.option(id), level) for id, level in changes.items())
    phrases = [wording.taken(dialogue, option, option.levels.index(level)) for option, level in options]
    return wording.ways(wording.in_a_list(dialogue, phrases), 3)


def _drawn(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The ways that together hold no more than 40 states, in order."""
    seen: set[int] = set()
    found: list[Way] = []
    for way in ways:
        seen |= {way.settlement.code, *(step.code for step in way.steps)}
        if found and len(seen) + 1 > MAX_STATES:
            break
        found.append(way)
    return tuple(found)


def _fits(ways: tuple[Way, ...]) -> bool:
    """Whether the longest way fits side by side; longer ones run downwards."""
    return max(len(way.steps) + len(way.facts) for way in ways) <= 4


def _told(way: Way) -> str:
    label = _(
        "{settlement} ({name}; {firmness})",
        settlement=way.settlement.label, name=way.name, firmness=way.said.lower(),
    )  # fmt: skip
    if way.facts:
        return _("To {settlement}, if {facts}.", settlement=label, facts=wording.series(way.facts))
    if way.settlement.status_quo:
        return _("{settlement} is where things stand.", settlement=label)
    if not way.led:
        return _("{settlement} is not reached from the status quo.", settlement=label)
    steps = _p("between moves", "; then ").join(f"{step.tag} {step.text}" for step in way.steps)
    return _("To {settlement}: {steps}.", settlement=label, steps=steps)


def _note(brief: Brief, left_out: int) -> Text:
    told = _(
        "A ring is a settlement, a small circle a state passed through; a tag names who moves, a diamond a fact that "
        "nobody at the table decides. Each step is one that its mover wants and that no answer undoes. "
        "Lengths mean nothing."
    )
    rest = brief.equilibria.total - sum(not s.under for s in brief.settlements)
    if rest > 0:
        told += " " + _rest(rest, _weaker(brief))
    if left_out:
        beyond = _n(
            "{n} settlement beyond 40 states left out.", "{n} settlements beyond 40 states left out.", left_out
        )
        told += " " + wording.capital(beyond)
    return (told,)


def _rest(count: int, weaker: bool) -> str:
    if weaker:
        return _n(
            "{n:d} more state where it could settle, on weaker grounds, is left out.",
            "{n:d} more states where it could settle, on weaker grounds, are left out.",
            count,
        )
    return _n(
        "{n:d} more state where it could settle is left out.",
        "{n:d} more states where it could settle are left out.",
        count,
    )


def _weaker(brief: Brief) -> bool:
    """Whether every state left out is less firm than those drawn."""
    drawn = {s.code for s in brief.settlements if not s.under}
    words = {s.firmness for s in brief.settlements if not s.under}
    others = [e.firmness for e in brief.equilibria.equilibria or () if e.code not in drawn]
    return not words & set(others)


def _table(ways: tuple[Way, ...]) -> Table:
    rows = tuple(
        ((f"{way.settlement.label}  {way.name}",), (way.said,), (_how(way),)) for way in ways
    )
    titles = (Column(title=_("Firmness")), Column(title=_("How it comes about")))
    columns = (Column(title=_("Settlement"), kind="subject"), *titles)
    return Table(columns=columns, groups=(Rows(rows=rows),))


def _how(way: Way) -> str:
    if way.facts:
        return _("If {facts}", facts=wording.series(way.facts))
    if way.settlement.status_quo:
        return _("It is the status quo")
    if not way.led:
        return wording.capital(_("not reached by steps that each mover wants"))
    return _p("between moves", "; then ").join(f"{step.tag}{wording.colon()}{step.text}" for step in way.steps)


# ---- side by side ----------------------------------------------------------------------------------------------------

START, RING, ROW, TRACK = 14.0, 486.0, 96.0, 84.0


def _wide(ways: tuple[Way, ...], width: int, description: str) -> dict[str, Any]:
    now = [way for way in ways if not way.facts]
    opened = [way for way in ways if way.facts]
    shapes: list[Shape] = []
    y = 0.0
    if now:
        shapes += _band(_("As things stand"), y, width)
        shapes += _tracks(_grouped(now), y + TRACK, width)
        y += TRACK - 40 + ROW * len(now)
    if opened:
        shapes += _band(_("If other facts held"), y, width)
        for n, way in enumerate(opened):
            shapes += _events(way, y + 66 + 76 * n, width, now)
        y += 32 + 76 * len(opened)
    return drawing(shapes, width, y + 8, description)


def _band(title: str, y: float, width: int) -> Iterator[Shape]:
    yield Words(0, y + 8, title, theme.SMALL, theme.BOLD, theme.INK_2)
    yield Line(0, y + 20, width, y + 20)


def _grouped(ways: list[Way]) -> list[Way]:
    """Ways that begin alike next to each other, the most alike first: where they part, no line crosses another."""
    if not ways:
        return []
    first, *rest = ways
    alike = [(_shared(first, way), way) for way in rest]
    counts = sorted({count for count, _ in alike}, reverse=True)
    return [first, *(way for n in counts for way in _grouped([way for count, way in alike if count == n]))]


def _shared(one: Way, other: Way) -> int:
    """How many steps two ways begin with in common."""
    pairs = zip(one.steps, other.steps, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].code == pair[1].code, pairs))


def _tracks(ways: list[Way], top: float, width: int) -> Iterator[Shape]:
    """Settlements one under another; ways that begin alike share their first states."""
    longest = max(len(way.steps) for way in ways)
    gap = (RING - START) / max(1, longest)
    placed: dict[tuple[int, ...], tuple[float, float]] = {(): (START, top)}
    if any(way.steps for way in ways):
        yield from _state(START, top, _p("where the map begins", "Status quo"))
    for n, way in enumerate(ways):
        y = top + ROW * n
        trail: tuple[int, ...] = ()
        for k, step in enumerate(way.steps):
            here = placed[trail]
            trail = (*trail, step.code)
            last = k == len(way.steps) - 1
            if trail in placed and not last:
                continue
            there = (RING if last else START + gap * (k + 1), y)
            marks = [mark for one in ways if _codes(one)[: k + 1] == trail for mark in one.at(k + 1)]
            yield from canvas.about(_move(here, there, step, gap), *marks, f"by-{step.by}")
            if not last:
                yield from canvas.about(_state(*there, ""), *marks)
            placed[trail] = there
        yield from canvas.about(_ring(way, RING, y, width), *way.at(len(way.steps)))
        if not way.steps and not way.settlement.status_quo:
            words = _("not reached by steps that each mover wants")
            yield Words(RING - 24, y, words, theme.SMALL, color=theme.INK_3, align="right", of=way.key)


def _codes(way: Way) -> tuple[int, ...]:
    return tuple(step.code for step in way.steps)


def _state(x: float, y: float, label: str) -> Iterator[Shape]:
    yield Dot(x, y, 11, fill=theme.PAPER, edge=theme.INK, thick=1.4)
    if label:
        yield Words(x + 8, y + 18, label, theme.SMALL, color=theme.INK_2)


def _move(here: tuple[float, float], there: tuple[float, float], step: Step, gap: float) -> Iterator[Shape]:
    """An arrow with the mover's tag on it and what it does above."""
    (x, y), (x2, y2) = here, there
    bend = x
    if y != y2:
        yield Line(x, y + 7, x, y2, theme.INK, 1.6)
    end = x2 - (15 if x2 == RING else 7)
    yield Line(bend + (0 if y != y2 else 7), y2, end - 6, y2, theme.INK, 1.6)
    yield Dot(end - 4, y2, 8, HEAD_RIGHT, fill=theme.INK)
    middle = (bend + x2) / 2
    yield from _tag(middle, y2, step.tag)
    told = theme.wrap(step.text, min(gap, x2 - bend) - 26, theme.SMALL, lines=3)
    yield from lines(middle, y2 - 20 - 14 * (len(told) - 1), told, step=14, size=theme.SMALL, align="center")


def _tag(x: float, y: float, tag: str) -> Iterator[Shape]:
    room = theme.width(tag, theme.SMALL, theme.BOLD) + 12
    yield Box(x - room / 2, y - 9, room, 18, theme.PAPER, theme.INK, 1.2, 2)
    yield Words(x, y + 0.5, tag, theme.SMALL, theme.BOLD, align="center")


def _ring(way: Way, x: float, y: float, width: int) -> Iterator[Shape]:
    """A settlement with its letter, its name and how firm it is."""
    solid = not way.facts
    yield Dot(x, y, 28, edge=theme.ACCENT, thick=1.6, dash=() if solid else (3, 2))
    yield Dot(x, y, 21, fill=theme.ACCENT)
    yield Words(x, y + 0.5, way.settlement.label, theme.SMALL, theme.BOLD, theme.PAPER, "center")
    room = width - x - 26
    name = theme.wrap(way.name, room, theme.SMALL, lines=3)
    top = y - 7.5 * len(name)
    yield Words(x + 26, top, way.said, theme.SMALL, theme.BOLD)
    yield from lines(x + 26, top + 15, name, step=15, size=theme.SMALL, color=theme.INK_2)


def _events(way: Way, y: float, width: int, now: list[Way]) -> Iterator[Shape]:
    """A settlement that other facts would open: a dotted line through a diamond for each of them."""
    label = now[0].settlement.label if now else ""
    start: list[Shape] = [Dot(START, y, 20 if label else 11, fill=theme.PAPER,
                              edge=theme.ACCENT if label else theme.INK, thick=1.4)]  # fmt: skip
    if label:
        start.append(Words(START, y + 0.5, label, theme.SMALL, theme.BOLD, theme.ACCENT, "center"))
    start.append(Line(START + 12, y, RING - 20, y, theme.INK, 1.4, (1.5, 3)))
    yield from canvas.about((*start, Dot(RING - 19, y, 8, HEAD_RIGHT, fill=theme.INK)), way.key)
    gap = (RING - START) / len(way.facts)
    for n, fact in enumerate(way.facts):
        x = START + gap * (n + 0.5)
        told = theme.wrap(fact, gap - 24, theme.SMALL, lines=2)
        words = lines(x, y - 20 - 14 * (len(told) - 1), told, step=14, size=theme.SMALL, align="center")
        yield from canvas.about((*_diamond(x, y), *words), *way.at(n + 1))
    yield from canvas.about(_ring(way, RING, y, width), *way.at(len(way.facts)))


def _diamond(x: float, y: float) -> Iterator[Shape]:
    yield Dot(x, y, 20, DIAMOND, fill=theme.PAPER, edge=theme.INK, thick=1.3)
    yield Words(x, y + 0.5, _p("letter for an event", "E"), theme.SMALL, theme.BOLD, align="center")


# ---- one under another -----------------------------------------------------------------------------------------------

SPINE = 24.0


def _tall(ways: tuple[Way, ...], width: int, description: str) -> dict[str, Any]:
    shapes: list[Shape] = []
    y, heading = 0.0, ""
    for way in ways:
        title = _("If other facts held") if way.facts else _("As things stand")
        if title != heading:
            shapes += _band(title, y, width)
            y, heading = y + 44, title
        drawn, y = _downwards(way, y, width, ways[0])
        shapes += drawn
    return drawing(shapes, width, y, description)


def _pairs(ways: tuple[Way, ...], width: int, description: str) -> dict[str, Any]:
    """Long ways on a page: downwards, in two columns."""
    half = (width - 30) // 2
    shapes: list[Shape] = []
    y = 0.0
    for title, supposed in ((_("As things stand"), False), (_("If other facts held"), True)):
        group = [way for way in ways if bool(way.facts) is supposed]
        if not group:
            continue
        shapes += _band(title, y, width)
        feet = [y + 44, y + 44]
        for way in group:
            side = feet.index(min(feet))
            drawn, feet[side] = _downwards(way, feet[side], half, ways[0])
            shapes += [_moved(shape, side * (half + 30.0)) for shape in drawn]
        y = max(feet)
    return drawing(shapes, width, y, description)


def _moved(shape: Shape, right: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, x=shape.x + right, x2=shape.x2 + right)
    return replace(shape, x=shape.x + right)


def _downwards(way: Way, y: float, width: int, first: Way) -> tuple[list[Shape], float]:
    """One way as a column: a start, then a tag or diamond for each step with its text beside it, and the ring."""
    room = width - SPINE - 40
    shapes: list[Shape] = []
    top = y
    dash = (1.5, 3.0) if way.facts else ()
    if way.entries:
        start = _("From the status quo")
        if way.facts and not first.facts:
            start = _("From {settlement}", settlement=first.settlement.label)
        shapes += [*_state(SPINE, y, ""), Words(SPINE + 30, y, start, theme.SMALL, color=theme.INK_2)]
        y += 34
    for n, (text, tag, by) in enumerate(way.entries, start=1):
        told = theme.wrap(text, room, lines=4)
        drawn = (*(_tag(SPINE, y, tag) if tag else _diamond(SPINE, y)), *lines(SPINE + 30, y, told))
        shapes += canvas.about(drawn, *way.at(n), *filter(None, (by,)))
        y += 14 + 16 * len(told)
    if way.entries:
        y += 12
        shapes.append(Line(SPINE, top + 6, SPINE, y - 20, theme.INK, 1.4, dash))
        shapes.append(Dot(SPINE, y - 19, 8, HEAD_DOWN, fill=theme.INK))
    shapes += canvas.about(_ring(way, SPINE, y, width), *way.at(len(way.entries)))
    return [replace(shape, of=shape.of or way.key) for shape in shapes], y + 56
