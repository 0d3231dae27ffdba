"""What granting an ask means in states: the nearest ones in which its condition holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product

from detente.model.dialogue import Ask, Dialogue, Levels, State
from detente.model.expression import names


def permitted(direction: str, before: int, after: int) -> bool:
    """Whether an option of that direction can go from one level to the other (staying is always permitted)."""
    return before == after or direction == "both" or (after > before) == (direction == "forward")


def nearest(
    dialogue: Dialogue, ask: Ask, state: State, *, usable: Callable[[State], bool] | None = None
) -> tuple[State, ...]:
    """The states in which the ask is met that change the fewest options of the asked party, from `state`.

    `usable`: which states count (the feasible ones, unless given). Empty if there are none. Source: definitions 0.
    """
    fits = dialogue.feasible if usable is None else usable
    for changed in range(len(dialogue.options_of(ask.of)) + 1):
        found = [s for s in _variants(dialogue, ask.of, state, changed) if dialogue.holds(ask.that, s) and fits(s)]
        if found:
            return tuple(found)
    return ()


def asked_levels(dialogue: Dialogue, ask: Ask, state: State) -> dict[str, int]:
    """The level that an ask asks for, of each option that it is about.

    The shorthand asks for the option's last level, whether a rule forbids it or not; a condition for what its options
    have in the nearest state, from `state`, that meets it (`state` itself, else a feasible one if there is any).
    """
    if ask.option:
        return {ask.option: len(dialogue.option(ask.option).levels) - 1}
    near = (state,) if dialogue.holds(ask.that, state) else nearest(dialogue, ask, state)
    near = near or nearest(dialogue, ask, state, usable=lambda _: True)
    own = {option.id for option in dialogue.options_of(ask.of)}
    return {name: near[0][dialogue.option_index(name)] for name in names(ask.that) if near and name in own}


def named_levels(dialogue: Dialogue, levels: Levels | dict[str, int]) -> dict[str, str]:
    """Levels by name instead of index, in file order."""
    index = dict(levels)
    return {option.id: option.levels[index[option.id]] for option in dialogue.options if option.id in index}


def _variants(dialogue: Dialogue, party: str, state: State, changed: int) -> Iterator[State]:
    places = [dialogue.option_index(option.id) for option in dialogue.options_of(party)]
    for chosen in combinations(places, changed):
        others = [[k for k in range(dialogue.radices[p]) if k != state[p]] for p in chosen]
        for levels in product(*others):
            new = list(state)
            for p, level in zip(chosen, levels, strict=True):
                new[p] = level
            yield tuple(new)
