"""What a question is about: an ask or an expression on one party's options; and the nearest states where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from detente.errors import InputError
from detente.model.change import check_names
from detente.model.dialogue import Ask, Dialogue, State
from detente.model.expression import Expr, Name, names, parse
from detente.model.naming import parse_state, started, titles
from detente.model.nearest import unknown

MAX_SETTINGS = 4096
"""Expressions on more settings of options than this are compared as they are written, not by their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An ask or an expression. `ask`: the id of the ask that it is, "" if it is none; `by`: who asks for it, or for
    something that includes it ("" : nobody); `of`: the party whose options it is about."""

    ask: str
    by: str
    of: str
    that: Expr


def question(dialogue: Dialogue, text: str) -> Question:
    """The ask of that id, or the expression that `text` spells.

    An expression is an ask if it means the same; otherwise who asks for more asks for it, too. InputError for unknown
    names (with the nearest there is), and for an expression that is not about the options of exactly one party.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> question(river, "release >= half").of
    'upland'
    """
    if dialogue.has("asks", text):
        ask = dialogue.ask(text)
        return Question(ask=ask.id, by=ask.by, of=ask.of, that=ask.that)
    that = _expression(dialogue, text)
    of = _asked(dialogue, that, text)
    asks = [ask for ask in dialogue.asks if ask.of == of]
    same = next((ask for ask in asks if _implies(dialogue, ask, that, both=True)), None)
    more = same or next((ask for ask in asks if _implies(dialogue, ask, that, both=False)), None)
    return Question(ask=same.id if same else "", by=more.by if more else "", of=of, that=that)


def state_at(dialogue: Dialogue, text: str) -> State:
    """The feasible state that `text` names (changes to the status quo, or a code; empty: the status quo).

    NoAnswer if that is the status quo and there is none, InputError if it is infeasible.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> state_at(river, "pay=yes")
    (0, 1, 0, 0)
    """
    if not text.strip():
        started(dialogue, "so name a state to ask about")
    state = parse_state(dialogue, text)
    broken = dialogue.excluding(state)
    if broken:
        what = f"the state `{text}`" if text.strip() else "the status quo"
        raise InputError(f"{what} is infeasible: {', '.join(f'rule `{rule.id}`' for rule in broken)} excludes it")
    return state


def nearest(
    dialogue: Dialogue, party: str, that: Expr, state: State, *, usable: Callable[[State], bool]
) -> tuple[State, ...]:
    """The usable states in which `that` holds and of which the party's options differ from `state` in the fewest.

    Only options that the expression names, or that a rule joins to these, are tried: no other can bring such a state
    nearer (`state` is feasible). For `usable` this must be so, too. Empty if there is none.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> ask = river.ask("pay")
    >>> nearest(river, ask.of, ask.that, (0, 0, 0, 0), usable=river.feasible)
    ((0, 1, 0, 0),)
    """
    named = _hanging_on(dialogue, that)
    own = [k for k, option in enumerate(dialogue.options) if option.by == party and option.id in named]
    for count in range(len(own) + 1):
        found = [s for s in _variants(dialogue, own, state, count) if dialogue.holds(that, s) and usable(s)]
        if found:
            return tuple(found)
    return ()


def _hanging_on(dialogue: Dialogue, that: Expr) -> set[str]:
    """What an expression names, and what rules join to that."""
    found, rules = set(names(that)), [set(names(rule.never)) for rule in dialogue.rules]
    while joined := [rule for rule in rules if rule & found and not rule <= found]:
        found.update(*joined)
    return found


def _variants(dialogue: Dialogue, places: list[int], state: State, count: int) -> Iterator[State]:
    """The states that differ from `state` in exactly `count` of the options at these places."""
    for chosen in combinations(places, count):
        for levels in product(*([k for k in range(dialogue.radices[p]) if k != state[p]] for p in chosen)):
            changed = list(state)
            for place, level in zip(chosen, levels, strict=True):
                changed[place] = level
            yield tuple(changed)


def _expression(dialogue: Dialogue, text: str) -> Expr:
    that = parse(text)
    if isinstance(that, Name) and not (dialogue.has("options", that.id) or that.id in dialogue.now):
        raise unknown("ask, option or circumstance", that.id, titles(dialogue, "options", "asks", "circumstances"))
    check_names(dialogue, that)
    return that


def _asked(dialogue: Dialogue, that: Expr, text: str) -> str:
    owners = dict.fromkeys(dialogue.option(id).by for id in dialogue.named(that))
    if not owners:
        raise InputError(f"`{text}` names no option, so there is nobody to ask for it")
    if len(owners) > 1:
        raise InputError(f"`{text}` is about the options of {' and '.join(owners)}; ask for one party's at a time")
    return next(iter(owners))


def _implies(dialogue: Dialogue, ask: Ask, that: Expr, *, both: bool) -> bool:
    """Whether whatever meets the ask meets `that` (`both`: and the other way round), as the circumstances are."""
    if ask.that == that:
        return True
    named = [id for id in dict.fromkeys((*names(ask.that), *names(that))) if dialogue.has("options", id)]
    ranges = [range(len(dialogue.option(id).levels)) for id in named]
    if prod(map(len, ranges)) > MAX_SETTINGS:
        return False
    first = (0,) * len(dialogue.options)
    met = False
    for setting in product(*ranges):
        state = dialogue.with_levels(first, tuple(zip(named, setting, strict=True)))
        asked, wanted = dialogue.holds(ask.that, state), dialogue.holds(that, state)
        if (asked and not wanted) or (both and asked != wanted):
            return False
        met = met or asked
    return both or met
