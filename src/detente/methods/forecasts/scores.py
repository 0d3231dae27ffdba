"""How good chances were, once it is known what came: Brier and log score, calibration, Murphy's parts.

All sums are of fractions, so that what is told adds up exactly; only the log score, which is no fraction, is not.
Sources: Brier 1950; Good 1952 for the log score; Murphy 1973 for the parts; Stephenson, Coelho & Jolliffe 2008 for what
is left where chances that differ are put into one band.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, log

Pair = tuple[float, bool]
"""A chance that was given, and whether it came."""

CUT = 0.01
"""For the log score a chance is taken as no less than this and no more than 1 less this: a certainty that fails would
cost without end."""

EDGES = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
"""Where a band of likelihood ends and the next begins (ICD 203); a chance on an edge belongs to the upper one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The mean over `count` questions: `brier` from 0 (best) to 1, `log` from 0 (best); None where there is none."""

    count: int
    brier: float | None
    log: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The chances given from `low` to below `high` (both the same: exactly that), how many came, and their mean."""

    low: float
    high: float
    count: int
    came: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the Brier score is made of: reliability − resolution + uncertainty + within.

    `reliability`: how far the bands' chances lie from what came (0 is best); `resolution`: how far what came differs
    from band to band (more is better); `uncertainty`: how hard the questions were, whoever answered; `within`: what is
    left because chances in one band differ.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


def brier(chance: float, came: bool) -> Fraction:
    """The squared distance between a chance and what came.

    >>> brier(0.75, True), brier(0.75, False)
    (Fraction(1, 16), Fraction(9, 16))
    """
    return (Fraction(chance) - came) ** 2


def log_score(chance: float, came: bool) -> float:
    """The natural logarithm, without its sign, of the chance given to what came; chances are cut (`CUT`).

    >>> round(log_score(0.0, True), 3), round(log_score(0.5, False), 3)
    (4.605, 0.693)
    """
    kept = min(max(chance, CUT), 1 - CUT)
    return -log(kept if came else 1 - kept)


def scores(pairs: Sequence[Pair]) -> Scores:
    """The mean scores of some chances.

    >>> scores([(0.5, True), (1.0, True)]).brier
    0.125
    """
    if not pairs:
        return Scores(count=0, brier=None, log=None)
    return Scores(
        count=len(pairs),
        brier=float(_mean(brier(*pair) for pair in pairs)),
        log=fsum(log_score(*pair) for pair in pairs) / len(pairs),
    )


def calibration(pairs: Iterable[Pair]) -> tuple[Band, ...]:
    """The bands in which chances were given, the lowest first; 0 and 1 are bands of their own.

    >>> [(band.low, band.high, band.count, band.came) for band in calibration([(0.3, True), (0.4, False), (1.0, True)])]
    [(0.2, 0.45, 2, 1), (1, 1, 1, 1)]
    """
    return tuple(
        Band(low=low, high=high, count=len(band), came=sum(came for _, came in band), mean=float(_chance(band)))
        for (low, high), band in _banded(pairs)
    )


def parts(pairs: Sequence[Pair]) -> Parts | None:
    """What the Brier score of some chances is made of, by band; None where there is none.

    >>> found = parts([(0.5, True), (0.5, False)])
    >>> found.reliability, found.resolution, found.uncertainty, found.within
    (0.0, 0.0, 0.25, 0.0)
    """
    if not pairs:
        return None
    whole, base = len(pairs), _mean(Fraction(came) for _, came in pairs)
    bands = [band for _, band in _banded(pairs)]
    reliability = sum(len(band) * (_chance(band) - _came(band)) ** 2 for band in bands) / whole
    resolution = sum(len(band) * (_came(band) - base) ** 2 for band in bands) / whole
    uncertainty = base * (1 - base)
    whole_brier = _mean(brier(*pair) for pair in pairs)
    return Parts(
        reliability=float(reliability),
        resolution=float(resolution),
        uncertainty=float(uncertainty),
        within=float(whole_brier - reliability + resolution - uncertainty),
    )


def band(chance: float) -> tuple[float, float]:
    """The band that a chance belongs to, as (low, high).

    >>> band(0.31), band(1.0)
    ((0.2, 0.45), (1, 1))
    """
    if chance in (0, 1):
        return int(chance), int(chance)
    edges = (0.0, *EDGES, 1.0)
    low = max(edge for edge in edges[:-1] if chance >= edge)
    return low, edges[edges.index(low) + 1]


def _banded(pairs: Iterable[Pair]) -> list[tuple[tuple[float, float], list[Pair]]]:
    bands: dict[tuple[float, float], list[Pair]] = {}
    for chance, came in pairs:
        bands.setdefault(band(chance), []).append((chance, came))
    return sorted(bands.items())


def _chance(band: list[Pair]) -> Fraction:
    return _mean(Fraction(chance) for chance, _ in band)


def _came(band: list[Pair]) -> Fraction:
    return _mean(Fraction(came) for _, came in band)


def _mean(numbers: Iterable[Fraction]) -> Fraction:
    listed = list(numbers)
    return sum(listed, Fraction()) / len(listed)
