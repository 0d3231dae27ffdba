"""Vetoes at home: what a ratifier must agree to, and when it refuses.

A ratifier can veto options of its party, all of them or those that the file names (`of`); it refuses what changes one
of these against the state that it compares with and is worse for it than that. A tie lets pass, and the condition
`unless` overrides the veto wherever it holds. Ours, after the two-level games of Putnam 1988; definitions 5.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.solved import solved, under
from detente.model.expression import names

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools, Codes
    from detente.engine.arrays.space import Space
    from detente.methods.bargaining.packages import Packages, PackageSet
    from detente.model.dialogue import Dialogue, State


def ratifiers(dialogue: Dialogue) -> tuple[str, ...]:
    """The parties that have a veto over another.

    >>> import detente as dt
    >>> ratifiers(dt.load("iran-2015"))[0]
    'congress'
    """
    return tuple(party.id for party in dialogue.parties if party.ratifies)


def vetoed(dialogue: Dialogue, ratifier: str) -> tuple[str, ...]:
    """The options that a ratifier must agree to, in file order.

    >>> import detente as dt
    >>> vetoed(dt.load("iran-2015"), "congress")[0]
    'enrich_right'
    """
    party = dialogue.party(ratifier)
    options = (option.id for option in dialogue.options_of(party.ratifies))
    return tuple(id for id in options if not party.may_veto or id in party.may_veto)


def concerned(dialogue: Dialogue, found: Packages, ratifier: str, reference: State) -> PackageSet:
    """Which packages change an option under the veto against a state; a Boolean for each package.

    >>> import detente as dt
    >>> from detente.methods.bargaining.packages import packages
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a, of: [visas]}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay], b: [visas], senate: [not visas]}
    ... status_quo: {}''')
    >>> found = packages(solved(talks).space)
    >>> [talks.state(code) for code in found.codes[concerned(talks, found, "senate", (0, 0))].tolist()]
    [(1, 0), (1, 1)]
    """
    return changing(dialogue, found.codes, vetoed(dialogue, ratifier), reference)


def changing(dialogue: Dialogue, codes: Codes, options: Collection[str], state: State) -> Bools:
    """In which of some states, by code, some of the options has another level than in a state.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> import numpy as np
    >>> changing(river, np.array([0, 3, 4]), ["pay"], (0, 0, 0, 0)).tolist()
    [False, True, True]
    """
    changed, rest = np.zeros(len(codes), dtype=bool), codes
    for option, level in zip(dialogue.options, state, strict=True):
        if option.id in options:
            changed |= rest % len(option.levels) != level
        rest = rest // len(option.levels)
    return changed


def overridden(space: Space, found: Packages, ratifier: str) -> PackageSet:
    """Over which packages the veto does not stand: its condition `unless` holds in all that comes of them.

    >>> import detente as dt
    >>> from detente.methods.bargaining.packages import packages
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a, unless: pay}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay], b: [visas], senate: [not visas]}
    ... status_quo: {}''')
    >>> found = packages(solved(talks).space)
    >>> [talks.state(code) for code in found.codes[overridden(solved(talks).space, found, "senate")].tolist()]
    [(0, 1), (1, 1)]
    """
    from detente.engine.arrays.space import truth

    unless = space.dialogue.party(ratifier).unless
    if unless is None:
        return np.zeros(len(found.codes), dtype=bool)
    holds = truth(space, unless).reshape(-1)[space.layout.cells(found.outcome_codes)]
    return np.asarray((holds | ~found.outcome).all(axis=1))


def refused_by(dialogue: Dialogue, state: State) -> tuple[str, ...]:
    """The ratifiers that would refuse a state, if it came to them, in favour of the status quo; none without one.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay], b: [visas], senate: [not visas]}
    ... status_quo: {}''')
    >>> refused_by(talks, (1, 1)), refused_by(talks, (0, 1))
    (('senate',), ())
    """
    now, asked = dialogue.start, ratifiers(dialogue)
    if not asked or now is None:
        return ()
    engine = solved(dialogue).engine
    return tuple(who for who in asked if stands(dialogue, who, state, now) and engine.prefers(who, now, state))


def lifting(dialogue: Dialogue, state: State) -> dict[str, bool]:
    """The facts, one or else two, that nobody at home refuses a state under; empty if none do, or nobody refuses it.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a, unless: decree}}
    ... circumstances: {decree: {text: There is a decree, now: no}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay], b: [visas], senate: [not visas]}
    ... status_quo: {}''')
    >>> lifting(talks, (1, 1)), lifting(talks, (0, 1))
    ({'decree': True}, {})
    """
    refusing = refused_by(dialogue, state)
    lines = [expr for who in refusing for expr in dialogue.preferences[who].exprs]
    overriding = [unless for who in refusing if (unless := dialogue.party(who).unless) is not None]
    said = {name for expr in (*lines, *overriding) for name in names(expr)}
    turned = [{fact.id: not fact.now} for fact in dialogue.circumstances if fact.id in said]
    for facts in (*turned, *({**a, **b} for a, b in combinations(turned, 2))):
        there = under(dialogue, facts)
        if there.feasible(state) and there.feasible(there.status_quo or state) and not refused_by(there, state):
            return facts
    return {}


def stands(dialogue: Dialogue, ratifier: str, signed: State, reference: State, outcomes: Sequence[State] = ()) -> bool:
    """Whether a veto stands over a state: it changes what may be vetoed against another, and nothing overrides that.

    `outcomes`: what comes of it, if that is not the state itself; all of them must override.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a, unless: pay}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay], b: [visas], senate: [not visas]}
    ... status_quo: {}''')
    >>> stands(talks, "senate", (1, 0), (0, 0)), stands(talks, "senate", (1, 1), (0, 0))
    (True, False)
    """
    unless = dialogue.party(ratifier).unless
    if unless is not None and all(dialogue.holds(unless, one) for one in outcomes or (signed,)):
        return False
    places = [dialogue.option_index(id) for id in vetoed(dialogue, ratifier)]
    return any(signed[k] != reference[k] for k in places)
