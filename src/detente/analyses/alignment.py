"""Are they drawing together? By the answers, round by round, and by the priorities, front by front (definitions 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from detente.engine.interface import LIMIT
from detente.engine.solved import solved
from detente.kept import kept
from detente.methods.record.likeness import Concord, Field, concord
from detente.methods.record.own_accord import Grant, grant
from detente.methods.record.shares import Subject, ledger
from detente.methods.settling.degrees import Degree, Degrees
from detente.model.dialogue import Dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Alignment by the answers (`ledger`) and by the priorities (`tau`, `grant`).

    `ledger`: the asks grouped in every way, each group with a score for each round and what changed it. `tau`: for
    each front, kind and rank that has options, and each two parties at the table. `grant`: for each ask. `too_many`:
    the number of states where it is beyond what fits into memory, so that `tau` and `grant` are left out (else None).
    `texts`: of each facilitator's text how far it would meet each ask, all else as today.
    """

    ledger: tuple[Subject, ...]
    tau: tuple[Concord, ...]
    grant: tuple[Grant, ...]
    texts: dict[str, dict[str, Degree]]
    too_many: int | None = None


@kept
def alignment(dialogue: Dialogue) -> Alignment:
    """How far the parties agree, by what they answered and by what they want.

    By the answers: the mean over the asks answered (accepted 1, partly 1/2, deferred and refused 0; exact fractions).
    By the priorities: Kendall's tau-b over the settings of a front's options, and per ask the share of situations in
    which the asked party would rather grant it; both are left out where there are too many states for memory.
    """
    texts = _met(dialogue)
    if dialogue.possible > LIMIT:
        return Alignment(ledger=ledger(dialogue), tau=(), grant=(), texts=texts, too_many=dialogue.possible)
    field = solved(dialogue).once(Field, lambda: Field.of(dialogue))
    return Alignment(
        ledger=ledger(dialogue),
        tau=tuple(_likeness(field)),
        grant=tuple(grant(field, ask) for ask in dialogue.asks),
        texts=texts,
    )


def _met(dialogue: Dialogue) -> dict[str, dict[str, Degree]]:
    degrees = Degrees(dialogue)
    today = dialogue.status_quo or tuple(level or 0 for level in dialogue.known or (0,) * len(dialogue.options))
    states = {text.id: dialogue.with_levels(today, text.sets) for text in dialogue.texts}
    return {id: {ask.id: degrees.of(ask.that, there) for ask in dialogue.asks} for id, there in states.items()}


def _likeness(field: Field) -> Iterator[Concord]:
    """Tau-b for every front, kind and rank, and every two parties at the table."""
    known: dict[tuple[tuple[str, ...], tuple[str, str]], Concord] = {}
    for about, options in _subjects(field.dialogue):
        for pair in combinations(field.dialogue.table, 2):
            if (options, pair) not in known:
                known[options, pair] = concord(field, pair, options)
            yield replace(known[options, pair], **about)


def _subjects(dialogue: Dialogue) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Every front, kind and rank with the options that stand under it."""
    fronts = {front.id: front for front in dialogue.fronts}
    for slot in ("front", "kind", "rank"):
        found: dict[str, list[str]] = {}
        for option in dialogue.options:
            front = fronts.get(option.front)
            label = option.front if slot == "front" else getattr(front, slot, "")
            if label:
                found.setdefault(label, []).append(option.id)
        for label, options in found.items():
            about: dict[str, Any] = {"by": slot, slot: label}
            if slot == "front" and label in fronts:
                about |= {"kind": fronts[label].kind, "rank": fronts[label].rank}
            yield about, tuple(options)
