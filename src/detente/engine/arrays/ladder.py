"""A party's improvements, sorted once and used many times.

Along the axis of a party lie *fibers*: its positions while all others stay. A ladder holds every fiber's cells best
first, so that the improvements from a cell are exactly the cells above its tie group, and "the least of some value over
all improvements" is a running minimum.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.engine.arrays.axes import Bools, Ints
from detente.engine.arrays.game import Game, unbroken
from detente.engine.interface import credible
from detente.errors import TooLarge

CHUNK = 2**16
"""Cells worked on at a time: small enough for the processor's cache."""

ONE_WAY = 2**33
"""The most comparisons of cells that one party's one-way options may need."""

PASS = 4
"""What going down a whole ladder costs a cell, in comparisons."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """From which places on an axis (`starts`) moves lead to which (`ends`), as the one-way options allow."""

    starts: Ints
    ends: Ints


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """`order` (K, F): the flat cells of each of F fibers, best first, infeasible ones last. `fresh` (K, F): a tie
    group starts here. `alive` (K, F): feasible (None: all are). `after`: cells per step along the axis.

    With one-way options `ways` says where moves lead, `place` (K, F) where on the axis a cell of the ladder is, and
    `ranks` (K, F) holds the ranks by place (`order` is by rank). `broken`: by cell, as `Game` has it.
    """

    order: Ints
    fresh: Bools
    alive: Bools | None
    after: int
    ways: tuple[Way, ...] = ()
    place: Ints | None = None
    ranks: Ints | None = None
    broken: Ints | None = None

    def lower(self, flat: Ints, changed: list[Ints] | None) -> Ints:
        """Lower every cell's value to the least among its improvements; return the flat cells that changed.

        `changed`: the cells that changed since the last time (None: this is the first time); other fibers are left out.
        """
        depth, count = self.order.shape
        width = max(256, CHUNK // depth)
        fibers = None if changed is None else self._fibers(changed)
        if fibers is not None and len(fibers) > count // 2:
            fibers = None
        total = count if fibers is None else len(fibers)
        found = []
        for start in range(0, total, width):
            part: Any = slice(start, start + width) if fibers is None else fibers[start : start + width]
            found.append(self._lower_part(flat, part))
        return np.concatenate(found) if found else np.zeros(0, self.order.dtype)

    def _fibers(self, changed: list[Ints]) -> npt.NDArray[np.intp]:
        depth, count = self.order.shape
        touched = np.zeros(count, bool)
        for cells in changed:
            touched[cells // (depth * self.after) * self.after + cells % self.after] = True
        return np.flatnonzero(touched)

    def _lower_part(self, flat: Ints, part: Any) -> Ints:
        if self.ranks is not None and self.place is not None:
            return self._lower_one_way(flat, part, self.ranks[:, part], self.place[:, part])
        order = self.order[:, part]
        values, fresh = flat[order], self.fresh[:, part]
        broken = None if self.broken is None else self.broken[order]
        least = unbroken(np.minimum, values, broken, lambda allowed: _least_above(allowed, fresh))
        return self._put(flat, part, values, least)

    def _lower_one_way(self, flat: Ints, part: Any, ranks: Ints, place: Ints) -> Ints:
        """The same where moves lead only to some places: way by way, down the ladder or from place to place."""
        depth, count = self.order.shape
        fibers = np.arange(count)[part]
        cells = (
            fibers // self.after * (depth * self.after) + fibers % self.after + np.arange(depth)[:, None] * self.after
        )
        fresh = self.fresh[:, part]
        broken = None if self.broken is None else self.broken[cells]
        least = unbroken(np.minimum, flat[cells], broken, lambda v: self._least_by_place(v, fresh, ranks, place))
        return self._put(flat, part, flat[self.order[:, part]], np.take_along_axis(least, place, axis=0))

    def _least_by_place(self, by_place: Ints, fresh: Bools, ranks: Ints, place: Ints) -> Ints:
        depth, top = len(by_place), np.iinfo(by_place.dtype).max
        values = np.take_along_axis(by_place, place, axis=0)
        above, lowest = np.full_like(values, top), np.full_like(values, top)
        for way in self.ways:
            if len(way.starts) * len(way.ends) > PASS * depth:
                leads, starts = np.zeros(depth, bool), np.zeros(depth, bool)
                leads[way.ends], starts[way.starts] = True, True
                np.copyto(above, _least_above(np.where(leads[place], values, top), fresh), where=starts[place])
            else:
                there, worth = ranks[way.ends], by_place[way.ends]
                for start in way.starts.tolist():
                    lowest[start] = np.where(credible(there, ranks[start]), worth, top).min(axis=0)
        least = np.empty_like(above)
        np.put_along_axis(least, place, above, axis=0)
        return np.minimum(least, lowest)

    def _put(self, flat: Ints, part: Any, values: Ints, least: Ints) -> Ints:
        """Write what is lower than before; return the cells."""
        order = self.order[:, part]
        hit = least < values
        if self.alive is not None:
            hit &= self.alive[:, part]
        cells = order[hit]
        flat[cells] = least[hit]
        return cells


def _least_above(values: Ints, fresh: Bools) -> Ints:
    """For each entry the least value strictly above its tie group; the type's greatest number where there is none."""
    depth, width = values.shape
    top = np.iinfo(values.dtype).max
    least = np.empty_like(values)
    if depth > 4 * width:  # few long columns
        running = np.full((width, depth), top, values.dtype)
        np.minimum.accumulate(values.T[:, :-1], axis=1, out=running[:, 1:])
        start = np.maximum.accumulate(np.where(fresh.T, np.arange(depth), 0), axis=1)
        return np.take_along_axis(running, start, axis=1).T
    so_far = np.full(width, top, values.dtype)
    least[0] = top
    for k in range(1, depth):
        np.minimum(so_far, values[k - 1], out=so_far)
        least[k] = np.where(fresh[k], so_far, least[k - 1])
    return least


