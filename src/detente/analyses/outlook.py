"""What will probably happen? The dialogue under every combination of what is uncertain, weighted by the stated chances.

Uncertain are circumstances with a chance, and statements and rules that the analyst is not sure of. The items are
taken to be independent. In each combination play goes on from the status quo (see `playout`); an outcome's chance is
its chance in each combination, weighted. Exact while the combinations are few; else drawn, with a kept seed.
Sources: definitions 7; Hoeffding 1963 for the number of draws, Wilson 1927 for the intervals.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from detente.analyses.playout import Choose, Moves, played
from detente.analyses.states import named
from detente.errors import InputError, NoAnswer
from detente.model.change import Change, DropStatement, LiftRule, SetCircumstance, apply
from detente.model.dialogue import Dialogue

MAX_COMBINATIONS = 2**12
"""Up to this many combinations are all worked out; beyond, they are drawn."""

MAX_WORK = 2**26
"""The same, counted in combinations times states."""

Number = Fraction | float
Combination = tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something uncertain: a circumstance that may be true, a statement or rule that may be there."""

    id: str
    kind: Literal["circumstance", "statement", "rule"]
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What an item makes of one ask: the chance with it less that without, and its share of the variance."""

    item: str
    ask: str
    difference: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskChance:
    """The chance that an ask is met in the end; `low`, `high`: its 99 % interval where it was drawn."""

    ask: str
    chance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChance:
    """The chance that play ends in a state (for a cycle: the long-run share of it)."""

    code: int
    state: dict[str, str]
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the chances come to.

    `items`: what is uncertain (empty: nothing, and the one result is certain). `mode`: exact or drawn; `combinations`
    worked out, `draws` made with `seed` (0: none), within `error` with 95 % confidence for all asks together.
    `states`: how likely play ends where, likeliest first; `asks`: how likely each ask is met in the end;
    `differences`: for each ask the items that make a difference, the most telling first. `left_out`: the weight of
    combinations without a sound status quo, left out of all figures. `complete`: false if it was interrupted.
    """

    items: tuple[Item, ...]
    mode: Literal["exact", "drawn"]
    combinations: int
    draws: int
    seed: int
    error: float
    horizon: str
    expected_moves: float
    states: tuple[StateChance, ...]
    asks: tuple[AskChance, ...]
    differences: tuple[Difference, ...]
    left_out: float
    complete: bool


def outlook(
    dialogue: Dialogue, *, moves: Moves = "credible", choose: Choose = "best", seed: int = 1, error: float = 0.02
) -> Outlook:
    """How likely each end of the dialogue is, and each ask, under the chances that the file states.

    `moves`: steps that no answer deters, or any improvement. `choose`: a party's best steps, or any of them. `seed`,
    `error`: of the draws, where combinations are too many to be worked out. NoAnswer without a status quo.
    """
    if dialogue.status_quo is None:
        raise NoAnswer("This dialogue has no status quo, so there is nothing that play could start from.")
    if not 0 < error < 0.5:
        raise InputError(f"an error of {error:g} makes no sense; give one between 0 and 0.5")
    found = items(dialogue)
    work = _Work(dialogue, found, moves, choose)
    exact = 2 ** len(found) <= MAX_COMBINATIONS and 2 ** len(found) * dialogue.possible <= MAX_WORK
    draws = 0 if exact else needed(error, max(1, len(dialogue.asks)))
    weights = _all(found) if exact else _drawn(found, draws, seed)
    return work.total(weights, draws=draws, seed=seed, error=0.0 if exact else error)


def items(dialogue: Dialogue) -> tuple[Item, ...]:
    """What is uncertain, in file order; chances of 0 and 1 are certain."""
    found = [Item(id=c.id, kind="circumstance", chance=c.chance.value) for c in dialogue.circumstances if c.chance]
    for rule in dialogue.rules:
        if rule.sure:
            found.append(Item(id=rule.id, kind="rule", chance=rule.sure.value))
    for preferences in dialogue.preferences.values():
        for statement in preferences.statements:
            if statement.sure:
                found.append(Item(id=statement.id, kind="statement", chance=statement.sure.value))
    return tuple(item for item in found if 0 < item.chance < 1)


def needed(error: float, quantities: int, risk: float = 0.05) -> int:
    """How many draws keep all of some shares within an error at once, but for a risk (Hoeffding's bound)."""
    return math.ceil(math.log(2 * quantities / risk) / (2 * error**2))


def wilson(share: float, draws: int, z: float = 2.5758) -> tuple[float, float]:
    """Wilson's interval for a share seen in some draws; `z` 2.5758 is 99 %, 1.96 is 95 %."""
    if not draws:
        return share, share
    middle = share + z * z / (2 * draws)
    half = z * math.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws))
    return max(0.0, (middle - half) / (1 + z * z / draws)), min(1.0, (middle + half) / (1 + z * z / draws))


def _all(found: tuple[Item, ...]) -> Iterator[tuple[Combination, Number]]:
    """Every combination with its chance, as an exact fraction."""
    chances = [Fraction(repr(item.chance)) for item in found]
    for combination in product((True, False), repeat=len(found)):
        weight = Fraction(1)
        for present, chance in zip(combination, chances, strict=True):
            weight *= chance if present else 1 - chance
        yield combination, weight


def _drawn(found: tuple[Item, ...], draws: int, seed: int) -> Iterator[tuple[Combination, Number]]:
    """Combinations as drawn, each once, with its share of the draws."""
    draw = random.Random(seed)
    counts = Counter(tuple(draw.random() < item.chance for item in found) for _ in range(draws))
    for combination in sorted(counts, reverse=True):
        yield combination, Fraction(counts[combination], draws)


