"""What becomes of an ask, told once: how it stands, whether a firm settlement has it, and what would open it.

`why`, `leverage` and the brief each tell a part of this one value, so they cannot contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal

from detente.analyses.facts import AskFacts, Facts, facts
from detente.analyses.leverage import EditSet, Leverage, Settled, leverage_each
from detente.errors import DetenteError, NoAnswer, TooLarge
from detente.methods.inverse.priced import Offer
from detente.methods.settling.degrees import FURTHER
from detente.model.dialogue import Dialogue

LARGE = 2**18
"""Beyond so many states sets of two changes are not looked for."""

SIZE = 2
"""The largest sets of changes looked for; `detente leverage` looks further."""

Opened = Literal["today", "drift", "nobody minds", "deal", "fact", "pressure", "settled", "offer", "changes", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The least that would open an ask.

    `by`: it is met *today* or where it *drift*s, or may drift; *nobody minds*; the best package (*deal*) meets it in
    full; a *fact* (`facts`) brings it by itself, or nearer by drift or package; *pressure* (`levels`) would; a firm
    settlement has it (*settled*), but nothing leads there; an `offer` of the asker's on condition; a set of `changes`;
    or *nothing* of up to `size` changes does.
    """

    by: Opened
    facts: dict[str, bool] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    offer: Offer | None = None
    changes: EditSet | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One ask, all that the pages say of it.

    `ask`: today, where it drifts and in the best package, and (its `why`) why who is asked does not do it where it
    drifts. `searched`: whether a firm settlement was looked for, and what would move it; `settled`: the one that has it
    (None: there is none). `opening`: what would open it (None: not known, as that was not looked for).
    """

    ask: AskFacts
    searched: bool
    settled: Settled | None
    opening: Opening | None


def prospects(known: Facts, levers: Sequence[Leverage] = ()) -> dict[str, Prospect]:
    """Every ask by its id, from the facts of a dialogue and what would move those that fall short."""
    moves = {one.ask: one for one in levers}
    return {one.ask: _prospect(known, one, moves.get(one.ask)) for one in known.asks}


def prospect(dialogue: Dialogue, ask: str, lever: Leverage | None = None) -> Prospect | None:
    """One ask alone; None of what is none, and where the dialogue is too large for the facts. `lever`: what would move
    it, if it is there already."""
    if not dialogue.has("asks", ask):
        return None
    try:
        known = facts(dialogue, weighed=False, views=False)
    except (TooLarge, NoAnswer):
        return None
    reason = known.ask(ask).why
    if lever is None and not (reason and reason.granted):
        with suppress(DetenteError):  # too large for it, or what nothing could ever bring about
            lever = levers(dialogue, (ask,))[ask]
    return _prospect(known, known.ask(ask), lever)


def levers(dialogue: Dialogue, asks: Sequence[str]) -> dict[str, Leverage]:
    """What would move some asks, as far as the brief looks; those of one party for the same thing are worked out once.
    TooLarge beyond what can be searched."""
    alike = {id: (ask.by, ask.of, ask.that) for id in asks for ask in (dialogue.ask(id),)}
    first = {key: id for id, key in reversed(alike.items())}
    size = 1 if dialogue.possible > LARGE else SIZE
    found = dict(zip(first, leverage_each(dialogue, tuple(first.values()), size=size), strict=True))
    if not all(one.complete for one in found.values()):  # an interrupt of a page is one, not a shorter list
        raise KeyboardInterrupt
    return {id: replace(found[key], ask=id) for id, key in alike.items()}


def _prospect(known: Facts, one: AskFacts, lever: Leverage | None) -> Prospect:
    return Prospect(
        ask=one,
        searched=lever is not None,
        settled=lever.settled if lever else None,
        opening=_opening(known, one, lever),
    )


def _opening(known: Facts, one: AskFacts, lever: Leverage | None) -> Opening | None:
    if one.drift in ("full", "depends"):
        return Opening(by="today" if one.now == one.drift else "drift")
    if one.drift == "open":
        return Opening(by="nobody minds")
    if one.deal == "full" and known.deal and known.deal.against == "drift":
        return Opening(by="deal")
    ways = known.ways
    for event in ways.opened if ways else ():
        if one.ask in event.sure:
            return Opening(by="fact", facts=event.facts)
    for pressure in known.pressing:
        if one.ask in pressure.asks:
            return Opening(by="pressure", levels=pressure.changes)
    if turned := _nearer(known, one.ask, packages=False):
        return Opening(by="fact", facts=turned)
    if lever and not lever.already:
        return _moved(lever)
    if turned := _nearer(known, one.ask, packages=True):
        return Opening(by="fact", facts=turned)
    return _moved(lever) if lever else None


def _nearer(known: Facts, ask: str, *, packages: bool) -> dict[str, bool]:
    """The likeliest single fact under which the drift (else the best package) meets the ask further than now."""
    nearer = []
    for fact in known.turned:
        before, after = (fact.deal if packages else fact.drift).get(ask, ("not", "not"))
        if fact.chance != 0 and FURTHER.index(after) > FURTHER.index(before):
            nearer.append(fact)
    return max(nearer, key=lambda fact: fact.chance or 0).facts if nearer else {}


def _moved(lever: Leverage) -> Opening:
    """The asker's offer on condition, if there is one; else the first of the smallest sets, none that a rule forces
    before one that is wanted."""
    if lever.already:
        return Opening(by="settled")
    if lever.offers:
        best = min(lever.offers, key=lambda offer: (bool(offer.refused), not offer.worth_it, not offer.suits))
        return Opening(by="offer", offer=best)
    if lever.sets:
        return Opening(by="changes", changes=min(lever.sets, key=lambda one: (len(one.edits), bool(one.held))))
    return Opening(by="nothing", size=lever.size)
