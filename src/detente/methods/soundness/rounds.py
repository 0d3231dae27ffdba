"""Warnings about what was answered in rounds, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Answer, Ask, Dialogue, Round
from detente.model.expression import names


def found(dialogue: Dialogue) -> list[Warning]:
    """All warnings of this kind.

    >>> import detente as dt
    >>> [(warning.code, warning.at) for warning in found(dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, asked_by: b, text: Visas}}
    ... rounds: [{id: first, tabled: [visas], answers: {visas: refused}}]
    ... status_quo: {visas: yes}'''))]
    [('status-quo-and-answer', 'visas')]
    """
    return [*_rounds(dialogue), *_last_answers(dialogue), *_commitments(dialogue)]


def _rounds(dialogue: Dialogue) -> Iterator[Warning]:
    before: Round | None = None
    for round in dialogue.rounds:
        if before is not None and round.date and _earlier(round.date, before.date):
            about = {"round": round.id, "date": round.date, "before": before.id, "later": before.date}
            yield Warning(code="round-order", at=round.id, line=round.line, about=about)
        before = round if round.date else before
        for answer in round.answers:
            if answer.ask not in round.tabled:
                yield Warning(code="not-tabled", at=answer.ask, line=answer.line,
                              about={"round": round.id, "ask": answer.ask})


def _earlier(date: str, other: str) -> bool:
    """Whether a date as written is surely before another: 2010 is neither before nor after 2010-10."""
    first, second = date.split("/")[0], other.split("/")[0]
    common = min(len(first), len(second))
    return first[:common] < second[:common]


def _last_answers(dialogue: Dialogue) -> Iterator[Warning]:
    if dialogue.status_quo is None:
        return
    for ask in dialogue.asks:
        answers = ((r, a) for r in reversed(dialogue.rounds) if (a := r.answer(ask.id)) is not None)
        round, last = next(answers, (None, None))
        if round is not None and last is not None and not _promised(dialogue, ask):
            case, levels = _disagreement(dialogue, ask, last)
            if case == "accepted" and last not in round.answers:
                case = "signed"  # the file says: in principle
            if case:
                yield Warning(code="status-quo-and-answer", case=case, at=ask.id, line=last.line,
                              about={"ask": ask.id, **levels})


def _disagreement(dialogue: Dialogue, ask: Ask, last: Answer) -> tuple[str, Mapping[str, str]]:
    """(how the answer and the status quo disagree, "" where they do not; the levels that it is about)."""
    quo = dialogue.status_quo
    assert quo is not None
    done = dialogue.holds(ask.that, quo)
    if last.answer == "accepted" and not last.granted and not done:
        return "accepted", {}
    if last.answer == "refused" and done:
        return "refused", {}
    if last.granted and ask.option:
        levels = dialogue.option(ask.option).levels
        now = quo[dialogue.option_index(ask.option)]
        # An ask to abstain is granted by staying low; for any other, what counts is whether it got so far.
        short = now > levels.index(last.granted) if ask.that.op == "is" else now < levels.index(last.granted)  # type: ignore[union-attr]
        if short:
            return "granted", {"granted": last.granted, "now": levels[now]}
    return "", {}


def _promised(dialogue: Dialogue, ask: Ask) -> bool:
    """Whether the ledger has an unfulfilled promise about what is asked: then the deed is known to be missing."""
    asked = set(names(ask.that))
    return any(
        c.does is not None and c.status.state in ("open", "overdue", "broken") and asked & set(names(c.does))
        for c in dialogue.commitments
    )


def _commitments(dialogue: Dialogue) -> Iterator[Warning]:
    if dialogue.status_quo is None:
        return
    for c in dialogue.commitments:
        if c.does is not None and c.status.state == "kept" and not dialogue.holds(c.does, dialogue.status_quo):
            yield Warning(code="status-quo-and-commitment", at=c.id, line=c.line, about={"commitment": c.id})
