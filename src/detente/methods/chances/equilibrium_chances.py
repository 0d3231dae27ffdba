"""Where many models can settle: for each state, the weight of the models in which it is an equilibrium.

Firm is Nash, credible is SEQ. Beside a credible state that is not firm stands the heaviest combination in which that is
so, to be asked whether it rests on a deterrent that costs its owner nothing (the lean reading looks at single states).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.engine.arrays.axes import Ints
from detente.engine.arrays.solve import solve_arrays
from detente.engine.concepts import NASH, SEQ
from detente.methods.chances.combinations import Batch
from detente.methods.chances.models import Models

if TYPE_CHECKING:
    from detente.methods.chances.models import OfModel, StateRows

TOGETHER = 2**17
"""States of all models that the engine is given together."""

LIMB = 26
"""Bits of a weight that are summed at a time, so that floating point holds the sums exactly."""


@dataclass(frozen=True, slots=True)
class Settled:
    """By cell: the weight of the combinations in which the state is firm, and of those in which it is credible (or
    firm); and for states that are credible without being firm the heaviest such combination, with its weight."""

    firm: dict[int, int]
    credible: dict[int, int]
    heaviest: dict[int, tuple[int, bytes]]

    def __add__(self, other: Settled) -> Settled:
        heaviest = dict(self.heaviest)
        for cell, example in other.heaviest.items():
            heaviest[cell] = max(example, heaviest.get(cell, example))
        return Settled(_sum(self.firm, other.firm), _sum(self.credible, other.credible), heaviest)


def _sum(a: dict[int, int], b: dict[int, int]) -> dict[int, int]:
    found = dict(a)
    for cell, weight in b.items():
        found[cell] = found.get(cell, 0) + weight
    return found


def settled(models: Models, batch: Batch, of_model: OfModel) -> Settled:
    """Where the models of some combinations settle.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> import numpy as np
    >>> from detente.methods.chances.combinations import every, items
    >>> from detente.methods.chances.shared_arrays import Variants
    >>> batch = every(items(river)[:1])
    >>> models, of_model = Variants(river, items(river)[:1]).models(batch.rows)
    >>> len(settled(models, batch, of_model).firm)
    3
    """
    used, place = np.unique(of_model, return_inverse=True)
    weights = [0] * len(used)
    examples: list[tuple[int, bytes]] = [(0, b"")] * len(used)
    for model, row, weight in zip(place.tolist(), batch.rows, batch.weights.tolist(), strict=True):
        weights[model] += weight
        examples[model] = max(examples[model], (weight, row.tobytes()))
    width = max(1, TOGETHER // models.cells)
    parts = [_equilibria(models, used[start : start + width]) for start in range(0, len(used), width)]
    firm, credible = (np.concatenate(verdicts) for verdicts in zip(*parts, strict=True))
    return Settled(_weighed(firm, weights), _weighed(credible, weights), _heaviest(credible & ~firm, examples))


def _equilibria(models: Models, chosen: Ints) -> tuple[StateRows, StateRows]:
    """Where some models have firm equilibria, and where credible ones: models × cells."""
    shape = (len(chosen), *models.shape)
    feasible = models.feasible[models.of_feasible[chosen]].reshape(shape)
    ranks = [table[of[chosen]].reshape(shape) for table, of in zip(models.ranks, models.of_rank, strict=True)]
    own = zip(models.broken, models.of_broken, strict=True)
    broken = [None if table is None else table[of[chosen]].reshape(shape) for table, of in own]
    firm, credible = solve_arrays(models.levels, models.directions, feasible, ranks, (NASH, SEQ), broken)
    both = (np.logical_and.reduce([feasible, *verdicts]).reshape(len(chosen), -1) for verdicts in (firm, credible))
    return next(both), next(both)


def _weighed(where: StateRows, weights: list[int]) -> dict[int, int]:
    """For each cell the sum of the weights of the models that have it."""
    cells = np.flatnonzero(where.any(axis=0))
    table = where[:, cells].astype(float)
    total = [0] * len(cells)
    for limb in range(0, max(weights).bit_length(), LIMB):
        part = np.array([weight >> limb & (1 << LIMB) - 1 for weight in weights], dtype=float)
        total = [a + (int(b) << limb) for a, b in zip(total, (part @ table).tolist(), strict=True)]
    return dict(zip(cells.tolist(), total, strict=True))


def _heaviest(where: StateRows, examples: list[tuple[int, bytes]]) -> dict[int, tuple[int, bytes]]:
    """For each cell the heaviest of the models that have it."""
    order = sorted(range(len(examples)), key=examples.__getitem__, reverse=True)
    cells = np.flatnonzero(where.any(axis=0))
    first = where[order][:, cells].argmax(axis=0)
    return {cell: examples[order[k]] for cell, k in zip(cells.tolist(), first.tolist(), strict=True)}
