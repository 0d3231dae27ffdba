"""On which options the truth of an expression hangs: not each that it names does ("x or not x" hangs on nothing)."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import prod

from detente.model.dialogue import Dialogue
from detente.model.expression import Expr, holds, names

MOST = 2**12
"""Settings of what it names that are gone through; of an expression over more all options that it names are taken."""


def hangs_on(dialogue: Dialogue, expr: Expr, *, as_is: bool = False) -> set[str]:
    """The options a change of which alone can change whether the expression holds, under some circumstances or others
    (`as_is`: under the facts in force).

    >>> import detente as dt
    >>> from detente.model.expression import parse
    >>> river = dt.load("river")
    >>> sorted(hangs_on(river, parse("pay and (dam or not dam)")))
    ['pay']
    """
    levels = tuple((id, dialogue.levels[id]) for id in sorted(dialogue.named(expr)))
    named = sorted(set(names(expr)).intersection(dialogue.now))
    facts = tuple((id, (dialogue.now[id],) if as_is else (False, True)) for id in named)
    return set(_hangs_on(expr, levels, facts))


@lru_cache(maxsize=2**12)
def _hangs_on(
    expr: Expr, levels: tuple[tuple[str, tuple[str, ...]], ...], facts: tuple[tuple[str, tuple[bool, ...]], ...]
) -> tuple[str, ...]:
    """`hangs_on` from the levels and values of what is named: dialogues that differ in a few lines share the others."""
    options = [id for id, _ in levels]
    ranges = [*(range(len(each)) for _, each in levels), *(values for _, values in facts)]
    if prod(map(len, ranges)) > MOST:
        return tuple(options)

    def true(setting: tuple[int, ...]) -> bool:
        now = {id: bool(value) for (id, _), value in zip(facts, setting[len(options) :], strict=True)}
        return holds(expr, dict(zip(options, setting, strict=False)), dict(levels), now)

    held = {setting: true(setting) for setting in product(*ranges)}
    return tuple(
        id for k, id in enumerate(options)
        if any(value != held[(*setting[:k], 0, *setting[k + 1:])] for setting, value in held.items())
    )  # fmt: skip
