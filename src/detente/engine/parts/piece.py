"""One part, solved on arrays, as the whole asks about it: how its states compare for each party, and what deters there.

The worst that the others can do to a party from a state of the whole is, in each part, the worst that they can do to it
there (the merging lemma): `worst`. Under the concepts that grant a last reply that is the worst for it once it has
replied as well as it can. Where the others answer with improvements only the lean reading falls apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.engine.arrays.axes import Ranks
from detente.engine.arrays.game import Game, game
from detente.engine.arrays.lean import Lean
from detente.engine.arrays.lean_sets import pressed
from detente.engine.arrays.solve import by_moves
from detente.engine.arrays.space import Space
from detente.engine.arrays.witness import others
from detente.engine.concepts import Concept
from detente.engine.local.worth import preference
from detente.engine.parts.merge import Pair, best_pairs, key
from detente.engine.parts.split import Part
from detente.model.dialogue import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

Move = tuple[str, int]
"""Who moves, and to which cell."""


class Scale:
    """How one party ranks the states of a part: small numbers, by cell, and how two of them compare in the whole."""

    def __init__(self, part: Part, space: Space, party: str) -> None:
        values, first, dense = np.unique(space.flat_ranks[party], return_index=True, return_inverse=True)
        self.values = values
        self.ranks: NDArray[np.int32] = dense.reshape(-1).astype(np.int32)
        self.count = len(values)
        self._cells, self._space, self._places = first, space, part.places[party]
        self._worth = preference(part.dialogue, party).worth
        self._lines: dict[int, tuple[Any, ...]] = {}
        self._keys: dict[tuple[int, int], int] = {}

    def dense(self, ranks: Ranks) -> NDArray[np.int64]:
        """Ranks of the space as the small numbers of this scale."""
        return np.searchsorted(self.values, ranks)

    def key(self, rank: int, here: int) -> int:
        """How a state of one rank compares with one of another."""
        if rank == here:
            return 0
        if (rank, here) not in self._keys:
            self._keys[rank, here] = key(self.lines(rank), self.lines(here), self._places)
        return self._keys[rank, here]

    def lines(self, rank: int) -> tuple[Any, ...]:
        """What the lines of the list are worth in the states of a rank."""
        if rank not in self._lines:
            self._lines[rank] = self._worth(self._space.state_of(int(self._cells[rank])))
        return self._lines[rank]

    def most(self, here: int, least: int) -> int:
        """The highest rank whose key against `here` is no greater than `least`; -1 if there is none."""
        low, high = -1, self.count - 1  # keys grow with ranks
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.key(middle, here) <= least else (low, middle - 1)
        return low

FEW = 8
"""Up to so many cells are asked about one by one what others can lead to from there."""


class Piece:
    """One part. `space`, `lean`: its states on arrays, and their lean improvements."""

    def __init__(self, part: Part, space: Space, lean: Lean) -> None:
        self.part, self.space, self.lean = part, space, lean
        self._scales: dict[str, Scale] = {}
        self._arrays: dict[tuple[str, bool], NDArray[np.int32]] = {}
        self._leanly: dict[tuple[str, bool, int], int] = {}
        self._pairs: dict[tuple[str, int, str], list[Pair]] = {}
        self._counts: dict[tuple[str, int], dict[int, int]] = {}
        self._answered: dict[tuple[str, int, int, str], Pair] = {}
        self._locked: dict[tuple[tuple[int, int], ...], Piece] = {}

    def locked(self, state: State, options: Collection[int]) -> Piece:
        """The part with some of its options (by their places in it) held at their levels in a state of it."""
        held = tuple((k, state[k]) for k in sorted(options))
        if held not in self._locked:
            layout, levels = self.space.layout, dict(held)
            kept = np.zeros(layout.fine, dtype=bool)
            there = tuple(levels.get(k, slice(None)) for k in layout.order)
            kept[there] = self.space.feasible.reshape(layout.fine)[there]
            space = replace(self.space, feasible=kept.reshape(layout.shape))
            self._locked[held] = Piece(self.part, space, Lean(space))
        return self._locked[held]

    def scale(self, party: str) -> Scale:
        """How a party ranks the part's states."""
        if party not in self._scales:
            self._scales[party] = Scale(self.part, self.space, party)
        return self._scales[party]

    def ways(self, party: str, cell: int) -> NDArray[np.int64]:
        """The cell itself, then all that the party can move to."""
        return np.concatenate(([cell], self.space.moves(party, cell)))

    def counts(self, party: str, cell: int) -> dict[int, int]:
        """How many moves of the party from a cell have each key (staying among them)."""
        if (party, cell) not in self._counts:
            scale = self.scale(party)
            here = int(scale.ranks[cell])
            keys = (scale.key(rank, here) for rank in scale.ranks[self.ways(party, cell)].tolist())
            self._counts[party, cell] = dict(Counter(keys))
        return self._counts[party, cell]

    def pairs(self, party: str, cell: int, concept: Concept) -> list[Pair]:
        """The best a party can choose in the part: (key of where it goes, key of the worst that can come of it)."""
        known = (party, cell, concept.name)
        if known not in self._pairs:
            scale, cells = self.scale(party), self.ways(party, cell)
            here = int(scale.ranks[cell])
            went = scale.ranks[cells].tolist()
            comes = went if concept.answer is None else self.worst(party, cells, concept)
            pairs = ((scale.key(a, here), scale.key(b, here)) for a, b in set(zip(went, comes, strict=True)))
            self._pairs[known] = best_pairs(pairs)
        return self._pairs[known]

    def answered(self, party: str, here: int, there: int, concept: Concept) -> Pair:
        """Of a cell that the party went to from a rank: the key of what it is left alone, and at the others' worst."""
        known = (party, here, there, concept.name)
        if known not in self._answered:
            scale, (low,) = self.scale(party), self.worst(party, np.array([there]), concept)
            alone = int(self.ends(party, concept.reply)[there])
            self._answered[known] = scale.key(alone, here), scale.key(low, here)
        return self._answered[known]

    def worst(self, party: str, cells: NDArray[np.int64], concept: Concept) -> list[int]:
        """The least rank that the others can bring the party to from each cell; by improvements, lean ones."""
        if concept.answer == "moves":
            found: list[int] = self._by_moves(party, concept.reply)[cells].tolist()
            return found
        fresh = [cell for cell in cells.tolist() if (party, concept.reply, cell) not in self._leanly]
        if len(fresh) > FEW:  # together, since their ways meet
            ends, movers = self.ends(party, concept.reply), others(self.space, party)
            least = pressed(self.space, movers, np.unique(fresh), ends, floor=-1)
            self._leanly |= {(party, concept.reply, cell): int(least[cell]) for cell in fresh}
        return [self._by_lean(party, concept.reply, cell) for cell in cells.tolist()]

    def ends(self, party: str, reply: bool) -> NDArray[np.int32]:
        """By cell the rank that counts if play ends there: the cell's, or the best that the party can reply with."""
        ranks = self.scale(party).ranks
        axis = self.space.layout.axis(party)
        if not reply or axis is None:
            return ranks
        low = np.where(self.space.flat_feasible, ranks, np.int32(-1)).reshape(self.space.layout.shape)
        best = np.broadcast_to(self._game.reach(np.maximum, low, axis), self.space.layout.shape)
        return np.ascontiguousarray(best).reshape(-1)

    def _by_moves(self, party: str, reply: bool) -> NDArray[np.int32]:
        if (party, reply) not in self._arrays:
            axis = self.space.layout.axis(party)
            ends = self.ends(party, reply).reshape(self.space.layout.shape)
            worst = by_moves(self._game, -1 if axis is None else axis, self._game.high(ends))
            full = np.broadcast_to(worst, self.space.layout.shape)
            self._arrays[party, reply] = np.ascontiguousarray(full).reshape(-1)
        return self._arrays[party, reply]

    def _by_lean(self, party: str, reply: bool, cell: int) -> int:
        known = (party, reply, cell)
        if known not in self._leanly:
            ends = self.ends(party, reply)
            self._leanly[known] = min(int(ends[there]) for there in self._led(party, cell, self._leaps))
        return self._leanly[known]

    @cached_property
    def _game(self) -> Game:
        layout = self.space.layout
        idle = np.zeros((1,) * len(layout.shape), dtype=np.int32)
        every = [idle] * len(layout.shape)
        return game(layout.levels, layout.directions, self.space.feasible, every, self.space.broken)

    # ---- ways of the others --------------------------------------------------------------------------------------

    def _leaps(self, mover: str, cell: int) -> tuple[int, ...]:
        return self.lean.improvements(mover, cell)

    def _jumps(self, mover: str, cell: int) -> tuple[int, ...]:
        return tuple(self.space.moves(mover, cell).tolist())

    def _led(self, party: str, cell: int, steps: Callable[[str, int], tuple[int, ...]]) -> Iterator[int]:
        """All that the others lead to from a cell, itself first, breadth first."""
        return iter(self._came(party, cell, steps, lambda _: False))

    def _came(
        self, party: str, cell: int, steps: Callable[[str, int], tuple[int, ...]], wanted: Callable[[int], bool]
    ) -> dict[int, tuple[int, Move] | None]:
        """What the others lead to, and from where; no further than the first cell that is wanted, which comes last."""
        came: dict[int, tuple[int, Move] | None] = {cell: None}
        movers = [owner for owner in self.space.layout.owners if owner != party]
        for here in (edge := [cell]):  # grows as it is gone through: breadth first
            for mover in movers:
                for after in steps(mover, here):
                    if after not in came:
                        came[after] = (here, (mover, after))
                        if wanted(after):
                            return came
                        edge.append(after)
        return came

    def way(self, party: str, start: int, most: int, concept: Concept) -> tuple[Move, ...] | None:
        """A shortest way of the others from a cell to where the party is brought to a rank no higher than `most`."""
        ends = self.ends(party, concept.reply)
        steps = self._jumps if concept.answer == "moves" else self._leaps
        came = self._came(party, start, steps, lambda cell: bool(ends[cell] <= most))
        last = next(reversed(came))
        if ends[last] > most:
            return None
        moves: list[Move] = []
        before = came[last]
        while before is not None:
            moves.append(before[1])
            before = came[before[0]]
        return tuple(reversed(moves))
