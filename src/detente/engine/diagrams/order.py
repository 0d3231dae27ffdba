"""The order of variables: what is linked stands together (FORCE; Aloul, Markov & Sakallah 2003).

What a diagram may have to remember between two variables are the links that go past; so an order is as good as few
links go past its places. FORCE finds orders from many random starts; the best is improved by moving single nodes.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

N = TypeVar("N", bound=Hashable)
Places = npt.NDArray[np.intp]

STARTS = 100
ROUNDS = 40
LARGE = 60
"""From this many nodes on the order is worth some trouble:"""
TRIED = 40
"""so many times as there are nodes, one of them is put elsewhere to see whether that is better."""


def by_force(nodes: Sequence[N], links: Sequence[Sequence[N]]) -> list[N]:
    """The nodes in an order in which few links go past any place; the same for the same nodes and links.

    >>> by_force(["a", "b", "c", "d"], [("a", "c"), ("c", "b"), ("b", "d")]) in (list("acbd"), list("dbca"))
    True
    """
    number = {node: k for k, node in enumerate(nodes)}
    ends = [sorted({number[node] for node in link}) for link in links if len(set(link)) > 1]
    if not ends:
        return list(nodes)
    graph = _Graph(len(nodes), ends)
    draw = np.random.default_rng(0)
    more = min(STARTS, len(nodes) if len(nodes) >= LARGE else 3)
    starts = [np.arange(len(nodes)), *(draw.permutation(len(nodes)) for _ in range(more))]
    best = min(map(graph.pulled, starts), key=graph.cost)
    return [nodes[k] for k in (graph.mended(best, draw) if len(nodes) >= LARGE else best)]


class _Graph:
    """Nodes 0 … n−1 and links between them, as arrays. An order is the nodes one after another."""

    def __init__(self, count: int, links: Sequence[Sequence[int]]) -> None:
        self.count, self.links = count, len(links)
        sizes = np.array([len(link) for link in links])
        self.first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self.node = np.concatenate([np.array(link) for link in links])
        self.link = np.repeat(np.arange(len(links)), sizes)
        self.sizes, self.degree = sizes, np.bincount(self.node, minlength=count)

    def places(self, order: Places) -> Places:
        """Where each node stands."""
        place = np.empty(self.count, dtype=np.intp)
        place[order] = np.arange(self.count)
        return place

    def cost(self, order: Places) -> float:
        """How much there is to remember: for every place the root of 2 to the power of the links that go past."""
        at = self.places(order)[self.node]
        low, high = np.minimum.reduceat(at, self.first), np.maximum.reduceat(at, self.first)
        past = np.cumsum(np.bincount(low, minlength=self.count) - np.bincount(high, minlength=self.count))
        return float(np.exp2(past / 2).sum())

    def pulled(self, order: Places) -> Places:
        """The last order when every node goes to the middle of the middles of its links, again and again."""
        for _ in range(ROUNDS):
            place = self.places(order).astype(float)
            middles = np.bincount(self.link, weights=place[self.node]) / self.sizes
            pulls = np.bincount(self.node, weights=middles[self.link], minlength=self.count)
            at = np.where(self.degree > 0, pulls / np.maximum(self.degree, 1), place)
            after = np.argsort(at, kind="stable")
            if (after == order).all():
                break
            order = after
        return order

    def mended(self, order: Places, draw: np.random.Generator) -> Places:
        """The order with single nodes put where they cost less, as long as some tries last."""
        cost = self.cost(order)
        for taken, put in draw.integers(self.count, size=(TRIED * self.count, 2)):
            other = np.insert(np.delete(order, taken), put, order[taken])
            if (less := self.cost(other)) < cost:
                order, cost = other, less
        return order
