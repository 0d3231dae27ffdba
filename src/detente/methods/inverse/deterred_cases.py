"""One party's stability under deterrents for thousands of lists at once, while all others keep theirs.

Where the others' lists stand still, so does what they can answer: the states U(t) that they reach from an improvement
t. Of those only the *worst outcomes* count, the truth vectors above no other of U(t), since the least of U(t) under any
list is among them. So a state falls into a case again (`firmness.Cases`): its own vector, and for each state in reach
the worst outcomes there. Exact for GMR (answers by moves) and SEQ (by improvements).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools
from detente.engine.interface import credible
from detente.methods.inverse.edited_lists import Ints, distinct
from detente.methods.inverse.edited_space import Board
from detente.methods.inverse.minimal_sets import Numbers
from detente.methods.inverse.nash_cases import INFEASIBLE, Cases, Groups
from detente.model.expression import Expr

T = TypeVar("T", bound=np.generic)

LIMIT = 2**24
"""Pairs of states whose connexion is worked out; beyond that the engine is asked instead."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """How the others connect their states: `kinds`, Boolean from × to, and for each setting of the party its kind."""

    kinds: list[Bools]
    of: list[int]


def answered(board: Board, party: str, situation: Numbers, still: str, moves: bool, target: Expr) -> Cases | None:
    """The cases of the party in those states that meet the target (INFEASIBLE elsewhere).

    `still`: a party that does not move at all ("": none), because of a package. `moves`: the others answer by any
    moves, else by improvements only. None if the others connect too many states.

    >>> import detente as dt
    >>> from detente.methods.inverse.edits import catalogue
    >>> from detente.model.expression import parse
    >>> prisoners = dt.load("classroom-prisoners")
    >>> board = Board(prisoners, catalogue(prisoners, "northland"))
    >>> target = parse("not south_arms")
    >>> answered(board, "southland", frozenset(), "", True, target).case.tolist()  # by state; -1: not wanted
    [[0, -1], [1, -1]]
    """
    axis = board.movers.index(party)
    total, settings = int(np.prod(board.shape)), board.shape[axis]
    others = [p for p in board.movers if p not in (party, still)]
    if (total // settings) ** 2 > LIMIT or total * max(board.shape) > LIMIT:
        return None
    feasible = _sliced(board.feasible(situation), axis)
    graphs = _graphs(board, situation, axis, others, moves)
    truths, ids = board.vectors(party, situation)
    vectors = _sliced(ids, axis)
    outcome, outcomes = _outcomes(feasible, graphs, truths, vectors)
    wanted = _sliced(np.broadcast_to(board.truth(target, situation), board.shape), axis) & feasible
    case, pairs, sets = _cases(wanted, feasible, outcome, vectors, board.reach(party))
    shape = (settings, *(n for k, n in enumerate(board.shape) if k != axis))
    return Cases(
        case=np.moveaxis(case.reshape(shape), 0, axis),
        vector=pairs[:, 0],
        rivals=pairs[:, 1],
        sets=sets,
        columns=np.arange(truths.shape[1]),
        truths=truths,
        outcomes=outcomes,
    )


def _sliced(array: NDArray[T], axis: int) -> NDArray[T]:
    """Settings of the party × states of the others."""
    first = np.moveaxis(array, axis, 0)
    return first.reshape(len(first), -1)


def _graphs(board: Board, situation: Numbers, axis: int, others: list[str], moves: bool) -> Graphs:
    """The steps of the others in each slice; slices in which they are the same share a graph."""
    feasible, ranks = board.feasible(situation), board.base_ranks(situation)
    rest = tuple(n for k, n in enumerate(board.shape) if k != axis)
    width = int(np.prod(rest))
    steps: list[tuple[Ints, Bools]] = []
    for other in others:
        at = board.movers.index(other)
        at -= at > axis  # its axis among the others'
        lines = np.moveaxis(np.arange(width).reshape(rest), at, -1).reshape(-1, rest[at])
        here = _sliced(feasible, axis)[:, lines]
        step = here[..., :, None] & here[..., None, :] & ~np.eye(rest[at], dtype=bool)
        if not moves:
            rank = _sliced(ranks[other], axis)[:, lines]
            step &= credible(rank[..., None, :], rank[..., :, None])
        allowed = board.reach(other)
        steps.append((lines, step if allowed is None else step & allowed))
    known: dict[bytes, int] = {}
    kinds, of = [], []
    for setting in range(board.shape[axis]):
        key = b"".join(np.packbits(step[setting]).tobytes() for _, step in steps)
        if key not in known:
            known[key] = len(known)
            kinds.append(_closed(width, [(lines, step[setting]) for lines, step in steps]))
        of.append(known[key])
    return Graphs(kinds, of)


def _closed(width: int, steps: list[tuple[Ints, Bools]]) -> Bools:
    """Where one or more steps lead, from × to. Each party's own steps are transitive, so they need no repeating."""
    reach = np.packbits(np.eye(width, dtype=bool), axis=1)  # where no step or more lead, eight states to a byte
    turn = quiet = 0
    while quiet < len(steps):
        more = reach | _onward(reach, *steps[turn % len(steps)])
        quiet = 1 if (more != reach).any() else quiet + 1
        reach, turn = more, turn + 1
    found = np.zeros_like(reach)
    for lines, step in steps:
        found |= _onward(reach, lines, step)
    return np.unpackbits(found, axis=1, count=width).astype(bool)


