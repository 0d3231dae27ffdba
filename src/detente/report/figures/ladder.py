"""The preference ladder of a party: its statements from the top, and which hold in a state; the deciding one marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from detente.errors import NoAnswer
from detente.methods.reasons.preference import deciding, prefers
from detente.model.change import supposing
from detente.model.dialogue import Dialogue, Equally, State
from detente.report import wording
from detente.report.document import Column, Figure, Part, Rows, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import Dot, Line, Shape, Words, about, drawing, lines
from detente.report.language import _, _n

if TYPE_CHECKING:
    from detente.analyses.why import Why

SHOWN = 40
"""Statements drawn; the table has them all."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One statement: its place, what it wants, why, and whether each state fulfils it."""

    place: str
    want: str
    because: str
    held: tuple[bool, ...]
    decides: bool


def figure(
    dialogue: Dialogue, party: str, at: State, *, settlement: str = ""
) -> Figure | None:
    """The ladder of a party in a state, beside the status quo where they differ.

    `settlement`: the label of the state, where it is a settlement.
    Raises NoAnswer for a party whose preference is not given by statements.
    """
    other = dialogue.status_quo
    states = (at,) if other is None or other == at else (other, at)
    name = _("settlement {label}", label=settlement) if settlement else _("the state")
    return _figure(dialogue, party, states, _names(dialogue, states, name))


def between(dialogue: Dialogue, why: Why) -> Figure:
    """The ladder of who is asked, in the state asked about and in the nearest where the ask fares otherwise."""
    supposed = supposing(dialogue, why.supposed)
    at, other = supposed.state(why.at.code), supposed.state(why.other.code)
    here = _("the status quo") if at == supposed.status_quo else _("the state")
    return _figure(supposed, why.of, (at, other), (here, _("it refused") if why.granted else _("it granted")))


def _figure(dialogue: Dialogue, party: str, states: tuple[State, ...], names: tuple[str, ...]) -> Figure:
    if not dialogue.preferences[party].priorities:
        who = wording.capital(wording.party(dialogue, party))
        raise NoAnswer(f"{who} has no list of priorities in the file, so there is no ladder to draw.")
    rungs = tuple(_rungs(dialogue, party, states))
    title = finding(dialogue, party, states, rungs, names)
    description = f"{title}. {_told(rungs, names)}"
    shown = rungs[:SHOWN]
    return Figure(
        name="ladder",
        finding=title,
        description=description,
        table=_table(rungs, names),
        chart=partial(_draw, shown, names, theme.WIDE, description),
        narrow=partial(_draw, shown, names, theme.NARROW, description),
        note=_note(dialogue, states, names, len(rungs) - len(shown)),
        parts=tuple(_chosen(names)),
    )


def _chosen(names: tuple[str, ...]) -> Iterator[Part]:
    if len(names) == 2:
        yield Part("apart", _("Where the two differ"))
    for n, name in enumerate(names):
        yield Part(f"held-{n}", wording.capital(name))


def finding(
    dialogue: Dialogue, party: str, states: tuple[State, ...], rungs: tuple[Rung, ...], names: tuple[str, ...]
) -> str:
    """Which of two states the party prefers and what decides; of one, how many statements hold and which does not."""
    who, verbs = wording.capital(wording.party(dialogue, party)), wording.verbs(dialogue, party)
    count = sum(rung.held[-1] for rung in rungs)
    if len(states) == 2:
        line = next((rung for rung in rungs if rung.decides), None)
        if line is None:
            asked = wording.party(dialogue, party)
            return _("Nothing in the list of {party} tells the two states apart", party=asked)
        better = names[1] if prefers(dialogue, party, states[1], states[0]) > 0 else names[0]
        return _n(
            "{party} prefers {state}: line {line} of its list decides",
            "{party} prefer {state}: line {line} of their list decides",
            verbs, party=who, state=better, line=line.place,
        )  # fmt: skip
    missing = next((rung for rung in rungs if not rung.held[-1]), None)
    if missing is None:
        return _n("{party} has all {all} of what it wants", "{party} have all {all} of what they want",
                  verbs, party=who, all=count)  # fmt: skip
    return _n(
        "{party} has {count} of {all} things it wants; the first it lacks is line {line}",
        "{party} have {count} of {all} things they want; the first they lack is line {line}",
        verbs, party=who, count=count, all=len(rungs), line=missing.place,
    )  # fmt: skip


def _names(dialogue: Dialogue, states: tuple[State, ...], name: str) -> tuple[str, ...]:
    if len(states) == 1:
        return (_("the status quo"),) if states[0] == dialogue.status_quo else (name,)
    return _("the status quo"), name


