"""Why a state is stable or not for a party, as values that can be checked step by step.

Searches start from one state and look at no more of the space than they reach. One party's improvements are
transitive here, so breadth-first search over states finds every end of a sequence in which nobody moves twice running,
and the least length; parties may move again later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.space import Cells, Space


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
    parties = tuple(parties)
    found: dict[int, Step | None] = {cell: None}
    edge = [cell]
    while edge:
        fresh: list[int] = []
        for here in edge:
            for step in steps(space, parties, here, improving=improving):
                if step.after not in found:
                    found[step.after] = step
                    fresh.append(step.after)
        edge = fresh
    return found


def way(found: dict[int, Step | None], end: int) -> tuple[Step, ...]:
    """The steps of a shortest way to `end`, from what `reach` found."""
    taken: list[Step] = []
    step = found[end]
    while step is not None:
        taken.append(step)
        step = found[step.before]
    return tuple(reversed(taken))


def trace(space: Space, party: str, cell: int, improvement: int, concept: str | Concept) -> Trace | None:
    """A shortest sanction of one improvement of the party, or None if nothing the others can do counts as one."""
    asked = by_name(concept) if isinstance(concept, str) else concept
    if asked.answer is None:
        return None
    found = reach(space, others(space, party), improvement, improving=asked.answer == "improvements")
    end = next((u for u in found if u != improvement and _deters(space, party, cell, u, asked)), None)
    if end is None:
        return None
    leaving = Step(mover=party, before=cell, after=improvement)
    return Trace(concept=asked.name, party=party, state=cell, improvement=leaving, answer=way(found, end))


def _deters(space: Space, party: str, cell: int, end: int, concept: Concept) -> bool:
    if space.prefers(party, end, cell):
        return False
    return not concept.reply or not any(space.prefers(party, v, cell) for v in space.moves(party, end).tolist())


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
    return bool(trace.answer) and _deters(space, trace.party, trace.state, here, asked)


def unsanctioned(space: Space, party: str, cell: int, concept: str | Concept = "seq") -> Cells:
    """The improvements of the party from a cell that no answer deters (under SEQ: the credible ones), ascending."""
    cells = space.improvements(party, cell).tolist()
    return np.array([t for t in cells if trace(space, party, cell, t, concept) is None], dtype=np.int64)
