"""Nash stability of one party under thousands of lists at once.

Whether a state is Nash stable for a party depends on feasibility and on that party's own list alone, and on the list
only through those statements that mention its own options (the others are constant along its moves). So the states
fall into few *cases*: the statements that hold in a state, and those that hold in each state within reach. A case is
stable if no state in reach scores higher; scores under many lists are one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools
from detente.engine.interface import deters
from detente.methods.inverse.edited_lists import Ints, among, distinct, scores

INFEASIBLE = -1

CHUNK = 2**23
"""Numbers held at a time."""


Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one party under fixed circumstances and rules.

    `case`: the case of every state, INFEASIBLE for none; broadcastable to the shape of the state space. `vector`: for
    each case the number of its own truth vector; `rivals`: for each case a number in `sets`. `sets`: the rivals within
    reach, each a number in `outcomes`: the vectors of which the worst counts (None: a rival is one vector). `columns`:
    the statements that matter; `truths`: the vectors, one a row. `fixed`: what each vector is worth, for a party whose
    preference is not a list that can be edited.
    """

    case: Ints
    vector: Ints
    rivals: Ints
    sets: Groups
    columns: Ints
    truths: Bools
    outcomes: Groups | None = None
    fixed: NDArray[np.float64] | None = None

    def stable(self, places: Ints) -> Bools:
        """For lists given by places (V × statements): cases × V, whether no rival is better."""
        if not len(places):
            return np.zeros((len(self.vector), 0), dtype=bool)
        kinds, of_kind = distinct(among(places, self.columns).astype(np.int16))
        lists = among(places[kinds], self.columns)
        width = max(1, CHUNK // max(1, sum(map(len, self.outcomes or self.sets)), len(self.vector)))
        parts = [self._stable(lists[start : start + width]) for start in range(0, len(lists), width)]
        result: Bools = np.concatenate(parts, axis=1)[:, of_kind]
        return result

    def _stable(self, lists: Ints) -> Bools:
        worth = scores(self.truths, lists) if self.fixed is None else self.fixed
        rivals = worth if self.outcomes is None else _extreme(np.minimum, worth, self.outcomes)
        best = _extreme(np.maximum, rivals, self.sets)
        return np.asarray(deters(best[self.rivals], worth[self.vector]))


@dataclass(frozen=True, slots=True)
class Sorts:
    """The sorts of feasible states of one situation: each party is in one case there, and the asker stays or not.

    `code`: by state its sort times `width`, and the asker's place on its axis added; -1 if infeasible. `free`, `case`:
    for each sort, whether the asker, left to itself, has nothing better, and the cases of the others.
    """

    code: NDArray[np.signedinteger[Any]]
    width: int
    free: Bools
    case: dict[str, Ints]

    def among(self, where: Bools) -> tuple[Ints, Bools]:
        """The sorts that some of these states are of, and for each at which of the asker's places."""
        there = np.zeros(len(self.free) * self.width, dtype=bool)
        there[self.code[where]] = True
        places = there.reshape(-1, self.width)
        number = np.flatnonzero(places.any(axis=1))
        return number, places[number]


def _extreme(op: np.ufunc, worth: NDArray[np.float64], groups: Groups) -> NDArray[np.float64]:
    """`op` over the rows of each group; an empty group gives what loses to everything."""
    none = np.full((1, worth.shape[1]), -np.inf if op is np.maximum else np.inf)
    if not groups:
        return np.zeros((0, worth.shape[1]))
    rows = np.array([n for group in groups for n in (*group, len(worth))], dtype=np.intp)
    starts = np.cumsum([0, *(len(group) + 1 for group in groups[:-1])])
    return np.asarray(op.reduceat(np.concatenate([worth, none])[rows], starts, axis=0))


def cases(
    truths: tuple[Bools, ...],
    columns: Ints,
    feasible: Bools,
    axis: int,
    reach: Bools | None,
    quiet: Bools | None = None,
    broken: Ints | None = None,
) -> Cases:
    """The cases of the party that owns `axis`.

    `truths`: one array for each statement that matters, broadcastable to `feasible`. `reach`: settings × settings,
    where the party can go from where (None: anywhere). `quiet`: the states that count as rivals (None: all). `broken`:
    which rules that bind the party alone are broken, as bits: it breaks no further one. The arrays need not have the
    whole shape of the state space: an axis that nothing mentions has length 1.

    >>> arms = np.array([[False, True]])  # one statement, true where the second party arms
    >>> found = cases((arms,), np.array([0]), np.ones((2, 2), bool), 1, None)
    >>> found.case.tolist(), found.stable(np.array([[0]])).tolist()
    ([[0, 1], [0, 1]], [[False], [True]])
    """
    shape = np.broadcast_shapes(*(array.shape for array in (feasible, *truths, quiet, broken) if array is not None))
    vectors, ids = _vectors(truths, shape)
    found = _cases(ids, np.broadcast_to(feasible, shape), quiet, axis, reach, broken)
    return Cases(*found, columns=columns, truths=vectors)


def _cases(
    ids: Ints, feasible: Bools, quiet: Bools | None, axis: int, reach: Bools | None, broken: Ints | None
) -> tuple[Ints, Ints, Ints, Groups]:
    """The case of every state whose vector is numbered by `ids`, and each case's vector, rivals and sets of rivals."""
    marked = 2 * ids + (1 if quiet is None else quiet)
    fibers = np.moveaxis(np.where(feasible, marked, INFEASIBLE), axis, -1)
    flat = fibers.reshape(-1, fibers.shape[-1]).astype(np.int32)
    if broken is None:
        first, kind = distinct(flat)
        table, vector, rivals, sets = _tabulate(flat[first], reach)
    else:
        own = np.moveaxis(np.broadcast_to(broken, ids.shape), axis, -1).reshape(flat.shape).astype(np.int32)
        first, kind = distinct(np.concatenate([flat, own], axis=1))
        table, vector, rivals, sets = _tabulate(flat[first], reach, own[first])
    case = np.moveaxis(table[kind].reshape(fibers.shape), -1, axis)
    return case, vector, rivals, sets


def ranked_cases(
    ranks: NDArray[np.integer],
    feasible: Bools,
    axis: int,
    reach: Bools | None,
    quiet: Bools | None = None,
    broken: Ints | None = None,
) -> Cases:
    """The cases of a party that has weights or a ranking: a vector is a rank, and there is one list only.

    >>> found = ranked_cases(np.array([[0, 1], [3, 2]]), np.ones((2, 2), bool), 1, None)
    >>> found.case.tolist(), found.stable(np.zeros((1, 0), np.intp)).tolist()
    ([[0, 1], [2, 3]], [[False], [True], [True], [False]])
    """
    values, ids = np.unique(ranks, return_inverse=True)
    found = _cases(ids.reshape(ranks.shape), np.broadcast_to(feasible, ranks.shape), quiet, axis, reach, broken)
    none = np.zeros((len(values), 0), dtype=bool)
    return Cases(*found, columns=np.zeros(0, np.intp), truths=none, fixed=np.arange(len(values), dtype=float)[:, None])


def _vectors(truths: tuple[Bools, ...], shape: tuple[int, ...]) -> tuple[Bools, Ints]:
    """The distinct truth vectors, and for every state which it has."""
    rows = np.stack([np.broadcast_to(t, shape).ravel() for t in truths], axis=1)
    first, kind = distinct(rows)
    return rows[first], kind.reshape(shape)


def _tabulate(
    fibers: NDArray[np.integer], reach: Bools | None, broken: NDArray[np.integer] | None = None
) -> tuple[Ints, Ints, Ints, Groups]:
    """The case of every state in each distinct fiber, numbered as they are met.

    A fiber holds, for each place, twice the state's vector, and one more if the state counts as a rival. `broken`:
    beside it, for each place, the rules that bind the party alone and are broken there, as bits.
    """
    table = np.full(fibers.shape, INFEASIBLE, dtype=np.intp)
    known: dict[tuple[int, int], int] = {}
    sets: dict[tuple[int, ...], int] = {}
    places = range(fibers.shape[1])
    everywhere = None if reach is None else [np.flatnonzero(row).tolist() for row in reach]
    free = everywhere is None and broken is None
    for n, fiber in enumerate(fibers.tolist()):
        whole = _rivals(fiber, sets) if free else INFEASIBLE
        own = [0] * len(fiber) if broken is None else broken[n].tolist()
        for k, marked in enumerate(fiber):
            if marked != INFEASIBLE:
                there = places if everywhere is None else everywhere[k]
                rivals = whole if free else _rivals([fiber[j] for j in there if not own[j] & ~own[k]], sets)
                table[n, k] = known.setdefault((marked >> 1, rivals), len(known))
    pairs = np.array(list(known), dtype=np.intp).reshape(-1, 2)
    return table, pairs[:, 0], pairs[:, 1], tuple(sets)


def _rivals(fiber: list[int], sets: dict[tuple[int, ...], int]) -> int:
    key = tuple(sorted({marked >> 1 for marked in fiber if marked != INFEASIBLE and marked & 1}))
    return sets.setdefault(key, len(sets))
