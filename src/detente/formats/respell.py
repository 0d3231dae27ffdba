"""Expressions with their levels spelled as the options spell them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.model.expression import Compare, Expr, children, with_children


def respell(
    expr: Expr, levels: Mapping[str, tuple[str, ...]], index: Callable[[str, str], int | None]
) -> Expr:
    """The expression with each compared level as it stands in the option's list (`dam is on`: `dam is yes`)."""

    def go(e: Expr) -> Expr:
        if isinstance(e, Compare):
            return Compare(e.option, e.op, levels[e.option][index(e.option, e.level) or 0])
        return with_children(e, tuple(go(part) for part in children(e)))

    return go(expr)