def _rungs(dialogue: Dialogue, party: str, states: tuple[State, ...]) -> Iterator[Rung]:
    line = deciding(dialogue, party, *states) if len(states) == 2 else None
    for n, priority in enumerate(dialogue.preferences[party].priorities, start=1):
        for item in priority.statements:
            yield Rung(
                place=str(n) if len(priority.statements) == 1 else f"{n}=",
                want=wording.capital(wording.condition(dialogue, item.want)),
                because=item.because or (priority.because if isinstance(priority, Equally) else ""),
                held=tuple(dialogue.holds(item.want, state) for state in states),
                decides=line is not None and line.id == priority.id,
            )


def _told(rungs: tuple[Rung, ...], names: tuple[str, ...]) -> str:
    parts = []
    for rung in rungs:
        where = [name for name, held in zip(names, rung.held, strict=True) if held]
        held = _("holds in {states}", states=wording.listed(where)) if where else _("does not hold")
        parts.append(_("{subject}: {text}", subject=f"{rung.place}. {rung.want}", text=held))
    return f"{wording.series(parts)}."


def _note(dialogue: Dialogue, states: tuple[State, ...], names: tuple[str, ...], left_out: int) -> Text:
    told = _(
        "From the most important down: a line outweighs all below it together. "
        "A filled circle holds, an open one does not."
    )
    at = states[-1]
    if at != dialogue.status_quo and dialogue.status_quo is not None:
        changed = wording.difference(dialogue, at, dialogue.status_quo)
        told += " " + _("{subject}: {text}.", subject=wording.capital(names[-1]), text=wording.ways(changed, 6))
    if left_out > 0:
        told += " " + _n("{n:d} lower line left out.", "{n:d} lower lines left out.", left_out)
    return (told,)


def _table(rungs: tuple[Rung, ...], names: tuple[str, ...]) -> Table:
    held = tuple(Column(title=name) for name in names)
    columns = (Column(title=_("Statement"), kind="subject"), *held, Column(title=_("Why")))
    rows = tuple(
        (
            (f"{rung.place}  {rung.want}",),
            *((_("holds") if h else _("does not hold"),) for h in rung.held),
            (_why(rung),),
        )
        for rung in rungs
    )
    return Table(columns=columns, groups=(Rows(rows=rows),))


def _why(rung: Rung) -> str:
    if not rung.decides:
        return rung.because
    return _("{reason}; decides", reason=rung.because) if rung.because else _("decides")


def _draw(rungs: tuple[Rung, ...], names: tuple[str, ...], width: int, description: str) -> dict[str, Any]:
    marks = 34.0 + 74.0 * len(names)
    shapes: list[Shape] = []
    for n, name in enumerate(names):
        head = theme.wrap(wording.capital(name), 72, theme.SMALL, lines=2)
        shapes += lines(_x(n, names, width), 6, head, step=14, size=theme.SMALL, color=theme.INK_2, align="center")
    y = 36.0
    shapes.append(Line(0, y, width, y, theme.INK))
    for rung in rungs:
        drawn, y = _rung(rung, names, y, width, marks)
        apart = ("apart",) if len(set(rung.held)) == 2 else ()
        keys = (*apart, *(f"held-{n}" for n, held in enumerate(rung.held) if held))
        shapes += [*about(drawn, *keys or ("none",)), Line(0, y, width, y)]
    return drawing(shapes, width, y + 2, description)


def _x(n: int, names: tuple[str, ...], width: int) -> float:
    return width - 74.0 * (len(names) - n) + 37


def _rung(rung: Rung, names: tuple[str, ...], y: float, width: int, marks: float) -> tuple[list[Shape], float]:
    weight = theme.BOLD if rung.decides else theme.REGULAR
    room = width - marks
    want = theme.wrap(rung.want, room, weight=weight, lines=5 if width < 500 else 3)
    because = _("Decides. {reason}", reason=rung.because) if rung.decides else rung.because
    why = theme.wrap(because, room, theme.SMALL, lines=4 if width < 500 else 2) if because else ()
    color = theme.ACCENT if rung.decides else theme.INK_2
    shapes: list[Shape] = [Words(22, y + 15, rung.place, weight=weight, color=theme.INK_2, align="right")]
    shapes += lines(32, y + 15, want, weight=weight)
    shapes += lines(32, y + 15 + 16 * len(want), why, step=15, size=theme.SMALL, color=color)
    for n, held in enumerate(rung.held):
        edge = theme.ACCENT if held else theme.INK_2
        shapes.append(Dot(_x(n, names, width), y + 15, 11, fill=theme.ACCENT if held else "", edge=edge))
    return shapes, y + 14 + 16 * len(want) + 15 * len(why)
