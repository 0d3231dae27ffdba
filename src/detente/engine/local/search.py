"""Searches among states of which some options are open: options are decided one after another, turning back early."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from math import prod

from detente.engine.local.worth import Open, Worth
from detente.errors import TooLarge
from detente.model.dialogue import State

STEPS = 200_000
"""The most steps of one search; one that needs more is refused, never guessed."""


class Effort:
    """The steps that a search may still take (`STEPS` by default). `what`: what they are steps of, for the error."""

    def __init__(self, what: str, steps: int | None = None) -> None:
        self.what, self.steps = what, STEPS if steps is None else steps
        self.left = self.steps

    def step(self, count: int = 1) -> None:
        """Take a step. Raises TooLarge where there are none left."""
        self.left -= count
        if self.left < 0:
            raise TooLarge(f"steps of the search for {self.what}", self.steps - self.left, self.steps)


def states(
    start: Open, order: Sequence[int], possible: Callable[[Open], bool], effort: Effort, *, home: State | None = None
) -> Iterator[State]:
    """The states below `start` that are possible. `possible` may be wrong only in saying yes, and of no whole state.

    `order`: the places of the open options, as they are to be decided; `home`: its levels are tried first.

    >>> list(states([3, 3], [0, 1], lambda open_: open_ != [1, 1], Effort("an example")))
    [(0, 1), (1, 0), (1, 1)]
    """
    state, order = list(start), _undecided(start, order)

    def go(depth: int) -> Iterator[State]:
        effort.step()
        if not possible(state):
            return
        if depth == len(order):
            yield tuple(left.bit_length() - 1 for left in state)
            return
        at = order[depth]
        left = state[at]
        for bit in _bits(left, None if home is None else 1 << home[at]):
            state[at] = bit
            yield from go(depth + 1)
        state[at] = left

    return go(0)


def number(
    start: Open, order: Sequence[int], certain: Callable[[Open], bool | None], effort: Effort
) -> int:
    """How many states below `start` fulfil a condition that is worth True, False or None (open) of a part of them.

    >>> number([3, 3], [0, 1], lambda open_: None if open_[0] == 3 else open_[0] == 2, Effort("an example"))
    2
    """
    state, order = list(start), _undecided(start, order)

    def go(depth: int) -> int:
        effort.step()
        value = certain(state)
        if value is not None:
            return prod(left.bit_count() for left in state) if value else 0
        at = order[depth]
        left, total = state[at], 0
        for bit in _bits(left):
            state[at] = bit
            total += go(depth + 1)
        state[at] = left
        return total

    return go(0)


def best_first(
    start: Open,
    order: Sequence[int],
    highest: Callable[[Open], Worth | None],
    home: State,
    code: Callable[[State], int],
    effort: Effort,
) -> Iterator[State]:
    """The states below `start`, those of the highest worth first, then those that differ from `home` in the fewest.

    `highest`: the most that a state still open is worth (None: none is possible). Equal ones go by `code`.

    >>> highest = lambda open_: (max(open_).bit_length(),)
    >>> list(best_first([3, 3], [0, 1], highest, (0, 0), lambda state: state[0] + 2 * state[1], Effort("an example")))
    [(1, 0), (0, 1), (1, 1), (0, 0)]
    """
    heap: list[tuple[tuple[object, ...], int, int, Open, int]] = []
    made, order = 0, _undecided(start, order)

    def put(state: Open, depth: int, changed: int) -> None:
        nonlocal made
        effort.step()
        worth = highest(state)
        if worth is not None:
            made += 1
            heappush(heap, (tuple(-value for value in worth), changed, made, state, depth))

    put(list(start), 0, 0)
    key: object = None
    alike: list[State] = []
    while heap:
        negated, changed, _, state, depth = heappop(heap)
        if (negated, changed) != key:
            yield from sorted(alike, key=code)
            key, alike = (negated, changed), []
        if depth == len(order):
            alike.append(tuple(left.bit_length() - 1 for left in state))
            continue
        at = order[depth]
        for bit in _bits(state[at]):
            put([*state[:at], bit, *state[at + 1 :]], depth + 1, changed + (bit != 1 << home[at]))
    yield from sorted(alike, key=code)


def _undecided(start: Open, order: Sequence[int]) -> list[int]:
    """The options that have more than one level open."""
    return [k for k in order if start[k] & (start[k] - 1)]


def _bits(left: int, first: int | None = None) -> Iterator[int]:
    """The bits of a number, one by one, `first` before the others if it is there."""
    if first is not None and left & first:
        yield first
        left &= ~first
    while left:
        bit = left & -left
        yield bit
        left &= ~bit
