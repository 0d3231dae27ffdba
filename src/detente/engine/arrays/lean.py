"""The lean reading of SEQ and SSEQ, for states that matter.

A reply is lean if it changes nothing that its improvement does not need: putting any part of the changed options
back, wholly or to a level between, gives an infeasible state, one that the mover never brings about, or one that is
worse for it. Lean sanctions consist of lean improvements; they leave out deterrents that cost their owner nothing (a
tie). One party may reply twice running (lean improvements need not be transitive, so it can gain by that): the replies
are all that steps of the others lead to, and the search is over states.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.engine.arrays.axes import Ranks
from detente.engine.arrays.lean_sets import lean_steps
from detente.engine.arrays.space import Space
from detente.engine.arrays.witness import Step, others
from detente.engine.concepts import concept as by_name
from detente.engine.interface import deters

Improvements = dict[int, tuple[int, ...]]
"""For a cell the lean improvements of one party from there, ascending."""


class Lean:
    """Asks about one space; what was found of a state is kept."""

    def __init__(self, space: Space, *, known: Mapping[str, Improvements] | None = None) -> None:
        """`known`: what is known of each party's lean improvements, kept in common with spaces that have the same
        feasible states and rank them the same for that party."""
        self.space = space
        self._improvements = known or {party: {} for party in space.layout.parties}

    def improvements(self, party: str, cell: int) -> tuple[int, ...]:
        """The lean improvements of the party from a cell, ascending."""
        known = self._improvements[party]
        if cell not in known:
            known[cell] = tuple(lean_steps(self.space, party, np.array([cell]))[1].tolist())
        return known[cell]

    def is_lean(self, party: str, cell: int, improvement: int) -> bool:
        """Whether an improvement changes nothing in vain."""
        return improvement in self.improvements(party, cell)

    def stable(self, party: str, cell: int, concept: str) -> bool:
        """Whether the state is stable for the party under `seq` or `sseq`, read leanly."""
        return all(
            self.sanctioned(party, cell, t, concept) for t in self.space.improvements(party, cell).tolist()
        )

    def sanctioned(self, party: str, cell: int, improvement: int, concept: str) -> bool:
        """Whether lean improvements of the others deter the party from the improvement."""
        return self._end(party, cell, improvement, concept, {}) is not None

    def sanction(self, party: str, cell: int, improvement: int, concept: str) -> tuple[Step, ...] | None:
        """The fewest lean improvements of the others that deter the party from an improvement; None if none do."""
        came: dict[int, tuple[str, int]] = {}
        end = self._end(party, cell, improvement, concept, came)
        if end is None:
            return None
        steps: list[Step] = []
        while end != improvement:
            mover, before = came[end]
            steps.append(Step(mover=mover, before=before, after=end))
            end = before
        return tuple(reversed(steps))

    def _end(
        self, party: str, cell: int, improvement: int, concept: str, came: dict[int, tuple[str, int]]
    ) -> int | None:
        """The first cell, breadth first, that deters; `came` is filled with who came to each and from where.

        As `breadth.shortest`, without a value for each step: most of what is looked at leads nowhere.
        """
        reply, movers = by_name(concept).reply, others(self.space, party)
        here, worth = self.space.rank(party, cell), self._best_reply(party) if reply else self.space.flat_ranks[party]
        edge = [improvement]
        for before in edge:  # grows as it is gone through
            for mover in movers:
                for after in self.improvements(mover, before):
                    if after not in came and after != improvement:
                        came[after] = mover, before
                        if deters(worth.item(after), here):
                            return after
                        edge.append(after)
        return None

    def _best_reply(self, party: str) -> Ranks:
        """By cell the highest rank that the party can move to from there, that of the cell itself among them."""
        return self.space.best_in_reach(party).reshape(-1)
