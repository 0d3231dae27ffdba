"""The lean reading of SEQ and SSEQ for many states at once, where one state after another would take too long.

What `lean` says of single states; here steps of many cells are looked at together. An improvement is lean if none of
the states between it and where it starts is as good for the mover: the best of them is a running maximum outward along
each of the mover's options. How far the others' lean improvements can press a party down after each of its own is the
least worth among all that they lead to, found by passing minima back along the steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.engine.arrays.axes import Bools, Cells, Ints, Ranks
from detente.engine.arrays.space import Space
from detente.engine.arrays.witness import others
from detente.engine.concepts import concept as by_name
from detente.engine.interface import credible, deters, goes

AT_ONCE = 2**20
"""Cells times places on a party's axis that are laid out at a time."""

Links = tuple[Cells, Cells]
"""Steps: from which cell each, and to which."""


def settled(space: Space, cells: Cells, concept: str) -> Cells:
    """Those of some cells that are stable for every party under `seq` or `sseq`, read leanly, in their order.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> settled(prisoners, prisoners.feasible_cells(), "seq").tolist()
    [0, 3]
    """
    for party in space.layout.owners:
        cells = cells[_stays(space, party, cells, reply=by_name(concept).reply)]
    return cells


def _stays(space: Space, party: str, cells: Cells, *, reply: bool) -> Bools:
    """For each of some cells whether every improvement of the party from there has a lean sanction."""
    ranks = space.flat_ranks[party]
    rows, targets = _improvements(space, party, cells)
    stays = np.ones(len(cells), dtype=bool)
    if len(rows):
        worth = space.best_in_reach(party).reshape(-1) if reply else ranks
        worst = pressed(space, others(space, party), np.unique(targets), worth, int(ranks[cells[rows]].min()))
        stays[rows[~deters(worst[targets], ranks[cells[rows]])]] = False
    return stays


def pressed(space: Space, movers: Sequence[str], starts: Cells, worth: Ranks, floor: int) -> Ranks:
    """By cell the least worth of all that lean improvements of the movers lead to from some cells.

    What is worth no more than the `floor` deters whoever is asked about, so nothing is looked for beyond it.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> river = build(load("river"))
    >>> start = np.array([river.cell_of((1, 0, 0, 0))])
    >>> worth = river.flat_ranks["lowland"].copy()
    >>> int(worth[start][0]), int(pressed(river, ["upland"], start, worth, -1)[start][0])  # there, and what follows
    (7, 5)
    """
    seen = np.zeros(space.layout.size, dtype=bool)
    seen[starts] = True
    edge, layers = starts, list[Links]()
    while edge.size:
        edge = edge[~deters(worth[edge], floor)]
        steps = [lean_steps(space, mover, edge) for mover in movers]
        before, after = (np.concatenate([edge[:0], *(ends[k] for ends in steps)]) for k in (0, 1))
        layers.append((before, after))
        edge = np.unique(after[~seen[after]])
        seen[edge] = True
    return _passed_back(worth.copy(), layers)


def _passed_back(worst: Ranks, layers: Sequence[Links]) -> Ranks:
    """Minima passed back along steps until nothing falls any more."""
    falling = True
    while falling:
        falling = False
        for before, after in reversed(layers):
            lower = worst[after] < worst[before]
            if lower.any():
                np.minimum.at(worst, before[lower], worst[after[lower]])
                falling = True
    return worst


# ---- steps -----------------------------------------------------------------------------------------------------------


def lean_steps(space: Space, party: str, cells: Cells) -> Links:
    """The lean improvements of a party from many cells: from which, and to which.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> [ends.tolist() for ends in lean_steps(prisoners, "northland", prisoners.feasible_cells())]
    [[0, 1], [2, 3]]
    """
    before, after = [cells[:0]], [cells[:0]]
    for _, part in _chunks(space, party, cells):
        targets, there = _ranked(space, party, part)
        better = goes(there, space.flat_ranks[party][part][:, None])
        some = better.any(axis=1)  # of the others nothing need be known
        part, targets, there, better = part[some], targets[some], there[some], better[some]
        rows, places = (better & credible(there, _best_between(space, party, part, there))).nonzero()
        before.append(part[rows])
        after.append(targets[rows, places])
    return np.concatenate(before), np.concatenate(after)


def _improvements(space: Space, party: str, cells: Cells) -> Links:
    """The improvements of a party from many cells: from which, by its place among them, and to which."""
    rows, after = [cells[:0]], [cells[:0]]
    for first, part in _chunks(space, party, cells):
        targets, there = _ranked(space, party, part)
        row, place = goes(there, space.flat_ranks[party][part][:, None]).nonzero()
        rows.append(row + first)
        after.append(targets[row, place])
    return np.concatenate(rows), np.concatenate(after)


def _chunks(space: Space, party: str, cells: Cells) -> Iterator[tuple[int, Cells]]:
    """Some of the cells at a time, each time with the number of the first."""
    axis = space.layout.axis(party)
    if axis is not None and len(cells):
        width = max(1, AT_ONCE // space.layout.shape[axis])
        yield from ((first, cells[first : first + width]) for first in range(0, len(cells), width))


def _ranked(space: Space, party: str, cells: Cells) -> tuple[Cells, Ranks]:
    """By cell and place on the party's axis the cell there, and how the party ranks it; -1 where it cannot go."""
    targets, usable = space.steps(party, cells)
    ranks = space.flat_ranks[party]
    return targets, np.where(usable, ranks[targets], ranks.dtype.type(-1))


def _best_between(space: Space, party: str, cells: Cells, there: Ranks) -> Ranks:
    """By cell and place the best of what lies between, the cell and the place themselves not counted."""
    layout, (count, stretch) = space.layout, there.shape
    best = there.T.copy()  # by place, then cell: what differs from cell to cell is a mask along the inner axis
    between, axes = np.full_like(best, -1), []
    for k in layout.own[layout.owners.index(party)]:
        radix = layout.radices[k]
        stretch //= radix
        shape = (there.shape[1] // (radix * stretch), radix, stretch, count)
        axes.append((shape, list(_outward(radix, cells // layout.cell_strides[k] % radix))))
    for shape, steps in axes:
        here = best.reshape(shape)
        for level, nearer, away in steps:
            np.maximum(here[:, level], here[:, nearer], out=here[:, level], where=away)
    for shape, steps in axes:
        here, found = best.reshape(shape), between.reshape(shape)
        for level, nearer, away in steps:
            np.maximum(found[:, level], here[:, nearer], out=found[:, level], where=away)
    return between.T


def _outward(radix: int, here: Ints) -> Iterator[tuple[int, int, Bools]]:
    """Each level with the one next to it on the way back, and for which rows it is on that side."""
    yield from ((level, level - 1, here < level) for level in range(1, radix))
    yield from ((level, level + 1, here > level) for level in range(radix - 2, -1, -1))
