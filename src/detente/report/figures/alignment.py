"""Alignment by round: rows are fronts, columns rounds, one mark an ask; what came new onto the table is ringed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from detente.analyses.alignment import Alignment
from detente.methods.record.shares import Shift, Subject
from detente.model.dialogue import AnswerKind, Dialogue, Round
from detente.report import wording
from detente.report.document import Column, Figure, Part, Rows, Table, Text
from detente.report.figures import theme
from detente.report.figures.canvas import Dot, Line, Shape, Words, about, drawing, lines, mark
from detente.report.language import _, _n

SHOWN = 10
"""Fronts beyond this number are left out, those that changed least first, and their number is said."""

SHARED = 5
"""Answers from which on a share is told: of one or two it would only look like one."""

STEP, ROW = 18.0, 20.0
"""From mark to mark, and from one line of marks to the next."""


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
    description = f"{title}. {_described(dialogue, shown)}"
    return Figure(
        name="alignment",
        finding=title,
        description=description,
        table=_table(dialogue, fronts),
        chart=partial(_draw, dialogue, shown, theme.WIDE, description),
        narrow=partial(_draw, dialogue, shown, theme.NARROW, description),
        note=_note(len(fronts) - len(shown)),
        parts=tuple(Part(f"front-{s.front}", name(dialogue, s)) for s in shown if s.front),
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
        "One mark for each ask that was answered, as in the table of asks; a ring: new on the table in that round. "
        "At the right what became of the asks answered in both of the last rounds."
    )
    if left_out:
        told += " " + wording.capital(_n("{n} front left out.", "{n} fronts left out.", left_out))
    return (told,)


def answered(dialogue: Dialogue, subject: Subject) -> list[list[tuple[AnswerKind, bool]]]:
    """For each round the answers to the front's asks, in the order of the asks, and whether the ask is new there."""
    seen: set[str] = set()
    rounds = []
    for n, score in enumerate(subject.scores):
        round = dialogue.rounds[n]
        given = [(ask, round.answer(ask)) for ask in score.asks]
        rounds.append([(answer.answer, bool(n) and ask not in seen) for ask, answer in given if answer])
        seen.update(score.asks)
    return rounds


def told(shift: Shift | None) -> str:
    """What became of the asks answered both times, and how many came new: "same asks: 0 of 2 moved; 5 new"."""
    if shift is None or shift.total is None:
        return ""
    moved = sum(bool(one.change) for one in shift.asks)
    parts = [_("same asks: {moved:d} of {all:d} moved", moved=moved, all=shift.common)] if shift.common else []
    parts += [_("{count:d} new", count=len(shift.arrived))] if shift.arrived else []
    parts += [_("{count:d} no longer answered", count=len(shift.left))] if shift.left else []
    return wording.series(parts)


def _described(dialogue: Dialogue, subjects: Sequence[Subject]) -> str:
    parts = []
    for subject in subjects:
        rounds = wording.semicolon().join(
            _("{subject}: {text}", subject=when(r), text=wording.listed(wording.answer(kind) for kind, _new in answers))
            for r, answers in zip(dialogue.rounds, answered(dialogue, subject), strict=True)
            if answers
        )
        parts.append(_("{subject}: {text}", subject=name(dialogue, subject), text=rounds))
    return f"{wording.series(parts)}."


def _table(dialogue: Dialogue, fronts: Sequence[Subject]) -> Table:
    rounds = tuple(Column(title=when(r)) for r in dialogue.rounds)
    rows = tuple(
        (
            (name(dialogue, s),),
            *((_letters(answers, s.scores[n].score),) for n, answers in enumerate(answered(dialogue, s))),
            (told(s.shifts[-1] if s.shifts else None),),
        )
        for s in fronts
    )
    last = Column(title=_("what changed last"))
    return Table(columns=(Column(title=_("Front"), kind="subject"), *rounds, last), groups=(Rows(rows=rows),))


def _letters(answers: Sequence[tuple[AnswerKind, bool]], score: Fraction | None) -> str:
    """The marks as letters, and the share where there are enough of them."""
    letters = " ".join(wording.letter(kind) for kind, _new in answers)
    if score is None or len(answers) < SHARED:
        return letters
    return _("{letters} ({share} yes)", letters=letters, share=wording.percent(float(score)))


# ---- drawing ---------------------------------------------------------------------------------------------------------


def _draw(dialogue: Dialogue, subjects: Sequence[Subject], width: int, description: str) -> dict[str, Any]:
    wide = width > 500
    left, right = (170.0, width - 190.0) if wide else (0.0, float(width))
    room = (right - left) / max(1, len(dialogue.rounds))
    shapes: list[Shape] = []
    for n, round in enumerate(dialogue.rounds):
        heads = theme.wrap(when(round), room - 8, theme.SMALL, theme.BOLD, 1)
        shapes += lines(left + n * room, 8, heads, size=theme.SMALL, weight=theme.BOLD, color=theme.INK_2)
    y = 22.0
    shapes.append(Line(0, y, width, y, theme.INK))
    for subject in subjects:
        drawn, y = _front(dialogue, subject, y, left, right, room, wide)
        shapes += [*about(drawn, f"front-{subject.front}"), Line(0, y, width, y)]
    return drawing(shapes, width, y + 4, description)


def _front(
    dialogue: Dialogue, subject: Subject, y: float, left: float, right: float, room: float, wide: bool
) -> tuple[list[Shape], float]:
    """A front's row: its name, its marks by round, what changed last (above and below the marks where narrow)."""
    label = theme.wrap(name(dialogue, subject), (left or right) - 14, weight=theme.BOLD, lines=2)
    change = theme.wrap(told(subject.shifts[-1] if subject.shifts else None), 180 if wide else right, theme.SMALL)
    top = y + 16 if wide else y + 16 + 16 * len(label)
    shapes: list[Shape] = [*lines(0, y + 16, label, weight=theme.BOLD)]
    deepest = 1
    for n, answers in enumerate(answered(dialogue, subject)):
        each = max(1, int((room - 10) // STEP))
        deepest = max(deepest, -(-len(answers) // each))
        for k, (kind, new) in enumerate(answers):
            x, down = left + n * room + 8 + STEP * (k % each), top + ROW * (k // each)
            shapes += mark(kind, x, down)
            if new:
                shapes.append(Dot(x, down, 17, edge=theme.INK_3, thick=1))
        share = subject.scores[n].score
        if share is not None and len(answers) >= SHARED:
            words = _("{share} yes", share=wording.percent(float(share)))
            shapes.append(Words(left + n * room, top + ROW * deepest, words, theme.SMALL, color=theme.INK_2))
            deepest += 1
    foot = top + ROW * deepest
    if wide:
        shapes += lines(right + 10, top, change, step=15, size=theme.SMALL, color=theme.INK_2)
        return shapes, max(foot, y + 16 * (len(label) + 1), top + 15 * len(change))
    shapes += lines(0, foot, change, step=15, size=theme.SMALL, color=theme.INK_2)
    return shapes, foot + 15 * len(change)
