"""Which states rules exclude, and which rules that bind one party alone are broken where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from detente.engine.arrays.axes import Bools, Broken, StateMask
from detente.engine.arrays.layout import check_size, layout
from detente.engine.arrays.truth import Truths
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Rule

OWN_RULES = 12
"""The most rules that bind one party alone: each set of them that is broken somewhere is a pass over all states."""


def own_broken(truths: Truths, dialogue: Dialogue) -> tuple[Broken | None, ...]:
    """For each owner which of the rules that bind it alone are broken (None: it has none); empty where nobody has.

    >>> from detente import load
    >>> river = load("river")
    >>> own_broken(Truths(river, layout(river), river.now), river)
    ()
    """
    if not dialogue.own_rules:
        return ()
    by_owner = ([r.never for r in dialogue.own_rules if r.party == owner] for owner in truths.layout.owners)
    return tuple(broken_by([truths.full(truths(never)) for never in mine]) for mine in by_owner)


def broken_by(holds: Sequence[Bools]) -> Broken | None:
    """Where each of one party's own rules is broken, as sets of rules; None without any.

    Raises TooLarge for more rules than are looked at.

    >>> broken_by([np.array([False, True, True]), np.array([False, False, True])]).tolist()
    [0, 1, 3]
    """
    if len(holds) > OWN_RULES:
        raise TooLarge("rules that bind one party alone", len(holds), OWN_RULES)
    sets = [where.astype(np.int16) << k for k, where in enumerate(holds)]
    return reduce(np.bitwise_or, sets) if sets else None


def feasible(dialogue: Dialogue) -> StateMask:
    """Where no rule holds under the circumstances in force, in the shape `layout.shape`. Raises TooLarge.

    >>> from detente import load
    >>> int(feasible(load("river")).sum())
    16
    """
    check_size(dialogue)
    return allowed(Truths(dialogue, layout(dialogue), dialogue.now), dialogue.rules)


def allowed(truths: Truths, rules: Sequence[Rule]) -> StateMask:
    """Where none of some rules holds, in the shape `layout.shape`.

    >>> from detente import load
    >>> river = load("river")
    >>> int(allowed(Truths(river, layout(river), river.now), river.rules).sum())
    16
    """
    found = np.ones(truths.shape, dtype=bool)
    for rule in rules:
        found &= ~truths(rule.never)
    return found.reshape(truths.layout.shape)


def exhausted(dialogue: Dialogue) -> tuple[Rule, ...]:
    """The rules, from the first on, that together leave no state; empty if some state is feasible. Raises TooLarge.

    >>> from detente import load
    >>> exhausted(load("river"))
    ()
    """
    check_size(dialogue)
    truths = Truths(dialogue, layout(dialogue), dialogue.now)
    left = np.ones(truths.shape, dtype=bool)
    for k, rule in enumerate(dialogue.rules, start=1):
        left &= ~truths(rule.never)
        if not left.any():
            return dialogue.rules[:k]
    return ()
