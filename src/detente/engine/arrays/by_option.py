"""The state space with one axis for each option, in file order: `array[state]` is what belongs to that state.

The engine keeps one axis for each party; packages, orders and trades speak of options. A party's moves run along the
axes of its own options, and an option that only goes one way lets a move go only that way along its axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.game import BACKWARDS, turned, unbroken
from detente.engine.arrays.game import ahead as along
from detente.engine.arrays.lazily import np
from detente.engine.arrays.space import Space
from detente.engine.interface import credible
from detente.model.dialogue import Dialogue, Direction, State, permitted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Broken, Cells, Codes, Ints, Ranks, Scalar, StateMask

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Feasibility and each party's rank of every state (higher is better; meaningless where infeasible).

    `cells` and `codes` are the engine's and the dialogue's own number of the state. `broken`: for each party that rules
    bind alone, which of them are broken, as bits.
    """

    dialogue: Dialogue
    space: Space
    cells: Cells
    feasible: StateMask
    ranks: dict[str, Ranks]
    codes: Codes
    broken: dict[str, Broken]

    def axes(self, parties: Iterable[str]) -> tuple[int, ...]:
        """The axes of the options of these parties."""
        wanted = set(parties)
        return tuple(k for k, option in enumerate(self.dialogue.options) if option.by in wanted)

    def best_in_reach(self, party: str, block: Any = ..., *, locked: frozenset[int] = _NONE) -> Ranks:
        """Per state the highest rank, for the party, among the state itself and all it can move to from there."""
        best = np.where(self.feasible[block], self.ranks[party][block], -1)
        axes = [axis for axis in self.axes([party]) if axis not in locked]
        return self._along(ahead, np.maximum, best, axes, self._broken(party, block))

    def flood(
        self,
        block: Any,
        start: StateMask,
        parties: Sequence[str],
        *,
        improving: bool,
        locked: frozenset[int] = _NONE,
        backwards: bool = False,
    ) -> StateMask:
        """What sequences of moves (or of improvements) of these parties reach, the starting states included.

        `block`: the part of the grid looked at (see `block_of`), closed under the moves; `start` and the answer
        have its shape, and axes of nobody in `parties` keep separate starts apart. `locked`: options that stay.
        `backwards` (moves only): the states from which the starting states are reached.
        """
        feasible = self.feasible[block]
        ranks = {p: self.ranks[p][block] for p in parties} if improving else {}
        axes = {p: [k for k in self.axes([p]) if k not in locked] for p in parties}
        movers = [p for p in parties if axes[p]]
        top = np.iinfo(np.int64).max
        along = ahead if backwards else behind
        broken = {p: self._broken(p, block) if backwards else turned(self._broken(p, block)) for p in parties}
        op = np.minimum if improving else np.logical_or
        reached, quiet, turn = start, 0, 0
        while movers and quiet < len(movers):
            party = movers[turn % len(movers)]
            known: Any = np.where(reached, ranks[party], top) if improving else reached
            known = self._along(along, op, known, axes[party], broken[party])
            more = reached | (feasible & (credible(ranks[party], known) if improving else known))
            # One party's moves are transitive, and so are its improvements: it has nothing to add to its own.
            quiet = 1 if (more != reached).any() else quiet + 1
            reached, turn = more, turn + 1
        return reached

    def _broken(self, party: str, block: Any) -> Broken | None:
        return self.broken[party][block] if party in self.broken else None

    def _along(
        self, along: Any, op: Any, values: Ints, axes: Sequence[int], broken: Broken | None
    ) -> Ints:
        """One party's moves along axes, each place counting only for those that break no further rule of its own."""

        def over(part: Ints) -> Ints:
            for axis in axes:
                part = along(op, part, axis, self.dialogue.options[axis].direction)
            return part

        return unbroken(op, values, broken, over)

    def by_state(self, array: NDArray[Scalar]) -> NDArray[Scalar]:
        """An array of the engine's with one axis for each option, in file order."""
        placed: NDArray[Scalar] = array.reshape(-1)[self.cells]
        return placed


def grid(space: Space) -> Grid:
    """The space of a dialogue with one axis for each option.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> grid(build(load("river"))).feasible.shape
    (3, 2, 2, 2)
    """
    dialogue = space.dialogue
    codes = np.arange(dialogue.possible).reshape(dialogue.radices, order="F")
    cells = _cells(space)
    ranks = zip((p.id for p in dialogue.parties), space.ranks, strict=True)
    return Grid(
        dialogue=dialogue,
        space=space,
        cells=cells,
        feasible=space.feasible.reshape(-1)[cells],
        ranks={p: array.reshape(-1)[cells].astype(np.int64) for p, array in ranks},
        codes=codes,
        broken={
            owner: broken[cells]
            for owner, broken in zip(space.layout.owners, space.flat_broken, strict=True)
            if broken is not None
        },
    )


def _cells(space: Space) -> Cells:
    """The engine's cell of every state: a cell is a sum over options, so the states one level up tell the strides."""
    radices = space.dialogue.radices
    cells = np.zeros(radices, dtype=np.int64)
    for axis, radix in enumerate(radices):
        stride = space.cell_of(tuple(int(k == axis) for k in range(len(radices))))
        shape = [radix if k == axis else 1 for k in range(len(radices))]
        cells += (np.arange(radix) * stride).reshape(shape)
    return cells


def ahead(op: Any, array: Ints, axis: int, direction: Direction) -> Ints:
    """Per place the extreme (`op`: np.maximum or np.minimum) over where one can go from it along the axis.

    >>> import numpy as np
    >>> ahead(np.maximum, np.array([[2, 5, 1]]), 1, "forward").tolist()
    [[5, 5, 1]]
    """
    return np.broadcast_to(along(op, array, axis, direction), array.shape)


def behind(op: Any, array: Ints, axis: int, direction: Direction) -> Ints:
    """Per place the extreme over where one can have come from along the axis.

    >>> import numpy as np
    >>> behind(np.maximum, np.array([[2, 5, 1]]), 1, "forward").tolist()
    [[2, 5, 5]]
    """
    return ahead(op, array, axis, BACKWARDS[direction])


def attainable(dialogue: Dialogue, start: State) -> list[list[int]]:
    """Per option the levels that it can go to from `start`, its own level among them.

    >>> from detente import load
    >>> attainable(load("river"), (1, 0, 1, 0))
    [[0, 1, 2], [0, 1], [1], [0, 1]]
    """
    return [
        [level for level in range(len(option.levels)) if permitted(option.direction, here, level)]
        for option, here in zip(dialogue.options, start, strict=True)
    ]


def block_of(levels: Sequence[Sequence[int]]) -> tuple[slice, ...]:
    """The part of the grid with these levels of each option, which lie one beside the other: no copy is made.

    >>> block_of([[0, 1, 2], [1]])
    (slice(0, 3, None), slice(1, 2, None))
    """
    return tuple(slice(some[0], some[-1] + 1) for some in levels)
