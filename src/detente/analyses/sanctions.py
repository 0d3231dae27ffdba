"""Sanctions that can be checked step by step: how the others answer a move so that it was not worth it.

A sanction trace is a certificate: every step is a move of the party that is named, and better for it than what it left;
the state at the end is no better for the party deterred than the one it would have left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, Literal

from detente.analyses.evidence import Cited
from detente.analyses.preference import deciding
from detente.analyses.states import changes, named

if TYPE_CHECKING:
    from detente.engine.space import Space

MAX_SEEN = 200_000
"""Searches give up after this many states; the kernel's verdict then stands without its certificate."""


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
    """A party's move (the first step) and the shortest answer of the others that deters it.

    `outcome`: whether the party ends worse off than it began, or just the same; `because`: the line of its list that
    says so (None: the same). `free`: every answer that deters it has a part that costs its owner nothing and that its
    improvement does not need.
    """

    party: str
    steps: tuple[Step, ...]
    outcome: Literal["worse", "same"]
    because: Cited | None
    free: bool


def trace(space: Space, party: str, before: int, after: int) -> Trace | None:
    """The shortest sequence of the others' improvements that undoes a party's move from cell to cell.

    None if there is none: the move is credible. Of equally short ones the one that changes the fewest options.
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
        free=not any(not space.prefers(party, cell, before) for cell in lean_reach(space, party, after)),
    )


def step(space: Space, by: str, before: int, after: int) -> Step:
    """One move, as a result tells it."""
    dialogue, old, new = space.dialogue, space.state_of(before), space.state_of(after)
    return Step(
        by=by,
        code=dialogue.code(new),
        state=named(dialogue, dialogue.code(new)),
        changes=changes(dialogue, old, new),
        because=deciding(dialogue, by, old, new) if space.prefers(by, after, before) else None,
    )


def deterrable(space: Space, party: str, before: int, after: int) -> bool:
    """Whether some sequence of the others' moves, improvements or not, ends in a state no better than `before`."""
    seen, queue = {after}, [after]
    for cell in queue:
        for by in others(space, party):
            for there in space.moves(by, cell).tolist():
                if not space.prefers(party, there, before):
                    return True
                if there not in seen:
                    seen.add(there)
                    queue.append(there)
    return False


def lean_reach(space: Space, party: str, after: int) -> Iterator[int]:
    """Where the others' lean improvements lead from a cell; they are not transitive, and nobody moves twice running."""
    seen: set[tuple[int, str]] = set()
    queue = [(after, "")]
    for cell, last in queue:
        for by in others(space, party):
            if by == last:
                continue
            for there in lean_improvements(space, by, cell):
                if (there, by) not in seen:
                    seen.add((there, by))
                    queue.append((there, by))
                    yield there


def lean_improvements(space: Space, by: str, cell: int) -> list[int]:
    """The improvements of a party from which nothing can be put back without loss (definitions 0)."""
    return [there for there in space.improvements(by, cell).tolist() if is_lean(space, by, cell, there)]


def is_lean(space: Space, by: str, before: int, after: int) -> bool:
    """Whether putting any part of an improvement back is infeasible or worse for its mover."""
    pairs = zip(space.state_of(before), space.state_of(after), strict=True)
    between = [range(min(a, b), max(a, b) + 1) for a, b in pairs]
    feasible = space.feasible.reshape(-1)
    for state in product(*between):
        cell = space.cell_of(state)
        if cell != after and feasible[cell] and not space.prefers(by, after, cell):
            return False
    return True


def others(space: Space, party: str) -> list[str]:
    """The parties with options, in file order, but one."""
    owners = {option.by for option in space.dialogue.options}
    return [p for p in space.layout.parties if p in owners and p != party]


def _shortest(space: Space, party: str, before: int, after: int) -> list[tuple[str, int]] | None:
    """(mover, cell) of each answer on a shortest sanction, breadth first."""
    came: dict[int, tuple[str, int]] = {after: ("", after)}
    level = [after]
    while level and len(came) < MAX_SEEN:
        further: list[int] = []
        for cell in level:
            for by in others(space, party):
                for there in space.improvements(by, cell).tolist():
                    if there not in came:
                        came[there] = (by, cell)
                        further.append(there)
        found = [cell for cell in further if not space.prefers(party, cell, before)]
        if found:
            return min((_back(came, cell, after) for cell in found), key=lambda path: _effort(space, after, path))
        level = further
    return None


def _back(came: dict[int, tuple[str, int]], cell: int, start: int) -> list[tuple[str, int]]:
    path: list[tuple[str, int]] = []
    while cell != start:
        by, before = came[cell]
        path.insert(0, (by, cell))
        cell = before
    return path


def _effort(space: Space, start: int, path: list[tuple[str, int]]) -> tuple[int, list[int]]:
    """How many options the answers of a path change, then their codes."""
    cells = [start, *(cell for _, cell in path)]
    states = [space.state_of(cell) for cell in cells]
    changed = sum(a != b for s, t in pairwise(states) for a, b in zip(s, t, strict=True))
    return changed, [space.code_of(cell) for cell in cells]
