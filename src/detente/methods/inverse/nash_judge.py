"""Which sets of edits make a target hold in some, or in every, firm (Nash) equilibrium.

For each situation the states fall into few types, told by the case that each party is in (`firmness`); each party's
lists fall into few columns, told by the cases that are stable under them. A set meets a target if some type is stable
in every party's column: products of small matrices decide thousands of sets at once.

A package needs no solving of its own: with the asker's options fixed nobody's moves cross from one package to another,
so one situation without the asker's moves holds them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools
from detente.methods.inverse.edited_lists import Ints, together
from detente.methods.inverse.edited_space import Board
from detente.methods.inverse.minimal_sets import Goal, Numbers, Question, Shares
from detente.methods.inverse.nash_cases import Cases, Sorts
from detente.model.expression import Expr

KEPT = 2**28
"""Of all situations of an asker together the sorts of states are kept, up to so many bytes."""


@dataclass(frozen=True, slots=True)
class Types:
    """The types of states of one situation.

    `target`: whether the target holds in a type. `free`: whether some state of the type keeps the asker where it is.
    `packages`: types × packages, whether a package has states of the type. `case`: for each party that can be moved,
    the case of the type.
    """

    target: Bools
    free: Bools
    packages: Bools
    case: dict[str, Ints]


@dataclass(frozen=True, slots=True)
class Factor:
    """One part of a set: `holds` (types × columns), and for each column the sets of edits that give it."""

    holds: Bools
    sets: tuple[tuple[Numbers, ...], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sets: the situation, whether there is a package, and how many edits each list takes."""

    situation: Numbers
    packaged: bool
    shares: tuple[tuple[str, int], ...]


class Verdicts(Protocol):
    """Where parties are stable, by cases: `Plain` says so for Nash, `quiet.Quiet` for what is necessary for SEQ."""

    def key(self, kind: Kind) -> object:
        """What the cases hang on; kinds with the same key share them."""
        ...

    def cases(self, party: str, kind: Kind) -> Cases | None:
        """The cases of a party with options; None if it is stable everywhere."""
        ...

    def columns(self, party: str, kind: Kind, size: int) -> tuple[Bools, Ints]:
        """Cases × columns: which are stable; and the column of each of the party's lists of that size."""
        ...


@dataclass(frozen=True, slots=True)
class Plain:
    """Nash: only the situation counts."""

    board: Board

    def key(self, kind: Kind) -> object:
        return kind.situation

    def cases(self, party: str, kind: Kind) -> Cases | None:
        return self.board.cases(party, kind.situation)

    def columns(self, party: str, kind: Kind, size: int) -> tuple[Bools, Ints]:
        return self.board.columns(party, kind.situation, size)


