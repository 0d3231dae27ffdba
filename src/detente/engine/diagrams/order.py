"""The order of variables: what is linked stands together (FORCE; Aloul, Markov & Sakallah 2003)."""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence
from statistics import fmean
from typing import TypeVar

N = TypeVar("N", bound=Hashable)

STARTS = 4
ROUNDS = 40


def by_force(nodes: Sequence[N], links: Sequence[Sequence[N]]) -> list[N]:
    """The nodes in an order in which each link spans few of them; the same for the same links.

    From a few random orders every node goes to the middle of the middles of its links, again and again; the best order
    seen wins.

    >>> by_force(["a", "b", "c", "d"], [("a", "c"), ("c", "b"), ("b", "d")]) in (list("acbd"), list("dbca"))
    True
    """
    draw, best = random.Random(0), (float("inf"), list(nodes))
    of = {node: [k for k, link in enumerate(links) if node in link] for node in nodes}
    for start in range(STARTS):
        order = list(nodes)
        if start:
            draw.shuffle(order)
        for _ in range(ROUNDS):
            place = {node: k for k, node in enumerate(order)}
            best = min(best, (_span(links, place), order), key=lambda one: one[0])
            middles = [fmean(place[node] for node in link) for link in links]
            at = {node: fmean(middles[k] for k in of[node]) if of[node] else place[node] for node in nodes}
            after = sorted(order, key=at.__getitem__)
            if after == order:
                break
            order = after
    return best[1]


def _span(links: Sequence[Sequence[N]], place: dict[N, int]) -> int:
    """How far the ends of the links are apart, all together."""
    return sum(max(places) - min(places) for link in links if (places := [place[node] for node in link]))
