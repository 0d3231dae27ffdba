"""Expressions as conditions on yes-or-no options: at least one of several conjunctions (disjunctive normal form)."""

from __future__ import annotations

from collections.abc import Mapping

from detente.errors import TooLarge
from detente.model.expression import And, Compare, Const, Derived, Expr, Iff, Name, Not, Or, unparse

MAX_CONJUNCTIONS = 2048
"""Conjunctions that one expression may come to."""

Threshold = tuple[str, int]
"""An option and a level: that the option is at this level or above."""

Conjunction = frozenset[tuple[Threshold, bool]]
Normal = tuple[Conjunction, ...]

_TRUE: Normal = (frozenset(),)


def normal(expr: Expr, levels: Mapping[str, tuple[str, ...]], facts: Mapping[str, bool]) -> Normal:
    """The conjunctions of thresholds of which one holds where `expr` does; circumstances have the values in `facts`.

    Empty: never; one empty conjunction: always. Raises TooLarge beyond `MAX_CONJUNCTIONS`.
    """

    def at_least(option: str, level: int, yes: bool) -> Normal:
        if level <= 0:
            return _TRUE if yes else ()
        if level >= len(levels[option]):
            return () if yes else _TRUE
        return (frozenset({((option, level), yes)}),)

    def compare(option: str, op: str, level: int, yes: bool) -> Normal:
        match op:
            case ">=":
                return at_least(option, level, yes)
            case ">":
                return at_least(option, level + 1, yes)
            case "<":
                return at_least(option, level, not yes)
            case "<=":
                return at_least(option, level + 1, not yes)
        here, above = at_least(option, level, yes), at_least(option, level + 1, not yes)
        return both(here, above) if yes else either(here, above)

    def go(e: Expr, yes: bool) -> Normal:
        match e:
            case Const(value):
                return _TRUE if value == yes else ()
            case Name(id):
                if id in levels:
                    return at_least(id, 1, yes)
                return _TRUE if facts[id] == yes else ()
            case Compare(option, op, level):
                return compare(option, op, levels[option].index(level), yes)
            case Not(item):
                return go(item, not yes)
            case And(items):
                return fold(items, yes, all_=yes)
            case Or(items):
                return fold(items, yes, all_=not yes)
            case Iff(left, right):
                return either(both(go(left, True), go(right, yes)), both(go(left, False), go(right, not yes)))
            case Derived():
                return go(e.meaning, yes)

    def fold(items: tuple[Expr, ...], yes: bool, all_: bool) -> Normal:
        found: Normal = _TRUE if all_ else ()
        for item in items:
            found = (both if all_ else either)(found, go(item, yes))
        return found

    def both(left: Normal, right: Normal) -> Normal:
        bound(len(left) * len(right))
        joined = (a | b for a in left for b in right)
        return _shortest(tuple(terms for terms in joined if not any((t, not yes) in terms for t, yes in terms)))

    def either(left: Normal, right: Normal) -> Normal:
        bound(len(left) + len(right))
        return _shortest((*left, *right))

    def bound(count: int) -> None:
        if count > MAX_CONJUNCTIONS:
            raise TooLarge(f"conjunctions of `{unparse(expr)[:60]}`", count, MAX_CONJUNCTIONS)

    return go(expr, True)


def _shortest(conjunctions: Normal) -> Normal:
    """Without those that say more than another, in the order given."""
    once = tuple(dict.fromkeys(conjunctions))
    if len(once) > 64:
        return _TRUE if frozenset() in once else once
    return tuple(c for c in once if not any(other < c for other in once))
