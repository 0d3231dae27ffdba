"""The shortest sequence of moves by some parties from one state to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.methods.bargaining.guarantees import around
from detente.model.dialogue import State, permitted
from detente.model.naming import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One move: who, and to which state."""

    party: str
    code: int
    state: dict[str, str]


def shortest(grid: Grid, parties: Sequence[str], start: State, end: State) -> tuple[Leg, ...]:
    """A shortest legal sequence of moves of these parties; empty if there is none, or nothing to do.

    Each party whose options change has to move: once each, straight to the end, is shortest where rules permit it. One
    party's moves are transitive, so a shortest sequence never has it move twice running.

    >>> import detente as dt
    >>> from detente.engine.solved import board_of
    >>> prisoners = dt.load("classroom-prisoners")
    >>> [leg.party for leg in shortest(board_of(prisoners), prisoners.table, (0, 0), (1, 1))]
    ['northland', 'southland']
    """
    changing = [p for p in parties if any(start[k] != end[k] for k in grid.axes([p]))]
    for order in permutations(changing):
        legs = _once_each(grid, order, start, end)
        if legs:
            return legs
    return _layered(grid, parties, start, end)


def _once_each(grid: Grid, order: tuple[str, ...], start: State, end: State) -> tuple[Leg, ...]:
    """The sequence in which each of these goes straight to its part of the end; empty if that is forbidden."""
    options, here, legs = grid.dialogue.options, start, []
    for party in order:
        own = grid.axes([party])
        if not all(permitted(options[k].direction, start[k], end[k]) for k in own):
            return ()
        before, here = here, tuple(end[k] if k in own else level for k, level in enumerate(here))
        if not grid.feasible[here] or grid.dialogue.barred(party, before, here):
            return ()
        legs.append(_leg(grid, party, here))
    return tuple(legs) if here == end else ()


def _layered(grid: Grid, parties: Sequence[str], start: State, end: State) -> tuple[Leg, ...]:
    """Breadth first, for what takes a roundabout way."""
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
        legs.append(_leg(grid, party, tuple(levels[k][i] for k, i in enumerate(here))))
        here = tuple(int(i) for i in np.argwhere(before)[0])
    return tuple(reversed(legs))


def _leg(grid: Grid, party: str, state: State) -> Leg:
    code = grid.dialogue.code(state)
    return Leg(party=party, code=code, state=named(grid.dialogue, code))
