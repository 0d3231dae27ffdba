"""The play-out of single spaces, from the arrays of many models."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.engine.arrays.space import Space
from detente.methods.chances.markov import Walk, walk
from detente.methods.chances.models import Models
from detente.methods.chances.steps import Choose, Moves, chain_of, steps


def played(spaces: Sequence[Space], start: int, *, moves: Moves = "credible", choose: Choose = "best") -> Walk:
    """The walk from a cell. `spaces`: for each axis, the space by which its owner moves (all the same, or its view)."""
    known = {id(space): models_of([space]) for space in spaces}
    made = steps([known[id(space)] for space in spaces], start, moves, choose)
    rows = zip(made.before.tolist(), made.after.tolist(), made.k.tolist(), strict=True)
    return walk(chain_of(rows, start), start)


def models_of(spaces: Sequence[Space]) -> Models:
    """Spaces of one layout as models."""
    layout = spaces[0].layout
    return Models(
        levels=layout.levels,
        directions=layout.directions,
        feasible=np.stack([space.flat_feasible for space in spaces]),
        ranks=tuple(np.stack([space.flat_ranks[owner] for space in spaces]) for owner in layout.owners),
        of_feasible=np.arange(len(spaces)),
        of_rank=tuple(np.arange(len(spaces)) for _ in layout.owners),
        broken=tuple(_stacked([space.flat_broken[axis] for space in spaces]) for axis in range(len(layout.owners))),
        of_broken=tuple(np.arange(len(spaces)) for _ in layout.owners),
    )


def _stacked(broken: Sequence[np.ndarray | None]) -> np.ndarray | None:
    found = [sets for sets in broken if sets is not None]
    if not found:
        return None
    return np.stack([np.zeros_like(found[0]) if sets is None else sets for sets in broken])