def ladder(play: Game, axis: int) -> Ladder:
    """The ladder of the party that owns an axis.

    >>> from detente.engine.arrays.game import game
    >>> ranks = [np.array([[1, 0], [3, 2]]), np.array([[1, 3], [0, 2]])]
    >>> play = game([(2,), (2,)], [("both",), ("both",)], np.ones((2, 2), bool), ranks)
    >>> ladder(play, 0).order.tolist()
    [[2, 3], [0, 1]]
    """
    at = play.lead + axis
    depth, after = play.shape[at], prod(play.shape[at + 1 :])
    fibers = prod(play.shape) // depth
    kind: type[np.signedinteger[Any]] = np.int32 if prod(play.shape) < 2**31 else np.int64
    ranks = np.moveaxis(np.broadcast_to(play.low(axis), play.shape), at, -1).reshape(fibers, depth)
    order = np.empty((depth, fibers), kind)
    fresh = np.empty((depth, fibers), bool)
    alive = np.empty((depth, fibers), bool) if play.holes else None
    ways = ways_of(play, axis, fibers)
    places = np.empty((depth, fibers), np.int32) if ways else None
    width = max(1, 4 * CHUNK // depth)
    for start in range(0, fibers, width):
        part = slice(start, start + width)
        place, group = _sorted(ranks[part])
        fiber: Ints = np.arange(start, start + len(place), dtype=kind)[:, None]
        order[:, part] = ((fiber // after * depth + place) * after + fiber % after).T
        fresh[0, part] = True
        fresh[1:, part] = (group[:, 1:] != group[:, :-1]).T
        if alive is not None:
            alive[:, part] = (group >= 0).T
        if places is not None:
            places[:, part] = place.T
    by_place = np.ascontiguousarray(ranks.T) if ways else None
    own = play.broken[axis]
    broken = None if own is None else np.ascontiguousarray(np.broadcast_to(own, play.shape)).reshape(-1)
    return Ladder(
        order=order, fresh=fresh, alive=alive, after=after, ways=ways, place=places, ranks=by_place, broken=broken
    )


def _sorted(ranks: Ints) -> tuple[Ints, Ints]:
    """Positions of each row, highest rank first, and the ranks in that order: one sort of both together."""
    depth = ranks.shape[1]
    bits = max(1, (depth - 1).bit_length())
    highest = int(ranks.max())
    kind = np.int32 if (highest + 1).bit_length() + bits < 31 else np.int64
    keys = np.subtract(highest, ranks, dtype=kind) << bits
    keys |= np.arange(depth, dtype=kind)
    keys.sort(axis=1)
    return keys & kind((1 << bits) - 1), highest - (keys >> bits)


def ways_of(play: Game, axis: int, fibers: int) -> tuple[Way, ...]:
    """For each setting of the one-way options the places that have it, and those that moves lead to from there.

    Empty without one-way options. Raises TooLarge where so many fibers would take too long to go through.

    >>> from detente.engine.arrays.game import game
    >>> play = game([(2,)], [("forward",)], np.ones(2, bool), [np.array([0, 1])])
    >>> [(way.starts.tolist(), way.ends.tolist()) for way in ways_of(play, 0, 1)]
    [([0], [0, 1]), ([1], [1])]
    """
    if not play.one_way(axis):
        return ()
    levels, directions = play.levels[axis], play.directions[axis]
    limited = [k for k, direction in enumerate(directions) if direction != "both"]
    depth, settings = prod(levels), prod(levels[k] for k in limited)
    open_ = [
        np.arange(levels[k], 0, -1) if directions[k] == "forward" else np.arange(1, levels[k] + 1) for k in limited
    ]
    free = depth // settings
    ends = reduce(np.multiply.outer, open_, np.ones((), np.float64)) * free
    needed = fibers * float(np.minimum(free * ends, PASS * depth).sum())
    if needed > ONE_WAY:
        raise TooLarge("comparisons that the one-way options of one party need", round(needed), ONE_WAY)
    every = [np.arange(count) for count in levels]
    ways = []
    for setting in product(*(range(levels[k]) for k in limited)):
        same, leads = list(every), list(every)
        for k, level in zip(limited, setting, strict=True):
            same[k] = every[k][level : level + 1]
            leads[k] = every[k][level:] if directions[k] == "forward" else every[k][: level + 1]
        ways.append(Way(starts=_places(levels, same), ends=_places(levels, leads)))
    return tuple(ways)


def _places(levels: tuple[int, ...], chosen: list[Ints]) -> Ints:
    """The places on an axis at which each option has one of the levels chosen for it."""
    places = np.zeros(1, np.int64)
    for count, some in zip(levels, chosen, strict=True):
        places = (places[:, None] * count + some).reshape(-1)
    return places
