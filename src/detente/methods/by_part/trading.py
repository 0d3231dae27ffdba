"""Whether the parties at the table find a package across parts, and the best one for each of them.

What a party loses in one front it may gain in another. Of a package's share in a part only this matters: for each party
and each state compared with, the key of its worst outcome there (`engine.parts.merge`), and whose options it changes.
Shares are chosen part by part; of shares that are no better for anybody in any company one is enough, and a choice is
given up as soon as the best of what is left could not make up for it. Exact; refused where it takes too long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from detente.engine.parts.merge import merged
from detente.errors import TooLarge

STEPS = 200_000
"""The most steps of one search."""


class Share(NamedTuple):
    """A package's part in one part: its `column` there, and what the judges make of it.

    `keys`: for each judge, against what it compares with. `flags`: whether it changes an option that the judge minds
    about. `moves`: for each state compared with, whether somebody at the table changes something.
    """

    column: int
    keys: tuple[int, ...]
    flags: tuple[bool, ...]
    moves: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Who must agree to a package, compared with the `end`-th state. A party at the table whose options it changes has
    to gain, and otherwise not to lose; a ratifier (`vetoes`) has not to lose if it changes what it can veto."""

    party: str
    end: int
    vetoes: bool = False

    def accepts(self, key: int, flagged: bool) -> bool:
        """Whether it agrees."""
        if self.vetoes:
            return key >= 0 or not flagged
        return key > 0 or (key == 0 and not flagged)


Shares = list[Share]


class Search:
    """A search for a package that all judges accept. `judges`: in the order of the keys of every share."""

    def __init__(self, judges: Sequence[Judge]) -> None:
        self.judges, self.left = judges, STEPS

    def find(self, each: Sequence[Shares]) -> list[Share] | None:
        """A choice of one share in every part that all accept; None if there is none. Raises TooLarge."""
        self.left = STEPS
        count = len(self.judges)
        best = [tuple(max(one.keys[j] for one in shares) for j in range(count)) for shares in each]
        rest = [(0,) * count]  # what the parts from here on can bring at best
        for keys in reversed(best):
            rest.append(_joined(keys, rest[-1]))
        rest.reverse()
        failed: set[tuple[object, ...]] = set()
        moves = len(each[0][0].moves) if each else 0

        def go(n: int, keys: tuple[int, ...], flags: tuple[bool, ...], moved: tuple[bool, ...]) -> list[Share] | None:
            if n == len(each):
                return [] if all(moved) and all(map(_accepts, self.judges, keys, flags)) else None
            if (n, keys, flags, moved) in failed or not all(map(_accepts, self.judges, _joined(keys, rest[n]), flags)):
                return None
            for one in each[n]:
                self._step()
                found = go(n + 1, _joined(keys, one.keys), _either(flags, one.flags), _either(moved, one.moves))
                if found is not None:
                    return [one, *found]
            failed.add((n, keys, flags, moved))
            return None

        return go(0, (0,) * count, (False,) * count, (False,) * moves)

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooLarge("steps of the search for a package", STEPS + 1, STEPS)


def _accepts(judge: Judge, key: int, flagged: bool) -> bool:
    return judge.accepts(key, flagged)


def _joined(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(merged(pair) for pair in zip(one, other, strict=True))


def _either(one: tuple[bool, ...], other: tuple[bool, ...]) -> tuple[bool, ...]:
    return tuple(a or b for a, b in zip(one, other, strict=True))


def useful(shares: Sequence[Share]) -> Shares:
    """The shares that no other one can stand for in every company, those first that hurt fewest.

    What was found is kept: searches for several parties, and of dialogues that differ in one part, ask the same.

    >>> gain = Share(0, keys=(1, 0), flags=(False, False), moves=())
    >>> loss = Share(1, keys=(-1, 0), flags=(False, False), moves=())
    >>> [one.column for one in useful([loss, gain])]
    [0]
    """
    judged: dict[object, Share] = {}
    for one in shares:  # many are alike to all judges: the first of them will do
        judged.setdefault(one[1:], one)
    return list(_useful(tuple(judged.values())))


@lru_cache(maxsize=2**12)
def _useful(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    def hurt(one: Share) -> tuple[int, int]:
        return sum(key < 0 for key in one.keys), -sum(key > 0 for key in one.keys)

    ordered = sorted(shares, key=hurt)
    found: Shares = []
    for one in sorted(ordered, key=lambda one: one.keys, reverse=True):  # who stands for another has no smaller keys
        if not any(_stands_for(other, one) for other in found):
            found.append(one)
    kept = {id(one) for one in found}
    return tuple(one for one in ordered if id(one) in kept)


def _stands_for(one: Share, other: Share) -> bool:
    return (
        all(a >= b for a, b in zip(one.keys, other.keys, strict=True))
        and all(b or not a for a, b in zip(one.flags, other.flags, strict=True))
        and all(a or not b for a, b in zip(one.moves, other.moves, strict=True))
    )


Line = tuple[int, Callable[[Share], int]]
"""A wish about one part: its number, and how well a share of it fulfils the wish (more is better)."""


def best(search: Search, each: Sequence[Shares], lines: Iterator[Line]) -> list[Share] | None:
    """The best package by a list of wishes, the first outweighing all that come after it; None if there is none.

    >>> nothing = Share(0, keys=(0, 0), flags=(False, False), moves=(False,))
    >>> give = Share(1, keys=(-2, 3), flags=(True, False), moves=(True,))  # the first party loses here
    >>> take = Share(1, keys=(3, -2), flags=(False, True), moves=(True,))  # and gains more there
    >>> search = Search([Judge("a", 0), Judge("b", 0)])
    >>> [one.column for one in best(search, [[nothing, give], [nothing, take]], iter(()))]
    [1, 1]
    """
    left = list(each)
    narrow = [useful(shares) for shares in left]
    found = search.find(narrow)
    if found is None:
        return None
    for n, worth in lines:
        groups: dict[int, Shares] = {}
        for one in left[n]:
            groups.setdefault(worth(one), []).append(one)
        for value in sorted(groups, reverse=True):
            trial = narrow[n] if len(groups) == 1 else useful(groups[value])
            if worth(found[n]) != value:
                other = search.find([*narrow[:n], trial, *narrow[n + 1 :]])
                if other is None:
                    continue
                found = other
            left[n], narrow[n] = groups[value], trial
            break
    return found
