"""Where options that go one way only let a party go along its axis."""

from __future__ import annotations

from math import prod

import numpy as np

from detente.engine.arrays.axes import Bools, Cells
from detente.errors import TooLarge
from detente.model.dialogue import Direction

ONE_WAY = 2**14
"""The most places on a party's axis for which all ways between them are held at once."""


def permitted(levels: tuple[int, ...], ways: tuple[Direction, ...]) -> Bools | None:
    """Which place on a party's axis can be left for which (from, to); None if every place for every other.

    Raises TooLarge for a party with one-way options of more than 2^14 combinations.

    >>> permitted((2,), ("forward",)).tolist()
    [[True, True], [False, True]]
    """
    if all(way == "both" for way in ways):
        return None
    length = prod(levels)
    if length > ONE_WAY:
        raise TooLarge("combinations of the options of one party, some of them one-way", length, ONE_WAY)
    return reachable(levels, ways, np.arange(length))


def reachable(levels: tuple[int, ...], ways: tuple[Direction, ...], places: Cells) -> Bools:
    """For each of some places on a party's axis the places that its one-way options let it go to (themselves, too).

    >>> reachable((3,), ("back",), np.array([1])).tolist()
    [[True, True, False]]
    """
    stride = prod(levels)
    allowed = np.ones((len(places), stride), dtype=bool)
    every = np.arange(stride)
    for count, way in zip(levels, ways, strict=True):
        stride //= count
        level, here = every // stride % count, places // stride % count
        if way == "forward":
            allowed &= level[None, :] >= here[:, None]
        elif way == "back":
            allowed &= level[None, :] <= here[:, None]
    return allowed
