"""The arrays of a game and a party's reach in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools, Ints, Ranks, Scalar
from detente.model.dialogue import Direction

BACKWARDS: dict[Direction, Direction] = {"both": "both", "forward": "back", "back": "forward"}
"""Each direction turned round: from where an option can have come."""


@dataclass(frozen=True, kw_only=True)
class Game:
    """Feasibility and ranks, one axis for each party, perhaps after one batch axis (`lead` is 1 then, else 0).

    Ranks are never negative, so that -1 can stand for "no state"; `top` is above them all. `holes`: some state is
    infeasible. `broken`: for each axis, by state, which rules that bind its owner alone are broken there, as bits
    (None: no rule does); a party moves only to where it breaks none that is whole.
    """

    levels: tuple[tuple[int, ...], ...]
    directions: tuple[tuple[Direction, ...], ...]
    feasible: Bools
    ranks: tuple[Ints, ...]
    shape: tuple[int, ...]
    lead: int
    holes: bool
    broken: tuple[Ints | None, ...]

    @property
    def parties(self) -> int:
        """The number of parties that own options."""
        return len(self.levels)

    def one_way(self, axis: int) -> bool:
        """Whether some option of the party can only be taken up, or only given up."""
        return any(direction != "both" for direction in self.directions[axis])

    def low(self, axis: int) -> Ints:
        """The ranks of a party, -1 where infeasible."""
        ranks = self.ranks[axis]
        return np.where(self.feasible, ranks, ranks.dtype.type(-1)) if self.holes else ranks

    def high(self, values: Ints) -> Ints:
        """`values`, above everything where infeasible."""
        return np.where(self.feasible, values, np.iinfo(values.dtype).max) if self.holes else values

    def masked(self, verdict: Bools) -> Bools:
        """`verdict`, False where infeasible; of the full shape."""
        if self.holes:
            verdict = verdict & self.feasible
        return verdict if verdict.shape == self.shape else np.array(np.broadcast_to(verdict, self.shape))

    def reach(self, op: np.ufunc, values: Ints, axis: int) -> Ints:
        """`op` (maximum or minimum) over the positions that a party can move to, its present one included.

        Without one-way options the answer is the same all along the axis, which then has length 1.
        """
        at = self.lead + axis
        if values.shape[at] == 1:  # the same all along already
            return values
        return unbroken(
            op, values, self.broken[axis], lambda part: reached(op, part, at, self.levels[axis], self.directions[axis])
        )


def unbroken(op: np.ufunc, values: Ints, broken: Ints | None, over: Callable[[Ints], Ints]) -> Ints:
    """`over` (an `op` over places), where each place counts for those alone that break no further rule there.

    `broken`: by place the set of rules broken, as bits. One pass for each set that occurs; each place takes its own.

    >>> broken = np.array([1, 0, 0])  # a rule of the party's own is broken at the first place only
    >>> best = lambda values: reached(np.maximum, values, 0, (3,), ("both",))
    >>> unbroken(np.maximum, np.array([3, 1, 2]), broken, best).tolist()
    [3, 2, 2]
    """
    if broken is None:
        return over(values)
    values, broken = np.broadcast_arrays(values, broken)
    found = np.empty(values.shape, values.dtype)
    for held in np.unique(broken).tolist():
        np.copyto(found, over(np.where(broken & ~held, _nothing(op, values.dtype), values)), where=broken == held)
    return found


def _nothing(op: np.ufunc, kind: npt.DTypeLike) -> Any:
    """What counts for nothing under an operation."""
    if op in (np.logical_or, np.add):
        return np.zeros((), kind)
    bounds = np.iinfo(kind)
    return np.asarray(bounds.min if op is np.maximum else bounds.max, kind)


def turned(broken: Ints | None) -> Ints | None:
    """The sets of broken rules for moves that are looked at backwards: those that are whole.

    >>> [int(whole) & 0b11 for whole in turned(np.array([0b00, 0b01, 0b11]))]
    [3, 2, 0]
    """
    return None if broken is None else ~broken


def reached(
    op: np.ufunc, values: Ints, at: int, levels: tuple[int, ...], directions: tuple[Direction, ...]
) -> Ints:
    """`op` over the places of axis `at` that moves lead to from each, itself among them.

    `levels`, `directions`: of the options that are unravelled along the axis. Without one-way options the answer is the
    same all along, and the axis has length 1.

    >>> reached(np.maximum, np.array([3, 1, 2]), 0, (3,), ("both",)).tolist()
    [3]
    >>> reached(np.maximum, np.array([3, 1, 2]), 0, (3,), ("forward",)).tolist()
    [3, 2, 2]
    """
    if all(direction == "both" for direction in directions):
        return np.asarray(op.reduce(values, axis=at, keepdims=True))
    before, after = values.shape[:at], values.shape[at + 1 :]
    fine = values.reshape(before + levels + after)
    for k, direction in enumerate(directions):
        fine = ahead(op, fine, at + k, direction)
    return np.broadcast_to(fine, before + levels + after).reshape(values.shape)


def ahead(op: np.ufunc, values: Ints, axis: int, direction: Direction) -> Ints:
    """`op` over where one option's axis can be gone along from each place; of length 1 where it is the same for all.

    >>> ahead(np.minimum, np.array([3, 1, 2]), 0, "back").tolist()
    [3, 1, 1]
    """
    if direction == "both":
        return np.asarray(op.reduce(values, axis=axis, keepdims=True))
    if direction == "forward":
        return np.flip(op.accumulate(np.flip(values, axis), axis=axis), axis)
    return np.asarray(op.accumulate(values, axis=axis))


def game(
    levels: Sequence[Sequence[int]],
    directions: Sequence[Sequence[Direction]],
    feasible: Bools,
    ranks: Sequence[Ints],
    broken: Sequence[Ints | None] = (),
) -> Game:
    """The game of these arrays; shapes as `arrays.solve_arrays` says. ValueError if they do not fit.

    >>> ranks = [np.array([[1, 0], [3, 2]]), np.array([[1, 3], [0, 2]])]
    >>> one_axis_each = game([(2,), (2,)], [("both",), ("both",)], np.ones((2, 2), bool), ranks)
    >>> one_axis_each.shape, one_axis_each.holes
    ((2, 2), False)
    """
    plain = tuple(prod(row) for row in levels)
    lead = max(array.ndim for array in (feasible, *ranks)) - len(plain)
    given = [np.asarray(array) for array in (feasible, *ranks)]
    shape = np.broadcast_shapes((1,) * lead + plain, *(array.shape for array in given))
    if lead not in (0, 1) or shape[lead:] != plain or len(ranks) != len(plain):
        raise ValueError(f"arrays of shapes {[array.shape for array in given]} do not fit axes {plain}")
    mask, *raw = (_spread(array, shape, lead) for array in given)
    return Game(
        levels=tuple(map(tuple, levels)),
        directions=tuple(map(tuple, directions)),
        feasible=np.asarray(mask, bool),
        ranks=tuple(map(_small, raw)),
        shape=shape,
        lead=lead,
        holes=not bool(mask.all()),
        broken=tuple(None if b is None else _spread(b, shape, lead) for b in broken or (None,) * len(plain)),
    )


def _spread(array: NDArray[Scalar], shape: tuple[int, ...], lead: int) -> NDArray[Scalar]:
    """With the batch axis if there is one (kept at length 1 where the array is the same for all)."""
    missing = len(shape) - array.ndim
    return array.reshape((1,) * missing + array.shape) if lead else array


def _small(ranks: Ranks) -> Ints:
    """The ranks as a small signed type, shifted so that none is negative; dense only if they are very wide."""
    low, high = int(ranks.min()), int(ranks.max())
    if low < 0 or not np.issubdtype(ranks.dtype, np.signedinteger):
        if high - low >= 2**30:
            return np.unique(ranks, return_inverse=True)[1].reshape(ranks.shape).astype(np.int32)
        ranks, high = ranks.astype(np.int64) - low, high - low
    if high >= 2**30:
        return np.unique(ranks, return_inverse=True)[1].reshape(ranks.shape).astype(np.int32)
    return ranks.astype(np.int16 if high < 2**14 else np.int32, copy=False)
