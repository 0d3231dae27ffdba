"""Sanctions as results tell them: how the others answer a move so that it was not worth it.

Every step of a trace is a move of the party that is named, better for it than what it leaves; the state at the end is
no better, for the party deterred, than the one that it would have left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.engine.concepts import CONCEPTS, Concept
from detente.errors import TooLarge
from detente.methods.reasons.evidence import Cited
from detente.methods.reasons.preference import deciding
from detente.model.naming import changes, named

if TYPE_CHECKING:
    from detente.engine.interface import Engine, Sanction
    from detente.model.dialogue import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move of `by` to a state, what it changes, and the line for which its mover takes it (None: no improvement)."""

    by: str
    code: int
    state: dict[str, str]
    changes: dict[str, str]
    because: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A party's move (the first step) and the shortest answer of the others' improvements that deters it.

    `outcome`: whether the party ends worse off than it began, or just the same; `because`: the line of its list that
    says so (None: the same). `free`: it deters in the plain reading alone; every such answer changes something that its
    mover's improvement does not need, and that costs it nothing.
    """

    party: str
    steps: tuple[Step, ...]
    outcome: Literal["worse", "same"]
    because: Cited | None
    free: bool


def step(engine: Engine, by: str, before: State, after: State) -> Step:
    """One move from state to state, as a result tells it.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import solved
    >>> made = step(solved(prisoners).engine, "northland", (0, 0), (1, 0))
    >>> made.changes, made.because.id
    ({'north_arms': 'yes'}, 'north-strong')
    """
    dialogue = engine.dialogue
    code = dialogue.code(after)
    return Step(
        by=by,
        code=code,
        state=named(dialogue, code),
        changes=changes(dialogue, before, after),
        because=deciding(dialogue, by, before, after) if engine.prefers(by, after, before) else None,
    )


def trace(engine: Engine, party: str, before: State, after: State) -> Trace | None:
    """The shortest answer that undoes a party's improvement from state to state (SEQ).

    None if there is none: the improvement is credible. Of equally short answers the one that changes fewest options;
    in a dialogue in parts it need not be the shortest.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import solved
    >>> found = trace(solved(prisoners).engine, "northland", (0, 0), (1, 0))
    >>> [step.by for step in found.steps], found.outcome, found.because.id
    (['northland', 'southland'], 'worse', 'north-safe')
    """
    found = answer(engine, party, before, after, "seq")
    if found is None:
        return None
    steps = (step(engine, one.mover, one.before, one.after) for one in found.steps)
    return Trace(
        party=party,
        steps=(step(engine, party, before, after), *steps),
        outcome="worse" if engine.prefers(party, before, found.end) else "same",
        because=deciding(engine.dialogue, party, before, found.end),
        free=engine.sanction(party, before, after, "seq", lean=True) is None,
    )


def answer(engine: Engine, party: str, before: State, after: State, concept: str | Concept) -> Sanction | None:
    """How the others deter a party from an improvement; lean answers alone where all others would take too long.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import solved
    >>> answer(solved(prisoners).engine, "northland", (0, 0), (1, 0), "seq").end
    (1, 1)
    """
    try:
        return engine.sanction(party, before, after, concept)
    except TooLarge:
        from detente.engine.parts.single import Parts

        if isinstance(engine, Parts):
            return engine.sanction(party, before, after, concept, lean=True)
        raise


def deterring(engine: Engine, party: str, before: State, after: State) -> tuple[str, ...]:
    """The concepts under which the others deter a party from an improvement, from state to state; Nash never does.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import solved
    >>> deterring(solved(prisoners).engine, "northland", (0, 0), (1, 0))
    ('sseq', 'seq', 'smr', 'gmr')
    """
    return tuple(c.name for c in CONCEPTS if answer(engine, party, before, after, c) is not None)
