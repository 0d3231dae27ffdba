"""The interface's answers from diagrams: sets of states of any number; single states as `local` has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.diagrams import blocks, one
from detente.engine.diagrams.kernel import NODES, SECONDS, Diagram
from detente.engine.diagrams.space import Space, build
from detente.engine.interface import Sanction
from detente.engine.local.single import Local
from detente.errors import TooLarge
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
        return DiagramStates(self.space, self.space.kernel.within(work, afresh=True))


class Diagrams(Local):
    """The `interface.Solver` of a dialogue of any size, as long as its lists are short.

    >>> from detente import load
    >>> Diagrams(load("river")).equilibria("nash").count()
    3
    """

    def __init__(self, dialogue: Dialogue, *, nodes: int = NODES, seconds: float = SECONDS) -> None:
        """`nodes`, `seconds`: how much memory and time all answers may take; more is TooLarge, no library MissingExtra.

        Diagrams are made when something is asked that wants them.
        """
        super().__init__(dialogue)
        self._bounds = nodes, seconds
        self._where = cache(self._solved)
        self._known: dict[str, blocks.Known] = {party: {} for party in self.movers}

    @cached_property
    def space(self) -> Space:
        """The dialogue as diagrams."""
        nodes, seconds = self._bounds
        return build(self.dialogue, nodes=nodes, seconds=seconds)

    @property
    def feasible_states(self) -> DiagramStates:
        """The states that no rule excludes."""
        return DiagramStates(self.space, self.space.feasible)

    def _solved(self, party: str, concept: Concept) -> Diagram:
        known = self._known.get(party)
        return self.space.kernel.within(lambda: blocks.stable(self.space, party, concept, known))

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction; lean ones are gone through one by one."""
        asked = by_name(concept)
        if lean and asked.answer == "improvements":
            return super().stable(party, state, asked, lean=True)
        known = self.soon(party, state, asked)
        if known is not None:
            return known
        # Where it need not be asked it is not: that can take long, this does not.
        if asked.answer == "improvements" and self.leaves(party, state, asked.by_moves) is not None:
            return False
        return self.leaves(party, state, asked) is None

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        """A sanction of one improvement, as `Local` finds it; where that takes too long, any of the shortest ones."""
        asked = by_name(concept)
        try:
            return super().sanction(party, state, improvement, asked, lean=lean)
        except TooLarge:
            if lean and asked.answer == "improvements":
                raise
        return self.shortest(party, state, improvement, asked)

    def shortest(self, party: str, state: State, improvement: State, concept: str | Concept) -> Sanction | None:
        """A sanction of one improvement with the fewest steps, or None."""
        asked = by_name(concept)
        found = self.space.kernel.within(lambda: one.sanction(self.space, party, state, improvement, asked))
        if found is None:
            return None
        return Sanction(concept=asked.name, party=party, state=state, improvement=improvement, steps=found)

    def leaves(self, party: str, state: State, concept: str | Concept) -> State | None:
        """The best of the party's improvements from there that nothing deters, of equals the first by code; or None."""
        asked = by_name(concept)
        easy = asked.answer != "improvements"  # known in a moment, even when a harder question has used up all time
        return self.space.kernel.within(lambda: one.leaves(self.space, party, state, asked), afresh=easy)

    def where(self, party: str, concept: str | Concept) -> DiagramStates:
        """The states that are stable for a party."""
        return DiagramStates(self.space, self._where(party, by_name(concept)))

    def equilibria(self, concept: str | Concept) -> DiagramStates:
        """The states that are stable for every party."""
        found = DiagramStates(self.space, self.space.feasible)
        for party in self.movers:
            found = found & self.where(party, concept)
        return found
