"""The offers of the file, judged from how things stand: who would take one up, and whether it would be delivered.

An offer on condition (definitions 4) has two ends: its condition met and the offered levels given, or not met and the
others. Each is looked at with the least change of what the others do; nothing else moves. So a promise and a threat are
the same question: whether those whose options the condition names like the one end better than the other, and whether
the offerer, then, likes to do what it said. Ours, as a two-by-two game of one offer; the drift after it is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal

from detente.engine.interface import Engine
from detente.methods.bargaining.vetoes import refused_by
from detente.model.dialogue import Dialogue, Offer, State, differing, permitted
from detente.model.expression import names
from detente.model.naming import changes

MOST = 4096
"""So many settings of the options that a condition names are looked through; beyond it nothing is said of an offer."""

Answer = Literal["moved", "anyway", "deterred", "unmoved"]
"""What one asked does: it meets the condition because of the offer, or would without it, too; or it does not meet it
because of the offer, or would not without it, either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOffer:
    """An offer of the file.

    `met`: whether its condition holds today. `asks`: the levels by which others would meet it (if it is met: would
    break it). `barred`: no state that can be has its condition met and the offered levels. `answers`: by party whose
    options `asks` names, what it makes of it; empty where the condition names no option of another. `worth_it`: the
    offerer likes the end with its condition met better than the other; `delivers`: then it does not rather withhold.
    `refused`: the ratifiers that would not let it pass.
    """

    id: str
    met: bool
    asks: dict[str, str]
    barred: bool
    answers: dict[str, Answer]
    worth_it: bool
    delivers: bool
    refused: tuple[str, ...]


def standing_offers(engine: Engine, now: State) -> tuple[StandingOffer, ...]:
    """The offers of the engine's dialogue, judged from a state; those of too many settings are left out.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay, not visas], b: [visas, not pay]}
    ... offers: [{by: a, give: {visas: yes}, if: pay}]
    ... status_quo: {}''')
    >>> [(one.answers, one.worth_it, one.delivers) for one in standing_offers(solved(talks).engine, (0, 0))]
    [({'b': 'moved'}, True, False)]
    """
    found = (_judged(engine, now, offer) for offer in engine.dialogue.offers)
    return tuple(one for one in found if one is not None)


def _judged(engine: Engine, now: State, offer: Offer) -> StandingOffer | None:
    dialogue = engine.dialogue
    named = [n for n, o in enumerate(dialogue.options) if o.id in names(offer.condition) and o.by != offer.by]
    if prod(len(dialogue.options[n].levels) for n in named) > MOST:
        return None
    met = dialogue.holds(offer.condition, now)
    every = tuple(_ends(dialogue, offer, now, there, met) for there in _least(dialogue, offer, now, named, not met))
    possible = [one for one in every if engine.feasible(one.given) and engine.feasible(one.left)]
    if not possible:
        return StandingOffer(id=offer.id, met=met, asks={}, barred=bool(named), answers={}, worth_it=False,
                             delivers=True, refused=())  # fmt: skip
    # Of several ways the others take the one that suits them all: to meet it if it is not met, else to break it.
    judged = [(one, {party: one.answer(engine, party, met) for party in one.asked}) for one in possible]
    kept = ("moved", "anyway")
    ends, answers = next(
        (pair for pair in judged if all((answer in kept) != met for answer in pair[1].values())), judged[0]
    )
    return StandingOffer(
        id=offer.id,
        met=met,
        asks=changes(dialogue, now, ends.there),
        barred=False,
        answers=answers,
        worth_it=engine.prefers(offer.by, ends.given, ends.left),
        delivers=not (engine.feasible(ends.withheld) and engine.prefers(offer.by, ends.withheld, ends.given)),
        refused=refused_by(dialogue, ends.given),
    )


@dataclass(frozen=True, slots=True)
class _Ends:
    """`there`: what the others would do; `given`, `withheld`: the condition met and the offer carried out, or not;
    `left`: the condition not met. `asked`: whose deed the difference is."""

    there: State
    given: State
    withheld: State
    left: State
    asked: tuple[str, ...]

    def answer(self, engine: Engine, party: str, met: bool) -> Answer:
        """What a party makes of it. A tie leaves things as they are."""

        def likes(end: State) -> bool:
            if not engine.feasible(end):
                return False
            return not engine.prefers(party, self.left, end) if met else engine.prefers(party, end, self.left)

        if likes(self.given):
            return "anyway" if likes(self.withheld) else "moved"
        return "deterred" if likes(self.withheld) else "unmoved"


def _ends(dialogue: Dialogue, offer: Offer, now: State, there: State, met: bool) -> _Ends:
    yes, no = (now, there) if met else (there, now)
    given, otherwise = dict(offer.give), dict(offer.otherwise)
    return _Ends(
        there=there,
        given=_put(dialogue, yes, given),
        withheld=_put(dialogue, yes, otherwise),
        left=_put(dialogue, no, otherwise),
        asked=tuple(dict.fromkeys(dialogue.options[n].by for n in differing(now, there))),
    )


def _put(dialogue: Dialogue, state: State, levels: Mapping[str, int]) -> State:
    """The state with options at these levels, each as far as its direction permits."""
    return tuple(
        levels[o.id] if o.id in levels and permitted(o.direction, level, levels[o.id]) else level
        for o, level in zip(dialogue.options, state, strict=True)
    )


def _least(dialogue: Dialogue, offer: Offer, now: State, named: list[int], wanted: bool) -> Iterator[State]:
    """The states that differ from now in these options alone, in the fewest, where the condition holds (or not)."""
    levels = [range(len(dialogue.options[n].levels)) for n in named]
    changed = (dict(zip(named, chosen, strict=True)) for chosen in product(*levels))
    states = (tuple(there.get(n, level) for n, level in enumerate(now)) for there in changed)
    found = [
        state for state in states
        if dialogue.holds(offer.condition, state) is wanted
        and all(permitted(dialogue.options[n].direction, now[n], state[n]) for n in named)
    ]  # fmt: skip
    few = min((len(differing(now, state)) for state in found), default=0)
    return (state for state in found if len(differing(now, state)) == few)
