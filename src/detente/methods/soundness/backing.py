"""Warnings about what is said to be stated and has no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from detente.methods.reasons.evidence import evidence_of
from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Dialogue, Line


def found(dialogue: Dialogue) -> Iterator[Warning]:
    """Stated claims without evidence; for a file that cites nothing at all, one warning and not a hundred.

    >>> import detente as dt
    >>> [warning.message for warning in found(dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {x: {by: a, text: X}, y: {by: a, text: Y}}'''))]
    ['no source is named: 2 claims stand without evidence']
    """
    without = [(what, id, line) for what, id, line, cited in _claims(dialogue) if not cited]
    if not dialogue.sources and all(not cited for *_, cited in _claims(dialogue)):
        if without:
            claims = "1 claim stands" if len(without) == 1 else f"{len(without)} claims stand"
            yield Warning(code="no-evidence", at="", message=f"no source is named: {claims} without "
                                                             "evidence")
        return
    for what, id, line in without:
        yield Warning(code="no-evidence", at=id, line=line,
                      message=f"{what} `{id}` is said to be stated, and no evidence is given; cite a source, or set "
                              "its `basis` to inferred or assumed")


def _claims(dialogue: Dialogue) -> Iterator[tuple[str, str, int, bool]]:
    """(what, id, line, whether it is backed) of every line that says something is so, on somebody's word."""
    for what, entries in (
        ("circumstance", dialogue.circumstances),
        ("option", dialogue.options),
        ("rule", dialogue.every_rule),
        ("view", dialogue.views),
    ):
        for entry in entries:
            if entry.basis == "stated":
                yield what, entry.id, entry.line, bool(entry.evidence)
    for ask in dialogue.asks:
        if ask.basis == "stated" and not ask.option:
            yield "ask", ask.id, ask.line, bool(evidence_of(dialogue, ask).evidence)
    for preferences in dialogue.preferences.values():
        for priority in preferences.priorities:
            if priority.basis == "stated":
                yield "statement", priority.id, priority.line, bool(evidence_of(dialogue, priority).evidence)
    for round in dialogue.rounds:
        for answer in round.answers:
            if answer.basis == "stated" and answer.answer not in ("unanswered", "unknown"):
                yield "answer to", answer.ask, answer.line, bool(answer.evidence or round.evidence)
    for commitment in dialogue.commitments:
        if commitment.basis == "stated":
            yield "commitment", commitment.id, commitment.line, _backed(dialogue, commitment, commitment.round)


def _backed(dialogue: Dialogue, entry: Line, round: str) -> bool:
    return bool(entry.evidence or (round and dialogue.round(round).evidence))
