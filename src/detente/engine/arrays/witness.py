"""Why a state is stable or not for a party, as values that can be checked step by step.

Searches start from one state and look at no more of the space than they reach. One party's improvements are
transitive here, so breadth-first search over states finds every end of a sequence in which nobody moves twice running,
and the least length; parties may move again later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.space import Cells, Space
from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move of one party, from cell to cell."""

    mover: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Why `party` does not leave for `improvement`: the others' answer ends where it is no better off.

    `answer` may be empty only where the improvement itself is no better (never, for a real improvement). With a
    concept that grants a last reply, every move of the party from the end is no better, either.
    """

    concept: str
    party: str
    state: int
    improvement: Step
    answer: tuple[Step, ...]

    @property
    def end(self) -> int:
        """The cell where the answer ends."""
        return self.answer[-1].after if self.answer else self.improvement.after


def others(space: Space, party: str) -> tuple[str, ...]:
    """The other parties that can move at all."""
    return tuple(owner for owner in space.layout.owners if owner != party)


def steps(space: Space, parties: Iterable[str], cell: int, *, improving: bool) -> Iterator[Step]:
    """Every single step of these parties from a cell."""
    for party in parties:
        found = space.improvements(party, cell) if improving else space.moves(party, cell)
        for after in found.tolist():
            yield Step(mover=party, before=cell, after=after)


def reach(space: Space, parties: Iterable[str], cell: int, *, improving: bool) -> dict[int, Step | None]:
    """Every cell that sequences of these parties reach from `cell`, with the last step of a shortest way to it.

    In order of least number of steps, `cell` itself first (with None). Follow `before` of the steps to walk back.
    """
    found: dict[int, Step | None] = {cell: None}
    for layer in _layers(space, tuple(parties), cell, improving):
        found.update(layer.steps())
    return found


def way(found: dict[int, Step | None], end: int) -> tuple[Step, ...]:
    """The steps of a shortest way to `end`, from what `reach` found."""
    taken: list[Step] = []
    step = found[end]
    while step is not None:
        taken.append(step)
        step = found[step.before]
    return tuple(reversed(taken))


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
        usable &= ranks[targets] > ranks[edge][:, None]
    rows, columns = usable.nonzero()
    after, first = np.unique(targets[rows, columns], return_index=True)
    return after, edge[rows[first]]


def trace(space: Space, party: str, cell: int, improvement: int, concept: str | Concept) -> Trace | None:
    """A shortest sanction of one improvement of the party, or None if nothing the others can do counts as one."""
    asked = by_name(concept) if isinstance(concept, str) else concept
    if asked.answer is None:
        return None
    found: dict[int, Step | None] = {improvement: None}
    for layer in _layers(space, others(space, party), improvement, asked.answer == "improvements"):
        found.update(layer.steps())
        end = _deterring(space, party, cell, layer.cells, asked)
        if end is not None:
            leaving = Step(mover=party, before=cell, after=improvement)
            return Trace(concept=asked.name, party=party, state=cell, improvement=leaving, answer=way(found, end))
    return None


def _deterring(space: Space, party: str, cell: int, ends: Cells, concept: Concept) -> int | None:
    """The first of these cells that is no better for the party, nor leads it (where it may reply) to a better one."""
    ranks = space.flat_ranks[party]
    candidates = ends[ranks[ends] <= ranks[cell]]
    if concept.reply and candidates.size:
        targets, usable = space.steps(party, candidates)
        candidates = candidates[~(usable & (ranks[targets] > ranks[cell])).any(axis=1)]
    return int(candidates[0]) if candidates.size else None


def checks(space: Space, trace: Trace) -> bool:
    """Whether a trace is what it says: legal steps, one after another, nobody twice running, ending no better."""
    asked = by_name(trace.concept)
    improvement = trace.improvement
    if improvement.mover != trace.party or improvement.before != trace.state or asked.answer is None:
        return False
    if improvement.after not in space.improvements(trace.party, trace.state):
        return False
    here, last = improvement.after, trace.party
    for step in trace.answer:
        legal = (space.improvements if asked.answer == "improvements" else space.moves)(step.mover, here)
        if step.before != here or step.mover in (last, trace.party) or step.after not in legal:
            return False
        here, last = step.after, step.mover
    return bool(trace.answer) and _deterring(space, trace.party, trace.state, np.array([here]), asked) is not None


def unsanctioned(space: Space, party: str, cell: int, concept: str | Concept = "seq") -> Cells:
    """The improvements of the party from a cell that no answer deters (under SEQ: the credible ones), ascending."""
    cells = space.improvements(party, cell).tolist()
    return np.array([t for t in cells if trace(space, party, cell, t, concept) is None], dtype=np.int64)
