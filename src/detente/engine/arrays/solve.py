"""Stability of all states at once, on arrays.

The whole engine rests on one formula. With reach_i(s) the states that i can move to from s, s included,

    s is stable for i   <=>   rank_i(s) >= max over t in reach_i(s) of min(rank_i(t), sigma_i(t))

where sigma_i(t) is the worst that the others can do to i from t: +infinity for Nash; the least rank_i among the states
they reach from t by moves (GMR) or improvements (SEQ); the same with M_i(u), the best that i can still reach from u, in
place of rank_i(u) where i may reply (SMR, SSEQ). A state t of higher rank than s is then deterred exactly if
sigma_i(t) <= rank_i(s), and states of no higher rank do not matter, so ties need no care.

Arrays have one axis for each party that owns options (`space.Layout`), and may carry one leading batch axis that
nobody owns: many rankings of the same states are then solved in one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np

from detente.engine.arrays.axes import Bools, Ints
from detente.engine.arrays.game import Game, game
from detente.engine.arrays.ladder import Ladder, ladder
from detente.engine.arrays.space import Space
from detente.engine.concepts import CONCEPTS, NASH, Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import deters
from detente.model.dialogue import Direction

THREADED = 2**18
"""From this many states on, parties are solved two at a time."""


def stable(space: Space, concept: str | Concept) -> dict[str, Bools]:
    """For each party, where it is stable: arrays of `space.layout.shape`, False at infeasible cells.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> stable(build(load("classroom-prisoners")), "nash")["northland"].tolist()
    [[False, False], [True, True]]
    """
    asked = by_name(concept)
    return solve(space, (asked,))[asked.name]


def everywhere(space: Space, by_party: Mapping[str, Bools]) -> Bools:
    """The cells that are stable for every party.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> everywhere(prisoners, stable(prisoners, "smr")).tolist()
    [[True, False], [False, True]]
    """
    found = space.feasible.copy()
    for party in space.layout.owners:
        found &= by_party[party]
    return found


def solve(
    space: Space, concepts: Sequence[Concept] = CONCEPTS, *, parties: Sequence[str] | None = None
) -> dict[str, dict[str, Bools]]:
    """For each concept's name and each party, where the party is stable; the work is shared between concepts.

    A party that owns no option has no moves: it is stable in every feasible state. `parties`: solve for these of the
    owners alone, and leave the others out.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> river = build(load("river"))
    >>> {name: int(everywhere(river, where).sum()) for name, where in solve(river).items()}
    {'nash': 3, 'sseq': 3, 'seq': 3, 'smr': 5, 'gmr': 10}
    """
    layout = space.layout
    ranks = [space.ranks[layout.parties.index(owner)] for owner in layout.owners]
    play = game(layout.levels, layout.directions, space.feasible, ranks, space.broken)
    axes = [axis for axis, owner in enumerate(layout.owners) if parties is None or owner in parties]
    tables = _solved(play, concepts, axes)
    places = {layout.owners[axis]: k for k, axis in enumerate(axes)}
    told = [party for party in layout.parties if party in places or layout.axis(party) is None]
    return {
        concept.name: {party: table[places[party]] if party in places else space.feasible for party in told}
        for concept, table in zip(concepts, tables, strict=True)
    }


def stable_arrays(
    levels: Sequence[Sequence[int]],
    directions: Sequence[Sequence[Direction]],
    feasible: Bools,
    ranks: Sequence[Ints],
    concept: Concept,
) -> tuple[Bools, ...]:
    """For each axis, where its owner is stable under one concept. See `solve_arrays`.

    >>> ranks = [np.array([[1, 0], [3, 2]]), np.array([[1, 3], [0, 2]])]
    >>> verdicts = stable_arrays([(2,), (2,)], [("both",)] * 2, np.ones((2, 2), bool), ranks, NASH)
    >>> [where.tolist() for where in verdicts]
    [[[False, False], [True, True]], [[False, True], [False, True]]]
    """
    return solve_arrays(levels, directions, feasible, ranks, (concept,))[0]


def solve_arrays(
    levels: Sequence[Sequence[int]],
    directions: Sequence[Sequence[Direction]],
    feasible: Bools,
    ranks: Sequence[Ints],
    concepts: Sequence[Concept] = CONCEPTS,
    broken: Sequence[Ints | None] = (),
) -> tuple[tuple[Bools, ...], ...]:
    """For each concept and each axis, where the owner of the axis is stable.

    `levels`, `directions`: for each axis, those of its options (first most significant). `feasible` and each of
    `ranks` (integers, higher is better) have shape (K_1, …, K_n), or (B, K_1, …, K_n) for a batch of B models; the two
    may be mixed, and the answer has the batch axis if any of them has it. `broken`: as `Game` has it, shaped alike.

    >>> one = np.array([[[2, 0], [3, 1]], [[3, 1], [2, 0]]])
    >>> other = np.array([[2, 3], [0, 1]])
    >>> (first, second), = solve_arrays([(2,), (2,)], [("both",)] * 2, np.ones((2, 2), bool), [one, other], (NASH,))
    >>> (first & second).tolist()
    [[[False, False], [False, True]], [[False, True], [False, False]]]
    """
    play = game(levels, directions, feasible, ranks, broken)
    return _solved(play, concepts, range(play.parties))


def _solved(play: Game, concepts: Sequence[Concept], axes: Sequence[int]) -> tuple[tuple[Bools, ...], ...]:
    """For each concept and each of some axes, where the owner of the axis is stable."""
    each = _mapper(play)
    ladders: list[Ladder] = []
    if any(c.answer == "improvements" for c in concepts):
        ladders = each(lambda axis: ladder(play, axis), range(play.parties))
    by_axis = each(lambda axis: _verdicts(play, axis, concepts, ladders), axes)
    return tuple(tuple(verdicts[k] for verdicts in by_axis) for k in range(len(concepts)))


def _mapper(play: Game) -> Callable[[Callable[[int], Any], Iterable[int]], list[Any]]:
    if prod(play.shape) < THREADED or play.parties < 2:
        return lambda work, items: [work(item) for item in items]

    from concurrent.futures import ThreadPoolExecutor

    def threaded(work: Callable[[int], Any], items: Iterable[int]) -> list[Any]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(work, items))

    return threaded


def _verdicts(play: Game, axis: int, concepts: Sequence[Concept], ladders: list[Ladder]) -> list[Bools]:
    """Where the owner of `axis` is stable, under each concept."""
    rank = play.low(axis)
    best = play.reach(np.maximum, rank, axis)
    verdicts: dict[Concept, Bools] = {NASH: play.masked(deters(best, rank))}
    for concept in concepts:
        if concept.answer is None:
            continue
        start = play.high(best if concept.reply else rank)
        if concept.answer == "moves":
            sanction = by_moves(play, axis, start)
        else:
            sanction = by_improvements(play, axis, start, ladders)
        worth = np.minimum(rank, sanction)
        verdicts[concept] = play.masked(deters(play.reach(np.maximum, worth, axis), rank))
    return [verdicts[NASH] if c.answer is None else verdicts[c] for c in concepts]


def by_moves(play: Game, axis: int, worst: Ints) -> Ints:
    """The least of `worst` over all states that all but the owner of an axis reach by moves (-1: all of them).

    >>> ranks = [np.array([[2, 0], [3, 1]]), np.array([[2, 3], [0, 1]])]
    >>> play = game([(2,), (2,)], [("both",)] * 2, np.ones((2, 2), bool), ranks)
    >>> by_moves(play, 0, ranks[0]).tolist()
    [[0], [1]]
    """
    others = [other for other in range(play.parties) if other != axis]
    if not play.holes and all(play.broken[other] is None for other in others):  # moves commute: once each is all
        for other in others:
            worst = play.reach(np.minimum, worst, other)
        return worst
    quiet, turn = 0, 0
    while others and quiet < len(others):
        # Masked before it is compared: a hole that changes for ever would keep the loop going.
        after = play.high(play.reach(np.minimum, worst, others[turn]))
        quiet = 1 if (after != worst).any() else quiet + 1
        worst, turn = after, (turn + 1) % len(others)
    return worst


def by_improvements(play: Game, axis: int, start: Ints, ladders: list[Ladder]) -> Ints:
    """The least of `start` over all states that the others reach by improvements, each of its mover.

    >>> ranks = [np.array([[2, 0], [3, 1]]), np.array([[2, 3], [0, 1]])]
    >>> play = game([(2,), (2,)], [("both",)] * 2, np.ones((2, 2), bool), ranks)
    >>> by_improvements(play, 0, ranks[0], [ladder(play, axis) for axis in (0, 1)]).tolist()
    [[0, 0], [1, 1]]
    """
    worst = np.array(np.broadcast_to(start, play.shape), order="C")
    flat = worst.reshape(-1)
    others = [other for other in range(play.parties) if other != axis]
    # What changed since a party last moved; None: it has not moved yet.
    news: dict[int, list[Ints] | None] = dict.fromkeys(others)
    while True:
        due = [other for other in others if news[other] is None or news[other]]
        if not due:
            return worst
        for other in due:
            changed = ladders[other].lower(flat, news[other])
            news[other] = []
            if len(changed):
                for third in others:
                    waiting = news[third]
                    if third != other and waiting is not None:
                        waiting.append(changed)
