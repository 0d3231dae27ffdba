"""Two states seen by one party: which it prefers, the line of its list that decides, what else it gains and loses.

Lexicographic priorities make the reason exact: the first statement on which two states differ decides.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from detente.methods.reasons.evidence import Cited, cited
from detente.model.dialogue import Dialogue, Preferences, Priority, State, Weight
from detente.model.expression import Expr, names


def prefers(dialogue: Dialogue, party: str, a: State, b: State) -> int:
    """1 if the party strictly prefers `a` to `b`, -1 if `b` to `a`, 0 if it likes them equally.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> prefers(river, "upland", (0, 1, 0, 0), (0, 0, 1, 0))
    1
    """
    preferences = _of(dialogue, party)
    if preferences.ranking:
        return _sign(_class(dialogue, preferences, b) - _class(dialogue, preferences, a))
    if preferences.weights:
        return _sign(_worth(dialogue, preferences, a) - _worth(dialogue, preferences, b))
    for line in preferences.priorities:
        difference = _fulfilled(dialogue, line, a) - _fulfilled(dialogue, line, b)
        if difference:
            return _sign(difference)
    return 0


def deciding(dialogue: Dialogue, party: str, a: State, b: State) -> Cited | None:
    """The first line (a statement, or a group of equal weight) on which the two states differ for the party.

    None if it likes them equally. Where the preference is given by weights or a ranking no line decides: the answer
    then has no id, and speaks of the heaviest weight in favour of the better, or of nothing.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> deciding(river, "upland", (0, 1, 0, 0), (0, 0, 1, 0)).id
    'be-paid'
    """
    preferences, changed = _of(dialogue, party), options_differing(dialogue, a, b)
    for place, line in enumerate(preferences.priorities, start=1):
        spoken = any(speaks(item.want, changed) for item in line.statements)
        if spoken and _fulfilled(dialogue, line, a) != _fulfilled(dialogue, line, b):
            return cited(dialogue, line, party=party, place=place)
    sign = prefers(dialogue, party, a, b)
    return _heaviest(dialogue, party, *((b, a) if sign > 0 else (a, b))) if sign else None


def _heaviest(dialogue: Dialogue, party: str, worse: State, better: State) -> Cited:
    """The weight that counts most for the better of two states; of a ranking nothing but whose it is."""
    weights = [w for w in _of(dialogue, party).weights if _favours(dialogue, w, worse, better)]
    if not weights:
        return Cited(party=party)
    return cited(dialogue, max(weights, key=lambda w: abs(w.value)), party=party)


def _favours(dialogue: Dialogue, weight: Weight, before: State, after: State) -> bool:
    """Whether what a weight is on comes to hold, or ceases to if it counts against it."""
    states = (before, after) if weight.value > 0 else (after, before)
    return [dialogue.holds(weight.expr, state) for state in states] == [False, True]


def gained(dialogue: Dialogue, party: str, before: State, after: State) -> tuple[Cited, ...]:
    """The statements (or weights above zero) of the party that hold after a change and did not before, in order.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [line.id for line in gained(river, "upland", (0, 0, 0, 0), (0, 1, 1, 0))]
    ['be-paid', 'the-dam']
    """
    preferences, found, changed = _of(dialogue, party), [], options_differing(dialogue, before, after)
    for place, line in enumerate(preferences.priorities, start=1):
        for item in line.statements:
            spoken = speaks(item.want, changed)
            if spoken and dialogue.holds(item.want, after) and not dialogue.holds(item.want, before):
                found.append(cited(dialogue, item, party=party, place=place))
    weights = [w for w in preferences.weights if _favours(dialogue, w, before, after)]
    return (*found, *(cited(dialogue, weight, party=party) for weight in weights))


def lost(dialogue: Dialogue, party: str, before: State, after: State) -> tuple[Cited, ...]:
    """The statements of the party that held before a change and do not after, in order.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [line.id for line in lost(river, "upland", (0, 0, 0, 0), (0, 1, 1, 0))]
    ['half-for-pay']
    """
    return gained(dialogue, party, after, before)


def options_differing(dialogue: Dialogue, a: State, b: State) -> frozenset[str]:
    """The options on which two states differ: only what speaks of one of them can differ between these.

    >>> import detente as dt
    >>> sorted(options_differing(dt.load("river"), (0, 1, 0, 0), (0, 0, 1, 0)))
    ['dam', 'pay']
    """
    return frozenset(o.id for o, x, y in zip(dialogue.options, a, b, strict=True) if x != y)


def speaks(expr: Expr, options: frozenset[str]) -> bool:
    """Whether an expression names one of some options.

    >>> from detente.model.expression import parse
    >>> speaks(parse("pay and dam"), frozenset({"dam"}))
    True
    """
    return not options.isdisjoint(_named(expr))


_named = lru_cache(maxsize=2**12)(names)


def _of(dialogue: Dialogue, party: str) -> Preferences:
    return dialogue.preferences.get(party, Preferences())


def _fulfilled(dialogue: Dialogue, line: Priority, state: State) -> int:
    return sum(dialogue.holds(item.want, state) for item in line.statements)


def _worth(dialogue: Dialogue, preferences: Preferences, state: State) -> Fraction:
    """The sum of weights, exactly as the decimals are written."""
    held = (weight for weight in preferences.weights if dialogue.holds(weight.expr, state))
    return sum((weight.value for weight in held), Fraction(0))


def _class(dialogue: Dialogue, preferences: Preferences, state: State) -> int:
    """The number of the state's group in the ranking, best first; states that no group names rank last."""
    code = dialogue.code(state)
    return next((n for n, group in enumerate(preferences.ranking) if code in group), len(preferences.ranking))


def _sign(difference: Fraction | int) -> int:
    return (difference > 0) - (difference < 0)
