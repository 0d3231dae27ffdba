"""Whether rules leave any state, found by trying options one after another and turning back early.

Arrays mask all states at once; this is for the moment before: a file's rules are checked while it is read, without
laying out 2^24 states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, Rule, State
from detente.model.expression import names

MAX_STEPS = 20_000

MAX_SPARED = 200
"""Rules of a contradiction that are left out by way of trial, one after another."""


def feasible_states(dialogue: Dialogue, rules: Sequence[Rule] | None = None) -> Iterator[State]:
    """Feasible states under the circumstances in force, one after another (in no order that matters).

    Options that no rule mentions stay at their first level unless `rules` is None, so that with given rules the
    first state settles whether there is one. Raises TooLarge for too long a search.
    """
    # Only where a file's rules need the search: the checker of certificates reads files and loads no engine.
    from detente.engine.local.search import Effort, states
    from detente.engine.local.worth import truth

    counted = dialogue.rules if rules is None else tuple(rules)
    spoken = [name for rule in counted for name in names(rule.never) if name in dialogue.levels]
    order = list(dict.fromkeys(map(dialogue.option_index, spoken)))
    free = set(order if rules is not None else range(len(dialogue.options)))
    start = [(1 << radix) - 1 if k in free else 1 for k, radix in enumerate(dialogue.radices)]
    nevers = [truth(dialogue, rule.never) for rule in counted]
    order += sorted(free - set(order))
    return states(start, order, lambda open_: not any(never(open_) for never in nevers), Effort("a state", MAX_STEPS))


def contradiction(dialogue: Dialogue) -> tuple[Rule, ...]:
    """Rules that together leave no state; empty if some state is feasible, or if there are too many states to tell.

    None of them can be spared where the search is short. Where it is too long, arrays decide, up to their limit: then
    the rules are all those from the first to the one that takes the last state away.
    """
    if dialogue.feasible((0,) * len(dialogue.options)):
        return ()
    try:
        return conflict(dialogue)
    except TooLarge:
        from detente.engine.arrays import rules
        from detente.engine.interface import LIMIT

        return rules.exhausted(dialogue) if dialogue.possible <= LIMIT else ()


def conflict(dialogue: Dialogue) -> tuple[Rule, ...]:
    """As `contradiction`, by search alone. Raises TooLarge where it is too long."""
    if _possible(dialogue, dialogue.rules):
        return ()
    core = list(dialogue.rules)
    for rule in dialogue.rules[:MAX_SPARED]:
        rest = [other for other in core if other is not rule]
        try:
            if not _possible(dialogue, rest):
                core = rest
        except TooLarge:
            continue
    return tuple(core)


def _possible(dialogue: Dialogue, rules: Sequence[Rule]) -> bool:
    return next(feasible_states(dialogue, rules), None) is not None
