"""What the answer to a question would tell: by how much the entropy of the conclusions is expected to fall.

The fall is summed over the conclusions, each taken for itself: the mutual information between the answer and each
conclusion (Shannon 1948; Lindley 1956 for the choice of what to observe). Completions are weighted; if they are drawn,
an estimate is never 0, so the mean over shuffled answers is taken off, and what no shuffle reaches counts. Bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Indicators = NDArray[np.float64]
    """Completions × values: 1 where the value stands, else 0."""

    Shares = NDArray[np.float64]
    """The share of each completion, or of each value."""

SHUFFLES = 40
"""So many shuffles of drawn completions: what is above all of them is chance in one question of 40."""


@dataclass(frozen=True, slots=True)
class Fall:
    """By how many bits the entropy is expected to fall; `real`: that it is more than chance would give."""

    bits: float
    real: bool


def entropy(conclusions: Sequence[Sequence[str]], weights: Sequence[float]) -> float:
    """The summed entropy of the conclusions: a row for each completion, a column for each conclusion.

    >>> entropy([["a", "x"], ["b", "x"]], [0.5, 0.5])
    1.0
    """
    share = np.asarray(weights, dtype=float)
    return float(sum(_bits(one.T @ share / share.sum()) for one in _indicators(conclusions)))


def falls(
    answers: Sequence[Sequence[str]],
    conclusions: Sequence[Sequence[str]],
    weights: Sequence[float],
    *,
    drawn: bool,
    seed: int = 0,
) -> list[Fall]:
    """For each question (a column of `answers`) how much its answer is expected to tell of all conclusions.

    >>> falls([["yes"], ["no"]], [["a", "x"], ["b", "x"]], [0.5, 0.5], drawn=False)
    [Fall(bits=1.0, real=True)]
    """
    share = np.asarray(weights, dtype=float) / sum(weights)
    given, said = _indicators(answers), _indicators(conclusions)
    found = [_told(one, said, share) for one in given]
    if not drawn:
        return [Fall(bits=bits, real=bits > 1e-9) for bits in found]
    chance = np.random.Generator(np.random.PCG64(seed))
    orders = [chance.permutation(len(share)) for _ in range(SHUFFLES)]
    made = []
    for one, bits in zip(given, found, strict=True):
        by_chance = [_told(one[order], said, share) for order in orders]
        made.append(Fall(bits=max(0.0, bits - sum(by_chance) / SHUFFLES), real=bits > max(by_chance) + 1e-9))
    return made


def _indicators(columns: Sequence[Sequence[str]]) -> list[Indicators]:
    """For each column a row for each completion, with 1 where its value stands and 0 elsewhere."""
    made = []
    for column in zip(*columns, strict=True):
        values = sorted(set(column))
        made.append(np.array([[value == other for other in values] for value in column], dtype=float))
    return made


def _told(one: Indicators, said: Sequence[Indicators], share: Shares) -> float:
    """The mutual information between one answer and each conclusion, summed: H(answer) + H(c) - H(answer, c)."""
    weighed = one * share[:, None]
    own = _bits(weighed.sum(axis=0))
    return float(sum(own + _bits(c.T @ share) - _bits((weighed.T @ c).reshape(-1)) for c in said if c.shape[1] > 1))


def _bits(shares: Shares) -> float:
    there = shares[shares > 0]
    return float(-(there * np.log2(there)).sum())
