"""Where a dialogue of any size can settle, from sets of states that are never laid out (`engine.diagrams`).

What comes to no end within memory or time is said to be unknown, and what hangs on it; the rest stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_

from detente.analyses.equilibria import (
    LEAN,
    Equilibria,
    Equilibrium,
    about,
    check_listed,
    common,
    settled,
    settling_ways,
)
from detente.engine.concepts import CONCEPTS, EVERY, FIRMNESS, NASH, SEQ
from detente.engine.interface import Engine, Solver, States, everyone
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, State
from detente.model.naming import named

LEAN_LIMIT = 50
"""The lean reading is worked out for this many of the listed equilibria, as long as none takes too long."""

INTERRUPTED = "interrupted"
"""Why something is not known that was asked no longer."""

EASY_FIRST = sorted(CONCEPTS, key=lambda concept: (concept.answer == "improvements", concept.name != NASH.name))
"""What answers by moves is worked out in a moment; the concepts of improvements are what may come to no end."""


def at_large(
    dialogue: Dialogue, facts: dict[str, bool], *, stable: bool, counts: bool, limit: int | None, seconds: float | None
) -> Equilibria:
    """The answer of `equilibria` by diagrams; `dialogue` under `facts`. Raises TooLarge, MissingExtra."""
    from detente.engine.diagrams.kernel import SECONDS
    from detente.engine.diagrams.single import Diagrams

    engine = Diagrams(dialogue, seconds=SECONDS if seconds is None else seconds)
    found, unknown = dict[str, States](), dict[str, str]()
    for concept in EASY_FIRST:
        try:
            found[concept.name] = engine.equilibria(concept)
        except TooLarge as reason:
            if concept.answer != "improvements":
                raise
            unknown[concept.name] = str(reason)
        except KeyboardInterrupt:
            if NASH.name not in found or concept.answer != "improvements":
                raise  # nothing could be told of it
            unknown |= {left.name: INTERRUPTED for left in EASY_FIRST[EASY_FIRST.index(concept) :]}
            break
    found = {concept.name: found[concept.name] for concept in CONCEPTS if concept.name in found}
    kinds = dict(_kinds(found))
    listed = None if counts else tuple(_listed(engine, found, kinds, limit))
    return Equilibria(
        **about(dialogue, engine.feasible_states.count()),
        equilibria=listed,
        counts={c.name: found[c.name].count() if c.name in found else None for c in EVERY},
        stable=_stable(engine, dialogue, found) if stable and not counts else None,
        common=tuple(common(dialogue, found)),
        firmness={**{word: kind.count() for word, kind in kinds.items()}, "none": 0},
        total=found[CONCEPTS[-1].name].count(),  # all others imply the last
        settlements=settled(listed, found[SEQ.name].count() if SEQ.name in found else None),
        lean_checked=sum(e.lean is not None for e in listed or ()),
        ways=None if listed is None else tuple(settling_ways(dialogue, listed)),
        supposed=facts,
        engine="diagrams",
        unknown=unknown,
        complete=not unknown,
    )


def _kinds(found: Mapping[str, States]) -> Iterator[tuple[str, States]]:
    """For each word of firmness the states of which it is the firmest, as far as the concepts are known."""
    firmer: list[States] = []
    for name, word in FIRMNESS.items():
        if name not in found:
            return
        yield word, found[name] & ~reduce(or_, firmer) if firmer else found[name]
        firmer.append(found[name])


def _listed(
    engine: Engine, found: Mapping[str, States], kinds: Mapping[str, States], limit: int | None
) -> Iterator[Equilibrium]:
    """The firmest first, then by code."""
    left = sum(kind.count() for kind in kinds.values())
    left = left if limit is None else min(left, limit)
    check_listed(left)
    lean = _Lean(engine)
    for word, kind in kinds.items():
        for state in kind.some(left):
            left -= 1
            concepts = tuple(name for name, where in found.items() if state in where)
            kept = lean.of(state, concepts)
            code = engine.dialogue.code(state)
            yield Equilibrium(
                state=named(engine.dialogue, code),
                code=code,
                firmness=word,
                concepts=concepts,
                lean=kept,
                free=None if kept is None else SEQ.name in concepts and SEQ.name not in kept,
            )


class _Lean:
    """The lean reading of states one by one, up to a number, and up to the first that takes too long."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.left = engine, LEAN_LIMIT

    def of(self, state: State, concepts: tuple[str, ...]) -> tuple[str, ...] | None:
        """Which of `LEAN` hold when only lean replies count; None if that is not worked out."""
        if NASH.name in concepts:
            return LEAN
        self.left -= 1
        if self.left < 0:
            return None
        try:
            return tuple(c for c in LEAN if c in concepts and everyone(self.engine, state, c, lean=True))
        except TooLarge:
            self.left = 0
            return None


def _stable(engine: Solver, dialogue: Dialogue, found: Mapping[str, States]) -> dict[str, dict[str, tuple[int, ...]]]:
    sets = {name: {p.id: engine.where(p.id, name) for p in dialogue.parties} for name in found}
    check_listed(max((states.count() for by_party in sets.values() for states in by_party.values()), default=0))
    return {
        name: {party: tuple(map(dialogue.code, states.some(states.count()))) for party, states in by_party.items()}
        for name, by_party in sets.items()
    }
