"""On which options the truth of an expression hangs: not each that it names does ("x or not x" hangs on nothing)."""

from __future__ import annotations

from itertools import product
from math import prod

from detente.model.dialogue import Dialogue
from detente.model.expression import Expr, holds, names

MOST = 2**12
"""Settings of its options that are gone through; of an expression over more all that it names are taken."""


def hangs_on(dialogue: Dialogue, expr: Expr) -> set[str]:
    """The options a change of which alone can change whether the expression holds, as the circumstances are.

    >>> import detente as dt
    >>> from detente.model.expression import parse
    >>> river = dt.load("river")
    >>> sorted(hangs_on(river, parse("pay and (dam or not dam)")))
    ['pay']
    """
    options = sorted({id for id in names(expr) if dialogue.has("options", id)})
    ranges = [range(len(dialogue.levels[id])) for id in options]
    if prod(map(len, ranges)) > MOST:
        return set(options)
    true = {setting: holds(expr, dict(zip(options, setting, strict=True)), dialogue.levels, dialogue.now)
            for setting in product(*ranges)}  # fmt: skip
    return {id for k, id in enumerate(options)
            if any(value != true[(*setting[:k], 0, *setting[k + 1:])] for setting, value in true.items())}  # fmt: skip
