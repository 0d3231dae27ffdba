"""SIM: simultaneous sanctions (Fraser & Hipel 1984), which no sequence of moves can say.

i stays at s if for each of its improvements t some of the others, at least one, make at the same moment each an
improvement *from s*, such that the state with all those option changes together is feasible and no better than s for i.

What the others can do together from s does not depend on i's improvement: each of them stays or improves. (That all
stay may be counted in: it leaves i at its improvement, which deters nothing.) With m(t) the least that such a joint
answer leaves i from the place t on its axis, s is stable if no improvement t has m(t) > rank(s).

Where a party stands on its axis and how it ranks the places there, the others staying, is all that decides what it
can come to. Such orders are few: each is worked out once, as a running minimum from the best place down.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import numpy as np

from detente.engine.arrays.axes import Bools, Cells, Ints
from detente.engine.arrays.game import Game, game
from detente.engine.arrays.ladder import ways_of
from detente.engine.arrays.one_way import reachable
from detente.engine.arrays.space import Space
from detente.engine.interface import credible, deters, goes
from detente.errors import TooLarge

LIMIT = 2**16
"""The most states for which SIM is computed: every joint answer from every state is looked at."""

CHUNK = 2**22
"""Values held at a time, at most, but for one order."""


def stable(space: Space) -> dict[str, Bools]:
    """For each party, where it is SIM stable: arrays of `layout.shape`. Raises TooLarge beyond 2^16 states.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> {party: int(where.sum()) for party, where in stable(build(load("classroom-prisoners"))).items()}
    {'northland': 3, 'southland': 3}
    """
    check = _Check(space)
    shape = space.layout.shape
    verdicts = {owner: check.stays(axis, space.flat_feasible) for axis, owner in enumerate(space.layout.owners)}
    return {p: verdicts[p].reshape(shape) if p in verdicts else space.feasible for p in space.layout.parties}


def equilibria(space: Space) -> Bools:
    """Where every party is SIM stable: an array of `layout.shape`. Raises TooLarge beyond 2^16 states.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> equilibria(build(load("classroom-prisoners"))).tolist()
    [[True, False], [False, True]]
    """
    check = _Check(space)
    left = reduce(lambda left, axis: check.stays(axis, left), range(len(space.layout.owners)), space.flat_feasible)
    return left.reshape(space.layout.shape)


class _Check:
    """The others' possible answers, worked out once for all parties."""

    def __init__(self, space: Space) -> None:
        plan = space.layout
        if plan.size > LIMIT:
            raise TooLarge("states of the dialogue, for simultaneous sanctions", plan.size, LIMIT)
        ranks = [space.ranks[plan.parties.index(owner)] for owner in plan.owners]
        self.play = game(plan.levels, plan.directions, space.feasible, ranks)
        self.lines = [_Lines(self.play, axis) for axis in range(self.play.parties)]
        tempted = [_tempted(self.play, axis).reshape(-1) for axis in range(self.play.parties)]
        self.tempted, self.many = tempted, sum(t.astype(np.int8) for t in tempted) > 1

    def stays(self, axis: int, where: Bools) -> Bools:
        """Of these cells, those where the owner of the axis stays."""
        stays = where & ~self.tempted[axis]
        # With nobody else to improve, nothing deters.
        cells = np.flatnonzero(where & self.tempted[axis] & self.many)
        rank, own = self.play.low(axis).reshape(-1), self.lines[axis]
        for part, least, which in self._least(axis, cells):
            better = own.better(part)
            stays[part] = (~better | deters(least[which], rank[part][:, None])).all(axis=1)
        return stays

    def _least(self, axis: int, cells: Cells) -> Iterator[tuple[Cells, Ints, Cells]]:
        """Some cells, for each joint answer the least it leaves at every own place, and the answer of each cell.

        The others are taken one after another: what is left of the array shrinks by one axis each time.
        """
        worth = np.moveaxis(self.play.high(self.play.low(axis)), axis, -1)
        others = [lines for other, lines in enumerate(self.lines) if other != axis]
        if not len(cells):
            return
        cells = cells[np.argsort(others[0].kind[cells], kind="stable")]
        width = max(1, CHUNK * others[0].depth // worth.size)
        _, first = np.unique(others[0].kind[cells], return_inverse=True)
        for part in _parts(cells, first.reshape(-1), width, max(1, CHUNK // worth.shape[-1])):
            left, which = worth[None], np.zeros(len(part), np.int64)
            for lines in others:
                left, which = lines.answered(left, which, part)
            yield part, left, which


def _parts(cells: Cells, kind: Cells, kinds: int, most: int) -> Iterator[Cells]:
    """The cells, which are sorted by kind, in pieces of so many kinds and cells at most."""
    start = 0
    while start < len(cells):
        end = min(int(np.searchsorted(kind, kind[start] + kinds)), start + most)
        yield cells[start:end]
        start = end


def _tempted(play: Game, axis: int) -> Bools:
    """Where the owner of the axis has an improvement."""
    low = play.low(axis)
    return play.masked(low < play.reach(np.maximum, low, axis))


class _Lines:
    """How the owner of an axis ranks the places along it, whatever line of the array it is on.

    `orders`: the distinct rankings of its places (dense; -1: infeasible). For each cell `order` is the ranking of its
    line, `place` where on it the cell is, `kind` both together.
    """

    def __init__(self, play: Game, axis: int) -> None:
        self.depth = play.shape[axis]
        self.levels, self.directions = play.levels[axis], play.directions[axis]
        rows = np.ascontiguousarray(np.moveaxis(play.low(axis), axis, -1)).reshape(-1, self.depth)
        dense = _dense(rows)
        seen: dict[bytes, int] = {}
        number = np.array([seen.setdefault(row.tobytes(), len(seen)) for row in dense])
        self.orders = dense[np.unique(number, return_index=True)[1]]
        after = play.shape[axis + 1 :]
        lines = number.reshape((*play.shape[:axis], 1, *after))
        place = np.arange(self.depth).reshape((-1,) + (1,) * len(after))
        self.order = np.broadcast_to(lines, play.shape).reshape(-1)
        self.place = np.broadcast_to(place, play.shape).reshape(-1)
        self.kind = self.order * self.depth + self.place
        self.ways = ways_of(play, axis, 1)

    def better(self, cells: Cells) -> Bools:
        """To which places the owner would improve from each of the cells."""
        ranks, place = self.orders[self.order[cells]], self.place[cells]
        better: Bools = goes(ranks, np.take_along_axis(ranks, place[:, None], axis=1))
        return better & reachable(self.levels, self.directions, place) if self.ways else better

    def answered(self, left: Ints, which: Cells, cells: Cells) -> tuple[Ints, Cells]:
        """`left` (answers so far, own axis, other axes) with this party's staying or improving; which is whose."""
        pairs, which = np.unique(which * (len(self.orders) * self.depth) + self.kind[cells], return_inverse=True)
        before, kind = np.divmod(pairs, len(self.orders) * self.depth)
        order, place = np.divmod(kind, self.depth)
        found = np.empty((len(pairs), *left.shape[2:]), left.dtype)
        for number in np.unique(order).tolist():
            mine = np.flatnonzero(order == number)
            befores, at = np.unique(before[mine], return_inverse=True)
            width = max(1, CHUNK // left[0].size)
            for start in range(0, len(befores), width):
                here = (at >= start) & (at < start + width)
                least = self._least(left[befores[start : start + width]], self.orders[number])
                found[mine[here]] = least[at[here] - start, place[mine[here]]]
        return found, which.reshape(-1)

    def _least(self, values: Ints, ranks: Ints) -> Ints:
        """For each place on the second axis the least of the values there and at its improvements."""
        least = values.copy()
        if not self.ways:
            order = np.argsort(-ranks, kind="stable")
            above = np.searchsorted(-ranks[order], -ranks, side="left")
            some = np.flatnonzero(above)
            running = np.minimum.accumulate(values[:, order], axis=1)
            least[:, some] = np.minimum(values[:, some], running[:, above[some] - 1])
        for way in self.ways:
            for start in way.starts.tolist():
                there = values[:, way.ends[credible(ranks[way.ends], ranks[start])]]
                if there.shape[1]:
                    least[:, start] = np.minimum(values[:, start], there.min(axis=1))
        return least


def _dense(rows: Ints) -> Ints:
    """Each row's values as 0, 1, 2 … in their order; -1 stays what it is."""
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    steps = np.zeros(rows.shape, np.int32)
    steps[:, 1:] = np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1)
    steps -= (ordered[:, :1] < 0).astype(np.int32)
    dense = np.empty_like(steps)
    np.put_along_axis(dense, order, steps, axis=1)
    return dense
