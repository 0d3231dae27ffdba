"""A party's moves in a product of parts, the best first, one after another: no more are made than are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from detente.engine.parts.merge import merged
from detente.model.dialogue import differing

if TYPE_CHECKING:
    from detente.engine.parts.single import Cells, Parts
    from detente.model.dialogue import State

Classes = list[tuple[int, list[int]]]
"""Of a part: (rank, cells) of what a party can move to, the best first, cells in the order they are told."""


def best_first(engine: Parts, party: str, start: Cells, state: State) -> Iterator[Cells]:
    """All that the party can move to from there, and staying: the best first, then fewest changes, then by code.

    >>> from detente import load
    >>> from detente.engine.parts.single import Parts
    >>> from detente.engine.parts.split import parts
    >>> from detente.engine.solved import solved
    >>> engine = Parts(parts(load("classroom-prisoners")), lambda part: (solved(part).space, solved(part).lean))
    >>> list(best_first(engine, "northland", engine.cells((0, 0)), (0, 0)))
    [(1, 0), (0, 0)]
    """
    each = [_classes(engine, n, party, cell) for n, cell in enumerate(start)]
    heap, seen = [_Entry(engine, party, each, (0,) * len(each))], {(0,) * len(each)}
    while heap:
        chosen = heappop(heap).chosen
        yield from _members(engine, start, [each[n][k][1] for n, k in enumerate(chosen)])
        for n, k in enumerate(chosen):
            after = (*chosen[:n], k + 1, *chosen[n + 1 :])
            if k + 1 < len(each[n]) and after not in seen:
                seen.add(after)
                heappush(heap, _Entry(engine, party, each, after))


class _Entry:
    """A class of each part, ordered so that what the party likes best comes first."""

    def __init__(self, engine: Parts, party: str, each: list[Classes], chosen: tuple[int, ...]) -> None:
        self.scales = [piece.scale(party) for piece in engine.pieces]
        self.ranks = [classes[k][0] for classes, k in zip(each, chosen, strict=True)]
        self.chosen = chosen

    def __lt__(self, other: _Entry) -> bool:
        pairs = zip(self.scales, self.ranks, other.ranks, strict=True)
        return merged(scale.key(a, b) for scale, a, b in pairs) > 0


def _classes(engine: Parts, n: int, party: str, cell: int) -> Classes:
    piece = engine.pieces[n]
    ranks, found = piece.scale(party).ranks, dict[int, list[int]]()
    for there in piece.ways(party, cell).tolist():
        found.setdefault(int(ranks[there]), []).append(there)
    return sorted(found.items(), reverse=True)


def _members(engine: Parts, start: Cells, each: Sequence[Sequence[int]]) -> Iterator[Cells]:
    """The states of a product, those first that change fewest options, then by code."""
    costs = [[_cost(engine, n, start[n], cell) for cell in cells] for n, cells in enumerate(each)]
    order = [sorted(zip(cost, cells, strict=True)) for cost, cells in zip(costs, each, strict=True)]
    first = (0,) * len(order)
    heap, seen = [(_sum(order, first), first)], {first}
    while heap:
        _, chosen = heappop(heap)
        yield tuple(order[n][k][1] for n, k in enumerate(chosen))
        for n, k in enumerate(chosen):
            after = (*chosen[:n], k + 1, *chosen[n + 1 :])
            if k + 1 < len(order[n]) and after not in seen:
                seen.add(after)
                heappush(heap, (_sum(order, after), after))


Cost = tuple[int, int]


def _cost(engine: Parts, n: int, before: int, after: int) -> Cost:
    """How many options differ, and what the part adds to the code of the whole."""
    piece = engine.pieces[n]
    one, other = piece.space.state_of(before), piece.space.state_of(after)
    code = sum(level * engine.weights[k] for k, level in zip(piece.part.options, other, strict=True))
    return len(differing(one, other)), code


def _sum(order: Sequence[Sequence[tuple[Cost, int]]], chosen: tuple[int, ...]) -> Cost:
    costs = [order[n][k][0] for n, k in enumerate(chosen)]
    return sum(cost[0] for cost in costs), sum(cost[1] for cost in costs)
