"""The steps of a play-out in many models at once: who can better itself from where, undeterred, and how likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Literal

from detente.engine.interface import credible, goes
from detente.methods.chances.markov import Chain
from detente.methods.chances.models import Models

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Bools, Broken, Cells, Ints, Ranks, Scalar
    from detente.methods.chances.models import OfModel

    Nodes = NDArray[np.int64]
    """Places of walks in many models: model · cells + cell."""

Moves = Literal["credible", "improving"]
Choose = Literal["best", "any"]

CHUNK = 2**20
"""Cells looked at together when it is asked whether steps are deterred."""


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
    >>> from detente.engine.solved import solved
    >>> from detente.methods.chances.models import models_of
    >>> models = models_of([solved(dt.load("classroom-chicken")).space])
    >>> made = steps([models, models], 0, moves="improving", choose="any")
    >>> made.before.tolist(), made.after.tolist(), made.k.tolist()
    ([0, 0], [2, 1], [2, 2])
    """
    import numpy as np

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
    import numpy as np

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
        import numpy as np

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
    import numpy as np

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


def undeterred(
    models: Models, axis: int, model: Ints, target: Cells, here: Ranks
) -> Bools:
    """Whether steps of an axis' owner to cells worth more than `here` are credible: nothing that the others'
    improvements lead to from there is worth `here` or less to it.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> import numpy as np
    >>> from detente.engine.solved import solved
    >>> from detente.methods.chances.models import models_of
    >>> space = solved(prisoners).space
    >>> target, here = np.array([2]), space.flat_ranks["northland"][[0]]
    >>> undeterred(models_of([space]), 0, np.array([0]), target, here).tolist()
    [False]
    """
    import numpy as np

    rest = prod(models.shape) // models.shape[axis]
    width = max(1, CHUNK // rest)
    found = np.zeros(len(target), dtype=bool)
    for start in range(0, len(target), width):
        part = slice(start, start + width)
        found[part] = _Answers(models, axis, model[part], target[part]).least() > here[part]
    return found


class _Answers:
    """What the others' improvements reach from some cells while one party stays: arrays with one row for each cell and
    one axis for each other party."""

    def __init__(self, models: Models, axis: int, model: Ints, start: Cells) -> None:
        import numpy as np

        self.models, self.axis, self.model = models, axis, model
        self.before, self.length, self.after = (
            prod(models.shape[:axis]), models.shape[axis], prod(models.shape[axis + 1 :]),
        )  # fmt: skip
        self.place = start // self.after % self.length
        self.shape = (len(start), *models.shape[:axis], *models.shape[axis + 1 :])
        self.feasible = self._slice(models.feasible, models.of_feasible)
        self.reached = np.zeros((len(start), self.before * self.after), dtype=bool)
        inside = start // (self.after * self.length) * self.after + start % self.after
        self.reached[np.arange(len(start)), inside] = True
        self.reached = self.reached.reshape(self.shape)

    def _slice(self, table: NDArray[Scalar], kind: OfModel) -> NDArray[Scalar]:
        """The part of a table (kinds × cells) where the party stays in its place, for every row."""
        whole = table.reshape(len(table), self.before, self.length, self.after)
        found: NDArray[Scalar] = whole.transpose(0, 2, 1, 3)[kind[self.model], self.place].reshape(self.shape)
        return found

    def least(self) -> Ranks:
        """For every row the least, for the party, of all that is reached, the start included."""
        import numpy as np

        others = [other for other in range(len(self.models.shape)) if other != self.axis]
        ranks = {other: self._slice(self.models.ranks[other], self.models.of_rank[other]) for other in others}
        broken = {other: self._broken(other) for other in others}
        quiet, turn = 0, 0
        while others and quiet < len(others):
            other = others[turn % len(others)]
            known = self._known(ranks[other], other, broken[other])
            more = self.reached | (self.feasible & credible(ranks[other], known))
            # One party's improvements are transitive: it has nothing to add to its own.
            quiet = 1 if (more != self.reached).any() else quiet + 1
            self.reached, turn = more, turn + 1
        own = self._slice(self.models.ranks[self.axis], self.models.of_rank[self.axis])
        top = np.iinfo(own.dtype).max
        found: Ranks = np.where(self.reached, own, top).reshape(len(own), -1).min(axis=1)
        return found

    def _broken(self, other: int) -> Broken | None:
        """The rules of its own that another party leaves whole, for moves that are looked at backwards."""
        broken = self.models.broken[other]
        from detente.engine.arrays.game import turned

        return None if broken is None else turned(self._slice(broken, self.models.of_broken[other]))

    def _known(self, rank: Ranks, other: int, broken: Broken | None) -> Ranks:
        """For each cell the least rank, for another party, of those reached cells from which it can come there."""
        import numpy as np

        from detente.engine.arrays.game import unbroken

        known = np.where(self.reached, rank, np.iinfo(rank.dtype).max)
        return unbroken(np.minimum, known, broken, lambda part: self._came(part, other))

    def _came(self, known: Ranks, other: int) -> Ranks:
        import numpy as np

        from detente.engine.arrays.by_option import behind

        at = 1 + other - (other > self.axis)
        levels, ways = self.models.levels[other], self.models.directions[other]
        if all(way == "both" for way in ways):
            return _least(known, at)
        fine = known.reshape(known.shape[:at] + levels + known.shape[at + 1 :])
        for k, way in enumerate(ways):
            fine = behind(np.minimum, fine, at + k, way)
        return fine.reshape(known.shape)


def _least(values: Ranks, axis: int) -> Ranks:
    """The least along an axis, which is kept: by halves, since short last axes make numpy's own way slow."""
    import numpy as np

    before = (slice(None),) * axis
    while values.shape[axis] % 2 == 0:
        half = values.shape[axis] // 2
        values = np.minimum(values[(*before, slice(half))], values[(*before, slice(half, None))])
    least: Ranks = values.min(axis=axis, keepdims=True)
    return least


def chains(made: Steps, models: int, cells: int) -> Iterator[tuple[bytes, Ints]]:
    """Each model's steps (from, to, k), by cells; after a key that equal walks share.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> from detente.methods.chances.models import models_of
    >>> models = models_of([solved(dt.load("classroom-chicken")).space])
    >>> made = steps([models, models], 0, moves="improving", choose="any")
    >>> [part.tolist() for _, part in chains(made, 1, 4)]
    [[[0, 1, 2], [0, 2, 2]]]
    """
    import numpy as np

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
