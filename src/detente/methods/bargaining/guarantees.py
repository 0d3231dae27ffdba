"""What would have to be made irreversible for a state to hold (definitions 5, guarantees).

A lock is a set of options whose owners can no longer leave their level in the state. Under Nash more locks never hurt;
under deterrence they can, since a lock may take a punishment away: so every set up to a size is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.by_option import Grid, attainable, block_of
from detente.engine.arrays.lazily import np
from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import deters, goes
from detente.errors import InputError
from detente.model.dialogue import State, differing

if TYPE_CHECKING:
    from detente.engine.arrays.axes import StateMask

Locked = frozenset[int]
Lock = tuple[str, ...]


def check_size(size: int) -> None:
    """InputError for a lock of fewer options than none.

    >>> check_size(-1)
    Traceback (most recent call last):
        ...
    detente.errors.InputError: a lock cannot have -1 options; `size` is 0 or more
    """
    if size < 0:
        raise InputError(f"a lock cannot have {size} options; `size` is 0 or more")


def locks(grid: Grid, state: State, concept: str, *, size: int) -> tuple[Lock, ...]:
    """All minimal sets of at most `size` options that, locked, make the state an equilibrium of the concept.

    One empty set: it holds as it is. None: no set of that size does.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.solved import board_of
    >>> locks(board_of(prisoners), (0, 0), "nash", size=2)
    (('north_arms', 'south_arms'),)
    """
    asked = by_name(concept)
    owned = [k for k in range(len(grid.dialogue.options)) if k in grid.axes(grid.ranks)]
    must = _must_hit(grid, state, asked)
    found: list[Locked] = []
    for number in range(size + 1):
        for chosen in combinations(owned, number):
            lock = frozenset(chosen)
            if any(less <= lock for less in found) or not all(lock & needed for needed in must):
                continue
            if asked.answer is None or _holds(grid, state, asked, lock):
                found.append(lock)
    return tuple(tuple(grid.dialogue.options[k].id for k in sorted(lock)) for lock in found)


def _must_hit(grid: Grid, state: State, concept: Concept) -> list[Locked]:
    """Changes every lock has to forbid: of improvements that nothing deters even when all moves of others are open.

    Locking takes moves away, so what has no sanction stays without one. A party's own last reply is left out of account
    here: a lock could take that away, too.
    """
    changes: set[Locked] = set()
    for party in grid.ranks:
        left = unsanctioned(grid, party, state, replace(concept, reply=False))
        changes.update(frozenset(differing(state, t)) for t in left)
    return [c for c in changes if not any(other < c for other in changes)]


def _holds(grid: Grid, state: State, concept: Concept, lock: Locked) -> bool:
    return not any(next(unsanctioned(grid, party, state, concept, lock), None) for party in grid.ranks)


def unsanctioned(
    grid: Grid, party: str, state: State, concept: Concept, locked: Locked = frozenset()
) -> Iterator[State]:
    """A party's improvements from a state that no sanction of the concept deters, with some options locked.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> from detente.engine.concepts import NASH
    >>> from detente.engine.solved import board_of
    >>> list(unsanctioned(board_of(prisoners), "northland", (0, 0), NASH))
    [(1, 0)]
    """
    here, own = grid.ranks[party][state], grid.axes([party])
    alone, levels = around(grid, state, [party], locked)
    better = grid.feasible[alone] & goes(grid.ranks[party][alone], here)
    if concept.answer is not None and better.any():
        block, wide = around(grid, state, [p for p in grid.ranks if grid.axes([p])], locked)
        at = tuple(slice(None) if k in own else slice(n, n + 1) for k, n in enumerate(map(list.index, wide, state)))
        start = np.zeros_like(grid.feasible[block])
        start[at] = better
        better = better & ~_deterred(grid, party, block, start, concept, here, locked)
    for point in np.argwhere(better):
        yield tuple(levels[k][int(i)] for k, i in enumerate(point))


def _deterred(
    grid: Grid, party: str, block: Any, start: StateMask, concept: Concept, here: Any, locked: Locked
) -> StateMask:
    """Per state of the block whether some sanction follows when the party stands there with what it chose."""
    others = [p for p in grid.ranks if p != party]
    reached = grid.flood(block, start, others, improving=concept.answer == "improvements", locked=locked)
    bad = reached & deters(grid.ranks[party][block], here)
    if concept.reply:
        bad &= deters(grid.best_in_reach(party, block, locked=locked), here)
    deterred: StateMask = bad.any(axis=grid.axes(others), keepdims=True)
    return deterred


def around(
    grid: Grid, state: State, parties: Iterable[str], locked: Locked = frozenset()
) -> tuple[Any, list[list[int]]]:
    """The part of the grid that moves of these parties from a state stay in, and its levels per option.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.engine.solved import board_of
    >>> around(board_of(river), (1, 0, 1, 0), ["upland"])
    ((slice(0, 3, None), slice(0, 1, None), slice(1, 2, None), slice(0, 1, None)), [[0, 1, 2], [0], [1], [0]])
    """
    free = set(grid.axes(parties)) - locked
    levels = [open_ if k in free else [state[k]] for k, open_ in enumerate(attainable(grid.dialogue, state))]
    return block_of(levels), levels
