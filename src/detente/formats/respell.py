"""Expressions with their levels spelled as the options spell them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.model.expression import And, Compare, Expr, If, Iff, Not, Or, Unless


def respell(
    expr: Expr, levels: Mapping[str, tuple[str, ...]], index: Callable[[str, str], int | None]
) -> Expr:
    """The expression with each compared level as it stands in the option's list (`dam is on`: `dam is yes`)."""

    def go(e: Expr) -> Expr:
        match e:
            case Compare(option, op, level):
                return Compare(option, op, levels[option][index(option, level) or 0])
            case Not(item):
                return Not(go(item))
            case And(items):
                return And(tuple(go(item) for item in items))
            case Or(items):
                return Or(tuple(go(item) for item in items))
            case Unless(left, right):
                return Unless(go(left), go(right))
            case If(left, right):
                return If(go(left), go(right))
            case Iff(left, right):
                return Iff(go(left), go(right))
            case _:
                return e

    return go(expr)
