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
    found = dict.fromkeys(space.layout.parties, space.feasible)
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
    # Cells whose others have alike numbers of improvements go together, lists padded to the next power of two.
    sizes = np.where(counts > 0, 2 ** np.ceil(np.log2(np.maximum(counts, 1))).astype(np.int64), 0)[:, open_]
    sizes[axis] = 0
    kinds, which = np.unique(sizes, axis=1, return_inverse=True)
    for kind, widths in enumerate(kinds.T):
        alike = open_[which.reshape(-1) == kind]
        step = max(1, CHUNK // max(space.layout.shape[axis], int(prod(int(width) + 1 for width in widths))))
        for start in range(0, len(alike), step):
            part = alike[start : start + step]
            stays[part] = _answered(space, axis, cells[part], widths)
    return stays


def _answered(space: Space, axis: int, cells: Cells, widths: Cells) -> Bools:
    """Whether every improvement of the owner of the axis meets a joint answer; cells with alike numbers of answers.

    The best improvements are tried first, and a cell is dropped with the first that goes unanswered: few need them all.
    """
    worth = _worth(space, axis)
    own = _shifts(space, axis, cells, space.layout.shape[axis])
    answers = np.zeros((len(cells), 1), np.int64)
    for other, width in enumerate(widths):
        if other != axis and width:
            # First of all, the other stays. That all stay is no answer, and counts as none: it leaves the improvement.
            shifts = np.pad(_shifts(space, other, cells, int(width)), ((0, 0), (1, 0)))
            answers = (answers[:, :, None] + shifts[:, None, :]).reshape(len(cells), -1)
    stays = np.ones(len(cells), bool)
    done, step = 0, 1
    while done < own.shape[1]:
        left = np.flatnonzero(stays & (own[:, done] != 0))
        if not len(left):
            break
        step = max(1, min(step, 4 * CHUNK // (len(left) * answers.shape[1])))
        tried = own[left, done : done + step]
        joint = (cells[left, None] + tried)[:, :, None] + answers[left, None, :]
        deterred = (worth[joint] <= worth[cells[left], None, None]).any(axis=2) | (tried == 0)
        stays[left] = deterred.all(axis=1)
        done, step = done + step, 4 * step
    return stays


def _worth(space: Space, axis: int) -> NDArray[Any]:
    """The ranks of the owner of the axis by cell, out of reach where infeasible."""
    ranks = space.flat_ranks[space.layout.owners[axis]].astype(np.int64)
    return np.where(space.flat_feasible, ranks, np.iinfo(np.int64).max)


def _shifts(space: Space, axis: int, cells: Cells, width: int) -> Cells:
    """Each cell's improvements by the owner of the axis, best first, as differences of cells; padded with 0."""
    targets, better = _better(space, axis, cells)
    ranks = space.flat_ranks[space.layout.owners[axis]].astype(np.int64)
    first = np.argsort(np.where(better, -ranks[targets], np.iinfo(np.int64).max), axis=1, kind="stable")[:, :width]
    real = np.take_along_axis(better, first, axis=1)
    return np.where(real, np.take_along_axis(targets, first, axis=1) - cells[:, None], 0)
