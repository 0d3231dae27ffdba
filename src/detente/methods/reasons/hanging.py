"""On which options the truth of an expression hangs: not each that it names does ("x or not x" hangs on nothing)."""

from __future__ import annotations

from itertools import product
from math import prod

from detente.model.dialogue import Dialogue
from detente.model.expression import Expr, holds, names

MOST = 2**12
"""Settings of what it names that are gone through; of an expression over more all options that it names are taken."""


def hangs_on(dialogue: Dialogue, expr: Expr) -> set[str]:
    """The options a change of which alone can change whether the expression holds, under some circumstances or others.

    >>> import detente as dt
    >>> from detente.model.expression import parse
    >>> river = dt.load("river")
    >>> sorted(hangs_on(river, parse("pay and (dam or not dam)")))
    ['pay']
    """
    named = set(names(expr))
    options = sorted(id for id in named if dialogue.has("options", id))
    facts = sorted(named.difference(options))
    ranges = [range(len(dialogue.levels[id])) for id in options] + [range(2) for _ in facts]
    if prod(map(len, ranges)) > MOST:
        return set(options)

    def true(setting: tuple[int, ...]) -> bool:
        levels = dict(zip(options, setting, strict=False))
        return holds(expr, levels, dialogue.levels, dict(zip(facts, map(bool, setting[len(options) :]), strict=True)))

    held = {setting: true(setting) for setting in product(*ranges)}
    return {id for k, id in enumerate(options)
            if any(value != held[(*setting[:k], 0, *setting[k + 1:])] for setting, value in held.items())}  # fmt: skip
