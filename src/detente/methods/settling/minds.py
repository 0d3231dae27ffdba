"""Which options any party's list tells apart: what nobody minds is left open wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from detente.model.expression import Expr, holds, names

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue, Preferences

MOST = 2**12
"""Settings of the options of one line that are gone through; beyond, a line minds whatever it names."""


def minded(dialogue: Dialogue) -> set[str]:
    """The options of which some party's list tells two levels apart, all else equal, under the facts in force.

    >>> import detente as dt
    >>> minded(dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {tariff: {by: a, text: Tariff}, parade: {by: a, text: Parade}, fair: {by: a, text: Fair}}
    ... priorities: {a: [not tariff, parade or not parade]}'''))
    {'tariff'}
    """
    found: set[str] = set()
    for preferences in dialogue.preferences.values():
        for expr in _lines(preferences):
            found |= _told_apart(dialogue, expr)
        if preferences.ranking:
            found |= _ranked_apart(dialogue, preferences)
    return found


def _lines(preferences: Preferences) -> Iterator[Expr]:
    yield from (statement.want for statement in preferences.statements)
    yield from (weight.expr for weight in preferences.weights if weight.value)


def _told_apart(dialogue: Dialogue, expr: Expr) -> set[str]:
    """The options on which the truth of an expression hangs somewhere."""
    named = sorted(set(names(expr)))
    levels = tuple((name, dialogue.levels[name]) for name in named if dialogue.has("options", name))
    if prod(len(each) for _, each in levels) > MOST:
        return {name for name, _ in levels}
    return set(_apart(expr, levels, tuple((name, dialogue.now[name]) for name in named if name in dialogue.now)))


@lru_cache(maxsize=2**12)
def _apart(
    expr: Expr, levels: tuple[tuple[str, tuple[str, ...]], ...], facts: tuple[tuple[str, bool], ...]
) -> tuple[str, ...]:
    """`_told_apart` from what it hangs on alone: many dialogues that differ in a few lines share the others."""
    options = [name for name, _ in levels]
    truth = {
        setting: holds(expr, dict(zip(options, setting, strict=True)), dict(levels), dict(facts))
        for setting in product(*(range(len(each)) for _, each in levels))
    }
    return tuple(name for k, name in enumerate(options) if _hangs(truth, k))


def _hangs(truth: dict[tuple[int, ...], bool], k: int) -> bool:
    """Whether the truth differs between two settings that differ in the k-th option alone."""
    return any(held != truth[(*levels[:k], 0, *levels[k + 1 :])] for levels, held in truth.items())


def _ranked_apart(dialogue: Dialogue, preferences: Preferences) -> set[str]:
    """The options of which a ranking tells two levels apart. Feasible states that no group names rank last, tied."""
    group = {code: place for place, codes in enumerate(preferences.ranking) for code in codes}
    last = len(preferences.ranking)
    found, stride = set(), 1
    for option, radix in zip(dialogue.options, dialogue.radices, strict=True):
        for code, place in group.items():
            level = code // stride % radix
            others = (code + (other - level) * stride for other in range(radix) if other != level)
            if any(group.get(other, last) != place and dialogue.feasible(dialogue.state(other)) for other in others):
                found.add(option.id)
                break
        stride *= radix
    return found
