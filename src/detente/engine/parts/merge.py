"""How what is known of parts becomes what is true of the whole.

A party's list ranks states by their first line that differs; its lines are shared out among the parts. How one state
compares with another in a part is therefore a number, its **key**: 0 where no line of the part differs; else, for the
first that does, `TOP` less its place in the whole list, negative where the state is the worse one. Of several parts the
key of the largest size decides: it stands for the first line, of all, that differs. So, of keys,

* greater is better, in every company: exchanging a part's key for a greater one never makes the whole worse;
* the best (worst) of a product of sets is made of the best (worst) of each: the merging lemma.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

TOP = 2**20
"""More than a list has lines."""


def key(one: Sequence[Any], other: Sequence[Any], places: Sequence[int]) -> int:
    """How a state whose lines are worth `one` compares with another, the lines standing at these places.

    >>> key((1, 0, 1), (1, 1, 0), (0, 4, 9)) == -(TOP - 4)
    True
    """
    for a, b, place in zip(one, other, places, strict=True):
        if a != b:
            return TOP - place if a > b else place - TOP
    return 0


def merged(keys: Iterable[int]) -> int:
    """The key of the whole, from those of its parts.

    >>> merged((0, TOP - 7, 3 - TOP)) == 3 - TOP
    True
    """
    return max(keys, key=abs, default=0)


Pair = tuple[int, int]


def best_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Of pairs of keys those that no other is as good as in both.

    >>> best_pairs([(3, 1), (2, 2), (2, 1)])
    [(3, 1), (2, 2)]
    """
    found: list[Pair] = []
    for one in sorted(set(pairs), reverse=True):
        if not found or one[1] > found[-1][1]:
            found.append(one)
    return found


def joint_pairs(by_part: Iterable[Sequence[Pair]]) -> list[Pair]:
    """The best pairs of the whole, one pair of each part having been chosen.

    >>> joint_pairs([[(3, 0)], [(0, 2), (1, 1)]])
    [(3, 2)]
    """
    found: list[Pair] = [(0, 0)]
    for pairs in by_part:
        found = best_pairs(
            (max(a, p, key=abs), max(b, q, key=abs)) for a, b in found for p, q in pairs
        )  # greater keys are better in every company, so what is beaten in a part is beaten in the whole
    return found
