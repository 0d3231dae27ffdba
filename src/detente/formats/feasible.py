"""Whether rules leave any state, found by trying options one after another and turning back early.

The engine masks whole arrays; this is for the moment before: a file's rules are checked while it is read, without
laying out 2^24 states. An expression whose options are not all decided is worth True, False or None (not yet known).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.model.dialogue import Dialogue, Rule, State
from detente.model.expression import COMPARISONS, And, Compare, Const, Derived, Expr, Iff, Name, Not, Or, names

MAX_STEPS = 20_000

MAX_SPARED = 200
"""Rules of a contradiction that are left out by way of trial, one after another."""


class Undecided(Exception):
    """The search gave up; the engine, which has arrays, can decide."""


def feasible_states(
    dialogue: Dialogue, rules: Sequence[Rule] | None = None, budget: int = MAX_STEPS
) -> Iterator[State]:
    """Feasible states under the circumstances in force, one after another (in no order that matters).

    Options that no rule mentions stay at their first level unless `rules` is None, so that with given rules the
    first state found settles whether there is one. Raises Undecided after `budget` steps without a state.
    """
    counted = dialogue.rules if rules is None else tuple(rules)
    mentioned = dict.fromkeys(name for rule in counted for name in names(rule.never) if name in dialogue.levels)
    rest = [] if rules is not None else [o.id for o in dialogue.options if o.id not in mentioned]
    search = _Search(dialogue, counted, [*mentioned, *rest], budget)
    for level in search.run():
        yield tuple(level.get(option.id, 0) for option in dialogue.options)


class _Search:
    def __init__(self, dialogue: Dialogue, rules: Sequence[Rule], order: list[str], budget: int) -> None:
        self.levels, self.now = dialogue.levels, dialogue.now
        self.order, self.budget = order, budget
        where = {option: i for i, option in enumerate(order)}
        # A rule is looked at again only when one of its own options was decided.
        self.watch: list[list[Expr]] = [[] for _ in order]
        self.loose = [rule.never for rule in rules if not any(n in where for n in names(rule.never))]
        for rule in rules:
            for name in names(rule.never):
                if name in where:
                    self.watch[where[name]].append(rule.never)

    def run(self) -> Iterator[Mapping[str, int]]:
        if any(partial(never, {}, self.levels, self.now) for never in self.loose):
            return
        level: dict[str, int] = {}
        tried: list[int] = []
        steps = 0
        if not self.order:
            yield level
            return
        tried.append(-1)
        while tried:
            steps += 1
            if steps > self.budget:
                raise Undecided
            depth = len(tried) - 1
            option = self.order[depth]
            tried[-1] += 1
            if tried[-1] >= len(self.levels[option]):
                tried.pop()
                level.pop(option, None)
                continue
            level[option] = tried[-1]
            if any(partial(never, level, self.levels, self.now) is True for never in self.watch[depth]):
                continue
            if depth + 1 < len(self.order):
                tried.append(-1)
                continue
            steps = 0
            yield level


def partial(
    expr: Expr, level: Mapping[str, int], levels: Mapping[str, tuple[str, ...]], now: Mapping[str, bool]
) -> bool | None:
    """What an expression is worth when only some options are decided: True, False, or None if it depends."""

    def go(e: Expr) -> bool | None:
        match e:
            case Const(value):
                return value
            case Name(id):
                return (level[id] > 0 if id in level else None) if id in levels else now[id]
            case Compare(option, op, name):
                known = level.get(option)
                return None if known is None else COMPARISONS[op](known, levels[option].index(name))
            case Not(item):
                return _not(go(item))
            case And(items):
                return _not(_any(_not(go(item)) for item in items))
            case Or(items):
                return _any(go(item) for item in items)
            case Iff(left, right):
                a, b = go(left), go(right)
                return None if a is None or b is None else a == b
            case Derived():
                return go(e.meaning)

    return go(expr)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _any(values: Iterator[bool | None] | tuple[bool | None, ...]) -> bool | None:
    unknown = False
    for value in values:
        if value:
            return True
        unknown |= value is None
    return None if unknown else False


def contradiction(dialogue: Dialogue) -> tuple[Rule, ...]:
    """Rules that together leave no state; empty if some state is feasible, or if there are too many states to tell.

    None of them can be spared where the search is short. Where it is too long, arrays decide, up to their limit: then
    the rules are all those from the first to the one that takes the last state away.
    """
    if dialogue.feasible((0,) * len(dialogue.options)):
        return ()
    try:
        return conflict(dialogue)
    except Undecided:
        from detente.engine.arrays import space
        from detente.engine.interface import LIMIT

        return space.exhausted(dialogue) if dialogue.possible <= LIMIT else ()


def conflict(dialogue: Dialogue) -> tuple[Rule, ...]:
    """As `contradiction`, by search alone. Raises Undecided where it is too long."""
    if _possible(dialogue, dialogue.rules):
        return ()
    core = list(dialogue.rules)
    for rule in dialogue.rules[:MAX_SPARED]:
        rest = [other for other in core if other is not rule]
        try:
            if not _possible(dialogue, rest):
                core = rest
        except Undecided:
            continue
    return tuple(core)


def _possible(dialogue: Dialogue, rules: Sequence[Rule]) -> bool:
    return next(feasible_states(dialogue, rules), None) is not None
