"""Which lines of the file carry the bottom line?

Every statement and every rule is left out, every circumstance turned round, one at a time. Those that alone change the
bottom line – which asks the firm settlements grant, whether the status quo holds – are what the reader must believe to
believe the brief. Lines that the sources do not state (inferred, assumed) are listed beside them in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.kept import kept
from detente.methods.by_part.neighbours import NeighbourhoodByPart, neighbourhood
from detente.methods.soundness.neighbours import Conclusions, Neighbourhood
from detente.methods.soundness.variants import Variant, drops, flips, lifts
from detente.model.dialogue import Basis, Chance, Dialogue, Evidence, Line, carried
from detente.model.expression import unparse

Kind = Literal["statement", "rule", "circumstance", "view", "weight"]
_KINDS: dict[str, Kind] = {"drop": "statement", "weight": "weight", "rule": "rule", "circumstance": "circumstance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An ask (or, with an empty id, the status quo) that fares otherwise without the line.

    For an ask: whether "every", "some" or "no" firm equilibrium grants it ("none": there is no firm equilibrium); for
    the status quo "stays" or "leaves" ("none": it is infeasible then).
    """

    ask: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A line of the file. `carries`: whether leaving it out (turning it round) alone changes the bottom line, and
    `changes` what; for a circumstance `now` is its value in force. `party`: whose list, or whose view, it is in."""

    kind: Kind
    id: str
    party: str
    basis: Basis
    sure: Chance | None
    now: bool | None
    line: int
    evidence: tuple[Evidence, ...]
    carries: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """`carrying`: the lines that carry the bottom line, those that change most first. `unstated`: inferred and assumed
    lines of the file, in its order. `tried`: how many lines were left out or turned round."""

    carrying: tuple[Assumption, ...]
    unstated: tuple[Assumption, ...]
    tried: int


@kept
def assumptions(dialogue: Dialogue) -> Assumptions:
    """Every line whose absence alone changes the bottom line, and every line that no source states.

    The bottom line is read off the firm (Nash) equilibria. TooLarge where the largest part does not fit into memory.
    """
    near = neighbourhood(dialogue)
    tried = [*drops(dialogue), *lifts(dialogue), *flips(dialogue)]
    found = [_assumption(dialogue, near, variant) for variant in tried]
    carrying = [one for one in found if one.carries]
    carrying.sort(key=lambda one: -len(one.changes))
    unstated = [one for one in found if one.basis != "stated"]
    return Assumptions(
        carrying=tuple(carrying), unstated=(*unstated, *_views(dialogue)), tried=len(tried)
    )


def _assumption(dialogue: Dialogue, near: Neighbourhood | NeighbourhoodByPart, variant: Variant) -> Assumption:
    line = _line(dialogue, variant)
    changes = _changes(near.base, near.of(variant))
    return carried(
        Assumption,
        line,
        kind=_KINDS[variant.kind],
        id=variant.id,
        party=variant.party,
        sure=getattr(line, "sure", None) or getattr(line, "chance", None),
        now=dialogue.now[variant.id] if variant.kind == "circumstance" else None,
        carries=bool(changes),
        changes=changes,
    )


def _line(dialogue: Dialogue, variant: Variant) -> Line:
    if variant.kind == "rule":
        return dialogue.rule(variant.id)
    if variant.kind == "circumstance":
        return dialogue.circumstance(variant.id)
    if variant.kind == "weight":
        return next(w for w in dialogue.preferences[variant.party].weights if unparse(w.expr) == variant.id)
    return dialogue.statement(variant.id)[1]


def _changes(base: Conclusions, found: Conclusions | None) -> tuple[Change, ...]:
    """What fares otherwise; without a sound dialogue everything does."""
    if found is None:
        return (Change(ask="", before=_stays(base.status_quo), after="none"),)
    asks = [
        Change(ask=id, before=verdict, after=found.asks[id])
        for id, verdict in base.asks.items()
        if found.asks[id] != verdict
    ]
    if base.status_quo is not None and found.status_quo != base.status_quo:
        asks.append(Change(ask="", before=_stays(base.status_quo), after=_stays(found.status_quo)))
    return tuple(asks)


def _stays(holds: bool | None) -> str:
    return "none" if holds is None else "stays" if holds else "leaves"


def _views(dialogue: Dialogue) -> tuple[Assumption, ...]:
    """Views that no source states: they carry nothing of the bottom line, which is about the lists as they are."""
    return tuple(
        carried(Assumption, view, kind="view", party=view.who, now=None, carries=False, changes=())
        for view in dialogue.views
        if view.basis != "stated"
    )
