"""What outsiders make of a package: they improve, leanly, until none of them can (definitions 5, read leanly).

Many packages at once, a row each: a row has one axis for each outsider that has options, its places those settings of
its options that it can attain from the status quo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.lazily import np
from detente.engine.interface import credible
from detente.model.dialogue import between, permitted

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools, Ints
    from detente.engine.arrays.layout import Layout
    from detente.model.dialogue import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The settings one party can attain: by place, the levels of its options and what they add to a cell; `start`: the
    place of the status quo."""

    party: str
    levels: tuple[tuple[int, ...], ...]
    cells: tuple[int, ...]
    directions: tuple[Any, ...]
    start: int

    def goes(self, a: int, b: int) -> bool:
        """Whether the party can go from one place to another by one move."""
        steps = zip(self.directions, self.levels[a], self.levels[b], strict=True)
        return a != b and all(permitted(way, x, y) for way, x, y in steps)

    def between(self, a: int, b: int) -> list[int]:
        """The places from `a` to `b` where some of what changes is put back, wholly or in part; not `b` itself."""
        here, there = self.levels[a], self.levels[b]
        return [c for c, middle in enumerate(self.levels) if c != b and between(here, middle, there)]


def seat(layout: Layout, party: str, sq: State, *, fixed: bool = False) -> Seat:
    """What a party can attain from the status quo (`fixed`: it does not move).

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> river = dt.load("river")
    >>> upland = seat(solved(river).space.layout, "upland", (1, 0, 1, 0))  # once begun, the dam stays
    >>> upland.levels, upland.start
    (((0, 1), (1, 1), (2, 1)), 1)
    """
    options = layout.own[layout.owners.index(party)]
    ways = tuple(layout.way[k] for k in options)
    ranges = [
        [sq[k]] if fixed else [level for level in range(layout.radices[k]) if permitted(way, sq[k], level)]
        for k, way in zip(options, ways, strict=True)
    ]
    levels = tuple(product(*ranges))
    cells = tuple(sum(x * layout.cell_strides[k] for x, k in zip(one, options, strict=True)) for one in levels)
    return Seat(
        party=party, levels=levels, cells=cells, directions=ways, start=levels.index(tuple(sq[k] for k in options))
    )


def outcomes(
    seats: Sequence[Seat], feasible: Bools, ranks: Sequence[Ints], broken: Sequence[Ints | None]
) -> Bools:
    """Per row the states that could come of it: those the outsiders' lean improvements lead to from the status quo's
    place and that none of them would leave; if there are none (it goes round for ever), all that they lead to.

    `feasible`, and for each seat its party's `ranks` and the rules of its own that are broken (`broken`, as bits, or
    None): rows × one axis for each seat.

    >>> import numpy as np
    >>> farmers = Seat(party="farmers", levels=((0,), (1,)), cells=(0, 1), directions=("both",), start=0)
    >>> feasible, likes = np.ones((2, 2), bool), np.array([[0, 1], [1, 0]])  # two packages: only the first moves them
    >>> outcomes([farmers], feasible, [likes], [None]).tolist()
    [[False, True], [True, False]]
    """
    reached = np.zeros_like(feasible)
    start: Any = (slice(None), *(seat.start for seat in seats))
    reached[start] = feasible[start]
    quiet, turn = 0, 0
    while seats and quiet < len(seats):
        k = turn % len(seats)
        quiet = 0 if _step(seats[k], k + 1, reached, feasible, ranks[k], broken[k]) else quiet + 1
        turn += 1
    settled = reached.copy()
    for k, one in enumerate(seats):
        settled &= ~_restless(one, k + 1, feasible, ranks[k], broken[k])
    axes = tuple(range(1, len(seats) + 1))
    found: Bools = np.where(settled.any(axis=axes, keepdims=True), settled, reached)
    return found


def _step(
    seat: Seat, axis: int, reached: Bools, feasible: Bools, rank: Ints, broken: Ints | None
) -> bool:
    """Add what one outsider's lean improvements reach from what is reached; whether that is anything new."""
    new = False
    for a, b in product(range(len(seat.levels)), repeat=2):
        here, there = _at(axis, a), _at(axis, b)
        if not seat.goes(a, b) or not reached[here].any():
            continue
        lean = reached[here] & ~reached[there] & feasible[there] & credible(rank[there], rank[here])
        lean &= _keeps(broken, here, there)
        for c in seat.between(a, b) if lean.any() else ():
            back = _at(axis, c)
            lean &= ~(feasible[back] & ~credible(rank[there], rank[back]) & _keeps(broken, here, back))
        if lean.any():
            reached[there] |= lean
            new = True
    return new


def _restless(seat: Seat, axis: int, feasible: Bools, rank: Ints, broken: Ints | None) -> Bools:
    """Where an outsider has an improvement."""
    found = np.zeros_like(feasible)
    for a, b in product(range(len(seat.levels)), repeat=2):
        if seat.goes(a, b):
            here, there = _at(axis, a), _at(axis, b)
            found[here] |= feasible[there] & credible(rank[there], rank[here]) & _keeps(broken, here, there)
    return found


def _keeps(broken: Ints | None, here: Any, there: Any) -> Any:
    """Whether an outsider breaks no further rule of its own by going there, per row."""
    return True if broken is None else (broken[there] & ~broken[here]) == 0


def _at(axis: int, place: int) -> Any:
    return (*(slice(None),) * axis, place)
