"""What it would cost the asker: packages after which the asked party does best to grant, and offers on condition.

With priorities that do not mention each other a fixed package never moves a party, which would take it and still
refuse; the conditional offer (this if you do that, else not) is the real currency of a negotiation. Definitions 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from detente.engine.arrays.axes import Bools, Cells
from detente.engine.arrays.one_way import permitted
from detente.engine.arrays.space import Space, truth
from detente.engine.interface import goes
from detente.methods.bargaining.linked_model import link
from detente.methods.bargaining.packages import signing
from detente.methods.bargaining.vetoes import lifting, refused_by
from detente.methods.chances.drift import ends
from detente.methods.inverse.edits import packages
from detente.methods.inverse.priced import Levels, Offer, Price
from detente.methods.inverse.target import Target
from detente.model import dialogue as model
from detente.model.dialogue import Dialogue, State
from detente.model.expression import names


def prices(space: Space, wanted: Target) -> tuple[Price, ...]:
    """The fixed packages of which no smaller part would do, those that would do weakly last.

    Asked of the status quo, which must be feasible; `wanted.of` must be a party other than the asker.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> from detente.methods.inverse.target import target_of
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, asked_by: b, text: Visas}, tariff: {by: b, text: A tariff}}
    ... priorities: {a: [visas iff tariff], b: [visas]}
    ... status_quo: {}''')
    >>> [(one.levels, one.worth_it) for one in prices(solved(talks).space, target_of(talks, talks.asks[0].id))]
    [({'tariff': 'yes'}, True)]
    """
    given, shifts = _packages(space, wanted.asker)
    home = space.cell_of(_status_quo(space))
    start = home + shifts
    feasible = space.flat_feasible[start] & space.keeps(wanted.asker, home, start)
    given, start = [given[n] for n in np.flatnonzero(feasible)], start[feasible]
    cells, allowed = _answers(space, wanted.of, start)
    kept = space.keeps(wanted.of, start[:, None], cells)
    best = _best(space, wanted.of, cells, allowed & space.flat_feasible[cells] & kept)
    target = truth(space, wanted.that).reshape(-1)[cells]
    every = (~best | target).all(axis=1)
    some = (best & target).any(axis=1) & ~every
    return tuple(
        Price(
            levels=given[n],
            replies=_codes(space, cells[n][best[n]]),
            weak=weak,
            worth_it=_all_better(space, wanted.asker, cells[n][best[n]]),
        )
        for weak, enough in ((False, every), (True, some))
        for n in _smallest(given, np.asarray(enough))
    )


def offers(space: Space, wanted: Target) -> tuple[Offer, ...]:
    """The conditional offers at which the asked party does best to grant, and of which no smaller part would do.

    Empty where the target is met already, or would be for nothing, or mentions the asker's options; and where rules
    bind one party alone: what follows of itself is no move of anybody, so they would not know whom to stop. Asked of
    the status quo, as `prices`.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> from detente.methods.inverse.target import target_of
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, asked_by: b, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay, not visas], b: [visas, not pay]}
    ... status_quo: {}''')
    >>> [(one.levels, one.needs_guarantee) for one in offers(solved(talks).space, target_of(talks, talks.asks[0].id))]
    [({'pay': 'yes'}, True)]
    """
    dialogue, now = space.dialogue, _status_quo(space)
    own = {option.id for option in dialogue.options_of(wanted.asker)}
    met = dialogue.holds(wanted.that, now, space.circumstances)
    if met or dialogue.own_rules or own & set(names(wanted.that)):
        return ()
    given, shifts = _packages(space, wanted.asker)
    alone, allowed = _answers(space, wanted.of, np.array([space.cell_of(now)]))
    target = truth(space, wanted.that).reshape(-1)[alone]
    cells = alone + np.where(target, shifts[:, None], 0)
    # A move is judged where it ends, after the offered options have followed.
    best = _best(space, wanted.of, cells, allowed & space.flat_feasible[cells])
    enough: Bools = np.asarray((~best | target).all(axis=1))
    if enough[0]:
        return ()
    made = [_offer(space, wanted, given[n], cells[n][best[n]], int(shifts[n])) for n in _smallest(given, enough)]
    return tuple(_judged(space, wanted, made))


def _judged(space: Space, wanted: Target, made: Sequence[Offer]) -> Iterator[Offer]:
    """The offers, judged as packages are: by what outsiders make of them, against where it drifts."""
    ended = ends(space.dialogue)
    if not ended or not space.dialogue.table:
        yield from made
        return
    found = signing(space, [space.dialogue.state(code) for offer in made for code in offer.replies], ended)
    for offer in made:
        columns = [k for code in offer.replies if (k := found.column(code)) is not None]
        if not {wanted.asker, wanted.of} <= set(found.table) or len(columns) < len(offer.replies):
            yield offer
            continue
        better = {
            party: all(goes(found.worth[party][columns], end.floor[party]).all() for end in found.ends)
            for party in (wanted.asker, wanted.of)
        }
        yield replace(offer, worth_it=better[wanted.asker], suits=better[wanted.of])


def _offer(space: Space, wanted: Target, levels: Levels, replies: Cells, shift: int) -> Offer:
    """What is told of an offer that does; `shift`: what carrying it out adds to a cell."""
    dialogue, now = space.dialogue, _status_quo(space)
    index = {o.id: o.levels.index(levels[o.id]) for o in dialogue.options if o.id in levels}
    offer = model.Offer(
        id="",
        by=wanted.asker,
        give=tuple(index.items()),
        condition=wanted.that,
        otherwise=tuple((id, now[dialogue.option_index(id)]) for id in index),
    )
    linked = link(space, offer)
    firm = linked.nash()
    ranks, withheld = space.flat_ranks[wanted.asker], replies - shift
    return Offer(
        levels=levels,
        replies=_codes(space, replies),
        worth_it=_all_better(space, wanted.asker, replies),
        suits=_all_better(space, wanted.of, replies),
        needs_guarantee=bool((space.flat_feasible[withheld] & goes(ranks[withheld], ranks[replies])).any()),
        firm=len(firm),
        granted=int(truth(space, wanted.that).reshape(-1)[firm].sum()),
        refused=_refusing(dialogue, _codes(space, replies)),
        passes=lifting(dialogue, dialogue.state(_codes(space, replies)[0])),
    )


def _refusing(dialogue: Dialogue, replies: tuple[int, ...]) -> tuple[str, ...]:
    """The ratifiers that refuse every one of some states."""
    each = [refused_by(dialogue, dialogue.state(code)) for code in replies]
    return tuple(who for who in each[0] if all(who in other for other in each)) if each else ()


def _status_quo(space: Space) -> State:
    now = space.dialogue.status_quo
    assert now is not None
    return now


def _packages(space: Space, asker: str) -> tuple[list[Levels], Cells]:
    """The asker's packages as changes from the status quo, fewest first, and what each adds to a cell."""
    dialogue, now = space.dialogue, _status_quo(space)
    found: list[tuple[Levels, int]] = []
    for package in packages(dialogue, asker):
        changes, shift = {}, 0
        for id, level in package.items():
            at = dialogue.option_index(id)
            if level != now[at]:
                changes[id] = dialogue.options[at].levels[level]
                shift += (level - now[at]) * space.layout.cell_strides[at]
        found.append((changes, shift))
    found.sort(key=lambda pair: len(pair[0]))
    return [changes for changes, _ in found], np.array([shift for _, shift in found], dtype=np.int64)


