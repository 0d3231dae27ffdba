"""Where each option stands in the array, and the way between cells, codes and states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import prod
from operator import mul
from typing import Any

import numpy as np

from detente.engine.arrays.axes import Cells, Codes, Ints
from detente.engine.interface import LIMIT
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Direction, State


@dataclass(frozen=True)
class Layout:
    """The shape of a dialogue's state space.

    `parties`: all of them, in file order. `owners`: those with options, in file order; one axis each.
    `order`: the options' places in the file, grouped by owner. `radices`: levels of each option, in file order,
    and `way` its direction. `own`: for each owner, its options' places in the file.
    """

    parties: tuple[str, ...]
    owners: tuple[str, ...]
    order: tuple[int, ...]
    radices: tuple[int, ...]
    own: tuple[tuple[int, ...], ...]
    way: tuple[Direction, ...]

    @cached_property
    def fine(self) -> tuple[int, ...]:
        """One axis for each option, grouped by owner."""
        return tuple(self.radices[option] for option in self.order)

    @cached_property
    def levels(self) -> tuple[tuple[int, ...], ...]:
        """For each owner, the numbers of levels of its options."""
        return tuple(tuple(self.radices[option] for option in options) for options in self.own)

    @cached_property
    def directions(self) -> tuple[tuple[Direction, ...], ...]:
        """For each owner, the directions of its options."""
        return tuple(tuple(self.way[option] for option in options) for options in self.own)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """One axis for each owner."""
        return tuple(prod(levels) for levels in self.levels)

    @cached_property
    def size(self) -> int:
        """The number of states, infeasible ones included."""
        return prod(self.radices)

    @cached_property
    def cell_strides(self) -> tuple[int, ...]:
        """For each option, in file order, how many cells one level more is worth."""
        strides = dict(zip(reversed(self.order), accumulate(reversed(self.fine), mul, initial=1), strict=False))
        return tuple(strides[option] for option in range(len(self.radices)))

    @cached_property
    def code_strides(self) -> tuple[int, ...]:
        """For each option, in file order, how much one level more adds to the code."""
        return tuple(accumulate(self.radices, mul, initial=1))[:-1]

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """For each owner, how many cells one place more along its axis is worth."""
        return tuple(prod(self.shape[k + 1 :]) for k in range(len(self.shape)))

    def axis(self, party: str) -> int | None:
        """The axis of a party; None if it has no options."""
        return self.owners.index(party) if party in self.owners else None

    def cell_of(self, state: State) -> int:
        """The cell of a state."""
        return sum(map(mul, state, self.cell_strides))

    def state_of(self, cell: int) -> State:
        """The state of a cell."""
        cell = int(cell)
        return tuple([cell // s % r for s, r in zip(self.cell_strides, self.radices, strict=True)])

    def code_of(self, cell: int) -> int:
        """The code of a cell."""
        cell = int(cell)
        digits = zip(self.cell_strides, self.radices, self.code_strides, strict=True)
        return sum(cell // s % r * c for s, r, c in digits)

    def cell_of_code(self, code: int) -> int:
        """The cell of a code."""
        code = int(code)
        digits = zip(self.code_strides, self.radices, self.cell_strides, strict=True)
        return sum(code // c % r * s for c, r, s in digits)

    def codes(self, cells: Sequence[int] | Cells) -> Codes:
        """The codes of many cells."""
        return self._convert(cells, self.cell_strides, self.code_strides)

    def cells(self, codes: Sequence[int] | Codes) -> Codes:
        """The cells of many codes."""
        return self._convert(codes, self.code_strides, self.cell_strides)

    def _convert(self, numbers: Any, before: tuple[int, ...], after: tuple[int, ...]) -> Codes:
        numbers = np.asarray(numbers, dtype=np.int64)
        found: Ints = np.zeros_like(numbers)
        for radix, was, now in zip(self.radices, before, after, strict=True):
            found += numbers // was % radix * now
        return found


def layout(dialogue: Dialogue) -> Layout:
    """The layout of a dialogue's state space; costs nothing but arithmetic.

    >>> from detente import load
    >>> plan = layout(load("river"))
    >>> plan.owners, plan.shape, plan.cell_of((2, 1, 0, 1))
    (('upland', 'lowland', 'farmers'), (6, 2, 2), 19)
    """
    owners = tuple(p.id for p in dialogue.parties if any(option.by == p.id for option in dialogue.options))
    own = tuple(tuple(i for i, option in enumerate(dialogue.options) if option.by == owner) for owner in owners)
    return Layout(
        parties=tuple(p.id for p in dialogue.parties),
        owners=owners,
        order=tuple(i for options in own for i in options),
        radices=dialogue.radices,
        own=own,
        way=tuple(option.direction for option in dialogue.options),
    )


def check_size(dialogue: Dialogue) -> None:
    """Refuse a dialogue of more states than arrays are made for, before any memory is touched.

    >>> from detente import parse
    >>> many = ", ".join(f"x{n}: {{by: a}}" for n in range(25))
    >>> check_size(parse(f"{{parties: {{a: {{name: Aland}}}}, options: {{{many}}}}}"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    detente.errors.TooLarge: states of the dialogue ...: 33,554,432 is more than the limit of 16,777,216.
    """
    if dialogue.possible > LIMIT:
        raise TooLarge("states of the dialogue (the product of all levels)", dialogue.possible, LIMIT)
