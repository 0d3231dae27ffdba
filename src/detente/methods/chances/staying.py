"""Whether what is to come leaves the status quo any place among the states that can be, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from detente.methods.chances.combinations import Item, as_certain, items
from detente.model.dialogue import Dialogue, State
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
    quo = dialogue.start
    if quo is None:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Displaced:
    """How likely it is that the rules leave the status quo no place, and the facts whose turning makes that likelier,
    the one that makes most of it first."""

    facts: tuple[str, ...]
    chance: float


def displaced(dialogue: Dialogue) -> Displaced | None:
    """How likely things cannot stay as they are, by the chances that the file states, taken as independent.

    None where they surely can, where there is no status quo, and where too much is uncertain to say. It is the weight
    that an outlook leaves out.

    >>> from detente.formats import parse
    >>> displaced(parse('''
    ... parties: {a: {name: Aland}}
    ... circumstances: {winter: {now: no, chance: 90%}}
    ... options: {convoy: {by: a}}
    ... rules: [{never: convoy and winter}]
    ... status_quo: {convoy: yes}'''))
    Displaced(facts=('winter',), chance=0.9)
    """
    quo, then = dialogue.start, as_certain(dialogue)
    if quo is None:
        return None
    named = {name for rule in then.rules for name in names(rule.never)} | {rule.id for rule in then.rules}
    free = [item for item in items(dialogue) if item.id in named]
    if len(free) > MAX_FACTS:
        return None
    found = [(case, weight) for case, weight in _cases(free) if _excluded(then, quo, case)]
    chance = sum((weight for _, weight in found), start=Fraction(0))
    if not chance:
        return None
    made = {}
    for item in free:
        if item.kind == "circumstance":
            turned = Fraction(repr(item.chance)) if not dialogue.now[item.id] else 1 - Fraction(repr(item.chance))
            with_it = sum(weight for case, weight in found if case[item.id] != dialogue.now[item.id])
            made[item.id] = with_it / turned - (chance - with_it) / (1 - turned)
    facts = sorted((id for id in made if made[id] > 0), key=lambda id: -made[id])
    return Displaced(facts=tuple(facts), chance=float(chance))


def _cases(free: list[Item]) -> Iterator[tuple[dict[str, bool], Fraction]]:
    """Every combination of what is uncertain, with its chance."""
    for values in product((False, True), repeat=len(free)):
        weight = Fraction(1)
        for item, value in zip(free, values, strict=True):
            chance = Fraction(repr(item.chance))
            weight *= chance if value else 1 - chance
        yield {item.id: value for item, value in zip(free, values, strict=True)}, weight


def _excluded(dialogue: Dialogue, state: State, case: dict[str, bool]) -> bool:
    """Whether a rule that stands then excludes the state."""
    there = dialogue.under({id: value for id, value in case.items() if dialogue.has("circumstances", id)})
    return any(case.get(rule.id, True) and there.holds(rule.never, state) for rule in dialogue.rules)
