"""Whether what is certain to come leaves the status quo any place among the states that can be."""

from __future__ import annotations

from itertools import product

from detente.methods.chances.combinations import as_certain, items
from detente.model.dialogue import Dialogue
from detente.model.expression import names

MAX_FACTS = 12
"""Uncertain facts that rules name, beyond which it is not looked at."""


def driven_out(dialogue: Dialogue) -> tuple[str, ...]:
    """The facts that are certain to turn, if no combination of what is uncertain leaves the status quo feasible then.

    Empty where it may stay, where there is no status quo, and where too much is uncertain to say.

    >>> from detente.formats import parse
    >>> driven_out(parse('''
    ... parties: {a: {name: Aland}}
    ... circumstances: {winter: {now: no, chance: 100%}}
    ... options: {convoy: {by: a}}
    ... rules: [{never: convoy and winter}]
    ... status_quo: {convoy: yes}'''))
    ('winter',)
    """
    quo = dialogue.status_quo
    if quo is None or not dialogue.feasible(quo):
        return ()
    then = as_certain(dialogue)
    turning = tuple(fact.id for fact in then.circumstances if fact.now != dialogue.now[fact.id])
    uncertain = {item.id for item in items(dialogue)}
    rules = [rule for rule in then.rules if rule.id not in uncertain]
    free = sorted(uncertain & {name for rule in rules for name in names(rule.never)} & set(dialogue.now))
    if not turning or len(free) > MAX_FACTS:
        return ()
    for values in product((False, True), repeat=len(free)):
        case = then.under(dict(zip(free, values, strict=True)))
        if not any(case.holds(rule.never, quo) for rule in rules):
            return ()
    return turning
