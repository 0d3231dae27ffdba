"""A dialogue compiled: what an engine needs to answer, as plain JSON, without a word that only people need.

Made for engines that are not this program: the one in the page, and anybody's. Names are resolved (a level is its
number, circumstances are told from options), expressions are nested lists, weights are whole numbers of one scale.
The meaning of every field stands in the documentation ("The compiled model"), with vectors to check an engine against.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Any

from detente.errors import NoAnswer
from detente.model.dialogue import Dialogue, Equally, Preferences, Priority, Weight
from detente.model.expression import And, Compare, Const, Derived, Expr, Iff, Name, Not, Or

VERSION = 1
"""Of the form; an engine refuses another."""

SAFE = 2**53
"""Whole numbers that JSON's readers keep exactly are below."""


def compiled(dialogue: Dialogue) -> dict[str, Any]:
    """The dialogue as plain JSON, complete for stability, the drift, the ways of settling and the fates of asks.

    >>> from detente import load
    NoAnswer for rules that bind one party alone: engines elsewhere do not know them.

    >>> compiled(load("river"))["rules"][0]
    {'id': 'not-in-a-dry-year', 'never': ['and', ['fact', 'dry_year'], ['is', 'release', 2]]}
    """
    if dialogue.own_rules:
        raise NoAnswer("The compiled model has no rules that bind one party alone (`for: PARTY`).")
    return {
        "compiled": VERSION,
        "parties": [p.id for p in dialogue.parties],
        "circumstances": {c.id: c.now for c in dialogue.circumstances},
        "options": [
            {"id": o.id, "by": o.by, "levels": len(o.levels), "direction": o.direction} for o in dialogue.options
        ],
        "rules": [{"id": rule.id, "never": expression(dialogue, rule.never)} for rule in dialogue.rules],
        "preferences": {
            p.id: preferences(dialogue, dialogue.preferences.get(p.id, Preferences())) for p in dialogue.parties
        },
        "asks": [{"id": a.id, "by": a.by, "of": a.of, "that": expression(dialogue, a.that)} for a in dialogue.asks],
        "status_quo": None if dialogue.status_quo is None else list(dialogue.status_quo),
    }


def preferences(dialogue: Dialogue, given: Preferences) -> dict[str, Any]:
    """One party's preference, in the one of the three ways that it was given in."""
    if given.ranking:
        return {"ranking": [list(group) for group in given.ranking]}
    if given.weights:
        return {"weights": _weights(dialogue, given.weights)}
    return {"priorities": [_priority(dialogue, priority) for priority in given.priorities]}


def expression(dialogue: Dialogue, expr: Expr) -> Any:
    """An expression as nested lists: true, false, `[sign, option, level]`, `[fact, id]`, `[not|and|or|iff, …]`."""
    match expr:
        case Const(value):
            return value
        case Name(id):
            return [">", id, 0] if dialogue.has("options", id) else ["fact", id]
        case Compare(option, op, level):
            return [op, option, dialogue.levels[option].index(level)]
        case Not(item):
            return ["not", expression(dialogue, item)]
        case And(items):
            return ["and", *(expression(dialogue, item) for item in items)]
        case Or(items):
            return ["or", *(expression(dialogue, item) for item in items)]
        case Iff(left, right):
            return ["iff", expression(dialogue, left), expression(dialogue, right)]
        case Derived():
            return expression(dialogue, expr.meaning)


def _priority(dialogue: Dialogue, priority: Priority) -> dict[str, Any]:
    if isinstance(priority, Equally):
        return {"id": priority.id, "equally": [_priority(dialogue, item) for item in priority.items]}
    return {"id": priority.id, "want": expression(dialogue, priority.want)}


def _weights(dialogue: Dialogue, weights: Sequence[Weight]) -> list[dict[str, Any]]:
    """Weights as whole numbers, so that equal sums are ties; as text where JSON's numbers would not do."""
    exact = [weight.value for weight in weights]
    scale = lcm(*(value.denominator for value in exact))
    whole = [int(value * scale) for value in exact]
    plain = sum(map(abs, whole)) < SAFE
    return [
        {"expr": expression(dialogue, weight.expr), "value": value if plain else str(value)}
        for weight, value in zip(weights, whole, strict=True)
    ]
