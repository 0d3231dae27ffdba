"""A status quo that is not wholly known: all that it may be, and where each leads if nobody signs anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import prod

from detente.engine.interface import LIMIT
from detente.methods.chances.drift import ends
from detente.model.dialogue import Dialogue, State

MOST = 8
"""What it may be is gone through as long as it is no more than this."""

TRIED = 2**12
"""So many settings of what is not known are looked at, some of which rules may exclude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One status quo that may be: the levels of the options that are not known, the asks that hold in it, and those
    that hold in every end of its drift."""

    levels: dict[str, str]
    now: tuple[str, ...]
    drift: tuple[str, ...]


def fillings(dialogue: Dialogue) -> tuple[Filling, ...]:
    """Every feasible status quo that may be; none where it is known, where there are more than eight, or where the
    dialogue is too large for it.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, asked_by: b, text: Visas}, tariff: {by: b, text: A tariff}}
    ... status_quo: {visas: unknown}''')
    >>> [(one.levels, one.now) for one in fillings(talks)]
    [({'visas': 'no'}, ()), ({'visas': 'yes'}, ('visas',))]
    """
    known = dialogue.known or ()
    open_ = [option for option, level in zip(dialogue.options, known, strict=False) if level is None]
    if prod(len(option.levels) for option in open_) > TRIED or dialogue.possible > LIMIT:
        return ()
    each = (dict(zip((o.id for o in open_), levels, strict=True)) for levels in product(*(o.levels for o in open_)))
    made = [(levels, state) for levels in each if dialogue.feasible(state := _state(dialogue, levels))] if open_ else []
    return tuple(_filling(dialogue, levels, state) for levels, state in made) if len(made) <= MOST else ()


def _state(dialogue: Dialogue, levels: dict[str, str]) -> State:
    return tuple(
        option.levels.index(levels[option.id]) if level is None else level
        for option, level in zip(dialogue.options, dialogue.known or (), strict=True)
    )


def _filling(dialogue: Dialogue, levels: dict[str, str], state: State) -> Filling:
    there = ends(replace(dialogue, status_quo=state, known=None))
    return Filling(
        levels=levels,
        now=tuple(ask.id for ask in dialogue.asks if dialogue.holds(ask.that, state)),
        drift=tuple(ask.id for ask in dialogue.asks if all(dialogue.holds(ask.that, end) for end in there)),
    )
