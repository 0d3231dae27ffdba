"""Which questions an outcome answers besides the one that it is about: "not even some came" says that not all did."""

from __future__ import annotations

from itertools import product

from detente.model.dialogue import Borne, Dialogue, Happened
from detente.model.expression import Expr, Not, names

LARGEST = 4096
"""Settings of what two conditions name beyond which nothing is concluded."""


def answers(dialogue: Dialogue, one: Happened, asked: Expr) -> Borne | None:
    """What an outcome says of another condition, whatever else is so; None where it says nothing.

    >>> import detente as dt
    >>> from detente.model.expression import parse
    >>> river = dt.load("river")
    >>> none = Happened(date="2031", what=parse("release >= half"), holds="no")
    >>> answers(river, none, parse("release is full"))
    'no'
    """
    if one.signing or one.holds == "partly":
        return None
    what = dialogue.ask(one.ask).that if one.what is None else one.what
    fact = what if one.holds == "yes" else Not(what)
    if _implies(dialogue, fact, asked):
        return "yes"
    return "no" if _implies(dialogue, fact, Not(asked)) else None


def _implies(dialogue: Dialogue, fact: Expr, then: Expr) -> bool:
    """Whether whatever fulfils the one fulfils the other, over all settings of what they name, rules ignored."""
    named = {*names(fact), *names(then)}
    facts = sorted(named & dialogue.now.keys())
    levels = [range(len(o.levels)) if o.id in named else range(1) for o in dialogue.options]
    size = 2 ** len(facts)
    for each in levels:
        size *= len(each)
    if size > LARGEST or not set(names(fact)) & set(names(then)):
        return False
    for values in product((False, True), repeat=len(facts)):
        case = dialogue.under(dict(zip(facts, values, strict=True)))
        if any(case.holds(fact, state) and not case.holds(then, state) for state in product(*levels)):
            return False
    return True
