"""Many models on the same states: what is feasible and how parties rank, each kind once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.lazily import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Bools, Cells, Ints, Ranks

    StateRows = NDArray[np.bool_]
    """Kinds × cells: a set of states a row."""

    RankRows = Ints
    """Kinds × cells: a ranking a row."""

    BrokenRows = Ints
    """Kinds × cells: a row which rules of one party are broken, as bits."""

    OfModel = NDArray[np.intp]
    """For each model, or combination, the number of its kind."""


@dataclass(frozen=True, kw_only=True)
class Models:
    """Many models on the same states, by the engine's cells; one axis for each party that owns options.

    `levels`, `directions`: of the options of each axis. `feasible` (kinds × cells), and for each axis `ranks` (kinds ×
    cells; higher is better, never negative); `of_feasible`, `of_rank`: for each model the kind that it has; `broken`,
    `of_broken`: the same for the rules that bind the owner of an axis alone, as `Game` has them (None: there are none).
    """

    levels: tuple[tuple[int, ...], ...]
    directions: tuple[tuple[Any, ...], ...]
    feasible: StateRows
    ranks: tuple[RankRows, ...]
    of_feasible: OfModel
    of_rank: tuple[OfModel, ...]
    broken: tuple[BrokenRows | None, ...]
    of_broken: tuple[OfModel, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """One axis for each owner."""
        return tuple(prod(levels) for levels in self.levels)

    @property
    def cells(self) -> int:
        """The number of states, infeasible ones included."""
        return int(self.feasible.shape[1])

    def sound(self, model: Ints, cell: Cells) -> Bools:
        """Whether cells are feasible, each in its model."""
        found: Bools = self.feasible[self.of_feasible[model], cell]
        return found

    def rank(self, axis: int, model: Ints, cell: Cells) -> Ranks:
        """What cells are worth to the owner of an axis, each in its model."""
        found: Ranks = self.ranks[axis][self.of_rank[axis][model], cell]
        return found

    @cached_property
    def permitted(self) -> tuple[Bools | None, ...]:
        """For each axis with one-way options, which place can be left for which."""
        from detente.engine.arrays.one_way import permitted

        return tuple(permitted(levels, ways) for levels, ways in zip(self.levels, self.directions, strict=True))
