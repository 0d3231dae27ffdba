"""What would hold a package that somebody would leave: the fewest options that have to be guaranteed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.solved import solved
from detente.methods.chances.drift import wanted
from detente.methods.settling.held import firmness
from detente.model.dialogue import differing

if TYPE_CHECKING:
    from detente.engine.arrays.space import Space
    from detente.engine.interface import Engine
    from detente.model.dialogue import State


def leaving(engine: Engine, outcomes: Sequence[State]) -> tuple[tuple[str, State], ...]:
    """Who would leave what comes of a package, and for where: from the first of its outcomes that does not hold.

    >>> import detente as dt
    >>> leaving(solved(dt.load("classroom-prisoners")).engine, [(1, 0)])
    (('southland', (1, 1)),)
    """
    state = next((one for one in outcomes if firmness(engine, one) is None), None)
    if state is None:
        return ()
    return tuple((party, there) for party in engine.movers for there in wanted(engine, party, state))


def guarantees(
    space: Space, outcomes: Sequence[State], leaves: Sequence[tuple[str, State]]
) -> tuple[tuple[str, ...], ...]:
    """What would hold what comes of a package that some leave.

    The single options, else the pairs, that would hold it if their owners could no longer change them.

    Every lock has to forbid each undeterred step; what is locked takes no step away from who leaves but that.

    >>> import detente as dt
    >>> prisoners = solved(dt.load("classroom-prisoners"))
    >>> guarantees(prisoners.space, [(1, 0)], leaving(prisoners.engine, [(1, 0)]))
    (('south_arms',),)
    """
    state = next(one for one in outcomes if firmness(solved(space.dialogue).engine, one) is None)
    for locks in locks_to_try(state, leaves):
        holding = [lock for lock in locks if all(_holds(space, outcome, lock) for outcome in outcomes)]
        if holding:
            return tuple(tuple(space.dialogue.options[k].id for k in lock) for lock in holding)
    return ()


def locks_to_try(state: State, leaves: Sequence[tuple[str, State]]) -> Iterator[list[tuple[int, ...]]]:
    """The single options, then the pairs, that forbid each of some steps away from a state.

    >>> list(locks_to_try((1, 1, 0), [("a", (0, 1, 0)), ("b", (1, 0, 0))]))
    [[], [(0, 1)]]
    """
    steps = [{*differing(state, there)} for _, there in leaves]
    options = sorted(set().union(*steps))
    for size in (1, 2):
        yield [lock for lock in combinations(options, size) if all(step & set(lock) for step in steps)]


def _holds(space: Space, state: State, lock: Sequence[int]) -> bool:
    """Whether a state is firm or credible where some options stay as they are in it."""
    from detente.engine.arrays.single import Arrays

    layout = space.layout
    kept = np.zeros(layout.fine, dtype=bool)
    there = tuple(state[k] if k in lock else slice(None) for k in layout.order)
    kept[there] = space.feasible.reshape(layout.fine)[there]
    return firmness(Arrays(replace(space, feasible=kept.reshape(layout.shape))), state) is not None
