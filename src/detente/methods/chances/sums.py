"""What some combinations come to: the play-out of each, added up. Tallies of parts add up to that of the whole, exactly
and in any grouping, so the work can be shared among processes and machines."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.layout import Layout, layout
from detente.methods.chances.combinations import Batch, Item
from detente.methods.chances.drift import drifts
from detente.methods.chances.equilibrium_chances import Settled, settled
from detente.methods.chances.markov import Number, Walk, walk
from detente.methods.chances.playout import Choose, Models, Moves, Replies, Steps, chain_of, chains, steps
from detente.methods.chances.shared_arrays import Variants
from detente.methods.inverse.edited_lists import distinct
from detente.model.dialogue import Dialogue

WORK = 2**21
"""States of all models of one part together: enough for numpy, little enough for memory."""

MOST = 2**12
"""Combinations of one part."""

KEPT = 2**14
"""Walks that are kept for later parts."""

Vector = NDArray[Any]
"""A sum over all combinations, then one over those in which each item is true or there."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Weighted sums, each `scale` times too large (`squares`: its square), so that they are whole numbers.

    `ends`: by the codes of an outcome's states; `states`: by code, all outcomes together. `left_out`: the weight of
    combinations in which the status quo is infeasible, which no other sum holds. `scale` 0: floating point, as it is.
    `settled`: where each state is an equilibrium, if that was asked.
    """

    scale: int
    combinations: int
    left_out: int
    weight: Vector
    moves: Number
    states: dict[int, Number]
    ends: dict[tuple[int, ...], Vector]
    asks: tuple[Vector, ...]
    squares: tuple[Number, ...]
    settled: Settled

    def __add__(self, other: Tally) -> Tally:
        """The tally of both parts. Neither changes, so that an interrupt leaves a sum whole."""
        scale = math.lcm(self.scale, other.scale)
        a, b = self.scaled(scale), other.scaled(scale)
        return Tally(
            scale=scale,
            combinations=a.combinations + b.combinations,
            left_out=a.left_out + b.left_out,
            weight=a.weight + b.weight,
            moves=a.moves + b.moves,
            states=_merged(a.states, b.states),
            ends=_merged(a.ends, b.ends),
            asks=tuple(x + y for x, y in zip(a.asks, b.asks, strict=True)),
            squares=tuple(x + y for x, y in zip(a.squares, b.squares, strict=True)),
            settled=a.settled + b.settled,
        )

    def scaled(self, scale: int) -> Tally:
        """The same sums at another scale, a multiple of theirs or 0."""
        if scale == self.scale:
            return self
        by: Any = scale // self.scale if scale else 1 / self.scale
        return replace(
            self,
            scale=scale,
            moves=self.moves * by,
            states={code: total * by for code, total in self.states.items()},
            ends={codes: vector * by for codes, vector in self.ends.items()},
            asks=tuple(vector * by for vector in self.asks),
            squares=tuple(square * by * by for square in self.squares),
        )

    def ratio(self, number: Any, over: Any, power: int = 1) -> Number:
        """One of the sums over another one, which is not scaled; a fraction as long as all is exact."""
        if not self.scale:
            return float(number / over)
        return Fraction(int(number), int(over) * self.scale**power)


def nothing(found: int, asks: int) -> Tally:
    """The tally of no combination."""
    zero = np.array([0] * (1 + found), dtype=object)
    return Tally(
        scale=1, combinations=0, left_out=0, weight=zero, moves=0, states={}, ends={}, asks=(zero,) * asks,
        squares=(0,) * asks, settled=Settled({}, {}, {}),
    )  # fmt: skip


def _merged(a: dict[Any, Any], b: dict[Any, Any]) -> dict[Any, Any]:
    found = dict(a)
    for key, total in b.items():
        found[key] = found[key] + total if key in found else total
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every combination."""

    moves: Moves
    choose: Choose
    replies: Replies
    equilibria: bool


