"""A shortest way from one state to a state of some kind, breadth first, whatever an engine's states and steps are.

Right where one party's steps are transitive, or where a party may move twice running (`interface`): then a search over
states alone, which forgets who moved last, finds every end and the least number of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Protocol, TypeVar


class _Step(Protocol):
    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...


S = TypeVar("S", bound=_Step)
N = TypeVar("N", bound=Hashable)


def shortest(
    start: N,
    steps: Callable[[N], Iterable[S]],
    ends: Callable[[N], bool],
    cost: Callable[[tuple[S, ...]], Any] | None = None,
) -> tuple[S, ...] | None:
    """A shortest way of one step or more to a state where `ends` holds; None if there is none.

    `cost`: of several (each the first that the search comes by) the one that costs least; without it the first.

    >>> from collections import namedtuple
    >>> Jump = namedtuple("Jump", "before after")
    >>> shortest(1, lambda n: (Jump(n, n + 3), Jump(n, n * 5)), lambda n: n > 7)
    (Jump(before=1, after=4), Jump(before=4, after=20))
    """
    came: dict[N, S | None] = {start: None}
    edge = [start]
    while edge:
        fresh, ways = [], []
        for step in (step for here in edge for step in steps(here)):
            if step.after in came:
                continue
            came[step.after] = step
            fresh.append(step.after)
            if ends(step.after):
                ways.append(way(came, step.after))
                if cost is None:
                    return ways[0]
        if ways and cost is not None:
            return min(ways, key=cost)
        edge = fresh
    return None


def way(came: Mapping[N, S | None], end: N) -> tuple[S, ...]:
    """The steps that lead to a state, from what a search remembers of each: the last step to it (None: the start).

    >>> from collections import namedtuple
    >>> Jump = namedtuple("Jump", "before after")
    >>> way({1: None, 4: Jump(1, 4), 7: Jump(4, 7)}, 7)
    (Jump(before=1, after=4), Jump(before=4, after=7))
    """
    steps: list[S] = []
    step = came[end]
    while step is not None:
        steps.append(step)
        step = came[step.before]
    return tuple(reversed(steps))
