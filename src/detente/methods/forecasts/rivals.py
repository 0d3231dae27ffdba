"""Two forecasters that anybody could name: nothing changes; everything that was promised is done."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from detente.errors import TooLarge
from detente.model.dialogue import Ask, Dialogue, State, distance
from detente.model.expression import Compare, Expr

MOST = 2**16
"""Settings of the options that one promise names."""


def promised(dialogue: Dialogue, start: State) -> State:
    """The state in which all is done that was promised, changing no more than that needs.

    Promised is what a commitment that is neither broken nor superseded `does`, and what was granted in the last answer
    to an ask: all of it where it was accepted (or in principle), the level named where it was granted in part. Where
    two promises contradict each other the one that stands later in the file counts; rules are not looked at.

    >>> from detente import load
    >>> talks = load("river")
    >>> state = promised(talks, talks.status_quo)
    >>> {option.id: option.levels[level] for option, level in zip(talks.options, state)}
    {'release': 'half', 'pay': 'yes', 'dam': 'no', 'protest': 'no'}
    """
    for condition in (*_granted(dialogue), *_committed(dialogue)):
        start = nearest(dialogue, condition, start)
    return start


def _committed(dialogue: Dialogue) -> Iterator[Expr]:
    for promise in dialogue.commitments:
        if promise.does is not None and promise.status.state not in ("broken", "superseded"):
            yield promise.does


def _granted(dialogue: Dialogue) -> Iterator[Expr]:
    for ask in dialogue.asks:
        given = [answer for sitting in dialogue.rounds if (answer := sitting.answer(ask.id))]
        if given:
            condition = _given(ask, given[-1].answer, given[-1].granted)
            if condition is not None:
                yield condition


def _given(ask: Ask, answer: str, granted: str) -> Expr | None:
    """What an answer promises of an ask; None: nothing that can be named."""
    if answer in ("accepted", "in_principle"):
        return ask.that
    return Compare(ask.option, ">=", granted) if granted and ask.option else None


def nearest(dialogue: Dialogue, condition: Expr, start: State) -> State:
    """The state nearest to another, in level steps, in which a condition holds; that other where it holds nowhere.

    Only options that the condition names are changed, facts are as in force; of equals the one with the lower levels.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.model.expression import Name
    >>> nearest(river, Name("pay"), (0, 0, 0, 0))
    (0, 1, 0, 0)
    """
    places = sorted(map(dialogue.option_index, dialogue.named(condition)))
    radices = [dialogue.radices[place] for place in places]
    if prod(radices) > MOST:
        raise TooLarge("settings of the options that one promise names", prod(radices), MOST)
    settings = (_set(start, places, levels) for levels in product(*map(range, radices)))
    held = (there for there in settings if dialogue.holds(condition, there))
    return min(held, key=lambda there: (distance(start, there), there), default=start)


def _set(state: State, places: list[int], levels: tuple[int, ...]) -> State:
    changed = list(state)
    for place, level in zip(places, levels, strict=True):
        changed[place] = level
    return tuple(changed)
