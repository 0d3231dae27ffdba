"""States of a dialogue: a tuple of level indices, one for each option in file order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import sub

State = tuple[int, ...]


def between(here: State, middle: State, there: State) -> bool:
    """Whether a state is another with some of what changed put back, wholly or to a level between."""
    return all(min(a, c) <= b <= max(a, c) for a, b, c in zip(here, middle, there, strict=True))


def differing(here: State, there: State) -> tuple[int, ...]:
    """The places of the options that differ between two states."""
    return tuple(k for k, (a, b) in enumerate(zip(here, there, strict=True)) if a != b)


def distance(here: State, there: State) -> int:
    """How many level steps apart two states are."""
    return sum(map(abs, map(sub, here, there)))


class LevelsIn(Mapping[str, int]):
    """Option -> its level in a state, looked up where it is asked for: an expression names few of the options."""

    __slots__ = ("places", "state")

    def __init__(self, places: Mapping[str, int], state: State) -> None:
        self.places, self.state = places, state

    def __getitem__(self, option: str) -> int:
        return self.state[self.places[option]]

    def __contains__(self, option: object) -> bool:
        return option in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


Levels = tuple[tuple[str, int], ...]
"""Some options and the index of a level for each."""
