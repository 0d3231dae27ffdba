"""All lists that a few edits make of one party's priorities, as arrays, so that thousands are judged at once.

A list is told by the *place* of each statement (0 most important, members of a group share one, −1: not there). Edits
act as `model.change.edit` says: drops, then all moves at once, by place + m + half the sign of m.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools
from detente.methods.inverse.edits import Edit
from detente.model.dialogue import Preferences

Ints = NDArray[np.intp]

Rows = Bools | NDArray[np.signedinteger[Any]]
"""One thing a row: what is told apart by its columns."""

GONE = -1

DENSE = 4
"""Keys up to this many times their number are looked up in a table instead of sorted."""

EXACT_BITS = 52
"""Sums of weights below this many bits are exact in a float64."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that sets of a given size make of one party's.

    `sets`: one row of catalogue numbers for each set, ascending. `places`: one row of places for each set, a column
    for each statement of the party in file order.
    """

    sets: Ints
    places: Ints


def edited_lists(preferences: Preferences, edits: tuple[Edit, ...], size: int) -> Lists:
    """The lists of all sets of `size` of these edits (all of this party) that do not contradict themselves.

    >>> import detente as dt
    >>> from detente.methods.inverse.edits import catalogue
    >>> prisoners = dt.load("classroom-prisoners")
    >>> edits = tuple(edit for edit in catalogue(prisoners, "northland") if edit.kind == "drop")
    >>> edited_lists(prisoners.preferences["southland"], edits, 1).places.tolist()
    [[-1, 0], [0, -1]]
    """
    items = [tuple(s.id for s in p.statements) for p in preferences.priorities]
    column = {id: n for n, id in enumerate(id for item in items for id in item)}
    item_of = np.array([n for n, item in enumerate(items) for _ in item], dtype=np.intp)
    chosen = list(combinations(range(len(edits)), size))
    rows = np.array(chosen, dtype=np.intp).reshape(len(chosen), size)
    dropped, shift, sound = _effects(edits, rows, column, {p.id: n for n, p in enumerate(preferences.priorities)})
    left = np.zeros((len(rows), len(items)), dtype=np.intp)
    for n, item in enumerate(item_of):
        left[:, item] += ~dropped[:, n]
    # What is left of a group keeps its place and moves with it; of one that is gone nothing moves.
    sound &= ~((shift != 0) & (left < 1)).any(axis=1)
    place = np.cumsum(left > 0, axis=1) - 1
    key = np.where(left > 0, place + shift + 0.5 * np.sign(shift), np.inf)
    order = np.argsort(np.argsort(key, axis=1, kind="stable"), axis=1)
    places = np.where(dropped, GONE, order[:, item_of]) if len(items) else np.zeros((len(rows), 0), dtype=np.intp)
    numbers = np.array([edit.number for edit in edits], dtype=np.intp)
    return Lists(sets=numbers[rows[sound]], places=places[sound])


def _effects(
    edits: tuple[Edit, ...], rows: Ints, column: dict[str, int], item: dict[str, int]
) -> tuple[Bools, Ints, Bools]:
    """For each set: which statements are dropped, how far each item moves, and whether no statement has two edits."""
    dropped = np.zeros((len(rows), len(column)), dtype=bool)
    shift = np.zeros((len(rows), len(item)), dtype=np.intp)
    sound = np.ones(len(rows), dtype=bool)
    for chosen in rows.T:
        for n, edit in enumerate(edits):
            mine = np.flatnonzero(chosen == n)
            if edit.kind == "drop":
                dropped[mine, column[edit.id]] = True
            else:
                sound[mine] &= shift[mine, item[edit.id]] == 0
                shift[mine, item[edit.id]] = edit.places
    return dropped, shift, sound


def distinct(rows: Rows) -> tuple[Ints, Ints]:
    """The first row of each kind, and for every row the kind it is of.

    >>> distinct(np.array([[3, 1], [0, 1], [3, 1]]))
    (array([1, 0]), array([1, 0, 1]))
    """
    return together(rows.T, len(rows))


def together(columns: Iterable[Rows], size: int) -> tuple[Ints, Ints]:
    """Of the rows that some columns of that size make, the first of each kind, and which kind each row is of.

    Columns are taken into one key as long as there is room, and the keys so far are numbered anew where there is not.

    >>> first, kind = together([np.array([0, 1, 0]), np.array([7, 7, 7])], 3)
    >>> first.tolist(), kind.tolist()
    ([0, 1], [0, 1, 0])
    """
    key, bound = np.zeros(size, dtype=np.int64), 1
    for column in columns:
        lowest = int(column.min(initial=0))
        width = int(column.max(initial=0)) - lowest + 1
        if bound * width > max(DENSE * size, 2**16):
            first, key = numbered(key, bound)
            bound = len(first)
        if bound * width >= 2**62:
            raise ValueError("numbers too large to be told apart")
        key = key * width + (column - lowest if lowest else column)
        bound *= width
    return numbered(key, bound)


def numbered(key: NDArray[np.int64], bound: int) -> tuple[Ints, Ints]:
    """Where each number below `bound` that occurs is first met, in ascending order; and which of them each entry is.

    >>> first, kind = numbered(np.array([5, 2, 5]), 6)
    >>> first.tolist(), kind.tolist()
    ([1, 0], [1, 0, 1])
    """
    if bound > max(DENSE * len(key), 2**16):
        _, first, kind = np.unique(key, return_index=True, return_inverse=True)
        return first, kind.reshape(-1)
    met = np.full(bound, -1, dtype=np.intp)
    met[key[::-1]] = np.arange(len(key) - 1, -1, -1)  # the last to be written is the first of its kind
    there = met >= 0
    return met[there], (np.cumsum(there) - 1)[key]


def among(places: Ints, columns: Ints) -> Ints:
    """The lists cut to some statements, with places counted anew from 0.

    >>> among(np.array([[0, 1, 2], [2, GONE, 0]]), np.array([0, 2])).tolist()
    [[0, 1], [1, 0]]
    """
    cut = places[:, columns].astype(np.int16)
    count = int(places.max(initial=-1)) + 1
    if not cut.size or not count:
        return cut.astype(np.intp)
    there = np.zeros((len(cut), count), dtype=bool)
    for column in cut.T:
        there[np.flatnonzero(column >= 0), column[column >= 0]] = True
    anew = np.cumsum(there, axis=1) - 1
    return np.where(cut >= 0, np.take_along_axis(anew, np.maximum(cut, 0).astype(np.intp), axis=1), GONE)


def scores(truths: Bools, places: Ints) -> NDArray[np.float64]:
    """What each of U truth vectors (U × statements) is worth under each of V lists: U × V, exact, higher is better.

    A statement's weight is the number of ways all places below it can be filled, so that it outweighs them together;
    members of a group share a weight. Beyond 52 bits the columns are ranked block by block instead of summed at once.

    >>> truths = np.array([[True, False], [False, True]])
    >>> scores(truths, np.array([[0, 1], [1, 0]])).tolist()
    [[2.0, 1.0], [1.0, 2.0]]
    """
    weights, high = _weights(places)
    if not high.any():
        return truths.astype(np.float64) @ weights.T
    return _ranked(truths, places)


def _weights(places: Ints) -> tuple[NDArray[np.float64], Bools]:
    """The weight of every statement in every list, and which lists have weights too large to be exact."""
    count = int(places.max(initial=-1)) + 1
    members = np.zeros((len(places), count + 1), dtype=np.float64)
    for column in places.T:
        members[np.arange(len(places)), column] += 1  # those that are gone are counted in the last place, unread
    radix = 1 + members[:, :count]
    below = np.ones((len(places), count + 1))
    below[:, :count] = np.cumprod(radix[:, ::-1], axis=1)[:, ::-1]
    table = np.concatenate([below[:, 1:], np.zeros((len(places), 1))], axis=1)
    return np.take_along_axis(table, places, axis=1), below[:, 0] >= 2.0**EXACT_BITS


def _ranked(truths: Bools, places: Ints) -> NDArray[np.float64]:
    """The scores of long lists: the most important places first, ranked, then the next ones among equals."""
    count = int(places.max(initial=-1)) + 1
    largest = max(int((places == place).sum(axis=1).max()) for place in range(count))
    step = max(1, int(30 / np.log2(1 + largest)))
    total = np.zeros((len(truths), len(places)))
    for start in range(0, count, step):
        block = np.where((places >= start) & (places < start + step), places - start, GONE)
        weights, _ = _weights(block)
        part = truths.astype(np.float64) @ weights.T
        total = dense(total * (part.max(initial=0.0) + 1) + part)
    return total


def dense(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each column's values replaced by their rank, 0 for the lowest.

    >>> dense(np.array([[7.0], [2.0], [7.0]])).tolist()
    [[1.0], [0.0], [1.0]]
    """
    order = np.argsort(table, axis=0)
    values = np.take_along_axis(table, order, axis=0)
    steps = np.zeros_like(table)
    steps[1:] = np.cumsum(values[1:] != values[:-1], axis=0)
    ranks = np.empty_like(table)
    np.put_along_axis(ranks, order, steps, axis=0)
    return ranks
