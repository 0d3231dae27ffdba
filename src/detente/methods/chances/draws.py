"""How many draws are enough, and in which portions they are made.

Hoeffding 1963 for a number of draws fixed beforehand, Wilson 1927 for the intervals; definitions 7.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist

BLOCK = 1000
"""Draws that share one stream of random numbers."""

ROUND = 64 * BLOCK
"""Draws that are put together, so that a combination drawn twice is worked out once; memory grows no further."""

RISK = 0.05
"""The chance that a stated error does not hold."""


def rounds(first: int, last: int) -> Iterator[tuple[int, int]]:
    """From which draw to which the work is put together: as many as there are already, within bounds.

    >>> list(rounds(0, 100_000))[:3]
    [(0, 1000), (1000, 2000), (2000, 4000)]
    """
    while first < last:
        end = min(last, first + min(ROUND, max(BLOCK, first)))
        yield first, end
        first = end


def needed(error: float, quantities: int) -> int:
    """How many draws keep all of some shares within an error at once, but for a risk (Hoeffding's bound).

    >>> needed(0.01, 10)
    29958
    """
    return math.ceil(math.log(2 * quantities / RISK) / (2 * error**2))


def within(draws: int, quantities: int) -> float:
    """The error within which some draws keep all of some shares at once, but for a risk (Hoeffding's bound).

    >>> round(within(needed(0.01, 10), 10), 4)
    0.01
    """
    return math.sqrt(math.log(2 * quantities / RISK) / (2 * draws))


def look(k: int) -> int:
    """How many draws have been made at the k-th look (from 0) at whether they are enough.

    >>> look(0), look(1)
    (1000, 2000)
    """
    return BLOCK << k


def enough(shares: Sequence[float], k: int, error: float) -> bool:
    """Whether at the k-th look every interval is within the error; the risks of all looks sum to `RISK`.

    >>> enough([0.5], 0, 0.01), enough([0.5], 12, 0.01)
    (False, True)
    """
    level = RISK / ((k + 1) * (k + 2)) / max(1, len(shares))
    z = NormalDist().inv_cdf(1 - level / 2)
    return all(max(share - low, high - share) <= error for share in shares for low, high in [wilson(share, look(k), z)])


def wilson(share: float, draws: int, z: float = 2.5758) -> tuple[float, float]:
    """Wilson's interval for a share seen in some draws; `z` 2.5758 is 99 %, 1.96 is 95 %.

    >>> [round(bound, 3) for bound in wilson(0.5, 1000)]
    [0.459, 0.541]
    """
    if not draws:
        return share, share
    middle = share + z * z / (2 * draws)
    half = z * math.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws))
    return max(0.0, (middle - half) / (1 + z * z / draws)), min(1.0, (middle + half) / (1 + z * z / draws))
