"""A party's ranking of all states, from whichever way its preference was given. Higher is better; none is below 0."""

from __future__ import annotations

from math import lcm
from typing import Any

import numpy as np

from detente.engine.arrays.axes import Bools, Ints, Ranks
from detente.engine.arrays.truth import Truths, first_axis
from detente.model.dialogue import Equally, Preferences, Priority

Term = tuple[int, Bools | Ints]
"""Some bits, and the array of the count they hold (a truth value takes one)."""


def ranking(truths: Truths, preferences: Preferences) -> Ranks:
    """The ranking, in the shape with one axis for each owner.

    >>> from detente import load
    >>> prisoners = load("classroom-prisoners")
    >>> from detente.engine.arrays.layout import layout
    >>> truths = Truths(prisoners, layout(prisoners), prisoners.now)
    >>> ranking(truths, prisoners.preferences["northland"]).tolist()
    [[2, 0], [3, 1]]
    """
    if preferences.ranking:
        return _given(truths, preferences.ranking)
    if preferences.weights:
        return truths.full(_weighted(truths, preferences))
    return truths.full(lexicographic([_term(truths, priority) for priority in preferences.priorities]))


def _term(truths: Truths, priority: Priority) -> Term:
    if not isinstance(priority, Equally):
        return 1, truths(priority.want)
    kind = _dtype(len(priority.items).bit_length())
    count = sum((truths(item.want).astype(kind) for item in priority.items), kind.type(0))
    return len(priority.items).bit_length(), np.asarray(count)


def lexicographic(terms: list[Term]) -> Ranks:
    """Earlier terms outweigh all later ones together: each term's bits stand above those of the later ones.

    >>> first, second = np.array([True, False, True]), np.array([False, True, True])
    >>> lexicographic([(1, first), (1, second)]).tolist()
    [2, 1, 3]
    """
    scores: Ranks | None = None
    chunk: list[Term] = []
    room = 62
    for term in terms:
        if sum(bits for bits, _ in chunk) + term[0] > room:
            scores, chunk, room = _dense(_pack(chunk, scores)), [], 30
        chunk.append(term)
    return _pack(chunk, scores)


def _pack(terms: list[Term], above: Ranks | None) -> Ranks:
    """The terms as one number, below what stands above. Small arrays are added first, so that sums grow late."""
    total = sum(bits for bits, _ in terms)
    dtype = _dtype(total if above is None else 62)
    shifted, at = [], total
    for bits, array in terms:
        at -= bits
        shifted.append((array, at))
    shifted.sort(key=lambda pair: -first_axis(pair[0]))
    scores: Ranks = np.zeros((1,), dtype=dtype) if above is None else above.astype(dtype) << total
    for array, at in shifted:
        term = array.astype(dtype) << dtype.type(at)
        if scores.shape == np.broadcast_shapes(scores.shape, term.shape):
            scores += term
        else:
            scores = scores + term
    return scores


def _dtype(bits: int) -> Any:
    return np.dtype(np.int16 if bits <= 14 else np.int32 if bits <= 30 else np.int64)


def _dense(scores: Ranks) -> Ranks:
    """The same order in small numbers."""
    _, inverse = np.unique(scores, return_inverse=True)
    return inverse.reshape(scores.shape)


def _weighted(truths: Truths, preferences: Preferences) -> Ranks:
    """Option weighting, exactly: weights are brought to whole numbers, so that equal sums are ties."""
    exact = [weight.value for weight in preferences.weights]
    scale = lcm(*(value.denominator for value in exact))
    whole = [int(value * scale) for value in exact]
    kind: Any = np.int64 if sum(map(abs, whole)) < 2**62 else object
    total: Ranks = np.zeros((1,), dtype=kind)
    for value, weight in zip(whole, preferences.weights, strict=True):
        total = total + truths(weight.expr).astype(kind) * value
    return _dense(total) if kind is object else np.asarray(total - total.min())


def _given(truths: Truths, groups: tuple[tuple[int, ...], ...]) -> Ranks:
    """A ranking by codes, best group first; states that no group names rank last, tied."""
    ranks = np.zeros(truths.layout.size, dtype=np.int32)
    for height, group in enumerate(reversed(groups), start=1):
        ranks[truths.layout.cells(group)] = height
    return ranks.reshape(truths.layout.shape)
