"""What some combinations come to: the play-out of each, added up. Tallies of parts add up to that of the whole, exactly
and in any grouping, so the work can be shared among processes and machines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.analyses.chain import Number, Walk, walk
from detente.analyses.ensemble import Batch, Item
from detente.analyses.lists import distinct
from detente.analyses.playout import Choose, Moves, chains, steps
from detente.analyses.variants import Variants
from detente.model.dialogue import Dialogue

WORK = 2**21
"""States of all models of one part together: enough for numpy, little enough for memory."""

MOST = 2**12
"""Combinations of one part."""

KEPT = 2**14
"""Walks that are kept for later parts."""

Vector = NDArray[Any]
"""A sum over all combinations, then one over those in which each item is true or there."""


@dataclass(kw_only=True)
class Tally:
    """Weighted sums, each `scale` times too large (`squares`: its square), so that they are whole numbers.

    `ends`: by the codes of an outcome's states; `states`: by code, all outcomes together. `left_out`: the weight of
    combinations in which the status quo is infeasible, which no other sum holds. `scale` 0: floating point, as it is.
    """

    scale: int
    combinations: int
    left_out: int
    weight: Vector
    moves: Number
    states: dict[int, Number]
    ends: dict[tuple[int, ...], Vector]
    asks: list[Vector]
    squares: list[Number]

    def add(self, other: Tally) -> None:
        """Add another tally to this one."""
        scale = math.lcm(self.scale, other.scale)
        self._rescale(scale)
        other._rescale(scale)
        self.combinations += other.combinations
        self.left_out += other.left_out
        self.weight = self.weight + other.weight
        self.moves += other.moves
        for code, total in other.states.items():
            self.states[code] = self.states.get(code, 0) + total
        for codes, vector in other.ends.items():
            self.ends[codes] = self.ends[codes] + vector if codes in self.ends else vector
        self.asks = [a + b for a, b in zip(self.asks, other.asks, strict=True)]
        self.squares = [a + b for a, b in zip(self.squares, other.squares, strict=True)]

    def _rescale(self, scale: int) -> None:
        if scale == self.scale:
            return
        by: Number = scale // self.scale if scale else 1 / self.scale
        self.moves *= by
        self.states = {code: total * by for code, total in self.states.items()}
        self.ends = {codes: vector * by for codes, vector in self.ends.items()}
        self.asks = [vector * by for vector in self.asks]
        self.squares = [square * by * by for square in self.squares]
        self.scale = scale

    def ratio(self, number: Any, over: Any, power: int = 1) -> Number:
        """One of the sums over another one, which is not scaled; a fraction as long as all is exact."""
        if not self.scale:
            return float(number / over)
        return Fraction(int(number), int(over) * self.scale**power)


def nothing(found: int, asks: int) -> Tally:
    """The tally of no combination."""
    return Tally(
        scale=1,
        combinations=0,
        left_out=0,
        weight=_zero(found),
        moves=0,
        states={},
        ends={},
        asks=[_zero(found) for _ in range(asks)],
        squares=[0] * asks,
    )


def _zero(found: int) -> Vector:
    return np.array([0] * (1 + found), dtype=object)


class Work:
    """The tally of a part, as a function: what is made for one part is kept for the next, and is not sent along when
    the function is sent to another process."""

    def __init__(self, dialogue: Dialogue, found: Sequence[Item], moves: Moves, choose: Choose) -> None:
        self.dialogue, self.items, self.moves, self.choose = dialogue, tuple(found), moves, choose
        self._prepare()

    def _prepare(self) -> None:
        self._variants: Variants | None = None
        self._walks: dict[bytes, Walk] = {}
        self._met: dict[tuple[int, bytes], tuple[int, ...]] = {}

    def __getstate__(self) -> tuple[Any, ...]:
        return self.dialogue, self.items, self.moves, self.choose

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.dialogue, self.items, self.moves, self.choose = state
        self._prepare()

    @property
    def width(self) -> int:
        """How many combinations make a part."""
        return max(1, min(MOST, WORK // self.dialogue.possible))

    def __call__(self, batch: Batch) -> Tally:
        """The tally of some combinations."""
        if self._variants is None:
            self._variants = Variants(self.dialogue, self.items)
        variants = self._variants
        models, kind = variants.models(batch.rows)
        assert self.dialogue.status_quo is not None
        start = variants.layout.cell_of(self.dialogue.status_quo)
        every = np.arange(len(models.of_feasible))
        sound = models.sound(every, np.full(len(every), start))
        made = steps([models] * len(models.shape), start, self.moves, self.choose)
        walks: dict[bytes, Walk] = {}
        of_walk = []
        place: dict[bytes, int] = {}
        for key, chain in chains(made, len(every), models.cells, start):
            if key not in walks:
                walks[key] = self._walk(key, chain, start)
            of_walk.append(place.setdefault(key, len(place)))
        columns = variants.mentioned(ask.that for ask in self.dialogue.asks)
        told = np.packbits(batch.rows[:, columns], axis=1)
        left = ~sound[kind]
        tally = nothing(len(self.items), len(self.dialogue.asks))
        tally.combinations = len(batch)
        tally.left_out = int(batch.weights[left].sum())
        keep = np.flatnonzero(~left)
        if not len(keep):
            return tally
        which = np.array(of_walk)[kind[keep]]
        first, group = distinct(np.column_stack([which, told[keep]]).astype(np.int32))
        sums = _grouped(batch.weights[keep], batch.rows[keep], group)
        played = list(walks.values())
        for k, total in zip(first.tolist(), sums, strict=True):
            row = batch.rows[keep[k]]
            self._count(tally, played[which[k]], total, told[keep[k]].tobytes(), variants.facts(row))
        return tally

    def _walk(self, key: bytes, chain: Any, start: int) -> Walk:
        if key not in self._walks:
            if len(self._walks) >= KEPT:
                self._walks.clear()
            self._walks[key] = walk(chain, start)
        return self._walks[key]

    def _count(self, tally: Tally, played: Walk, weight: Vector, told: bytes, facts: Mapping[str, bool]) -> None:
        """Add one walk, with the weight of the combinations that have it."""
        assert self._variants is not None
        chances = [(self._variants.layout.code_of(cell), end.chance * share)
                   for end in played.ends for cell, share in zip(end.nodes, end.shares, strict=True)]  # fmt: skip
        scale = _scale([played.steps, *(end.chance for end in played.ends), *(chance for _, chance in chances)])
        tally._rescale(math.lcm(tally.scale, scale))
        by = tally.scale
        tally.weight = tally.weight + weight
        tally.moves += _times(played.steps, by) * weight[0]
        met: list[Any] = [0] * len(self.dialogue.asks)
        for code, chance in chances:
            scaled = _times(chance, by)
            tally.states[code] = tally.states.get(code, 0) + scaled * weight[0]
            for ask in self._asks(code, told, facts):
                met[ask] += scaled
        for end in played.ends:
            codes = tuple(sorted(self._variants.layout.code_of(cell) for cell in end.nodes))
            vector = weight * _times(end.chance, by)
            tally.ends[codes] = tally.ends[codes] + vector if codes in tally.ends else vector
        for ask, chance in enumerate(met):
            if chance:
                tally.asks[ask] = tally.asks[ask] + weight * chance
                tally.squares[ask] += chance * chance * weight[0]

    def _asks(self, code: int, told: bytes, facts: Mapping[str, bool]) -> tuple[int, ...]:
        """The asks that are met in a state, by number."""
        if (code, told) not in self._met:
            state = self.dialogue.state(code)
            asks = enumerate(self.dialogue.asks)
            self._met[code, told] = tuple(k for k, ask in asks if self.dialogue.holds(ask.that, state, facts))
        return self._met[code, told]


def _grouped(weights: Vector, rows: NDArray[Any], group: NDArray[Any]) -> NDArray[Any]:
    """For each group the sum of the weights, then of those of the combinations in which each item is there."""
    order = np.argsort(group, kind="stable")
    table = np.column_stack([weights, np.where(rows, weights[:, None], 0)])[order]
    starts = np.searchsorted(group[order], np.arange(group.max() + 1))
    return np.add.reduceat(table, starts, axis=0).astype(object)


def _scale(numbers: Sequence[Number]) -> int:
    """What makes all of them whole numbers; 0 if one is no fraction."""
    if any(not isinstance(number, Fraction) for number in numbers):
        return 0
    return math.lcm(*(number.denominator for number in numbers))  # type: ignore[union-attr]


def _times(number: Number, scale: int) -> Any:
    if not scale:
        return float(number)
    assert isinstance(number, Fraction)
    return number.numerator * (scale // number.denominator)
