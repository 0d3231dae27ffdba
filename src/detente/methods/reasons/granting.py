"""What granting an ask means in states: the nearest ones in which its condition holds."""

from __future__ import annotations

from detente.methods.reasons.question import nearest as nearest_that
from detente.model.dialogue import Ask, Dialogue, Levels, State
from detente.model.expression import Compare, names


def nearest(dialogue: Dialogue, ask: Ask, state: State) -> tuple[State, ...]:
    """The feasible states in which the ask is met that change the fewest options of the asked party, from `state`.

    Empty if there are none. Source: definitions 0.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> nearest(river, river.ask("pay"), (0, 0, 0, 0))
    ((0, 1, 0, 0),)
    """
    return nearest_that(dialogue, ask.of, ask.that, state, usable=dialogue.feasible)


def asked_levels(dialogue: Dialogue, ask: Ask, state: State) -> dict[str, int]:
    """The level that an ask asks for, of each option that it is about.

    The shorthand asks for the level that it names, whether a rule forbids it or not; a condition for what its options
    have in the nearest state, from `state`, that meets it (`state` itself, else a feasible one if there is any).

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> asked_levels(river, river.ask("release"), (0, 0, 0, 0))
    {'release': 2}
    """
    if isinstance(ask.that, Compare) and ask.that.option == ask.option:
        return {ask.option: dialogue.option(ask.option).levels.index(ask.that.level)}
    near = (state,) if dialogue.holds(ask.that, state) else nearest(dialogue, ask, state)
    near = near or nearest_that(dialogue, ask.of, ask.that, state, usable=lambda _: True)
    own = {option.id for option in dialogue.options_of(ask.of)}
    return {name: near[0][dialogue.option_index(name)] for name in names(ask.that) if near and name in own}


def named_levels(dialogue: Dialogue, levels: Levels | dict[str, int]) -> dict[str, str]:
    """Levels by name instead of index, in file order.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> named_levels(river, {"release": 1, "pay": 0})
    {'release': 'half', 'pay': 'no'}
    """
    index = dict(levels)
    return {option.id: option.levels[index[option.id]] for option in dialogue.options if option.id in index}
