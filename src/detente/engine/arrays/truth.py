"""Where expressions hold: Boolean arrays over no more of the state space than they speak of.

Fine axes are kept apart as far as they are few, and the last of them are merged into one block of about two thousand
cells, so that numpy's inner loops stay long however many options there are. Arrays here have the *blocked* shape:
one axis for each high option and one for the block, each of length 1 where an expression does not mention it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools, Ints, Scalar
from detente.engine.arrays.layout import Layout
from detente.model.dialogue import Dialogue
from detente.model.expression import COMPARISONS, And, Compare, Const, Derived, Expr, Iff, Name, Not, Or

BLOCK = 2048


class Truths:
    """Evaluates expressions on a layout under fixed circumstances; leaves are made once."""

    def __init__(self, dialogue: Dialogue, layout: Layout, circumstances: Mapping[str, bool]) -> None:
        self.dialogue, self.layout, self.circumstances = dialogue, layout, circumstances
        high = len(layout.fine)
        while high and prod(layout.fine[high - 1 :]) <= BLOCK:
            high -= 1
        self.high = high
        self.shape = (*layout.fine[:high], prod(layout.fine[high:]))
        self._place = {option: k for k, option in enumerate(layout.order)}
        self._leaves: dict[tuple[str, str, int], Bools] = {}

    def __call__(self, expr: Expr) -> Bools:
        """Where the expression holds; broadcastable to the blocked shape."""
        match expr:
            case Const(value):
                return self._constant(value)
            case Name(id) if not self.dialogue.has("options", id):
                return self._constant(self.circumstances[id])
            case Name(id):
                return self._leaf(id, ">", 0)
            case Compare(option, op, level):
                return self._leaf(option, op, self.dialogue.levels[option].index(level))
            case Not(item):
                return ~self(item)
            case And(items):
                return _joined(np.logical_and, [self(item) for item in items])
            case Or(items):
                return _joined(np.logical_or, [self(item) for item in items])
            case Iff(left, right):
                return ~(self(left) ^ self(right))
            case Derived():
                return self(expr.meaning)

    def full(self, array: NDArray[Scalar]) -> NDArray[Scalar]:
        """An array of ours spread over the whole state space, in the shape with one axis for each owner."""
        return np.broadcast_to(array, self.shape).reshape(self.layout.shape)

    def _constant(self, value: bool) -> Bools:
        return np.full((1,) * len(self.shape), value)

    def _leaf(self, option: str, op: str, level: int) -> Bools:
        key = (option, op, level)
        if key not in self._leaves:
            self._leaves[key] = self._make_leaf(self._place[self.dialogue.option_index(option)], op, level)
        return self._leaves[key]

    def _make_leaf(self, place: int, op: str, level: int) -> Bools:
        fine = self.layout.fine
        line = np.array([COMPARISONS[op](k, level) for k in range(fine[place])])
        if place < self.high:
            return line.reshape([-1 if k == place else 1 for k in range(len(self.shape))])
        inner = fine[self.high :]
        spread = line.reshape([-1 if k == place - self.high else 1 for k in range(len(inner))])
        block = np.broadcast_to(spread, inner).reshape(-1)
        return block.reshape((1,) * self.high + (-1,))


def _joined(operation: Any, arrays: list[Bools]) -> Bools:
    """Smaller arrays first, so that the result grows only when it must."""
    arrays.sort(key=lambda array: array.size)
    found = arrays[0]
    for array in arrays[1:]:
        found = operation(found, array)
    return found


def first_axis(array: Bools | Ints) -> int:
    """The first axis along which an array varies; the number of axes if it is a constant.

    >>> first_axis(np.zeros((1, 3, 2))), first_axis(np.zeros((1, 1)))
    (1, 2)
    """
    return next((k for k, length in enumerate(array.shape) if length > 1), array.ndim)
