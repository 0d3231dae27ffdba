"""The shortest sequence of moves by some parties from one state to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analyses.grid import Grid
from detente.analyses.locks import around
from detente.analyses.states import named
from detente.model.dialogue import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One move: who, and to which state."""

    party: str
    code: int
    state: dict[str, str]


def shortest(grid: Grid, parties: Sequence[str], start: State, end: State) -> tuple[Leg, ...]:
    """A shortest legal sequence of moves of these parties; empty if there is none, or nothing to do.

    Breadth first over layers of states; one party's moves are transitive, so a shortest sequence never has it move
    twice running.
    """
    import numpy as np

    block, levels = around(grid, start, parties)
    at = tuple(here.index(level) for here, level in zip(levels, start, strict=True))
    goal = tuple(here.index(level) if level in here else -1 for here, level in zip(levels, end, strict=True))
    if -1 in goal:
        return ()
    seen = np.zeros_like(grid.feasible[block])
    seen[at] = True
    layers = [seen]
    while not seen[goal]:
        reached = [grid.flood(block, layers[-1], [party], improving=False) for party in parties]
        fresh = np.any(reached, axis=0) & ~seen
        if not fresh.any():
            return ()
        layers.append(fresh)
        seen = seen | fresh
    legs: list[Leg] = []
    here = goal
    for layer in reversed(layers[:-1]):
        one = np.zeros_like(seen)
        one[here] = True
        for party in reversed(parties):
            before = layer & grid.flood(block, one, [party], improving=False, backwards=True)
            if before.any():
                break
        code = grid.dialogue.code(tuple(levels[k][i] for k, i in enumerate(here)))
        legs.append(Leg(party=party, code=code, state=named(grid.dialogue, code)))
        here = tuple(int(i) for i in np.argwhere(before)[0])
    return tuple(reversed(legs))
