"""The steps of a play-out in many models at once: who can better itself from where, undeterred, and how likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.lazily import np
from detente.engine.interface import goes
from detente.methods.chances.markov import Chain
from detente.methods.chances.models import Models
from detente.methods.chances.undeterred import undeterred

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Bools, Cells, Ints, Ranks

    Nodes = NDArray[np.int64]
    """Places of walks in many models: model · cells + cell."""

Moves = Literal["credible", "improving"]
Choose = Literal["best", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Every step of some walks: (from, to, k), taken with chance 1/k. A node is model · cells + cell."""

    before: Nodes
    after: Nodes
    k: Ints


def steps(seen: Sequence[Models], start: int, moves: Moves = "credible", choose: Choose = "best") -> Steps:
    """Every step of the walks from cell `start`, one walk for each model in which it is feasible.

    `seen`: for each axis the models by which its owner moves (all the same, unless parties see each other otherwise).

    >>> import detente as dt
    >>> import numpy as np
    >>> from detente.methods.chances.shared_arrays import Variants
    >>> models, _ = Variants(dt.load("classroom-chicken"), []).models(np.ones((1, 0), bool))
    >>> made = steps([models, models], 0, moves="improving", choose="any")
    >>> made.before.tolist(), made.after.tolist(), made.k.tolist()
    ([0, 0], [2, 1], [2, 2])
    """
    models = np.arange(len(seen[0].of_feasible))
    cells = seen[0].cells
    came = np.zeros(len(models) * cells, dtype=bool)
    edge = models * cells + start
    edge = edge[seen[0].sound(models, np.full(len(models), start))]
    found = [(edge[:0], edge[:0], edge[:0])]
    while len(edge):
        came[edge] = True
        before, after, k = _layer(seen, edge, moves, choose)
        found.append((before, after, k))
        edge = np.unique(after[~came[after]])
    before, after, k = (np.concatenate(column) for column in zip(*found, strict=True))
    return Steps(before=before, after=after, k=k)


def _layer(
    seen: Sequence[Models], edge: Nodes, moves: Moves, choose: Choose
) -> tuple[Nodes, Nodes, Ints]:
    """The steps from some nodes."""
    movers = np.zeros(len(edge), dtype=np.int64)
    parts = []
    for axis, models in enumerate(seen):
        model, cell = np.divmod(edge, models.cells)
        fan = _fan(models, axis, model, cell)
        if moves == "improving":
            fan.chosen = fan.best() if choose == "best" else fan.open
        else:
            while fan.open.any():
                fan.look(fan.best() if choose == "best" else fan.open, stop=choose == "best")
        count = fan.chosen.sum(axis=1)
        movers += count > 0
        rows, columns = fan.chosen.nonzero()
        parts.append((rows, (edge - cell)[rows] + fan.targets[rows, columns], count[rows]))
    rows, after, count = (np.concatenate(column) for column in zip(*parts, strict=True))
    return edge[rows], after, count * movers[rows]


@dataclass(slots=True)
class _Fan:
    """Where the owner of an axis can go from some cells: `open`, improvements still to be looked at, and those chosen.

    One row for each cell, one column for each place on the axis; `there`: what the targets are worth.
    """

    models: Models
    axis: int
    model: Ints
    here: Ranks
    targets: Cells
    there: Ranks
    open: Bools
    chosen: Bools

    def best(self) -> Bools:
        """The best of the improvements that are still open."""
        worth = np.where(self.open, self.there, -1)
        found: Bools = self.open & (worth == worth.max(axis=1, keepdims=True))
        return found

    def look(self, which: Bools, stop: bool) -> None:
        """Choose those of these improvements that nothing deters; `stop`: rows that have one need no others."""
        rows, columns = which.nonzero()
        good = undeterred(self.models, self.axis, self.model[rows], self.targets[rows, columns], self.here[rows])
        self.chosen[rows[good], columns[good]] = True
        self.open &= ~which
        if stop:
            self.open[rows[good]] = False


def _fan(models: Models, axis: int, model: Ints, cell: Cells) -> _Fan:
    length, stride = models.shape[axis], prod(models.shape[axis + 1 :])
    place = cell // stride % length
    targets = cell[:, None] + (np.arange(length) - place[:, None]) * stride
    here, there = models.rank(axis, model, cell), models.rank(axis, model[:, None], targets)
    good = models.sound(model[:, None], targets) & goes(there, here[:, None])
    allowed = models.permitted[axis]
    if allowed is not None:
        good &= allowed[place]
    broken = models.broken[axis]
    if broken is not None:
        kind = models.of_broken[axis][model][:, None]
        good &= (broken[kind, targets] & ~broken[kind, cell[:, None]]) == 0
    return _Fan(models, axis, model, here, targets, there, good, np.zeros_like(good))


def chains(made: Steps, models: int, cells: int) -> Iterator[tuple[bytes, Ints]]:
    """Each model's steps (from, to, k), by cells; after a key that equal walks share.

    >>> import detente as dt
    >>> import numpy as np
    >>> from detente.methods.chances.shared_arrays import Variants
    >>> models, _ = Variants(dt.load("classroom-chicken"), []).models(np.ones((1, 0), bool))
    >>> made = steps([models, models], 0, moves="improving", choose="any")
    >>> [part.tolist() for _, part in chains(made, 1, 4)]
    [[[0, 1, 2], [0, 2, 2]]]
    """
    order = np.lexsort((made.after, made.before))
    table = np.stack([made.before[order] % cells, made.after[order] % cells, made.k[order]], axis=1)
    bounds = np.searchsorted(made.before[order], np.arange(models + 1) * cells).tolist()
    for first, last in pairwise(bounds):
        part = table[first:last]
        yield part.tobytes(), part


def chain_of(made: Iterable[Sequence[int]], start: int) -> Chain:
    """The walk's graph from its steps.

    >>> chain_of([(0, 1, 2), (0, 2, 2)], 0)
    {0: [(1, 2), (2, 2)], 1: [], 2: []}
    """
    chain: dict[int, list[tuple[int, int]]] = {start: []}
    for before, after, k in made:
        chain.setdefault(before, []).append((after, k))
        chain.setdefault(after, [])
    return chain
