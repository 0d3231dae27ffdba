"""The interface's answers from diagrams: sets of states of any number; single states as `local` has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.diagrams import one, solve
from detente.engine.diagrams.kernel import NODES, SECONDS, Diagram
from detente.engine.diagrams.space import Space, build
from detente.engine.local.single import Local
from detente.model.dialogue import Dialogue, State


@dataclass(frozen=True, slots=True)
class DiagramStates:
    """A set of feasible states, as a diagram."""

    space: Space
    where: Diagram

    def count(self) -> int:
        """How many there are."""
        return self.space.kernel.number(self.where, self.space.places)

    def some(self, limit: int) -> tuple[State, ...]:
        """The first of them by code, no more than `limit`."""
        return self.space.kernel.reading(lambda: tuple(islice(self.space.each(self.where), limit)))

    def levels(self) -> tuple[tuple[bool, ...], ...]:
        """For each option, in file order, which of its levels occur."""
        space, nothing = self.space, self.space.kernel.false
        return space.kernel.reading(lambda: tuple(
            tuple(self.where & space.at(k, level) != nothing for level in range(radix))
            for k, radix in enumerate(space.dialogue.radices)
        ))  # fmt: skip

    def __contains__(self, state: State) -> bool:
        return self.space.kernel.at(self.where, self.space.values(state))

    def __and__(self, other: DiagramStates) -> DiagramStates:
        return self._made(lambda: self.where & other.where)

    def __or__(self, other: DiagramStates) -> DiagramStates:
        return self._made(lambda: self.where | other.where)

    def __invert__(self) -> DiagramStates:
        return self._made(lambda: self.space.feasible & ~self.where)

    def _made(self, work: Callable[[], Diagram]) -> DiagramStates:
        return DiagramStates(self.space, self.space.kernel.within(work))


class Diagrams(Local):
    """The `interface.Solver` of a dialogue of any size, as long as its lists are short.

    >>> from detente import load
    >>> Diagrams(load("river")).equilibria("nash").count()
    3
    """

    def __init__(self, dialogue: Dialogue, *, nodes: int = NODES, seconds: float = SECONDS) -> None:
        """`nodes`, `seconds`: how much memory and time all answers may take. Raises TooLarge, MissingExtra."""
        super().__init__(dialogue)
        self.space = build(dialogue, nodes=nodes, seconds=seconds)
        self._where = cache(self._solved)
        self.feasible_states = DiagramStates(self.space, self.space.feasible)
        self._known: dict[str, dict[str, solve.Going]] = {party: {} for party in self.movers}

    def _solved(self, party: str, concept: Concept) -> Diagram:
        known = self._known.get(party)
        return self.space.kernel.within(lambda: solve.stable(self.space, party, concept, known))

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction; lean ones are gone through one by one."""
        asked = _row(concept)
        if lean and asked.answer == "improvements":
            return super().stable(party, state, asked, lean=True)
        return self.leaves(party, state, asked) is None

    def leaves(self, party: str, state: State, concept: str | Concept) -> State | None:
        """The best of the party's improvements from there that nothing deters, of equals the first by code; or None."""
        return self.space.kernel.within(lambda: one.leaves(self.space, party, state, _row(concept)))

    def where(self, party: str, concept: str | Concept) -> DiagramStates:
        """The states that are stable for a party."""
        return DiagramStates(self.space, self._where(party, _row(concept)))

    def equilibria(self, concept: str | Concept) -> DiagramStates:
        """The states that are stable for every party."""
        found = DiagramStates(self.space, self.space.feasible)
        for party in self.movers:
            found = found & self.where(party, concept)
        return found


def _row(concept: str | Concept) -> Concept:
    return by_name(concept) if isinstance(concept, str) else concept
