"""The interface's answers from the state array: single states, and sets of them.

Relies on: moves of one party are transitive (option form), and a preference is a number per state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from detente.engine.arrays import solve, witness
from detente.engine.arrays.axes import Bools, Cells
from detente.engine.arrays.lean import Lean
from detente.engine.arrays.space import Space, build, levels_among
from detente.engine.breadth import shortest
from detente.engine.concepts import SEQ, Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import Sanction, Step
from detente.model.dialogue import Dialogue, State, differing


@dataclass(frozen=True, slots=True)
class ArrayStates:
    """A set of feasible states, as a Boolean for each cell."""

    space: Space
    where: Bools

    def count(self) -> int:
        """How many there are."""
        return int(self.where.sum())

    def some(self, limit: int) -> tuple[State, ...]:
        """The first of them by code, no more than `limit`."""
        codes = np.sort(self.space.layout.codes(np.flatnonzero(self.where)))[:limit]
        return tuple(self.space.dialogue.state(code) for code in codes.tolist())

    def levels(self) -> tuple[tuple[bool, ...], ...]:
        """For each option, in file order, which of its levels occur."""
        return tuple(tuple(row.tolist()) for row in levels_among(self.space, np.flatnonzero(self.where)))

    def __contains__(self, state: State) -> bool:
        return bool(self.where[self.space.cell_of(state)])

    def __and__(self, other: ArrayStates) -> ArrayStates:
        return ArrayStates(self.space, self.where & other.where)

    def __or__(self, other: ArrayStates) -> ArrayStates:
        return ArrayStates(self.space, self.where | other.where)

    def __invert__(self) -> ArrayStates:
        return ArrayStates(self.space, self.space.flat_feasible & ~self.where)


Verdicts = Callable[[Concept], Mapping[str, Bools]]
"""For a concept, where each party is stable."""




class Arrays:
    """The `interface.Solver` of a dialogue whose states fit into memory."""

    def __init__(self, space: Space, *, lean: Lean | None = None, verdicts: Verdicts | None = None) -> None:
        """`lean`, `verdicts`: what others ask of the same space, too, so that it is worked out once."""
        self.space, self.dialogue = space, space.dialogue
        self.movers = space.layout.owners
        self._lean = lean or Lean(space)
        self._verdicts = verdicts or cache(lambda concept: solve.stable(space, concept))

    @classmethod
    def of(cls, dialogue: Dialogue) -> Arrays:
        """The engine of a dialogue under the circumstances in force. Raises TooLarge.

        >>> from detente import load
        >>> Arrays.of(load("river")).equilibria("nash").count()
        3
        """
        return cls(build(dialogue))

    def feasible(self, state: State) -> bool:
        """Whether no rule excludes the state."""
        return bool(self.space.flat_feasible[self.space.cell_of(state)])

    def prefers(self, party: str, a: State, b: State) -> bool:
        """Whether the party strictly prefers `a` to `b`."""
        return self.space.prefers(party, self.space.cell_of(a), self.space.cell_of(b))

    def moves(self, party: str, state: State) -> Iterator[State]:
        """The feasible states that the party can move to from there."""
        return self._states(self.space.moves(party, self.space.cell_of(state)))

    def improvements(self, party: str, state: State) -> Iterator[State]:
        """Its moves from there for which it goes."""
        return self._states(self.space.improvements(party, self.space.cell_of(state)))

    def count(self, party: str, state: State) -> int:
        """How many improvements the party has from there."""
        return len(self.space.improvements(party, self.space.cell_of(state)))

    def best(self, party: str, state: State) -> Iterator[State]:
        """Its improvements, the best first, then fewest changes, then by code."""
        cells, layout = self.space.improvements(party, self.space.cell_of(state)), self.space.layout
        if not len(cells):
            return iter(())
        changed = np.zeros(len(cells), dtype=np.int64)
        for k in layout.own[layout.owners.index(party)]:
            changed += cells // layout.cell_strides[k] % layout.radices[k] != state[k]
        ranks = self.space.flat_ranks[party][cells]
        order = np.lexsort((layout.codes(cells), changed, -ranks.astype(np.int64)))
        return self._states(cells[order])

    def lean(self, party: str, state: State, *, best: bool = False) -> Iterator[State]:
        """Its lean improvements; `best`: of these only those that none of its improvements is better than."""
        cell = self.space.cell_of(state)
        if not best:
            return self._states(self._lean.improvements(party, cell))
        cells = self.space.improvements(party, cell)
        ranks = self.space.flat_ranks[party][cells]
        tops = cells[ranks == ranks.max(initial=-1)].tolist()
        return self._states(tuple(t for t in tops if self._lean.is_lean(party, cell, t)))

    def is_lean(self, party: str, state: State, improvement: State) -> bool:
        """Whether an improvement of the party changes nothing in vain."""
        return self._lean.is_lean(party, self.space.cell_of(state), self.space.cell_of(improvement))

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        """A sanction of one improvement with the fewest steps, or None."""
        asked = by_name(concept)
        before, after = self.space.cell_of(state), self.space.cell_of(improvement)
        if lean and asked.answer == "improvements":
            steps = self._lean.sanction(party, before, after, asked.name)
        elif asked == SEQ:
            steps = self._least(party, before, after)
        else:
            steps = witness.sanction(self.space, party, before, after, asked)
        if steps is None:
            return None
        return Sanction(
            concept=asked.name,
            party=party,
            state=state,
            improvement=improvement,
            steps=tuple(self._step(step) for step in steps),
            lean=lean and asked.answer == "improvements",
        )

    def _least(self, party: str, before: int, after: int) -> tuple[witness.Step, ...] | None:
        """The shortest sanction under SEQ, of several the one that changes fewest options."""
        movers = witness.others(self.space, party)
        return shortest(
            after,
            lambda here: witness.steps(self.space, movers, here),
            lambda end: not self.space.prefers(party, end, before),
            self._cost,
        )

    def _cost(self, steps: tuple[witness.Step, ...]) -> tuple[int, list[int]]:
        """How many options the steps change, then their codes."""
        states = [self.space.state_of(cell) for cell in (steps[0].before, *(step.after for step in steps))]
        changed = sum(len(differing(one, two)) for one, two in pairwise(states))
        return changed, [self.space.code_of(step.after) for step in steps]

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction."""
        asked = by_name(concept)
        if lean and asked.answer == "improvements":
            return self._lean.stable(party, self.space.cell_of(state), asked.name)
        return state in self.where(party, asked)

    def where(self, party: str, concept: str | Concept) -> ArrayStates:
        """The states that are stable for a party."""
        return ArrayStates(self.space, self._verdicts(by_name(concept))[party].reshape(-1))

    def equilibria(self, concept: str | Concept) -> ArrayStates:
        """The states that are stable for every party."""
        return ArrayStates(self.space, solve.everywhere(self.space, self._verdicts(by_name(concept))).reshape(-1))

    def _step(self, step: witness.Step) -> Step:
        return Step(mover=step.mover, before=self.space.state_of(step.before), after=self.space.state_of(step.after))

    def _states(self, cells: Cells | tuple[int, ...]) -> Iterator[State]:
        return (self.space.state_of(cell) for cell in np.asarray(cells).tolist())
