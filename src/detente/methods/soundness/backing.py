"""Warnings about what is said to be stated and has no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from detente.methods.reasons.evidence import evidence_of
from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Dialogue, Line


def found(dialogue: Dialogue) -> Iterator[Warning]:
    """Stated claims without evidence; for a file that cites nothing at all, one warning and not a hundred.

    >>> import detente as dt
    >>> [(warning.case, dict(warning.about)) for warning in found(dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {x: {by: a, text: X}, y: {by: a, text: Y}}'''))]
    [('file', {'n': 2})]
    """
    without = [(id, line) for id, line, cited in _claims(dialogue) if not cited]
    if not dialogue.sources and all(not cited for *_, cited in _claims(dialogue)):
        if without:
            yield Warning(code="no-evidence", case="file", at="", about={"n": len(without)})
        return
    for id, line in without:
        yield Warning(code="no-evidence", at=id, line=line, about={"id": id})


def _claims(dialogue: Dialogue) -> Iterator[tuple[str, int, bool]]:
    """(id, line, whether it is backed) of every line that says something is so, on somebody's word."""
    for entries in (dialogue.circumstances, dialogue.options, dialogue.every_rule, dialogue.views):
        yield from ((one.id, one.line, bool(one.evidence)) for one in entries if one.basis == "stated")
    for ask in dialogue.asks:
        if ask.basis == "stated" and not ask.option:
            yield ask.id, ask.line, bool(evidence_of(dialogue, ask).evidence)
    for preferences in dialogue.preferences.values():
        for priority in preferences.priorities:
            if priority.basis == "stated":
                yield priority.id, priority.line, bool(evidence_of(dialogue, priority).evidence)
    for round in dialogue.rounds:
        for answer in round.answers:
            if answer.basis == "stated" and answer.answer not in ("unanswered", "unknown"):
                yield answer.ask, answer.line, bool(answer.evidence or round.evidence)
    for commitment in dialogue.commitments:
        if commitment.basis == "stated":
            yield commitment.id, commitment.line, _backed(dialogue, commitment, commitment.round)


def _backed(dialogue: Dialogue, entry: Line, round: str) -> bool:
    return bool(entry.evidence or (round and dialogue.round(round).evidence))
