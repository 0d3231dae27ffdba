"""Alignment by round: one line for each front, direct labels at its end; a round without answers is a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from detente.analyses.alignment import Alignment
from detente.methods.record.shares import Subject
from detente.model.dialogue import Dialogue, Round
from detente.report import wording
from detente.report.document import Column, Figure, Rows, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import Dot, Line, Shape, Words, drawing, lines
from detente.report.language import _, _n
from detente.report.language import figure as number

SHOWN = 10
"""Lines beyond this number are left out, those that changed least first, and their number is said."""

TOP, HEIGHT = 20.0, 220.0


def figure(dialogue: Dialogue, alignment: Alignment) -> Figure | None:
    """The shares of accepted asks by front and round; None before anything was answered."""
    fronts = [s for s in alignment.ledger if s.by == "front" and _known(s)]
    if not fronts:
        fronts = [s for s in alignment.ledger if s.by == "all" and _known(s)]
    if not fronts:
        return None
    from detente.report.pages.alignment import finding

    shown = sorted(fronts, key=_weight, reverse=True)[:SHOWN]
    title = finding(dialogue, alignment)
    named = [subject for subject in shown if subject.front and name(dialogue, subject) in title]
    chosen = shown[0] if _moved(shown[0]) else named[0] if len(named) == 1 else None
    description = f"{title}. {_described(dialogue, shown)}"
    return Figure(
        name="alignment",
        finding=title,
        description=description,
        table=_table(dialogue, fronts),
        chart=partial(_draw, dialogue, shown, chosen, theme.WIDE, description),
        narrow=partial(_draw, dialogue, shown, chosen, theme.NARROW, description),
        note=_note(len(fronts) - len(shown)),
    )


def name(dialogue: Dialogue, subject: Subject) -> str:
    """The front's name; "All asks" where the file has no fronts."""
    return dialogue.front(subject.front).name if subject.front else _("All asks")


def when(round: Round) -> str:
    """A round by its month and year, else by its name."""
    if not round.date:
        return round.title or round.id
    words = wording.date(round.date).split()
    return " ".join(words[-2:])


def _known(subject: Subject) -> bool:
    return any(score.score is not None for score in subject.scores)


def _change(subject: Subject) -> Fraction:
    return (subject.shifts[-1].total or Fraction(0)) if subject.shifts else Fraction(0)


def _moved(subject: Subject) -> Fraction:
    """What changed answers, not a changed agenda, did since the round before."""
    return (subject.shifts[-1].moved or Fraction(0)) if subject.shifts else Fraction(0)


def _weight(subject: Subject) -> tuple[Fraction, Fraction, int]:
    """What moved most first, then what changed most, then what has most answers."""
    return abs(_moved(subject)), abs(_change(subject)), sum(score.counted for score in subject.scores)


def _note(left_out: int) -> Text:
    told = _(
        "Share of the answered asks that was accepted; granted in part counts half, deferred and refused nothing. "
        "In brackets how many were answered. Lines also rise and fall as other asks come onto the table."
    )
    if left_out:
        told += " " + wording.capital(_n("{n} front left out.", "{n} fronts left out.", left_out))
    return (told,)


def _described(dialogue: Dialogue, subjects: Sequence[Subject]) -> str:
    parts = []
    for subject in subjects:
        shares = ", ".join(
            f"{when(r)} {wording.percent(float(s.score))}"
            for r, s in zip(dialogue.rounds, subject.scores, strict=True)
            if s.score is not None
        )
        parts.append(_("{subject}: {text}", subject=name(dialogue, subject), text=shares))
    return f"{wording.series(parts)}."


def _table(dialogue: Dialogue, fronts: Sequence[Subject]) -> Table:
    rounds = tuple(Column(title=when(r), kind="number") for r in dialogue.rounds)
    rows = tuple(
        ((name(dialogue, s),), *((_share(x.score, x.counted),) for x in s.scores), (_points(_change(s)),))
        for s in fronts
    )
    last = Column(title=_("change"), kind="number")
    return Table(columns=(Column(title=_("Front"), kind="subject"), *rounds, last), groups=(Rows(rows=rows),))


def _share(score: Fraction | None, counted: int) -> str:
    return "" if score is None else _("{share} of {all:d}", share=wording.percent(float(score)), all=counted)


def _points(change: Fraction) -> str:
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{number(float(abs(change)) * 100)}"


# ---- drawing ---------------------------------------------------------------------------------------------------------


