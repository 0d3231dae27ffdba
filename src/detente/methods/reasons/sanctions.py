"""Sanctions as results tell them: how the others answer a move so that it was not worth it.

Every step of a trace is a move of the party that is named, better for it than what it leaves; the state at the end is
no better, for the party deterred, than the one that it would have left.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from detente.engine.solved import solved
from detente.methods.reasons.evidence import Cited
from detente.methods.reasons.preference import deciding
from detente.model.naming import changes, named

if TYPE_CHECKING:
    from detente.engine.arrays.space import Space


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


def step(space: Space, by: str, before: int, after: int) -> Step:
    """One move from cell to cell, as a result tells it."""
    dialogue, old, new = space.dialogue, space.state_of(before), space.state_of(after)
    code = dialogue.code(new)
    return Step(
        by=by,
        code=code,
        state=named(dialogue, code),
        changes=changes(dialogue, old, new),
        because=deciding(dialogue, by, old, new) if space.prefers(by, after, before) else None,
    )


def trace(space: Space, party: str, before: int, after: int) -> Trace | None:
    """The shortest answer that undoes a party's improvement from cell to cell (SEQ).

    None if there is none: the improvement is credible. Of equally short answers the one that changes fewest options.
    """
    path = _shortest(space, party, before, after)
    if path is None:
        return None
    moves = [("", before), (party, after), *path]
    end = moves[-1][1]
    return Trace(
        party=party,
        steps=tuple(step(space, by, here, there) for (_, here), (by, there) in pairwise(moves)),
        outcome="worse" if space.prefers(party, before, end) else "same",
        because=deciding(space.dialogue, party, space.state_of(before), space.state_of(end)),
        free=not solved(space.dialogue).lean.sanctioned(party, before, after, "seq"),
    )


def deterring(space: Space, party: str, before: int, after: int) -> tuple[str, ...]:
    """The concepts under which the others deter a party from an improvement, from cell to cell; Nash never does."""
    from detente.engine.arrays.witness import others
    from detente.engine.arrays.witness import trace as witness
    from detente.engine.concepts import CONCEPTS

    concepts = [c for c in CONCEPTS if c.answer is not None and others(space, party)]
    return tuple(c.name for c in concepts if witness(space, party, before, after, c) is not None)


def _shortest(space: Space, party: str, before: int, after: int) -> list[tuple[str, int]] | None:
    """(mover, cell) of each answer of a shortest sanction: breadth first, no further than the first that is found."""
    from detente.engine.arrays.witness import others, steps

    came: dict[int, tuple[str, int]] = {}
    movers, edge = others(space, party), [after]
    while edge:
        fresh = []
        for here in edge:
            for s in steps(space, movers, here, improving=True):
                if s.after != after and s.after not in came:
                    came[s.after] = (s.mover, here)
                    fresh.append(s.after)
        found = [_back(came, cell, after) for cell in fresh if not space.prefers(party, cell, before)]
        if found:
            return min(found, key=lambda path: _effort(space, after, path))
        edge = fresh
    return None


def _back(came: dict[int, tuple[str, int]], cell: int, start: int) -> list[tuple[str, int]]:
    path: list[tuple[str, int]] = []
    while cell != start:
        mover, before = came[cell]
        path.append((mover, cell))
        cell = before
    return path[::-1]


def _effort(space: Space, start: int, path: list[tuple[str, int]]) -> tuple[int, list[int]]:
    """How many options the answers change, then their codes."""
    cells = [start, *(cell for _, cell in path)]
    changed = sum(len(changes(space.dialogue, space.state_of(a), space.state_of(b))) for a, b in pairwise(cells))
    return changed, [space.code_of(cell) for cell in cells]
