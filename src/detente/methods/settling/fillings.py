"""A status quo that is not wholly known: all that it may be, and where each leads if nobody signs anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from detente.engine.interface import LIMIT
from detente.engine.solved import solved
from detente.methods.bargaining.best_packages import refuses
from detente.methods.bargaining.packages import beating
from detente.methods.bargaining.vetoes import ratifiers
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A package that beats the drift from every status quo that may be.

    `levels`: of the options of the table that it changes against what is known, and of those that are not known, but
    where any level of these would do.
    `met`: the asks that it meets whatever the others then do. `refused`: who at home would refuse it from some of them.
    """

    levels: dict[str, str]
    met: tuple[str, ...]
    refused: tuple[str, ...]


def fillings(dialogue: Dialogue) -> tuple[Filling, ...]:
    """Every feasible status quo that may be, with where each leads; none where it is known, where there are more than
    eight, or where the dialogue is too large for it.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, asked_by: b, text: Visas}, tariff: {by: b, text: A tariff}}
    ... status_quo: {visas: unknown}''')
    >>> [(one.levels, one.now) for one in fillings(talks)]
    [({'visas': 'no'}, ()), ({'visas': 'yes'}, ('visas',))]
    """
    made = list(starts(dialogue))
    if len(made) > MOST or dialogue.possible > LIMIT:
        return ()
    return tuple(_filling(dialogue, levels, state) for levels, state in made)


def starts(dialogue: Dialogue) -> Iterator[tuple[dict[str, str], State]]:
    """Each feasible status quo that may be, with the levels of what is not known; none where all is known, or where
    too many settings would have to be looked at.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}}
    ... options: {visas: {by: a}, tariff: {by: a}}
    ... rules: [{never: visas and tariff}]
    ... status_quo: {visas: unknown, tariff: unknown}''')
    >>> [state for _, state in starts(talks)]
    [(0, 0), (0, 1), (1, 0)]
    """
    open_ = [option for option, level in zip(dialogue.options, dialogue.known or (), strict=False) if level is None]
    if not open_ or prod(len(option.levels) for option in open_) > TRIED:
        return
    for levels in product(*(option.levels for option in open_)):
        filled = dict(zip((option.id for option in open_), levels, strict=True))
        if dialogue.feasible(state := _state(dialogue, filled)):
            yield filled, state


def shared(dialogue: Dialogue) -> tuple[Shared, ...]:
    """The packages that beat the drift from every status quo that may be: those that pass at home first, then those
    that meet most asks and change least. What changes more than another and meets no more is left out. None where
    `fillings` has none.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {x: {by: a, asked_by: b}, y: {by: b, asked_by: a}, z: {by: a}}
    ... priorities: {a: [y, not x], b: [x, not y]}
    ... status_quo: {z: unknown}''')
    >>> [(one.levels, one.met) for one in shared(talks)]
    [({'x': 'yes', 'y': 'yes'}, ('x', 'y'))]
    """
    made = list(starts(dialogue))
    if not made or len(made) > MOST or dialogue.possible > LIMIT or not dialogue.table:
        return ()
    each = [_beating(dialogue, state) for _, state in made]
    both = [signed for signed in each[0] if all(signed in found for found in each)]
    told = _merged(dialogue, [_told(dialogue, signed, [found[signed] for found in each]) for signed in both], len(made))
    kept: list[Shared] = []
    for one in sorted(told, key=lambda one: (bool(one.refused), -len(one.met), len(one.levels))):
        if not any(other.levels.items() <= one.levels.items() and set(other.met) >= set(one.met) for other in kept):
            kept.append(one)
    return tuple(kept)


def _merged(dialogue: Dialogue, told: list[Shared], starts: int) -> Iterator[Shared]:
    """Packages that differ in what is not known alone are one, if it may be anything."""
    pairs = zip(dialogue.options, dialogue.known or (), strict=True)
    known = {option.id for option, level in pairs if level is not None}
    alike: dict[tuple[tuple[str, str], ...], list[Shared]] = {}
    for one in told:
        alike.setdefault(tuple(pair for pair in one.levels.items() if pair[0] in known), []).append(one)
    for levels, group in alike.items():
        if len(group) < starts:
            yield from group
            continue
        met = [id for id in group[0].met if all(id in one.met for one in group)]
        refused = dict.fromkeys(id for one in group for id in one.refused)
        yield Shared(levels=dict(levels), met=tuple(met), refused=tuple(refused))


Outcomes = tuple[tuple[State, ...], tuple[str, ...]]
"""What comes of a package, and who at home refuses it."""


def _beating(dialogue: Dialogue, start: State) -> dict[tuple[int, ...], Outcomes]:
    """From one status quo, by the levels of the table's options: what beats its drift."""
    there = _from(dialogue, start)
    found = beating(solved(there).space, ends(there))
    vetoes = {id: refuses(there, found, id) for id in ratifiers(there)}
    return {
        _signed(there, there.state(code)): (
            tuple(map(there.state, found.outcomes(k))), tuple(id for id, veto in vetoes.items() if veto[k])
        )
        for k, code in enumerate(found.codes.tolist())
    }  # fmt: skip


def _signed(dialogue: Dialogue, state: State) -> tuple[int, ...]:
    return tuple(level for option, level in zip(dialogue.options, state, strict=True) if option.by in dialogue.table)


def _told(dialogue: Dialogue, signed: tuple[int, ...], found: list[Outcomes]) -> Shared:
    options = [option for option in dialogue.options if option.by in dialogue.table]
    known = dict(zip((option.id for option in dialogue.options), dialogue.known or (), strict=True))
    states = [state for outcomes, _ in found for state in outcomes]
    return Shared(
        levels={o.id: o.levels[k] for o, k in zip(options, signed, strict=True) if known[o.id] != k},
        met=tuple(ask.id for ask in dialogue.asks if all(dialogue.holds(ask.that, state) for state in states)),
        refused=tuple(dict.fromkeys(id for _, refusing in found for id in refusing)),
    )


def _state(dialogue: Dialogue, levels: dict[str, str]) -> State:
    return tuple(
        option.levels.index(levels[option.id]) if level is None else level
        for option, level in zip(dialogue.options, dialogue.known or (), strict=True)
    )


def _from(dialogue: Dialogue, start: State) -> Dialogue:
    """The dialogue with that status quo, the same value each time."""
    return solved(dialogue).once(("from", start), lambda: replace(dialogue, status_quo=start, known=None))


def _filling(dialogue: Dialogue, levels: dict[str, str], state: State) -> Filling:
    there = ends(_from(dialogue, state))
    return Filling(
        levels=levels,
        now=tuple(ask.id for ask in dialogue.asks if dialogue.holds(ask.that, state)),
        drift=tuple(ask.id for ask in dialogue.asks if all(dialogue.holds(ask.that, end) for end in there)),
    )
