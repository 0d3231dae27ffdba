"""Which sets of edits make a target hold in some equilibrium of a concept that knows deterrents (SEQ, GMR …).

The engine solves each set that is in doubt; lists that rank all states alike are solved once, and a package again needs
no solving of its own (see `firm`). Not in doubt are the sets whose target holds in a Nash equilibrium, since that is an
equilibrium of every concept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.analyses.board import Board
from detente.analyses.firm import Firm
from detente.analyses.lists import Bools, Ints, dense, distinct, scores
from detente.analyses.search import Numbers, Shares
from detente.engine.arrays import stable_arrays
from detente.engine.concepts import Concept
from detente.model.expression import Expr

T = TypeVar("T", bound=np.generic)
Ranks = NDArray[np.signedinteger[Any]]

BATCH = 2**17
"""Cells solved in one call."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """The different rankings that sets of one size make of one party's list.

    `vector`: for every state a number of a truth vector; `worth`: vectors × rankings; `sets`: for each ranking the sets
    of edits that give it.
    """

    vector: Ints
    worth: NDArray[np.int32]
    sets: tuple[tuple[Numbers, ...], ...]


class Deterred:
    """The judge of one concept for one asker and target."""

    def __init__(self, board: Board, asker: str, target: Expr, concept: Concept) -> None:
        self.board, self.asker, self.target, self.concept = board, asker, target, concept
        self.firm = Firm(board, asker, target, "firm")

    def met(self, situation: Numbers, packaged: bool, shares: Shares, without: Numbers) -> Iterator[Numbers]:
        """See `search.Judge`."""
        sure = set(self.firm.met(situation, packaged, shares, without))
        yield from sure
        if not self.board.feasible(situation).any():
            return
        parties = tuple(shares)
        rankings = [self._rankings(situation, party, shares[party], without) for party in parties]
        doubtful = product(*(range(r.worth.shape[1]) for r in rankings))
        size = max(1, BATCH // int(np.prod(self.board.shape)))
        while chosen := list(islice(doubtful, size)):
            hits = self._solve(situation, packaged, dict(zip(parties, rankings, strict=True)), chosen)
            for hit, columns in zip(hits, chosen, strict=True):
                for parts in product(*(r.sets[c] for r, c in zip(rankings, columns, strict=True))):
                    for found in self._named(situation.union(*parts), hit, packaged, without):
                        if found not in sure:
                            yield found

    def _named(self, found: Numbers, hit: Bools, packaged: bool, without: Numbers) -> Iterator[Numbers]:
        if not packaged:
            if hit.any():
                yield found
            return
        for place, number in self.board.packages:
            if hit[place] and number not in without:
                yield found | {number}

    def _rankings(self, situation: Numbers, party: str, size: int, without: Numbers) -> Rankings:
        lists = self.board.lists(party, size)
        keep = np.flatnonzero(~np.isin(lists.sets, list(without)).any(axis=1))
        truths, vector = self.board.vectors(party, situation)
        first, kind = distinct(lists.places[keep].astype(np.int16))
        worth = dense(scores(truths, lists.places[keep[first]])).astype(np.int32)
        alike, of = distinct(worth.T)
        groups: list[list[Numbers]] = [[] for _ in alike]
        for row, group in zip(lists.sets[keep].tolist(), of[kind].tolist(), strict=True):
            groups[group].append(frozenset(row))
        return Rankings(vector, worth[:, alike], tuple(map(tuple, groups)))

    def _solve(
        self, situation: Numbers, packaged: bool, rankings: dict[str, Rankings], chosen: list[tuple[int, ...]]
    ) -> Bools:
        """For each choice of rankings: whether the target holds in an equilibrium; with packages, for each place."""
        board, count = self.board, len(chosen)
        ranks: dict[str, Ranks] = {p: r[None] for p, r in board.base_ranks(situation).items()}
        for n, (party, ranking) in enumerate(rankings.items()):
            columns = np.array([one[n] for one in chosen])
            ranks[party] = np.moveaxis(ranking.worth[:, columns][ranking.vector], -1, 0)
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
