"""Which improvements in many models nothing deters: what the others' improvements reach while one party stays."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.interface import credible
from detente.methods.chances.models import Models

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Bools, Broken, Cells, Ints, Ranks, Scalar
    from detente.methods.chances.models import OfModel

CHUNK = 2**20
"""Cells looked at together when it is asked whether steps are deterred."""


def undeterred(models: Models, axis: int, model: Ints, target: Cells, here: Ranks) -> Bools:
    """Whether steps of an axis' owner to cells worth more than `here` are credible: nothing that the others'
    improvements lead to from there is worth `here` or less to it.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> import numpy as np
    >>> from detente.engine.solved import solved
    >>> from detente.methods.chances.shared_arrays import Variants
    >>> space = solved(prisoners).space
    >>> target, here = np.array([2]), space.flat_ranks["northland"][[0]]
    >>> models, _ = Variants(prisoners, []).models(np.ones((1, 0), bool))
    >>> undeterred(models, 0, np.array([0]), target, here).tolist()
    [False]
    """
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
        from detente.engine.arrays.game import unbroken

        known = np.where(self.reached, rank, np.iinfo(rank.dtype).max)
        return unbroken(np.minimum, known, broken, lambda part: self._came(part, other))

    def _came(self, known: Ranks, other: int) -> Ranks:
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
    before = (slice(None),) * axis
    while values.shape[axis] % 2 == 0:
        half = values.shape[axis] // 2
        values = np.minimum(values[(*before, slice(half))], values[(*before, slice(half, None))])
    least: Ranks = values.min(axis=axis, keepdims=True)
    return least
