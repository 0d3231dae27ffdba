"""The slow judge in the shape of the engines' interface: what an engine must say, from the definitions alone.

Nothing here is fast, and nothing is shared with an engine: states, moves, improvements and sanctions are sets that
`definitions.Judge` lists one by one. Only what the suite asks of every engine is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from definitions import Judge
from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import Sanction, Step
from detente.model.dialogue import Dialogue, State
from strategies import judge_of


def row_of(concept: str | Concept) -> Concept:
    return by_name(concept) if isinstance(concept, str) else concept


@dataclass(frozen=True)
class LiteralStates:
    """A set of states, as a set of states."""

    dialogue: Dialogue
    all: frozenset[State]
    these: frozenset[State]

    def count(self) -> int:
        return len(self.these)

    def some(self, limit: int) -> tuple[State, ...]:
        return tuple(sorted(self.these, key=self.dialogue.code)[:limit])

    def levels(self) -> tuple[tuple[bool, ...], ...]:
        return tuple(
            tuple(any(s[k] == level for s in self.these) for level in range(count))
            for k, count in enumerate(self.dialogue.radices)
        )

    def __contains__(self, state: object) -> bool:
        return state in self.these

    def __and__(self, other: LiteralStates) -> LiteralStates:
        return LiteralStates(self.dialogue, self.all, self.these & other.these)

    def __or__(self, other: LiteralStates) -> LiteralStates:
        return LiteralStates(self.dialogue, self.all, self.these | other.these)

    def __invert__(self) -> LiteralStates:
        return LiteralStates(self.dialogue, self.all, self.all - self.these)


@dataclass(frozen=True)
class Literal:
    """The `interface.Solver` that only reads definitions."""

    dialogue: Dialogue

    @cached_property
    def judge(self) -> Judge:
        return judge_of(self.dialogue)

    @property
    def movers(self) -> tuple[str, ...]:
        return tuple(p for p in self.judge.parties if p in self.judge.owners)

    def feasible(self, state: State) -> bool:
        return state in self.judge.states

    def prefers(self, party: str, a: State, b: State) -> bool:
        return self.judge.rank[party][a] > self.judge.rank[party][b]

    def moves(self, party: str, state: State) -> Iterator[State]:
        return iter(self.judge.R[party, state])

    def improvements(self, party: str, state: State) -> Iterator[State]:
        return iter(self.judge.UI[party, state])

    def count(self, party: str, state: State) -> int:
        return len(self.judge.UI[party, state])

    def best(self, party: str, state: State) -> Iterator[State]:
        def order(t: State) -> tuple[int, int, int]:
            changed = sum(a != b for a, b in zip(state, t, strict=True))
            return -self.judge.rank[party][t], changed, self.dialogue.code(t)

        return iter(sorted(self.judge.UI[party, state], key=order))

    def lean(self, party: str, state: State) -> Iterator[State]:
        return iter(self.judge.lean[party, state])

    def is_lean(self, party: str, state: State, improvement: State) -> bool:
        return improvement in self.judge.lean[party, state]

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        asked = row_of(concept)
        lean = lean and asked.answer == "improvements"
        deterring = self.judge.sanctions(asked.name, party, state, improvement, lean)
        steps = self._way(party, improvement, deterring, asked, lean) if deterring else None
        if steps is None:
            return None
        return Sanction(
            concept=asked.name, party=party, state=state, improvement=improvement, steps=steps, lean=lean
        )  # fmt: skip

    def _way(
        self, party: str, start: State, ends: set[State], asked: Concept, lean: bool
    ) -> tuple[Step, ...] | None:
        """A shortest sequence of the others from `start` to one of the ends, nobody twice running unless lean."""
        judge = self.judge
        steps = judge.R if asked.answer == "moves" else judge.lean if lean else judge.UI
        ring: list[tuple[State, str, tuple[Step, ...]]] = [(start, party, ())]
        seen: set[tuple[State, str]] = set()
        while ring:
            fresh = []
            for here, last, way in ring:
                for other in judge.parties:
                    for there in steps[other, here] if other != party and (lean or other != last) else ():
                        whole = (*way, Step(mover=other, before=here, after=there))
                        if there in ends:
                            return whole
                        if (there, other) not in seen:
                            seen.add((there, other))
                            fresh.append((there, other, whole))
            ring = fresh
        return None

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        asked = row_of(concept)
        return self.judge.stable(asked.name, party, state, lean and asked.answer == "improvements")

    def where(self, party: str, concept: str | Concept) -> LiteralStates:
        return self._of({s for s in self.judge.states if self.judge.stable(row_of(concept).name, party, s)})

    def equilibria(self, concept: str | Concept) -> LiteralStates:
        return self._of(self.judge.equilibria(row_of(concept).name))

    def _of(self, states: set[State]) -> LiteralStates:
        return LiteralStates(self.dialogue, frozenset(self.judge.states), frozenset(states))
