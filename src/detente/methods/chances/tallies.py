"""Weighted sums over combinations, as whole numbers: how walks end, and what they come to together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.methods.chances.equilibrium_chances import Settled
from detente.methods.chances.markov import Number, Walk

Vector = NDArray[np.object_]
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
    """The tally of no combination.

    >>> none = nothing(found=2, asks=1)
    >>> none.combinations, none.weight.tolist()
    (0, [0, 0, 0])
    """
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
class Ended:
    """How a walk ends: chances as whole numbers, all `scale` times too large (0: floating point, as they are).

    `met`: for circumstances that asks speak of, the chance of each ask.
    """

    scale: int
    steps: Any
    states: tuple[tuple[int, Any], ...]
    ends: tuple[tuple[tuple[int, ...], Any], ...]
    met: dict[bytes, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, played: Walk, code_of: Callable[[int], int]) -> Ended:
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


class Sums:
    """The sums of a tally while they grow."""

    def __init__(self, zero: Vector, asks: int) -> None:
        self.weight, self.moves = zero, 0
        self.states: dict[int, Any] = {}
        self.ends: dict[tuple[int, ...], Vector] = {}
        self.asks, self.squares = [zero] * asks, [0] * asks

    def count(self, one: Ended, weight: Vector, by: Any, met: list[Any]) -> None:
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
