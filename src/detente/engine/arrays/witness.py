"""How the others answer one improvement of a party, step by step.

Searches start from one state and look at no more of the space than they reach. One party's improvements are
transitive here, so breadth-first search over states finds every end of a sequence in which nobody moves twice running,
and the least length; parties may move again later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Cells
from detente.engine.arrays.space import Space
from detente.engine.breadth import way
from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import credible, deters


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move of one party, from cell to cell."""

    mover: str
    before: int
    after: int


def others(space: Space, party: str) -> tuple[str, ...]:
    """The other parties that can move at all.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> others(build(load("river")), "upland")
    ('lowland', 'farmers')
    """
    return tuple(owner for owner in space.layout.owners if owner != party)


def steps(space: Space, parties: Iterable[str], cell: int) -> Iterator[Step]:
    """Every single step of these parties from a cell.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> list(steps(build(load("classroom-prisoners")), ["northland"], 0))
    [Step(mover='northland', before=0, after=2)]
    """
    for party in parties:
        for after in space.improvements(party, cell).tolist():
            yield Step(mover=party, before=cell, after=after)


@dataclass(frozen=True, slots=True)
class _Layer:
    """Cells first reached with the same number of steps: who moved last, and from where."""

    cells: Cells
    before: Cells
    movers: tuple[tuple[str, int], ...]
    """Each mover, and how many of the cells (in order) are its."""

    def steps(self) -> Iterator[tuple[int, Step]]:
        """Each cell with its last step."""
        names = (name for name, count in self.movers for _ in range(count))
        for name, before, after in zip(names, self.before.tolist(), self.cells.tolist(), strict=True):
            yield after, Step(mover=name, before=before, after=after)


def _layers(space: Space, parties: tuple[str, ...], cell: int, improving: bool) -> Iterator[_Layer]:
    """Breadth first, a layer at a time, all its cells at once."""
    seen = np.zeros(space.layout.size, dtype=bool)
    seen[cell] = True
    edge = np.array([cell], dtype=np.int64)
    while edge.size and parties:
        cells, before, movers = [], [], []
        for party in parties:
            after, origin = _fresh(space, party, edge, seen, improving)
            seen[after] = True
            cells.append(after)
            before.append(origin)
            movers.append((party, len(after)))
        layer = _Layer(np.concatenate(cells), np.concatenate(before), tuple(movers))
        if layer.cells.size:
            yield layer
        edge = layer.cells


def _fresh(
    space: Space, party: str, edge: Cells, seen: NDArray[np.bool_], improving: bool
) -> tuple[Cells, Cells]:
    """The cells not seen yet that one party reaches in a step from any of the edge, and from where."""
    targets, usable = space.steps(party, edge)
    usable &= ~seen[targets]
    if improving:
        ranks = space.flat_ranks[party]
        usable &= credible(ranks[targets], ranks[edge][:, None])
    rows, columns = usable.nonzero()
    after, first = np.unique(targets[rows, columns], return_index=True)
    return after, edge[rows[first]]


def sanction(space: Space, party: str, cell: int, improvement: int, concept: str | Concept) -> tuple[Step, ...] | None:
    """The others' steps in a shortest sanction of one improvement; None if nothing they can do counts as one.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> sanction(prisoners, "northland", prisoners.cell_of((0, 0)), prisoners.cell_of((1, 0)), "seq")
    (Step(mover='southland', before=2, after=3),)
    """
    asked = by_name(concept)
    if asked.answer is None:
        return None
    came: dict[int, Step | None] = {improvement: None}
    for layer in _layers(space, others(space, party), improvement, asked.answer == "improvements"):
        came.update(layer.steps())
        end = _deterring(space, party, cell, layer.cells, asked)
        if end is not None:
            return way(came, end)
    return None


def _deterring(space: Space, party: str, cell: int, ends: Cells, concept: Concept) -> int | None:
    """The first of these cells that is no better for the party, nor leads it (where it may reply) to a better one."""
    ranks = space.flat_ranks[party]
    candidates = ends[deters(ranks[ends], ranks[cell])]
    if concept.reply and candidates.size:
        targets, usable = space.steps(party, candidates)
        candidates = candidates[(~usable | deters(ranks[targets], ranks[cell])).all(axis=1)]
    return int(candidates[0]) if candidates.size else None


def unsanctioned(space: Space, party: str, cell: int, concept: str | Concept = "seq") -> Cells:
    """The improvements of the party from a cell that no answer deters (under SEQ: the credible ones), ascending.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> unsanctioned(prisoners, "northland", 0).tolist(), unsanctioned(prisoners, "northland", 0, "nash").tolist()
    ([], [2])
    """
    cells = space.improvements(party, cell).tolist()
    return np.array([t for t in cells if sanction(space, party, cell, t, concept) is None], dtype=np.int64)
