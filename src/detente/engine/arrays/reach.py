"""What moves, improvements or credible improvements reach from a state, and in how many steps: whole arrays at a time.

A step of party i from f to t is: a *move*, always; an *improvement*, if rank_i(t) > rank_i(f); *credible*, if also
sigma_i(t) > rank_i(f), where sigma_i(t) is the least rank_i that the others' improvements lead to from t. So t is
reached from a set of states exactly if its worth for i is above the least rank_i among those of them that can move to
t; one pass along each party's axis finds all. In option form a party's steps of each kind are transitive, so plain
breadth-first search finds the least number of steps of sequences in which nobody moves twice running (definitions 0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.lazily import np
from detente.engine.interface import goes
from detente.model.dialogue import differing

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Ints, Ranks, StateMask
    from detente.engine.arrays.game import Game
    from detente.engine.arrays.space import Space

Kind = Literal["moves", "improvements", "credible"]


@dataclass(frozen=True, slots=True)
class Reach:
    """What steps of one kind reach from a cell.

    `distance`: by cell, the least number of steps (-1: not reached). `rank`, `worth`: for each axis of the space, by
    cell, what a step must leave below and what it arrives at.
    """

    space: Space
    kind: Kind
    distance: Ints
    rank: tuple[Ranks, ...]
    worth: tuple[Ranks, ...]

    def way(self, cell: int) -> list[tuple[str, int]]:
        """(mover, cell) of each step of a shortest way to a reached cell; of several, one that ends in a small step."""
        steps: list[tuple[str, int]] = []
        while self.distance[cell] > 0:
            mover, before = self._before(cell)
            steps.append((mover, cell))
            cell = before
        return steps[::-1]

    def _before(self, cell: int) -> tuple[str, int]:
        """Who made the last step to a cell, and from where."""
        layout, state = self.space.layout, self.space.state_of(cell)
        found = []
        for axis, owner in enumerate(layout.owners):
            stride, length = layout.strides[axis], layout.shape[axis]
            first = cell - cell // stride % length * stride
            for there in range(first, first + length * stride, stride):
                near = self.distance[there] == self.distance[cell] - 1
                taken = near and goes(self.worth[axis][cell], self.rank[axis][there])
                if taken and cell in self.space.moves(owner, there):
                    changed = len(differing(state, self.space.state_of(there)))
                    found.append((changed, axis, self.space.code_of(there), there))
        _, axis, _, there = min(found)
        return layout.owners[axis], there


def reach(space: Space, start: int, kind: Kind) -> Reach:
    """The least number of steps of a kind from a cell to every other.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> river = build(load("river"))
    >>> found = reach(river, river.cell_of((0, 0, 0, 0)), "improvements")
    >>> found.way(river.cell_of((0, 0, 1, 1)))
    [('farmers', 1), ('upland', 5)]
    """
    game, backwards = _games(space)
    rank = tuple(np.asarray(r, dtype=np.int32) for r in game.ranks)
    if kind == "moves":
        rank = tuple(np.zeros_like(r) for r in rank)
        worth = tuple(np.ones_like(r) for r in rank)
    elif kind == "improvements":
        worth = rank
    else:
        worth = tuple(np.minimum(r, s) for r, s in zip(rank, _worst(game), strict=True))
    distance = np.full(space.layout.shape, -1, dtype=np.int32)
    edge = np.zeros(space.layout.shape, dtype=bool)
    edge.flat[start] = True
    steps = 0
    while edge.any():
        distance[edge] = steps
        edge = _next(backwards, edge, rank, worth) & space.feasible & (distance < 0)
        steps += 1
    return Reach(space, kind, distance.reshape(-1), _flat(rank), _flat(worth))


def traps(space: Space) -> StateMask:
    """The feasible states that no move of anybody leaves, by cell.

    >>> from detente import load
    >>> from detente.engine.arrays.space import build
    >>> int(traps(build(load("river"))).sum())
    0
    """
    game, _ = _games(space)
    alone = space.feasible.copy()
    for axis in range(game.parties):
        alone &= game.reach(np.add, space.feasible.astype(np.int32), axis) == 1
    return alone.reshape(-1)


def _games(space: Space) -> tuple[Game, Game]:
    """The arrays of the space, and the same with all directions turned round."""
    from detente.engine.arrays.game import BACKWARDS, game, turned

    layout = space.layout
    ranks = [space.ranks[layout.parties.index(owner)] for owner in layout.owners]
    reverse = [[BACKWARDS[way] for way in ways] for ways in layout.directions]
    return (
        game(layout.levels, layout.directions, space.feasible, ranks, space.broken),
        game(layout.levels, reverse, space.feasible, ranks, tuple(map(turned, space.broken))),
    )


def _worst(game: Game) -> list[Ranks]:
    """For each axis the least rank, for its owner, that the others' improvements lead to from each state."""
    from detente.engine.arrays.ladder import ladder
    from detente.engine.arrays.solve import by_improvements

    axes = range(game.parties)
    ladders = [ladder(game, axis) for axis in axes]
    return [by_improvements(game, axis, game.high(game.ranks[axis]), ladders) for axis in axes]


def _next(
    backwards: Game, edge: StateMask, rank: tuple[Ranks, ...], worth: tuple[Ranks, ...]
) -> StateMask:
    """The states that one step leads to from those of the edge, some that it may not leave the same among them."""
    found = np.zeros(edge.shape, dtype=bool)
    top = np.iinfo(np.int32).max
    for axis in range(backwards.parties):
        least = backwards.reach(np.minimum, np.where(edge, rank[axis], top), axis)
        found |= goes(worth[axis], least)
    return found


def _flat(arrays: tuple[Ranks, ...]) -> tuple[Ranks, ...]:
    return tuple(array.reshape(-1) for array in arrays)


def components(after: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """The strongly connected components of a graph, node -> its successors (Tarjan 1972, without recursion).

    >>> components({1: [2], 2: [1, 3], 3: []})
    [{3}, {1, 2}]
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[set[int]] = []
    for root in after:
        work = [] if root in number else [(root, iter(after[root]))]
        while work:
            node, rest = work[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                stack.append(node)
                on_stack.add(node)
            fresh = None
            for there in rest:
                if there not in number:
                    fresh = there
                    break
                if there in on_stack:
                    low[node] = min(low[node], number[there])
            if fresh is not None:
                work.append((fresh, iter(after[fresh])))
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == number[node]:
                part = set()
                while node not in part:
                    part.add(stack.pop())
                on_stack -= part
                found.append(part)
    return found
