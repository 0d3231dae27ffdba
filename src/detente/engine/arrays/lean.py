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

from detente.engine.arrays.axes import Cells, Ranks
from detente.engine.arrays.lean_sets import lean_steps
from detente.engine.arrays.space import Space
from detente.engine.arrays.witness import Step, others
from detente.engine.concepts import concept as by_name
from detente.engine.interface import credible, deters

FEW = 40
"""Of so many improvements of one cell each is compared with each; of more all are looked at together."""

Improvements = dict[int, tuple[int, ...]]
"""For a cell the lean improvements of one party from there, ascending."""


class Lean:
    """Asks about one space; what was found of a state is kept."""

    def __init__(self, space: Space, *, known: Mapping[str, Improvements] | None = None) -> None:
        """`known`: what is known of each party's lean improvements, kept in common with spaces that have the same
        feasible states and rank them the same for that party."""
        self.space = space
        self._improvements = known or {party: {} for party in space.layout.parties}
        layout = space.layout
        self._digits = {
            owner: [(layout.cell_strides[k], layout.radices[k]) for k in own]
            for owner, own in zip(layout.owners, layout.own, strict=True)
        }
        self._heights: dict[str, dict[int, int]] = {owner: {} for owner in layout.owners}

    def improvements(self, party: str, cell: int) -> tuple[int, ...]:
        """The lean improvements of the party from a cell, ascending."""
        known = self._improvements[party]
        if cell not in known:
            known[cell] = self._lean(party, cell, self.space.improvements(party, cell))
        return known[cell]

    def _lean(self, party: str, cell: int, improvements: Cells) -> tuple[int, ...]:
        """Those of all improvements from a cell on whose way lies no other one that is worth as much.

        Nothing that is worth as much as an improvement, and lies on its way, is anything but an improvement itself.
        """
        if len(improvements) > FEW:
            return tuple(lean_steps(self.space, party, np.array([cell]))[1].tolist())
        crossed = [self._crossed(party, cell, there) for there in improvements.tolist()]
        ranks = self.space.flat_ranks[party][improvements].tolist()
        pairs = list(zip(improvements.tolist(), crossed, ranks, strict=True))
        return tuple(
            there for there, way, rank in pairs
            if not any(other != there and not part & ~way and not credible(rank, worth) for other, part, worth in pairs)
        )  # fmt: skip

    def _crossed(self, party: str, cell: int, there: int) -> int:
        """The levels of the party's options that lie between two cells, as bits: a subset of them is on the way."""
        return self._height(party, cell) ^ self._height(party, there)

    def _height(self, party: str, cell: int) -> int:
        """The levels below those of the party's options, as bits."""
        known = self._heights[party]
        if cell not in known:
            bits = 0
            for stride, radix in self._digits[party]:
                bits = bits << radix | (1 << cell // stride % radix) - 1
            known[cell] = bits
        return known[cell]

    def is_lean(self, party: str, cell: int, improvement: int) -> bool:
        """Whether the improvement changes nothing in vain."""
        ranks = self.space.flat_ranks[party]
        back = self._put_back(party, cell, improvement)
        free = self.space.flat_feasible[back] & self.space.keeps(party, cell, back)
        return not bool((free & ~credible(ranks[improvement], ranks[back])).any())

    def _put_back(self, party: str, cell: int, improvement: int) -> Cells:
        """The states in which some non-empty part of what changed is put back, wholly or in part."""
        back = [improvement]
        for stride, radix in self._digits[party]:
            away = improvement // stride % radix - cell // stride % radix
            if away:
                steps = range(away + 1) if away > 0 else range(0, away - 1, -1)
                back = [there - step * stride for there in back for step in steps]
        return np.array(back[1:], dtype=np.int64)  # the first is the improvement itself

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

    def equilibrium(self, cell: int, concept: str) -> bool:
        """Whether the state is stable for every party, read leanly."""
        return all(self.stable(owner, cell, concept) for owner in self.space.layout.owners)