class Firm:
    """The judge of Nash equilibria for one asker and target (or of whatever `verdicts` calls stable)."""

    def __init__(self, board: Board, asker: str, target: Expr, goal: Goal, verdicts: Verdicts | None = None) -> None:
        self.board, self.asker, self.target, self.goal = board, asker, target, goal
        self.verdicts = verdicts or Plain(board)
        self._types: dict[object, Types] = {}

    def prepare(self, questions: Iterable[Question], without: Numbers) -> None:
        """See `search.Judge`: nothing here takes long."""

    def met(self, situation: Numbers, packaged: bool, shares: Shares, without: Numbers) -> Iterator[Numbers]:
        """See `search.Judge`."""
        kind = Kind(situation, packaged, tuple(shares.items()))
        types = self._types_of(kind)
        if not len(types.target):
            return
        alive = np.ones(len(types.target), dtype=bool) if packaged else types.free
        factors = [self._packages(types, without)] if packaged else []
        for party, case in types.case.items():
            factor = self._lists(kind, party, case, shares.get(party, 0), without)
            if party in shares:
                factors.append(factor)
            else:
                alive = alive & factor.holds[:, 0]
        # Parties that have nothing to move with are stable everywhere: their edits change no equilibrium.
        factors += [self._idle(len(alive), p, n, without) for p, n in shares.items() if p not in types.case]
        holds = [factor.holds for factor in factors]
        hit = combined(holds, alive & types.target)
        if self.goal == "every":
            hit = np.asarray(hit & ~combined(holds, alive & ~types.target))
        for index in np.argwhere(hit):
            for parts in product(*(factor.sets[n] for factor, n in zip(factors, index, strict=True))):
                yield situation.union(*parts)

    def _types_of(self, kind: Kind) -> Types:
        key = self.verdicts.key(kind)
        if key not in self._types:
            self._types[key] = self._find(kind)
        return self._types[key]

    def _find(self, kind: Kind) -> Types:
        """The types: the sorts of feasible states, and whether the target holds there."""
        sorts = self._sorts_of(kind)
        met = np.broadcast_to(self.board.truth(self.target, kind.situation), sorts.code.shape)
        sides = [sorts.among(met & (sorts.code >= 0))]
        # Where some equilibrium is asked for, states that do not meet the target do not matter.
        sides += [sorts.among(~met & (sorts.code >= 0))] if self.goal == "every" else []
        which = np.concatenate([number for number, _ in sides])
        places = [setting for setting, _ in self.board.packages]
        return Types(
            target=np.repeat([True, False][: len(sides)], [len(number) for number, _ in sides]),
            free=sorts.free[which],
            packages=np.concatenate([there for _, there in sides])[:, places],
            case={party: case[which] for party, case in sorts.case.items()},
        )

    def _sorts_of(self, kind: Kind) -> Sorts:
        """The sorts of states that matter in a situation; under Nash they are the same for every target."""
        if not isinstance(self.verdicts, Plain):
            met = self.board.truth(self.target, kind.situation)
            return self._sorts(kind, None if self.goal == "every" else met)
        known, whole = self.board.sorts, kind.situation
        if whole not in known:
            found = self._sorts(replace(kind, packaged=False))
            if sum(one.code.nbytes for one in known.values()) + found.code.nbytes > KEPT:
                return found
            known[whole] = found
        return known[whole]

    def _sorts(self, kind: Kind, within: Bools | None = None) -> Sorts:
        """The sorts of the feasible states (`within`: of these)."""
        board = self.board
        feasible = board.feasible(kind.situation)
        if within is not None:
            feasible &= within
        cells = np.flatnonzero(feasible)
        parties = {p: self.verdicts.cases(p, kind) for p in board.movers if p != self.asker}
        cases = {p: c.case for p, c in parties.items() if c is not None}
        stays = self._stays(kind) if len(cells) else np.ones((1,) * feasible.ndim, dtype=bool)
        columns = (_at(array, feasible.shape, cells) for array in (stays, *cases.values()))
        first, number = together(columns, len(cells))
        axis = board.layout.axis(self.asker)
        width = 1 if axis is None else feasible.shape[axis]
        place = 0 if axis is None else cells // board.layout.strides[axis] % width
        code = np.full(feasible.shape, -1, dtype=np.min_scalar_type(-max(1, len(first) * width)))
        code.reshape(-1)[cells] = number * width + place
        return Sorts(
            code=code,
            width=width,
            free=_at(stays, feasible.shape, cells[first]),
            case={p: _at(case, feasible.shape, cells[first]) for p, case in cases.items()},
        )

    def _stays(self, kind: Kind) -> Bools:
        """Where the asker, left to move by its own list, has nothing better."""
        found = None if kind.packaged or self.asker not in self.board.movers else self.verdicts.cases(self.asker, kind)
        if found is None:
            return np.ones((1,) * len(self.board.movers), dtype=bool)
        stable, column = self.verdicts.columns(self.asker, kind, 0)
        return np.asarray(stable[:, column[0]][found.case])

    def _packages(self, types: Types, without: Numbers) -> Factor:
        keep = [n for n, (_, number) in enumerate(self.board.packages) if number not in without]
        sets = tuple((frozenset({self.board.packages[n][1]}),) for n in keep)
        return Factor(types.packages[:, keep], sets)

    def _lists(self, kind: Kind, party: str, case: Ints, size: int, without: Numbers) -> Factor:
        lists = self.board.lists(party, size)
        stable, column = self.verdicts.columns(party, kind, size)
        keep = np.flatnonzero(~np.isin(lists.sets, list(without)).any(axis=1))
        used, of = np.unique(column[keep], return_inverse=True)
        return Factor(stable[:, used][case], _grouped(lists.sets[keep], of, len(used)))

    def _idle(self, types: int, party: str, size: int, without: Numbers) -> Factor:
        rows = self.board.lists(party, size).sets
        keep = rows[~np.isin(rows, list(without)).any(axis=1)]
        return Factor(np.ones((types, 1), dtype=bool), _grouped(keep, np.zeros(len(keep), dtype=np.intp), 1))


def combined(holds: list[Bools], rows: Bools) -> Bools:
    """For every choice of one column of each matrix (types × columns): whether some of the rows holds in all.

    >>> one, other = np.array([[True], [False]]), np.array([[True, False], [True, True]])
    >>> combined([one, other], np.array([True, True])).tolist()
    [[True, False]]
    """
    columns = tuple(matrix.shape[1] for matrix in holds)
    if 0 in columns:
        return np.zeros(columns, dtype=bool)
    cut = [matrix[rows] for matrix in holds]
    if not cut:
        return np.asarray(rows.any())
    if len(cut) == 1:
        return np.asarray(cut[0].any(axis=0))
    if len(cut) == 2:
        left, right = (matrix.astype(np.float32) for matrix in cut)
        return np.asarray(left.T @ right > 0)
    *rest, last = cut
    return np.stack([combined(rest, column) for column in last.T], axis=-1)


def _grouped(sets: Ints, of: Ints, count: int) -> tuple[tuple[Numbers, ...], ...]:
    groups: list[list[Numbers]] = [[] for _ in range(count)]
    for row, group in zip(sets.tolist(), of.tolist(), strict=True):
        groups[group].append(frozenset(row))
    return tuple(map(tuple, groups))


T = TypeVar("T", bound=np.generic)


def _at(array: NDArray[T], shape: tuple[int, ...], cells: Ints) -> NDArray[T]:
    """The values of a broadcastable array at flat cells of the whole shape."""
    return np.broadcast_to(array, shape).reshape(-1)[cells]
