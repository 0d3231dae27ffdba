"""Which sets of edits make a target hold in some equilibrium of a concept that knows deterrents (SEQ, GMR …).

The engine solves each set that is in doubt; lists that rank all states alike are solved once, and a package again needs
no solving of its own (see `firm`). Not in doubt are the sets whose target holds in a Nash equilibrium, which is an
equilibrium of every concept, and those that fail what is necessary (`quiet`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Bools
from detente.engine.arrays.solve import stable_arrays
from detente.engine.concepts import Concept
from detente.errors import TooLarge
from detente.methods.inverse.edited_lists import Ints, dense, distinct, scores
from detente.methods.inverse.edited_space import Board
from detente.methods.inverse.minimal_sets import Numbers, Question, Shares
from detente.methods.inverse.nash_judge import Firm
from detente.methods.inverse.necessary import Possible
from detente.model.expression import Expr

T = TypeVar("T", bound=np.generic)
Ranks = NDArray[np.signedinteger[Any]]

BATCH = 2**17
"""Cells solved in one call."""

WORK = 2**25
"""Cells to solve for the sets of one size; more are refused."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the engine decides of one question: by the ranking that it gives each mover, the sets of list edits.

    `sets`: the doubtful ones whole; `worth`: of each mover, what each truth vector is worth in each ranking.
    """

    sets: frozenset[Numbers]
    kinds: dict[tuple[int, ...], list[Numbers]]
    worth: dict[str, NDArray[np.int32]]


class Deterred:
    """The judge of one concept for one asker and target."""

    def __init__(self, board: Board, asker: str, target: Expr, concept: Concept) -> None:
        self.board, self.asker, self.target, self.concept = board, asker, target, concept
        self.firm = Firm(board, asker, target, "firm")
        self.possible = Firm(board, asker, target, "firm", Possible(board, asker, target, concept))
        self._known: dict[object, tuple[frozenset[Numbers], Doubt]] = {}

    def prepare(self, questions: Iterable[Question], without: Numbers) -> None:
        """See `search.Judge`: what is in doubt is found out first, so that too much is refused before it is begun."""
        self._known.clear()
        cells, number = int(np.prod(self.board.shape)), 0
        for situation, packaged, shares in questions:
            if shares and self.board.feasible(situation).any():
                sure, doubt = self._judged(situation, packaged, shares, without)
                self._known[_key(situation, packaged, shares, without)] = (sure, doubt)
                number += len(doubt.kinds)
            if number * cells > WORK:
                size = len(situation) + packaged + sum(shares.values())
                what = f"cells to solve for sets of {size} changes (a smaller `size` would do: {size - 1})"
                raise TooLarge(what, number * cells, WORK)

    def met(self, situation: Numbers, packaged: bool, shares: Shares, without: Numbers) -> Iterator[Numbers]:
        """See `search.Judge`."""
        if not self.board.feasible(situation).any():
            return
        if not shares:
            (hit,) = self._solve(situation, packaged, {}, 1)
            yield from (situation | part for part in self._parts(hit, packaged, without))
            return
        known = self._known.pop(_key(situation, packaged, shares, without), None)
        sure, doubt = known or self._judged(situation, packaged, shares, without)
        yield from sure
        yield from self._decided(situation, packaged, doubt)

    def _judged(
        self, situation: Numbers, packaged: bool, shares: Shares, without: Numbers
    ) -> tuple[frozenset[Numbers], Doubt]:
        """The sets that meet the target for sure, and those in doubt; sets that rank alike are solved once."""
        sure = frozenset(self.firm.met(situation, packaged, shares, without))
        doubtful = frozenset(self.possible.met(situation, packaged, shares, without)) - sure
        packages = frozenset(number for _, number in self.board.packages)
        edits = sorted({one - situation - packages for one in doubtful}, key=sorted)
        movers = [party for party in shares if party in self.board.movers and edits]
        ranked = {party: self._rankings(situation, party, shares[party], edits) for party in movers}
        kinds: dict[tuple[int, ...], list[Numbers]] = {}
        for n, one in enumerate(edits):
            kinds.setdefault(tuple(int(kind[n]) for _, kind in ranked.values()), []).append(one)
        return sure, Doubt(doubtful, kinds, {party: worth for party, (worth, _) in ranked.items()})

    def _decided(self, situation: Numbers, packaged: bool, doubt: Doubt) -> Iterator[Numbers]:
        """Those of the doubtful sets that the engine finds to meet the target."""
        size = max(1, BATCH // int(np.prod(self.board.shape)))
        left = iter(doubt.kinds)
        while chosen := list(islice(left, size)):
            columns = {p: worth[:, [one[n] for one in chosen]] for n, (p, worth) in enumerate(doubt.worth.items())}
            for kind, hit in zip(chosen, self._solve(situation, packaged, columns, len(chosen)), strict=True):
                for part in self._parts(hit, packaged, frozenset()):
                    yield from ({situation | one | part for one in doubt.kinds[kind]} & doubt.sets)

    def _parts(self, hit: Bools, packaged: bool, without: Numbers) -> Iterator[Numbers]:
        """The packages that meet the target, or nothing at all if it is met without any."""
        if not packaged:
            yield from [frozenset[int]()] if hit.any() else []
            return
        yield from (frozenset({n}) for place, n in self.board.packages if hit[place] and n not in without)

    def _rankings(
        self, situation: Numbers, party: str, size: int, edits: list[Numbers]
    ) -> tuple[NDArray[np.int32], Ints]:
        """What each truth vector is worth in each different ranking, and the ranking that each set of edits gives."""
        mine = frozenset(e.number for e in self.board.edits if e.party == party)
        row = self.board.rows(party, size)
        places = self.board.lists(party, size).places[[row[one & mine] for one in edits]]
        first, kind = distinct(places.astype(np.int16))
        truths, _ = self.board.vectors(party, situation)
        worth = dense(scores(truths, places[first])).astype(np.int32)
        alike, of = distinct(worth.T)
        return worth[:, alike], of[kind]

    def _solve(
        self, situation: Numbers, packaged: bool, worth: dict[str, NDArray[np.int32]], count: int
    ) -> Bools:
        """For each of `count` models whether the target holds in an equilibrium; with packages, for each place.

        `worth`: for parties whose list is changed, what each truth vector is worth in each model.
        """
        board = self.board
        ranks: dict[str, Ranks] = {p: r[None] for p, r in board.base_ranks(situation).items()}
        for party, table in worth.items():
            ranks[party] = np.moveaxis(table[board.vectors(party, situation)[1]], -1, 0)
        feasible = board.feasible(situation)[None]
        axes = list(range(len(board.shape)))
        target = np.broadcast_to(board.truth(self.target, situation), board.shape)[None]
        held = board.layout.axis(self.asker) if packaged else None
        if held is None:
            stable = self._stable(axes, feasible, ranks, count)
            return np.asarray((stable & target).reshape(count, -1).any(axis=1, keepdims=True))
        axes.remove(held)

        def by_package(array: NDArray[T]) -> NDArray[T]:
            whole = np.broadcast_to(array, (count, *board.shape))
            return np.moveaxis(whole, held + 1, 1).reshape(-1, *(board.shape[a] for a in axes))

        stable = self._stable(axes, by_package(feasible), {p: by_package(r) for p, r in ranks.items()}, count)
        return np.asarray((stable & by_package(target)).reshape(count, board.shape[held], -1).any(axis=2))

    def _stable(self, axes: list[int], feasible: Bools, ranks: dict[str, Ranks], count: int) -> Bools:
        layout = self.board.layout
        verdicts = stable_arrays(
            [layout.levels[a] for a in axes],
            [layout.directions[a] for a in axes],
            feasible,
            [ranks[layout.owners[a]] for a in axes],
            self.concept,
        )
        found = np.asarray(feasible)
        for verdict in verdicts:
            found = found & verdict
        return np.broadcast_to(found, (max(count, found.shape[0]), *found.shape[1:]))


def _key(situation: Numbers, packaged: bool, shares: Shares, without: Numbers) -> object:
    return situation, packaged, tuple(shares.items()), without