class Work:
    """The tally of a part, as a function: what is made for one part is kept for the next, and is not sent along when
    the function is sent to another process."""

    def __init__(self, dialogue: Dialogue, found: Sequence[Item], asked: Asked) -> None:
        self.dialogue, self.items, self.asked = dialogue, tuple(found), asked
        self._prepare()

    def _prepare(self) -> None:
        self._variants: Variants | None = None
        self._code_of = cache(layout(self.dialogue).code_of)
        self._walks: dict[bytes, _Ended] = {}
        self._granted: dict[tuple[int, bytes], tuple[int, ...]] = {}

    def __getstate__(self) -> tuple[Any, ...]:
        return self.dialogue, self.items, self.asked

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.dialogue, self.items, self.asked = state
        self._prepare()

    @cached_property
    def layout(self) -> Layout:
        """The way between cells and codes."""
        return layout(self.dialogue)

    @property
    def width(self) -> int:
        """How many combinations make a part."""
        return max(1, min(MOST, WORK // self.dialogue.possible))

    def __call__(self, batch: Batch) -> Tally:
        """The tally of some combinations."""
        if self._variants is None:
            self._variants = Variants(self.dialogue, self.items)
        models, of_model = self._variants.models(batch.rows)
        assert self.dialogue.status_quo is not None
        start = self._variants.layout.cell_of(self.dialogue.status_quo)
        every = np.arange(len(models.of_feasible))
        sound = models.sound(every, np.full(len(every), start))[of_model]
        tally = replace(
            nothing(len(self.items), len(self.dialogue.asks)),
            combinations=len(batch),
            left_out=int(batch.weights[~sound].sum()),
        )
        if not sound.any():
            return tally
        kept, of_model = Batch(batch.rows[sound], batch.weights[sound]), of_model[sound]
        tally = self._played(tally, models, kept, of_model, start)
        if not self.asked.equilibria:
            return tally
        return replace(tally, settled=settled(models, kept, of_model))

    def _played(self, tally: Tally, models: Models, batch: Batch, of_model: NDArray[Any], start: int) -> Tally:
        """With the walks of these combinations added; those with the same walk and the same asks together."""
        assert self._variants is not None
        made = self._steps(models, start)
        number: dict[bytes, int] = {}
        ended: list[_Ended] = []
        of_walk = []
        for key, rows in chains(made, len(models.of_feasible), models.cells):
            if key not in number:
                number[key] = len(ended)
                ended.append(self._ended(key, rows, start))
            of_walk.append(number[key])
        columns = self._variants.mentioned(ask.that for ask in self.dialogue.asks)
        told = np.packbits(batch.rows[:, columns], axis=1)
        which = np.array(of_walk)[of_model]
        first, group = distinct(np.column_stack([which, told]).astype(np.int32))
        used = [ended[which[k]] for k in first.tolist()]
        scale = math.lcm(*(one.scale for one in used))
        sums = _Sums(tally.weight, len(self.dialogue.asks))
        for k, one, weight in zip(first.tolist(), used, _grouped(batch, group), strict=True):
            met = self._met(one, told[k].tobytes(), self._variants.facts(batch.rows[k]))
            sums.count(one, weight, scale // one.scale if scale else 1 / (one.scale or 1), met)
        return sums.tally(tally, scale)

    def _steps(self, models: Models, start: int) -> Steps:
        assert self._variants is not None
        if self.asked.replies == "lean":
            return drifts(self.dialogue, self._variants.layout, models, start)
        return steps([models] * len(models.shape), start, self.asked.moves, self.asked.choose)

    def _ended(self, key: bytes, rows: NDArray[Any], start: int) -> _Ended:
        if key not in self._walks:
            if len(self._walks) >= KEPT:
                self._walks.clear()
            self._walks[key] = _Ended.of(walk(chain_of(rows.tolist(), start), start), self._code_of)
        return self._walks[key]

    def _met(self, one: _Ended, told: bytes, facts: Mapping[str, bool]) -> list[Any]:
        """For each ask the chance that it is met."""
        if told not in one.met:
            met: list[Any] = [0] * len(self.dialogue.asks)
            for code, chance in one.states:
                for ask in self._asks(code, told, facts):
                    met[ask] += chance
            one.met[told] = met
        return one.met[told]

    def _asks(self, code: int, told: bytes, facts: Mapping[str, bool]) -> tuple[int, ...]:
        """The asks that are met in a state, by number."""
        if (code, told) not in self._granted:
            state = self.dialogue.state(code)
            asks = enumerate(self.dialogue.asks)
            self._granted[code, told] = tuple(k for k, ask in asks if self.dialogue.holds(ask.that, state, facts))
        return self._granted[code, told]


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a walk ends: chances as whole numbers, all `scale` times too large (0: floating point, as they are).

    `met`: for circumstances that asks speak of, the chance of each ask.
    """

    scale: int
    steps: Any
    states: tuple[tuple[int, Any], ...]
    ends: tuple[tuple[tuple[int, ...], Any], ...]
    met: dict[bytes, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, played: Walk, code_of: Callable[[int], int]) -> _Ended:
        """The walk, with codes in place of cells."""
        states: list[tuple[int, Number]] = []
        ends: list[tuple[tuple[int, ...], Number]] = []
        for end in played.ends:
            codes = [code_of(cell) for cell in end.nodes]
            shares = [end.chance * share for share in end.shares] if len(codes) > 1 else [end.chance]
            states += zip(codes, shares, strict=True)
            ends.append((tuple(sorted(codes)), end.chance))
        scale = _scale([played.steps, *(chance for _, chance in states), *(chance for _, chance in ends)])
        return cls(
            scale=scale,
            steps=_times(played.steps, scale),
            states=tuple((code, _times(chance, scale)) for code, chance in states),
            ends=tuple((codes, _times(chance, scale)) for codes, chance in ends),
        )


class _Sums:
    """The sums of a tally while they grow."""

    def __init__(self, zero: Vector, asks: int) -> None:
        self.weight, self.moves = zero, 0
        self.states: dict[int, Any] = {}
        self.ends: dict[tuple[int, ...], Vector] = {}
        self.asks, self.squares = [zero] * asks, [0] * asks

    def count(self, one: _Ended, weight: Vector, by: Any, met: list[Any]) -> None:
        """Add one walk that has this weight; its numbers are multiplied `by`."""
        scaled = weight * by
        self.weight = self.weight + weight
        self.moves += one.steps * scaled[0]
        for code, chance in one.states:
            self.states[code] = self.states.get(code, 0) + chance * scaled[0]
        for codes, chance in one.ends:
            self.ends[codes] = self.ends[codes] + scaled * chance if codes in self.ends else scaled * chance
        for ask, chance in enumerate(met):
            if chance:
                self.asks[ask] = self.asks[ask] + scaled * chance
                self.squares[ask] += chance * by * chance * scaled[0]

    def tally(self, tally: Tally, scale: int) -> Tally:
        """The tally with these sums in place of its own."""
        return replace(
            tally, scale=scale, weight=self.weight, moves=self.moves, states=self.states, ends=self.ends,
            asks=tuple(self.asks), squares=tuple(self.squares),
        )  # fmt: skip


def _grouped(batch: Batch, group: NDArray[Any]) -> NDArray[Any]:
    """For each group the sum of the weights, then of those of the combinations in which each item is there."""
    order = np.argsort(group, kind="stable")
    table = np.column_stack([batch.weights, np.where(batch.rows, batch.weights[:, None], 0)])[order]
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
