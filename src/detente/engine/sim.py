"""SIM: simultaneous sanctions (Fraser & Hipel 1984), which no sequence of moves can say.

i stays at s if for each of its improvements t some of the others, at least one, make at the same moment each an
improvement *from s*, such that the state with all those option changes together is feasible and no better than s for i.
"""

from __future__ import annotations

from functools import reduce
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engine.space import Space
from detente.errors import TooLarge

LIMIT = 2**16
"""The most states for which SIM is computed: every joint answer from every state is looked at."""

CHUNK = 2**20
"""Joint states looked at together."""

Bools = NDArray[np.bool_]
Cells = NDArray[np.int64]


def stable(space: Space) -> dict[str, Bools]:
    """For each party, where it is SIM stable: arrays of `layout.shape`. Raises TooLarge beyond 2^16 states."""
    if space.layout.size > LIMIT:
        raise TooLarge("states of the dialogue, for simultaneous sanctions", space.layout.size, LIMIT)
    cells = space.feasible_cells()
    if not len(cells):
        return dict.fromkeys(space.layout.parties, space.feasible)
    counts = np.array([_counts(space, axis, cells) for axis in range(len(space.layout.shape))])
    found = {party: space.feasible for party in space.layout.parties}
    for axis, owner in enumerate(space.layout.owners):
        verdict = np.zeros(space.layout.size, bool)
        verdict[cells] = _stays(space, axis, cells, counts)
        found[owner] = verdict.reshape(space.layout.shape)
    return found


def equilibria(space: Space) -> Bools:
    """Where every party is SIM stable: an array of `layout.shape`. Raises TooLarge beyond 2^16 states."""
    return reduce(np.logical_and, stable(space).values(), space.feasible)


def _counts(space: Space, axis: int, cells: Cells) -> Cells:
    """How many improvements the owner of the axis has from each cell."""
    width = max(1, CHUNK // space.layout.shape[axis])
    parts = [_better(space, axis, cells[k : k + width])[1].sum(axis=1) for k in range(0, len(cells), width)]
    return np.concatenate(parts)


def _better(space: Space, axis: int, cells: Cells) -> tuple[Cells, Bools]:
    """The cells along a party's axis from each cell, and which of them are its improvements; both (cells, K)."""
    layout = space.layout
    length, stride = layout.shape[axis], layout.strides[axis]
    ranks = space.flat_ranks[layout.owners[axis]]
    place = cells // stride % length
    targets = (cells - place * stride)[:, None] + np.arange(length) * stride
    better = space.flat_feasible[targets] & (ranks[targets] > ranks[cells][:, None])
    allowed = space._permitted[axis]
    if allowed is not None:
        better &= allowed[place]
    return targets, better


def _stays(space: Space, axis: int, cells: Cells, counts: Cells) -> Bools:
    """For each cell whether the owner of the axis stays there; `counts`: improvements by axis and cell."""
    stays: Bools = counts[axis] == 0
    open_ = np.flatnonzero(~stays & (counts.sum(axis=0) > counts[axis]))
    # Cells with alike numbers of improvements are taken together: lists are padded to the next power of two.
    sizes = np.where(counts > 0, 2 ** np.ceil(np.log2(np.maximum(counts, 1))).astype(np.int64), 0)[:, open_]
    kinds, which = np.unique(sizes, axis=1, return_inverse=True)
    for kind, widths in enumerate(kinds.T):
        alike = open_[which.reshape(-1) == kind]
        step = max(1, CHUNK // int(prod(int(w) + (k != axis) for k, w in enumerate(widths))))
        for start in range(0, len(alike), step):
            part = alike[start : start + step]
            stays[part] = _answered(space, axis, cells[part], widths)
    return stays


def _answered(space: Space, axis: int, cells: Cells, widths: Cells) -> Bools:
    """Whether every improvement of the owner of the axis meets a joint answer; cells with alike numbers of both."""
    own, real = _shifts(space, axis, cells, int(widths[axis]))
    ranks = space.flat_ranks[space.layout.owners[axis]]
    limit = ranks[cells][:, None]
    joint, some = (cells[:, None] + own)[:, :, None], np.zeros((len(cells), 1, 1), bool)
    known = np.ones((len(cells), 1, 1), bool)
    for other in range(len(widths)):
        if other == axis or not widths[other]:
            continue
        shifts, valid = _shifts(space, other, cells, int(widths[other]))
        shifts = np.pad(shifts, ((0, 0), (1, 0)))  # first of all: the other stays
        valid = np.pad(valid, ((0, 0), (1, 0)), constant_values=True)
        moved = np.arange(shifts.shape[1]) > 0
        joint = _crossed(np.add, joint, shifts)
        known = _crossed(np.logical_and, known, valid)
        some = _crossed(np.logical_or, some, np.broadcast_to(moved, valid.shape))
    deters = space.flat_feasible[joint] & (ranks[joint] <= limit[:, :, None]) & known & some
    verdict: Bools = (deters.any(axis=2) | ~real).all(axis=1)
    return verdict


def _crossed(op: np.ufunc, before: NDArray[Any], row: NDArray[Any]) -> NDArray[Any]:
    """(cells, own, m) with (cells, k): (cells, own, m * k)."""
    both: NDArray[Any] = op(before[:, :, :, None], row[:, None, None, :])
    return both.reshape(*both.shape[:2], -1)


def _shifts(space: Space, axis: int, cells: Cells, width: int) -> tuple[Cells, Bools]:
    """Each cell's improvements by the owner of the axis as differences of cells, padded; and which are real."""
    targets, better = _better(space, axis, cells)
    first = np.argsort(~better, axis=1, kind="stable")[:, :width]
    real = np.take_along_axis(better, first, axis=1)
    return np.where(real, np.take_along_axis(targets, first, axis=1) - cells[:, None], 0), real