def _draw(
    dialogue: Dialogue, subjects: list[Subject], chosen: Subject | None, width: int, description: str
) -> dict[str, Any]:
    wide = width > 500
    left, right = 46.0, width - (230.0 if wide else 132.0)
    step = 46.0 if not wide else 34.0 if len(subjects) <= 6 else 18.0
    labels = _spread([_end(s) for s in subjects], step)
    height = max(TOP + HEIGHT, max(labels, default=0) + 12) + 44
    shapes: list[Shape] = [*_grid(dialogue, left, right)]
    for subject, y in zip(subjects, labels, strict=True):
        shapes += _slope(subject, subject is chosen, left, right)
        shapes += _label(dialogue, subject, subject is chosen, right, y, width)
    return drawing(shapes, width, height, description)


def _grid(dialogue: Dialogue, left: float, right: float) -> Iterator[Shape]:
    for share in (0, 25, 50, 75, 100):
        y = _y(Fraction(share, 100))
        yield Line(left - 8, y, right + 8, y)
        label = wording.percent(1) if share == 100 else str(share)
        yield Words(left - 14, y, label, theme.SMALL, color=theme.INK_3, align="right")
    for n, round in enumerate(dialogue.rounds):
        x = _x(n, len(dialogue.rounds), left, right)
        month, _space, year = when(round).partition(" ")
        room = (right - left) / max(1, len(dialogue.rounds) - 1)
        for k, word in enumerate(part for part in (month, year) if part):
            shown = theme.wrap(word, max(40.0, room - 4), theme.SMALL, lines=1)[0]
            yield Words(x, TOP + HEIGHT + 20 + 15 * k, shown, theme.SMALL, color=theme.INK_2, align="center")


def _slope(subject: Subject, chosen: bool, left: float, right: float) -> Iterator[Shape]:
    color = theme.ACCENT if chosen else theme.LINE_2
    count = len(subject.scores)
    points = [
        None if s.score is None else (_x(n, count, left, right), _y(s.score)) for n, s in enumerate(subject.scores)
    ]
    for here, there in pairwise(points):
        if here and there:
            yield Line(*here, *there, color, 2.6 if chosen else 1.4)
    for point in points:
        if point:
            fill = theme.ACCENT if chosen else theme.PAPER
            yield Dot(*point, 8, fill=fill, edge=color, thick=1.6)


def _label(dialogue: Dialogue, s: Subject, chosen: bool, right: float, y: float, width: int) -> Iterator[Shape]:
    x = right + 16
    last = s.scores[-1]
    share = _("no answer") if last.score is None else f"{wording.percent(float(last.score))} ({last.counted})"
    weight = theme.BOLD if chosen else theme.REGULAR
    color = theme.INK if chosen else theme.INK_2
    if last.score is not None:
        yield Line(right + 5, _y(last.score), x - 3, y, theme.LINE)
    room = width - x
    if width > 500:
        # Share and number of answers stay on the last line with the end of the name.
        joined = share.replace(" ", "\u00a0")
        told = theme.wrap(f"{name(dialogue, s)} {joined}", room, weight=weight, lines=2)
        if joined not in told[-1]:
            told = (*theme.wrap(name(dialogue, s), room, weight=weight, lines=1), joined)
        yield from lines(x, y - 8 * (len(told) - 1), told, weight=weight, color=color)
    else:
        told = theme.wrap(name(dialogue, s), room, theme.SMALL, weight, 2)
        yield from lines(x, y - 7 * len(told), (*told, share), step=14, size=theme.SMALL, weight=weight, color=color)


def _end(subject: Subject) -> float:
    last = subject.scores[-1].score
    return TOP + HEIGHT if last is None else _y(last)


def _spread(wanted: list[float], step: float) -> list[float]:
    """Places at least `step` apart, near the wanted ones and in their order."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    found = [0.0] * len(wanted)
    floor = -1e9
    for i in order:
        found[i] = max(wanted[i], floor)
        floor = found[i] + step
    # What was pushed past the foot goes back up, each as far as the one below asks.
    ceiling = TOP + HEIGHT + 4
    for i in reversed(order):
        found[i] = min(found[i], ceiling)
        ceiling = found[i] - step
    low = min(found, default=0.0)
    return [y + max(0.0, 8 - low) for y in found]


def _x(n: int, count: int, left: float, right: float) -> float:
    return (left + right) / 2 if count == 1 else left + (right - left) * n / (count - 1)


def _y(share: Fraction) -> float:
    return TOP + HEIGHT * (1 - float(share))