@dataclass(slots=True)
class _Sums:
    """Weighted sums over the combinations worked out so far."""

    weight: Number
    moves: Number
    states: dict[int, Number]
    asks: dict[str, Number]
    squares: dict[str, Number]
    present: list[Number]
    with_item: dict[tuple[int, str], Number]
    left_out: Number
    combinations: int


class _Work:
    """One dialogue's outlook, combination by combination; memory does not grow with them."""

    def __init__(self, dialogue: Dialogue, found: tuple[Item, ...], moves: Moves, choose: Choose) -> None:
        self.dialogue, self.items, self.moves, self.choose = dialogue, found, moves, choose
        nought = Fraction(0)
        asks = [ask.id for ask in dialogue.asks]
        self.sums = _Sums(
            weight=nought,
            moves=nought,
            states={},
            asks=dict.fromkeys(asks, nought),
            squares=dict.fromkeys(asks, nought),
            present=[nought for _ in found],
            with_item={(i, ask): nought for i in range(len(found)) for ask in asks},
            left_out=nought,
            combinations=0,
        )

    def total(self, weights: Iterator[tuple[Combination, Number]], *, draws: int, seed: int, error: float) -> Outlook:
        """The outlook over all these combinations; an interrupt ends it with what is known so far."""
        complete = True
        try:
            for combination, weight in weights:
                self._add(combination, weight)
        except KeyboardInterrupt:
            complete = False
        if not self.sums.weight:
            raise NoAnswer("In every combination of what is uncertain the status quo is infeasible.")
        return self._outlook(draws, seed, error, complete)

    def _changes(self, combination: Combination) -> Iterator[Change]:
        for item, present in zip(self.items, combination, strict=True):
            if item.kind == "circumstance":
                yield SetCircumstance(item.id, present)
            elif not present:
                yield LiftRule(item.id) if item.kind == "rule" else DropStatement(item.id)

    def _add(self, combination: Combination, weight: Number) -> None:
        from detente.engine.space import build

        sums = self.sums
        sums.combinations += 1
        space = build(apply(self.dialogue, *self._changes(combination)))
        assert self.dialogue.status_quo is not None
        start = space.cell_of(self.dialogue.status_quo)
        if not space.flat_feasible[start]:
            sums.left_out += weight
            return
        walked = played([space] * len(space.layout.owners), start, moves=self.moves, choose=self.choose)
        sums.weight += weight
        sums.moves += weight * walked.steps
        met = dict.fromkeys(sums.asks, Fraction(0) if isinstance(weight, Fraction) else 0.0)
        for end in walked.ends:
            for cell, share in zip(end.nodes, end.shares, strict=True):
                self._end(space.code_of(cell), end.chance * share, weight, met)
        self._count(combination, weight, met)

    def _end(self, code: int, chance: Number, weight: Number, met: dict[str, Number]) -> None:
        states = self.sums.states
        states[code] = states.get(code, 0) + weight * chance
        state = self.dialogue.state(code)
        for ask in self.dialogue.asks:
            if self.dialogue.holds(ask.that, state):
                met[ask.id] += chance

    def _count(self, combination: Combination, weight: Number, met: dict[str, Number]) -> None:
        sums = self.sums
        for ask, chance in met.items():
            sums.asks[ask] += weight * chance
            sums.squares[ask] += weight * chance * chance
        for i, present in enumerate(combination):
            if present:
                sums.present[i] += weight
                for ask, chance in met.items():
                    sums.with_item[i, ask] += weight * chance

    def _outlook(self, draws: int, seed: int, error: float, complete: bool) -> Outlook:
        sums = self.sums
        states = sorted(sums.states.items(), key=lambda pair: (-pair[1], pair[0]))
        return Outlook(
            items=self.items,
            mode="drawn" if draws else "exact",
            combinations=sums.combinations,
            draws=draws,
            seed=seed if draws else 0,
            error=error,
            horizon=self.dialogue.horizon,
            expected_moves=float(sums.moves / sums.weight),
            states=tuple(
                StateChance(code=code, state=named(self.dialogue, code), chance=float(chance / sums.weight))
                for code, chance in states
            ),
            asks=tuple(self._ask(ask, draws) for ask in sums.asks),
            differences=tuple(self._differences()),
            left_out=float(sums.left_out),
            complete=complete,
        )

    def _ask(self, ask: str, draws: int) -> AskChance:
        chance = float(self.sums.asks[ask] / self.sums.weight)
        low, high = wilson(chance, draws)
        return AskChance(ask=ask, chance=chance, low=low, high=high)

    def _differences(self) -> Iterator[Difference]:
        sums = self.sums
        for ask in sums.asks:
            mean = sums.asks[ask] / sums.weight
            variance = sums.squares[ask] / sums.weight - mean * mean
            found = [self._difference(i, ask, variance) for i in range(len(self.items))]
            found.sort(key=lambda one: -one.share)
            yield from (one for one in found if one.difference)

    def _difference(self, i: int, ask: str, variance: Number) -> Difference:
        sums = self.sums
        chance = sums.present[i] / sums.weight
        if not 0 < chance < 1:
            return Difference(item=self.items[i].id, ask=ask, difference=0.0, share=0.0)
        with_it = sums.with_item[i, ask] / sums.present[i]
        without = (sums.asks[ask] - sums.with_item[i, ask]) / (sums.weight - sums.present[i])
        made = with_it - without
        share = chance * (1 - chance) * made * made / variance if variance else 0
        return Difference(item=self.items[i].id, ask=ask, difference=float(made), share=float(share))
