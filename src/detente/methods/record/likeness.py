"""How far two parties rank alike what a front is about (definitions 8).

States are looked at of which some options differ and the rest, the *context*, stays as it is; arrays have one axis for
each option, in file order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod, sqrt
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.lazily import np
from detente.engine.solved import solved
from detente.model.dialogue import Dialogue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Ints, Ranks, Scalar, StateMask


@dataclass(frozen=True, slots=True, kw_only=True)
class Concord:
    """Kendall's tau-b between two parties' rankings over the settings of some options, context by context.

    `by`: whether the options are those of a "front", or of all fronts of a "kind" or "rank", named in the field of that
    name ("": just these options).
    `contexts`: those with a feasible state; `defined`: those in which neither party is indifferent to everything.
    `mean`: over the defined ones, from -1 (opposed) to 1 (alike); `pooled`: all pairs of all contexts taken together,
    which does not hide indifference. Both None if no context is defined.
    """

    by: Literal["front", "kind", "rank", ""] = ""
    front: str = ""
    kind: str = ""
    rank: str = ""
    options: tuple[str, ...]
    parties: tuple[str, str]
    contexts: int
    defined: int
    mean: float | None
    pooled: float | None


@dataclass(frozen=True, slots=True)
class Field:
    """The state space by options: feasibility and each party's rank (higher is better) of every state."""

    dialogue: Dialogue
    feasible: StateMask
    ranks: Mapping[str, Ranks]

    @staticmethod
    def of(dialogue: Dialogue) -> Field:
        """The states of a dialogue by options. TooLarge beyond the limit of the engine."""
        space = solved(dialogue).space
        order = np.argsort(space.layout.order)

        def by_option(array: NDArray[Scalar]) -> NDArray[Scalar]:
            return array.reshape(space.layout.fine).transpose(order)

        ranks = {party: by_option(rank) for party, rank in zip(space.layout.parties, space.ranks, strict=True)}
        return Field(dialogue, by_option(space.feasible), ranks)

    def rows(self, array: NDArray[Scalar], options: Sequence[str]) -> NDArray[Scalar]:
        """One row for each context, one column for each setting of the options (the first option fastest)."""
        axes = [self.dialogue.option_index(id) for id in reversed(options)]
        rest = [axis for axis in range(array.ndim) if axis not in axes]
        return array.transpose(*rest, *axes).reshape(-1, prod(array.shape[axis] for axis in axes))


def concord(field: Field, parties: tuple[str, str], options: Sequence[str]) -> Concord:
    """Tau-b of two parties over the settings of these options, in every context.

    With P pairs of feasible states in a context, C concordant, D discordant, T_i tied for i:
    tau_b = (C - D) / sqrt((P - T_i)(P - T_j)), undefined if a factor is 0. O(N log^2 m) for N states, m settings.

    >>> import detente as dt
    >>> field = Field.of(dt.load("classroom-prisoners"))
    >>> concord(field, ("northland", "southland"), ("north_arms", "south_arms")).mean
    -0.6666666666666666
    """
    feasible = field.rows(field.feasible, options)
    row = np.nonzero(feasible)[0]
    one, two = (_dense(field.rows(field.ranks[party], options)[feasible]) for party in parties)
    count = len(feasible)
    pairs = _pairs(row, count)
    tied = [_tied(row, value, count) for value in (one, two, one * (two.max(initial=0) + 1) + two)]
    apart = [pairs - tied[0], pairs - tied[1]]
    net = pairs - tied[0] - tied[1] + tied[2] - 2 * _discordant(row, one, two, count)
    defined = (apart[0] > 0) & (apart[1] > 0)
    mean = pooled = None
    if defined.any():
        mean = float(np.mean(net[defined] / np.sqrt(apart[0][defined].astype(float) * apart[1][defined])))
        pooled = int(net.sum()) / sqrt(int(apart[0].sum()) * int(apart[1].sum()))
    return Concord(
        options=tuple(options),
        parties=parties,
        contexts=int(feasible.any(axis=1).sum()),
        defined=int(defined.sum()),
        mean=mean,
        pooled=pooled,
    )


def _dense(values: Ints) -> Ints:
    """Values as 0, 1, 2 … in the same order, ties kept."""
    return np.unique(values, return_inverse=True)[1].reshape(values.shape).astype(np.int64)


def _pairs(row: Ints, count: int) -> Ints:
    size = np.bincount(row, minlength=count)
    return size * (size - 1) // 2


def _tied(row: Ints, value: Ints, count: int) -> Ints:
    """Per row the number of pairs of equal value."""
    stride = int(value.max(initial=0)) + 1
    keys, size = np.unique(row * stride + value, return_counts=True)
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, keys // stride, size * (size - 1) // 2)
    return total


def _discordant(row: Ints, one: Ints, two: Ints, count: int) -> Ints:
    """Per row the pairs that the two rank in opposite order: merge sort, all rows at once, counting inversions."""
    order = np.lexsort((two, one, row))
    row, two = row[order], two[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    total = np.zeros(count, dtype=np.int64)
    values, width = int(two.max(initial=0)) + 1, 1
    while width <= place.max(initial=0):
        block = np.cumsum(np.r_[0, np.diff(row) | np.diff(place // (2 * width))] != 0)
        late = place // width % 2
        # Within a block of two runs by value, the early run first among equals: an early one behind a late one is an
        # inversion.
        merged = np.argsort((block * values + two) * 2 + late, kind="stable")
        early = 1 - late[merged]
        seen = np.cumsum(early)
        ends = np.cumsum(np.bincount(block))
        behind = seen[ends - 1][block[merged]] - seen
        np.add.at(total, row[merged], behind * late[merged])
        width *= 2
    return total
