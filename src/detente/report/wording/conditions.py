"""Expressions and facts as clauses."""

from __future__ import annotations

import re

from detente.model.dialogue import Dialogue
from detente.model.expression import And, Compare, Const, Derived, Expr, If, Iff, Name, Not, Or, Unless
from detente.report.language import _, _later, said
from detente.report.wording.lists import either, listed, quoted
from detente.report.wording.options import called, is_switch

_OTHERWISE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}

_ORDER = {
    "is": _later("“{option}” is {level}"),
    ">=": _later("“{option}” is at least {level}"),
    ">": _later("“{option}” is more than {level}"),
    "<=": _later("“{option}” is at most {level}"),
    "<": _later("“{option}” is less than {level}"),
}


def condition(dialogue: Dialogue, expr: Expr) -> str:
    """An expression as a clause: "“Pay” is done, or else “Release water” is half"."""
    match expr:
        case Const(value):
            return _("always") if value else _("never")
        case Name():
            return _holds(dialogue, expr, True)
        case Compare(option, "is" | ">=", "yes") if is_switch(dialogue.option(option)):
            return _holds(dialogue, Name(option), True)
        case Compare(option, "is" | "<=", "no") if is_switch(dialogue.option(option)):
            return _holds(dialogue, Name(option), False)
        case Compare(option, op, level):
            return said(_ORDER[op], option=_titled(dialogue, option), level=_level(level))
        case Not(Compare(option, op, level)) if op in _OTHERWISE and not is_switch(dialogue.option(option)):
            return condition(dialogue, Compare(option, _OTHERWISE[op], level))
        case Not(Name() as name):
            return _holds(dialogue, name, False)
        case Not(Compare(option, "is", level)):
            return _("“{option}” is not {level}", option=_titled(dialogue, option), level=_level(level))
        case Not(item):
            return _("it is not so that {condition}", condition=_part(dialogue, item, COMPOUND))
        case And(items):
            return listed([_part(dialogue, item, BUT_AND) for item in items])
        case Or(items):
            return either([_part(dialogue, item, BUT_OR) for item in items])
        case Unless(left, right):
            one, other = (_part(dialogue, side, LINKS) for side in (left, right))
            return _("{one}, or else {other}", one=one, other=other)
        case If(premise, then):
            first, second = (_part(dialogue, side, LINKS) for side in (premise, then))
            return _("if {premise}, then {then}", premise=first, then=second)
        case Iff(left, right):
            one, other = (_part(dialogue, side, COMPOUND) for side in (left, right))
            return _("{one} exactly when {other}", one=one, other=other)
        case Derived():
            return condition(dialogue, expr.meaning)


LINKS: tuple[type[Expr], ...] = (Unless, If, Iff)
BUT_AND: tuple[type[Expr], ...] = (*LINKS, Or)
BUT_OR: tuple[type[Expr], ...] = (*LINKS, And)
COMPOUND: tuple[type[Expr], ...] = (*LINKS, And, Or)
"""What is set in brackets inside `and`, inside `or`, and wherever else its end could not be heard."""


def _part(dialogue: Dialogue, expr: Expr, bracketed: tuple[type[Expr], ...]) -> str:
    """A part of a longer clause, in brackets where without them it would read as another condition."""
    while isinstance(expr, Derived) and not isinstance(expr, LINKS):
        expr = expr.meaning
    told = condition(dialogue, expr)
    return f"({told})" if isinstance(expr, bracketed) else told


def _holds(dialogue: Dialogue, name: Name, wanted: bool) -> str:
    if dialogue.has("circumstances", name.id):
        return fact(dialogue, name.id, wanted)
    option = _titled(dialogue, name.id)
    if not wanted:
        return _("“{option}” is not done", option=option)
    if is_switch(dialogue.option(name.id)):
        return _("“{option}” is done", option=option)
    return _("“{option}” is done to any degree", option=option)


def _level(level: str) -> str:
    """A level's name, quoted where its own marks would be read as the sentence's."""
    return level if re.fullmatch(r"[\w%.,'’ -]+", level) else quoted(level)


def _titled(dialogue: Dialogue, id: str) -> str:
    return called(dialogue, id, short=False)


def fact(dialogue: Dialogue, circumstance: str, value: bool) -> str:
    """A circumstance, true or not, as a clause."""
    text = dialogue.circumstance(circumstance).text
    return _("“{fact}” holds", fact=text) if value else _("“{fact}” does not hold", fact=text)


def turned(dialogue: Dialogue, circumstance: str, value: bool) -> str:
    """A circumstance that comes to be otherwise than it is now, as a noun: "the end of flood relief"."""
    found = dialogue.circumstance(circumstance)
    if found.otherwise and value != found.now:
        return found.otherwise
    if value:
        return _("“{fact}” coming to hold", fact=found.text)
    return _("“{fact}” no longer holding", fact=found.text)