def _onward(reach: NDArray[np.uint8], lines: Ints, step: Bools) -> NDArray[np.uint8]:
    """Where one step along some line leads and what is reached from there."""
    there = np.zeros((*lines.shape, reach.shape[1]), dtype=np.uint8)
    for place in np.flatnonzero(step.any(axis=(0, 1))):
        there |= step[:, :, place, None] * reach[lines[:, place], None]
    found = np.empty_like(reach)
    found[lines] = there
    return found


def _outcomes(feasible: Bools, graphs: Graphs, truths: Bools, vectors: Ints) -> tuple[Ints, Groups]:
    """For every state the number of its worst outcomes; and for each number the vectors."""
    known: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    groups: dict[tuple[int, ...], int] = {}
    outcome = np.full(feasible.shape, INFEASIBLE, dtype=np.intp)
    for p, here in enumerate(feasible):
        cells = np.flatnonzero(here)
        if not len(cells):
            continue
        rows = truths[vectors[p]]
        # What holds all along the slice, or nowhere in it, tells no two of its states apart.
        rows = rows & ~(rows[cells].all(axis=0) | ~rows[cells].any(axis=0))
        key = (graphs.of[p], here.tobytes(), np.packbits(rows).tobytes())
        if key not in known:
            known[key] = _worst(graphs.kinds[graphs.of[p]], rows, cells)
        number = vectors[p].tolist()
        for cell, worst in zip(cells.tolist(), known[key], strict=True):
            outcome[p, cell] = groups.setdefault(tuple(number[u] for u in worst), len(groups))
    return outcome, tuple(groups)


def _worst(reach: Bools, rows: Bools, cells: Ints) -> list[tuple[int, ...]]:
    """For each cell those of the cells it leads to, and of itself, whose truths include no other's; one of a kind."""
    code = [int.from_bytes(row.tobytes()) for row in np.packbits(rows, axis=1)]
    first, kind = distinct(reach[cells][:, cells])
    least = [_least({code[u]: u for u in cells[reach[cells[n], cells]].tolist()}) for n in first]
    found = []
    for cell, k in zip(cells.tolist(), kind.tolist(), strict=True):
        own, others = code[cell], least[k]
        if any(c & own == c for c in others):
            found.append(tuple(others.values()))
        else:
            found.append((cell, *(u for c, u in others.items() if c & own != own)))
    return found


def _least(codes: dict[int, int]) -> dict[int, int]:
    """The codes that include no other's bits."""
    kept: dict[int, int] = {}
    for code in sorted(codes, key=int.bit_count):
        if not any(c & code == c for c in kept):
            kept[code] = codes[code]
    return kept


def _cases(
    wanted: Bools, feasible: Bools, outcome: Ints, vectors: Ints, reach: Bools | None
) -> tuple[Ints, Ints, Groups]:
    """The case of every wanted state; each case's vector and set of rivals; the sets."""
    case = np.full(wanted.shape, INFEASIBLE, dtype=np.intp)
    known: dict[tuple[int, int], int] = {}
    sets: dict[tuple[int, ...], int] = {}
    for f in np.flatnonzero(wanted.any(axis=0)).tolist():
        whole = np.unique(outcome[feasible[:, f], f]) if reach is None else None
        for p in np.flatnonzero(wanted[:, f]).tolist():
            there = np.unique(outcome[feasible[:, f] & reach[p], f]) if reach is not None else whole
            assert there is not None
            rivals = sets.setdefault(tuple(there.tolist()), len(sets))
            case[p, f] = known.setdefault((int(vectors[p, f]), rivals), len(known))
    return case, np.array(list(known), dtype=np.intp).reshape(-1, 2), tuple(sets)
