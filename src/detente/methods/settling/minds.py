"""Which options any party's list tells apart: what nobody minds is left open wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.methods.reasons.hanging import hangs_on
from detente.model.expression import Expr

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue, Preferences

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
            found |= hangs_on(dialogue, expr, as_is=True)
        if preferences.ranking:
            found |= _ranked_apart(dialogue, preferences)
    return found


def _lines(preferences: Preferences) -> Iterator[Expr]:
    yield from (statement.want for statement in preferences.statements)
    yield from (weight.expr for weight in preferences.weights if weight.value)


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
