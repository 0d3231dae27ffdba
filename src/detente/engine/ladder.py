"""A party's improvements, sorted once and used many times.

Along the axis of a party lie *fibers*: its positions while all others stay. A ladder holds every fiber's cells best
first, so that the improvements from a cell are exactly the cells above its tie group, and "the least of some value over
all improvements" is a running minimum.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.engine.game import Bools, Game, Ints

CHUNK = 2**16
"""Cells worked on at a time: small enough for the processor's cache."""


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """`order` (K, F): the flat cells of each of F fibers, best first, infeasible ones last. `fresh` (K, F): a tie
    group starts here. `alive` (K, F): feasible (None: all are). `after`: cells per step along the axis.

    For one-way options `pattern` (K, F) numbers the levels of the cell's one-way options, and `open[p, q]` tells
    whether moves may lead from pattern p to pattern q.
    """

    order: Ints
    fresh: Bools
    alive: Bools | None
    after: int
    pattern: Ints | None
    open: Bools

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
        order, fresh = self.order[:, part], self.fresh[:, part]
        values = flat[order]
        if self.pattern is None:
            least = _least_above(values, fresh)
        else:
            pattern, top = self.pattern[:, part], np.iinfo(values.dtype).max
            least = np.full_like(values, top)
            for p, allowed in enumerate(self.open):
                above = _least_above(np.where(allowed[pattern], values, top), fresh)
                np.copyto(least, above, where=pattern == p)
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
    """The ladder of the party that owns an axis."""
    at = play.lead + axis
    depth, after = play.shape[at], prod(play.shape[at + 1 :])
    fibers = prod(play.shape) // depth
    kind = np.int32 if prod(play.shape) < 2**31 else np.int64
    ranks = np.moveaxis(np.broadcast_to(play.low(axis), play.shape), at, -1).reshape(fibers, depth)
    order = np.empty((depth, fibers), kind)
    fresh = np.empty((depth, fibers), bool)
    alive = np.empty((depth, fibers), bool) if play.holes else None
    pattern = np.empty((depth, fibers), np.int32) if play.one_way(axis) else None
    of_position, open_ = _patterns(play, axis)
    width = max(1, 4 * CHUNK // depth)
    for start in range(0, fibers, width):
        part = slice(start, start + width)
        place, group = _sorted(ranks[part])
        fiber = np.arange(start, start + len(place), dtype=kind)[:, None]
        order[:, part] = ((fiber // after * depth + place) * after + fiber % after).T
        fresh[0, part] = True
        fresh[1:, part] = (group[:, 1:] != group[:, :-1]).T
        if alive is not None:
            alive[:, part] = (group >= 0).T
        if pattern is not None:
            pattern[:, part] = of_position[place].T
    return Ladder(order=order, fresh=fresh, alive=alive, after=after, pattern=pattern, open=open_)


def _sorted(ranks: Ints) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Positions of each row, highest rank first, and the ranks in that order: one sort of both together."""
    depth = ranks.shape[1]
    bits = max(1, (depth - 1).bit_length())
    highest = int(ranks.max())
    kind = np.int32 if (highest + 1).bit_length() + bits < 31 else np.int64
    keys = np.subtract(highest, ranks, dtype=kind) << bits
    keys |= np.arange(depth, dtype=kind)
    keys.sort(axis=1)
    return keys & kind((1 << bits) - 1), highest - (keys >> bits)


def _patterns(play: Game, axis: int) -> tuple[npt.NDArray[np.int32], Bools]:
    """For each position the number of its one-way levels, and from which number moves may lead to which."""
    levels, directions = play.levels[axis], play.directions[axis]
    limited = [k for k, direction in enumerate(directions) if direction != "both"]
    grid = np.indices(levels).reshape(len(levels), -1)
    number = np.zeros(grid.shape[1], np.int32)
    for k in limited:
        number = number * np.int32(levels[k]) + grid[k].astype(np.int32)
    rows = list(product(*(range(levels[k]) for k in limited)))
    ways = [directions[k] for k in limited]
    allowed = [
        [all(b >= a if way == "forward" else b <= a for a, b, way in zip(p, q, ways, strict=True)) for q in rows]
        for p in rows
    ]
    return number, np.array(allowed, bool)
