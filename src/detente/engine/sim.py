"""SIM: simultaneous sanctions (Fraser & Hipel 1984), which no sequence of moves can say.

i stays at s if for each of its improvements t some of the others, at least one, make at the same moment each an
improvement *from s*, such that the state with all those option changes together is feasible and no better than s for i.

What the others can do together from s does not depend on i's improvement: each of them stays or improves. (That all
stay may be counted in: it leaves i at its improvement, which deters nothing.) For each other party the sets of places
it can come to are few, and so are their combinations: each is looked at once. With m(t) the least that such a
combination leaves i from the place t on its axis, s is stable if no improvement t has min(rank(t), m(t)) > rank(s).
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.space import Cells, Space
from detente.errors import TooLarge

LIMIT = 2**16
"""The most states for which SIM is computed: every joint answer from every state is looked at."""

CHUNK = 2**22
"""Places looked at together, at most: cells by the places on the longest axis."""

Bools = NDArray[np.bool_]


def stable(space: Space) -> dict[str, Bools]:
    """For each party, where it is SIM stable: arrays of `layout.shape`. Raises TooLarge beyond 2^16 states."""
    if space.layout.size > LIMIT:
        raise TooLarge("states of the dialogue, for simultaneous sanctions", space.layout.size, LIMIT)
    verdicts = {owner: np.zeros(space.layout.size, bool) for owner in space.layout.owners}
    cells = space.feasible_cells()
    width = max(1, CHUNK // max(space.layout.shape))
    for start in range(0, len(cells), width):
        part = _Part(space, cells[start : start + width])
        for axis, owner in enumerate(space.layout.owners):
            verdicts[owner][part.cells] = part.stays(axis)
    shaped = {owner: verdict.reshape(space.layout.shape) for owner, verdict in verdicts.items()}
    return {party: shaped.get(party, space.feasible) for party in space.layout.parties}


def equilibria(space: Space) -> Bools:
    """Where every party is SIM stable: an array of `layout.shape`. Raises TooLarge beyond 2^16 states."""
    return reduce(np.logical_and, stable(space).values(), space.feasible)


class _Part:
    """Some cells, with where each party could go from them; worked out once for all parties."""

    def __init__(self, space: Space, cells: Cells) -> None:
        self.space, self.cells = space, cells
        self.targets: list[Cells] = []
        self.better: list[Bools] = []
        self.sets: list[tuple[Bools, Cells]] = []
        for axis, party in enumerate(space.layout.owners):
            ranks = space.flat_ranks[party]
            targets, moves = space.steps(party, cells)
            better = moves & (ranks[targets] > ranks[cells][:, None])
            self.targets.append(targets)
            self.better.append(better)
            self.sets.append(_distinct(better, cells // space.layout.strides[axis] % space.layout.shape[axis]))

    def stays(self, axis: int) -> Bools:
        """For each cell whether the owner of the axis stays there."""
        ranks = self.space.flat_ranks[self.space.layout.owners[axis]]
        better, targets = self.better[axis], self.targets[axis]
        tempted = np.flatnonzero(better.any(axis=1))
        stays = np.ones(len(self.cells), bool)
        if len(tempted):
            least, which = self._least(axis, tempted)
            left = np.minimum(ranks[targets[tempted]], least[which])
            stays[tempted] = ~(better[tempted] & (left > ranks[self.cells[tempted]][:, None])).any(axis=1)
        return stays

    def _least(self, axis: int, chosen: Cells) -> tuple[NDArray[Any], Cells]:
        """For each combination of the others' sets the least it leaves at each own place; each cell's combination.

        The others are taken one after another: what is left of the array shrinks by one axis each time.
        """
        left = [np.moveaxis(_worth(self.space, axis), axis, 0)]
        which = np.zeros(len(chosen), np.int64)
        for other, (sets, of) in enumerate(self.sets):
            if other != axis:
                pairs, which = np.unique(which * len(sets) + of[chosen], return_inverse=True)
                left = [left[pair // len(sets)][:, sets[pair % len(sets)]].min(axis=1) for pair in pairs.tolist()]
                which = which.reshape(-1)
        return np.array(left), which


def _distinct(better: Bools, place: Cells) -> tuple[Bools, Cells]:
    """The distinct sets of places that a party can come to by staying or improving, and the set of each cell."""
    can = better.copy()
    can[np.arange(len(place)), place] = True
    packed = np.ascontiguousarray(np.packbits(can, axis=1))
    rows = packed.view(np.dtype((np.void, packed.shape[1]))).reshape(-1)
    _, first, of = np.unique(rows, return_index=True, return_inverse=True)
    return can[first], of.reshape(-1)


def _worth(space: Space, axis: int) -> NDArray[Any]:
    """The owner's ranks, out of reach where infeasible."""
    ranks = space.flat_ranks[space.layout.owners[axis]].reshape(space.layout.shape).astype(np.int64)
    worth: NDArray[Any] = np.where(space.feasible, ranks, np.iinfo(np.int64).max)
    return worth
