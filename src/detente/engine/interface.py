"""The seam: what a question may ask of an engine, whatever stands behind it.

Two protocols. An `Engine` answers about single states (`arrays` for dialogues whose states fit into memory, `local` for
any size); a `Solver` besides knows sets of states and solves all at once (`arrays`; diagrams later). Neither promises
that a party's moves are transitive, nor that its preference is a number per state: an engine that relies on either says
so at its head, and refuses the rest by name. States are those of the dialogue: a level for each option in file order.

What makes a state stable is stated here once, as three predicates on how a party values two states (numbers, tuples or
whole arrays: only comparisons are made). With them every concept of `concepts` reads: a party i leaves s for t if
`goes(t, s)`; a sanction of t is a u with `deters(u, s)`, at the end of a sequence of the others from t of which every
step of a mover from v to w is `credible(w, v)` where the concept wants improvements; where i may reply, every v that it
can move to from u must have `deters(v, s)`, too. Another kind of preference (strong, unknown …) is other predicates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from detente.engine.concepts import Concept
from detente.model.dialogue import Dialogue, State

LIMIT = 2**24
"""The most states that an engine lays out in full."""


def goes(there: Any, here: Any) -> Any:
    """Whether a party that values two states so leaves the second for the first.

    >>> goes(3, 2), goes(2, 2)
    (True, False)
    """
    return there > here


def deters(end: Any, here: Any) -> Any:
    """Whether ending there keeps a party from leaving `here`: it is no better off.

    >>> deters(2, 2), deters(3, 2)
    (True, False)
    """
    return end <= here


def credible(after: Any, before: Any) -> Any:
    """Whether a mover that values two states so would of itself go from the second to the first.

    >>> credible(3, 2), credible(2, 2)
    (True, False)
    """
    return after > before


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move of one party, from state to state."""

    mover: str
    before: State
    after: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """Why `party` does not leave `state` for `improvement`: the steps of the others that follow end no better for it.

    It can be gone through step by step. `lean`: every step is a lean improvement (`definitions` 0).
    """

    concept: str
    party: str
    state: State
    improvement: State
    steps: tuple[Step, ...]
    lean: bool = False

    @property
    def end(self) -> State:
        """Where the steps end."""
        return self.steps[-1].after if self.steps else self.improvement


class Engine(Protocol):
    """Single states of one dialogue, under the circumstances in force.

    Parties and states are the dialogue's own; KeyError for a party that it has not. Where an answer would take too long
    TooLarge is raised; it is never guessed.
    """

    @property
    def dialogue(self) -> Dialogue:
        """The dialogue asked about."""

    @property
    def movers(self) -> tuple[str, ...]:
        """The parties that have options, in file order."""

    def feasible(self, state: State) -> bool:
        """Whether no rule excludes the state."""

    def prefers(self, party: str, a: State, b: State) -> bool:
        """Whether the party strictly prefers `a` to `b`."""

    def moves(self, party: str, state: State) -> Iterator[State]:
        """The feasible states that the party can move to from there, the state itself not among them."""

    def improvements(self, party: str, state: State) -> Iterator[State]:
        """Its moves from there for which it goes."""

    def count(self, party: str, state: State) -> int:
        """How many improvements the party has from there."""

    def best(self, party: str, state: State) -> Iterator[State]:
        """Its improvements, the best first; equally good ones by how many options they change, then by code."""

    def lean(self, party: str, state: State, *, best: bool = False) -> Iterator[State]:
        """Its lean improvements: those of which no part, put back, would leave it as well off.

        `best`: of these only those that no improvement of the party from there is better than.
        """

    def is_lean(self, party: str, state: State, improvement: State) -> bool:
        """Whether an improvement of the party changes nothing in vain."""

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        """A sanction of one improvement; None if nothing the others can do counts as one.

        Where the others answer with improvements it is one of the shortest, under `seq` the one of these (as a search
        breadth first comes by them) that changes fewest options, then the first by codes.
        """

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction."""


class States(Protocol):
    """A set of feasible states."""

    def count(self) -> int:
        """How many there are."""

    def some(self, limit: int) -> tuple[State, ...]:
        """The first of them by code, no more than `limit`."""

    def levels(self) -> tuple[tuple[bool, ...], ...]:
        """For each option, in file order, which of its levels occur."""

    def __contains__(self, state: Any) -> bool: ...
    def __and__(self, other: Any) -> States: ...
    def __or__(self, other: Any) -> States: ...
    def __invert__(self) -> States: ...


class Solver(Engine, Protocol):
    """An engine that knows all states at once."""

    def where(self, party: str, concept: str | Concept) -> States:
        """The states that are stable for a party."""

    def equilibria(self, concept: str | Concept) -> States:
        """The states that are stable for every party."""


def everyone(engine: Engine, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
    """Whether the state is stable for every party (who has no option, or no improvement, stays).

    >>> from detente import load
    >>> from detente.engine.local.single import Local
    >>> everyone(Local(load("classroom-prisoners")), (1, 1), "nash")
    True
    """
    return all(engine.stable(party, state, concept, lean=lean) for party in engine.movers)
