"""Expressions and preferences on states that are only partly decided, so that a search can turn back early.

A state under search is a list with, for each option in file order, the levels still open to it, as bits. An expression
is worth True, False or None (it hangs on what is open) there; a preference has bounds: no state among those still open
is worth less than the one, or more than the other. Where every option has one level left both bounds are the state's
worth. Worths are tuples, compared lexicographically: as many statements as hold, line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from detente.model.dialogue import Dialogue, Preferences, State
from detente.model.expression import COMPARISONS, And, Compare, Const, Derived, Expr, Iff, Name, Not, Or

Open = list[int]
"""For each option the levels still open, as bits."""

Truth = Callable[[Open], bool | None]
Worth = tuple[Any, ...]


def closed(state: State) -> Open:
    """The state with nothing open.

    >>> closed((0, 2))
    [1, 4]
    """
    return [1 << level for level in state]


def truth(dialogue: Dialogue, expr: Expr) -> Truth:
    """What the expression is worth as far as a state is decided, under the circumstances in force.

    >>> from detente import load
    >>> river = load("river")
    >>> held = truth(river, river.rules[0].never)
    >>> held([4, 3, 3, 3]), held([7, 3, 3, 3]), held([3, 3, 3, 3])
    (True, None, False)
    """

    def go(e: Expr) -> Truth:
        match e:
            case Const(value):
                return _constant(value)
            case Name(id) if dialogue.has("options", id):
                return _literal(dialogue, id, lambda level: level > 0)
            case Name(id):
                return _constant(dialogue.now[id])
            case Compare(option, op, name):
                fixed = dialogue.levels[option].index(name)
                return _literal(dialogue, option, lambda level: COMPARISONS[op](level, fixed))
            case Not(item):
                return _negation(go(item))
            case And(items):
                return _negation(_any([_negation(go(item)) for item in items]))
            case Or(items):
                return _any([go(item) for item in items])
            case Iff(left, right):
                return _same(go(left), go(right))
            case Derived():
                return go(e.meaning)

    return go(expr)


def _constant(value: bool) -> Truth:
    return lambda _: value


def _literal(dialogue: Dialogue, option: str, holds: Callable[[int], bool]) -> Truth:
    at = dialogue.option_index(option)
    wanted = sum(1 << level for level in range(dialogue.radices[at]) if holds(level))

    def worth(state: Open) -> bool | None:
        left = state[at]
        inside = left & wanted
        return True if inside == left else None if inside else False

    return worth


def _negation(item: Truth) -> Truth:
    def worth(state: Open) -> bool | None:
        value = item(state)
        return None if value is None else not value

    return worth


def _any(items: list[Truth]) -> Truth:
    def worth(state: Open) -> bool | None:
        unknown = False
        for item in items:
            value = item(state)
            if value:
                return True
            unknown |= value is None
        return None if unknown else False

    return worth


def _same(left: Truth, right: Truth) -> Truth:
    def worth(state: Open) -> bool | None:
        a, b = left(state), right(state)
        return None if a is None or b is None else a == b

    return worth


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a preference: the places of the options that it speaks of, and what it adds at least and at most."""

    options: frozenset[int]
    bounds: Callable[[Open], tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Preference:
    """A party's preference as parts, the most important first; `added`: their worths are summed (weights)."""

    parts: tuple[Part, ...]
    added: bool = False

    def bounds(self, state: Open, parts: Sequence[Part] | None = None) -> tuple[Worth, Worth]:
        """The least and the greatest worth of what is still open, by all parts or by some."""
        both = [part.bounds(state) for part in (self.parts if parts is None else parts)]
        low, high = tuple(b[0] for b in both), tuple(b[1] for b in both)
        return ((sum(low),), (sum(high),)) if self.added else (low, high)

    def worth(self, state: State) -> Worth:
        """What the state is worth."""
        return self.bounds(closed(state))[0]

    def most(self, state: Open, worth: Worth) -> int:
        """How the greatest worth of what is still open compares with a worth: above 0 if greater, 0 if the same."""
        return self._compared(state, worth, 1)

    def least(self, state: Open, worth: Worth) -> int:
        """How the least worth of what is still open compares with a worth: above 0 if greater, 0 if the same."""
        return self._compared(state, worth, 0)

    def _compared(self, state: Open, worth: Worth, bound: int) -> int:
        """Line by line, as far as the first that differs."""
        each = [self.bounds(state)[bound][0]] if self.added else (part.bounds(state)[bound] for part in self.parts)
        for one, other in zip(each, worth, strict=True):
            if one != other:
                return 1 if one > other else -1
        return 0

    def better(self, after: Open, before: Open, changed: Collection[int]) -> bool | None:
        """Whether it is worth more after some options changed than before, whatever becomes of those still open.

        Lines that speak of none of the options changed are worth the same. None: it hangs on what is open.
        """
        touched = [part for part in self.parts if not part.options.isdisjoint(changed)]
        if self.added:
            (low,), (high,) = self.bounds(after, touched)
            (least,), (most,) = self.bounds(before, touched)
            return True if low > most else False if high <= least else None
        less = greater = False  # whether what was looked at so far may have become so
        for part in touched:
            (low, high), (least, most) = part.bounds(after), part.bounds(before)
            if low > most:
                return None if less else True
            if high < least:
                return None if greater else False
            less, greater = less or low < most, greater or high > least
        return None if greater else False


def preference(dialogue: Dialogue, party: str) -> Preference:
    """The preference of a party, from whichever way it was given (none: all states are worth the same).

    >>> from detente import load
    >>> lists = preference(load("river"), "lowland")
    >>> lists.worth((1, 0, 0, 0)), lists.bounds([7, 1, 1, 1])
    ((1, 1, 1), ((0, 1, 1), (1, 1, 1)))
    """
    given = dialogue.preferences.get(party, Preferences())
    if given.ranking:
        return Preference((_ranking(dialogue, given),))
    if given.weights:
        parts = (_weight(dialogue, w.expr, w.value) for w in given.weights)
        return Preference(tuple(parts), added=True)
    return Preference(tuple(_line(dialogue, [item.want for item in line.statements]) for line in given.priorities))


def _line(dialogue: Dialogue, wants: list[Expr]) -> Part:
    truths = [truth(dialogue, want) for want in wants]
    options = frozenset[int]().union(*(mentioned(dialogue, want) for want in wants))
    if len(truths) == 1:
        return Part(options, _one(truths[0]))

    def bounds(state: Open) -> tuple[int, int]:
        values = [item(state) for item in truths]
        sure = values.count(True)
        return sure, sure + values.count(None)

    return Part(options, bounds)


def _one(held: Truth) -> Callable[[Open], tuple[int, int]]:
    worth: dict[bool | None, tuple[int, int]] = {True: (1, 1), False: (0, 0), None: (0, 1)}
    return lambda state: worth[held(state)]


def _weight(dialogue: Dialogue, expr: Expr, value: Fraction) -> Part:
    held = truth(dialogue, expr)

    def bounds(state: Open) -> tuple[Fraction, Fraction]:
        holds = held(state)
        if holds is None:
            return min(value, Fraction(0)), max(value, Fraction(0))
        return (value, value) if holds else (Fraction(0), Fraction(0))

    return Part(mentioned(dialogue, expr), bounds)


def _ranking(dialogue: Dialogue, given: Preferences) -> Part:
    height = {code: len(given.ranking) - n for n, group in enumerate(given.ranking) for code in group}

    def bounds(state: Open) -> tuple[int, int]:
        if any(left & (left - 1) for left in state):
            return 0, len(given.ranking)
        rank = height.get(dialogue.code(tuple(left.bit_length() - 1 for left in state)), 0)
        return rank, rank

    return Part(frozenset(range(len(dialogue.options))), bounds)


def mentioned(dialogue: Dialogue, expr: Expr) -> frozenset[int]:
    """The places of the options that an expression speaks of.

    >>> from detente import load
    >>> river = load("river")
    >>> mentioned(river, river.rules[0].never)
    frozenset({0})
    """
    return frozenset(map(dialogue.option_index, dialogue.named(expr)))