def _answers(space: Space, party: str, start: Cells) -> tuple[Cells, Bools]:
    """Where the party could go from each cell that differs from the others in no option of its own, and may."""
    axis = space.layout.axis(party)
    assert axis is not None
    length, stride = space.layout.shape[axis], space.layout.strides[axis]
    place = int(start[0]) // stride % length if len(start) else 0
    allowed = permitted(space.layout.levels[axis], space.layout.directions[axis])
    cells = start[:, None] + (np.arange(length) - place) * stride
    return cells, np.ones(length, dtype=bool) if allowed is None else allowed[place]


def _best(space: Space, party: str, cells: Cells, usable: Bools) -> Bools:
    """Per row, which of the usable cells the party likes best."""
    ranks = np.where(usable, space.flat_ranks[party][cells].astype(np.int64), -1)
    best: Bools = (ranks == ranks.max(axis=1, keepdims=True)) & usable
    return best


def _smallest(given: list[Levels], enough: Bools) -> list[int]:
    """Which packages suffice while no part of them does (a part changes fewer options, to the same levels)."""
    found: list[int] = []
    for n in np.flatnonzero(enough).tolist():
        if not any(given[m].items() <= given[n].items() for m in found):
            found.append(n)
    return found


def _all_better(space: Space, party: str, cells: Cells) -> bool:
    ranks = space.flat_ranks[party]
    return bool(goes(ranks[cells], ranks[space.cell_of(_status_quo(space))]).all())


def _codes(space: Space, cells: Cells) -> tuple[int, ...]:
    return tuple(sorted(space.layout.codes(cells).tolist()))
