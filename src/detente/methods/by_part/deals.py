"""What the table of a dialogue in parts could sign: the best packages for each party, and for the asks (`packages`).

There are too many packages to count those that beat the drift; whether one does is known, and the best for each party
at the table are exact. O, what outsiders make of a package, is made of what they make of its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from detente.engine.arrays.space import truth
from detente.engine.parts.merge import merged
from detente.engine.solved import solved
from detente.methods.bargaining.best_packages import CLOSELY, TOLD, Best, Choice, Verdict, guarantee_size, weighed
from detente.methods.bargaining.holding import leaving, locks_to_try
from detente.methods.bargaining.packages import packages, reference
from detente.methods.bargaining.vetoes import changing, stands, vetoed
from detente.methods.by_part.trading import Judge, Line, Search, Share, Shares, best
from detente.methods.settling.held import firmness, standing

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools, Ints
    from detente.engine.parts.single import Parts
    from detente.model.dialogue import Ask, Dialogue, State

OUTCOMES = 64
"""So many states that outsiders could make of a package are looked at; a package with more is not told."""


class Trading:
    """The packages of a dialogue in parts, compared with some states. Raises NoAnswer and InputError as `packages`."""

    def __init__(self, dialogue: Dialogue, against: Sequence[State], engine: Parts) -> None:
        self.dialogue, self.against, self.engine = dialogue, against, engine
        self.table = dialogue.table
        ratifiers = [party for party in dialogue.parties if party.ratifies]
        self.judges = [Judge(party, k) for k in range(len(against)) for party in self.table]
        self.vetoes = [Judge(p.id, k, vetoes=True) for k in range(len(against)) for p in ratifiers]
        every = (*self.judges, *self.vetoes)
        self.compared = {(j.party, j.end): self._compared(j.party, against[j.end]) for j in every}
        cuts = [tuple(part.cut(end) for end in against) for part in engine.split.parts]
        self.packages = [packages(p.space, ends=cut) for p, cut in zip(engine.pieces, cuts, strict=True)]
        self.total = prod(len(found.codes) for found in self.packages)
        self._known_ranks: dict[tuple[int, str], Ints] = {}
        self._met: dict[tuple[int, str], Bools] = {}

    def _compared(self, party: str, end: State) -> State:
        """The state a party compares with: the end, or its stated fallback where that is better for it."""
        sq = self.dialogue.status_quo
        assert sq is not None
        stated = reference(self.dialogue, party, sq) if party in self.dialogue.fallback else end
        return stated if self.engine.prefers(party, stated, end) else end

    def shares(self, judges: Sequence[Judge]) -> list[Shares]:
        """For each part what packages can be there: those that all judges could still accept, whatever is done in the
        other parts; of those alike to all and for all asks the one of fewest changes."""
        parts = range(len(self.packages))
        keys = [[self._keys(n, judge) for judge in judges] for n in parts]
        best = [[int(row.max()) for row in rows] for rows in keys]
        rest = [[merged(best[other][j] for other in parts if other != n) for j in range(len(judges))] for n in parts]
        return [self._shares(n, judges, keys[n], rest[n]) for n in parts]

    def _shares(self, n: int, judges: Sequence[Judge], keys: list[Ints], rest: Sequence[int]) -> Shares:
        found = self.packages[n]
        flags = [self._flags(n, judge) for judge in judges]
        moves = [np.any([one[party] for party in self.table], axis=0) for one in found.differs]
        hopeful = np.ones(len(found.codes), dtype=bool)
        for judge, mine, others, changed in zip(judges, keys, rest, flags, strict=True):
            hopeful &= _accepted(judge, np.where(abs(mine) >= abs(others), mine, others), changed)
        left = np.flatnonzero(hopeful)
        left = left[np.lexsort((found.codes[left], found.changes[left]))]
        asks = self.engine.split.parts[n].dialogue.asks
        same = [*keys, *flags, *moves, *(found.worth[party] for party in self.table), *(self.meets(n, a) for a in asks)]
        return [
            Share(int(k), *(tuple(row[k].item() for row in rows) for rows in (keys, flags, moves)))
            for k in left[_firsts([row[left] for row in same])]
        ]

    def _keys(self, n: int, judge: Judge) -> Ints:
        piece = self.engine.pieces[n]
        scale = piece.scale(judge.party)
        here = int(scale.ranks[piece.space.cell_of(piece.part.cut(self.compared[judge.party, judge.end]))])
        ranks, places = np.unique(self._ranks(n, judge.party), return_inverse=True)
        return np.array([scale.key(rank, here) for rank in ranks.tolist()], dtype=np.int64)[places]

    def _ranks(self, n: int, party: str) -> Ints:
        """The ranks of the worst that comes of each package, as small numbers."""
        if (n, party) not in self._known_ranks:
            worst = self.packages[n].worth[party]
            self._known_ranks[n, party] = self.engine.pieces[n].scale(party).dense(worst)
        return self._known_ranks[n, party]

    def _flags(self, n: int, judge: Judge) -> Bools:
        found, part = self.packages[n], self.engine.split.parts[n]
        if not judge.vetoes:
            return np.asarray(found.differs[judge.end][judge.party])
        end = part.cut(self.against[judge.end])
        return np.asarray(changing(part.dialogue, found.codes, vetoed(self.dialogue, judge.party), end), dtype=bool)

    def meets(self, n: int, ask: Ask) -> Bools:
        """Of each package in a part, whether an ask is met in all that comes of it there."""
        if (n, ask.id) not in self._met:
            found, space = self.packages[n], self.engine.pieces[n].space
            holds = truth(space, ask.that).reshape(-1)
            cells = space.layout.cells(found.outcome_codes.reshape(-1)).reshape(found.outcome_codes.shape)
            self._met[n, ask.id] = np.asarray((holds[cells] | ~found.outcome).all(axis=1))
        return self._met[n, ask.id]

    def lines(self, party: str) -> Iterator[Line]:
        """The lines of a party's list as wishes about parts: how far each holds in the worst that comes of a share."""
        places = [piece.part.places[party] for piece in self.engine.pieces]
        for _, n, k in sorted((place, n, k) for n, mine in enumerate(places) for k, place in enumerate(mine)):
            yield n, self._line(n, party, k)

    def _line(self, n: int, party: str, k: int) -> Callable[[Share], int]:
        scale, ranks = self.engine.pieces[n].scale(party), self._ranks(n, party)
        return lambda one: scale.lines(int(ranks[one.column]))[k]

    def _wish(self, n: int, ask: Ask) -> Line:
        met = self.meets(n, ask)
        return n, lambda one: int(met[one.column])

    def state(self, chosen: Sequence[Share]) -> State:
        """What is signed."""
        codes = [int(found.codes[one.column]) for found, one in zip(self.packages, chosen, strict=True)]
        parts = self.engine.split.parts
        return self.engine.split.joined(p.dialogue.state(c) for p, c in zip(parts, codes, strict=True))

    def outcomes(self, chosen: Sequence[Share]) -> tuple[State, ...] | None:
        """What comes of it once outsiders have reacted; None if there is too much."""
        each = [found.outcomes(one.column) for found, one in zip(self.packages, chosen, strict=True)]
        if prod(map(len, each)) > OUTCOMES:
            return None
        parts = self.engine.split.parts
        return tuple(
            self.engine.split.joined(p.dialogue.state(c) for p, c in zip(parts, codes, strict=True))
            for codes in product(*each)
        )

    def each(self) -> Iterator[list[Share]]:
        """The best packages: for each party at the table, then for the asks; those that pass at home, if any does."""
        split = self.engine.split
        asks = [(n, ask) for n, part in enumerate(split.parts) for ask in part.dialogue.asks]
        for judges in ((*self.judges, *self.vetoes), self.judges) if self.vetoes else (self.judges,):
            search = Search(judges)
            shares = self.shares(judges)
            if not all(shares):
                continue
            first = None
            for party in self.table:
                order = (party, *(other for other in self.table if other != party))
                found = best(search, shares, (line for one in order for line in self.lines(one)))
                if found is None:
                    break
                first = first or found
                yield found
            if first is not None:
                found = best(search, shares, (self._wish(n, ask) for n, ask in asks))
                assert found is not None
                yield found
                return


def _accepted(judge: Judge, keys: Ints, changed: Bools) -> Bools:
    """`Judge.accepts` of many packages."""
    return (keys >= 0) | ~changed if judge.vetoes else (keys > 0) | ((keys == 0) & ~changed)


def _firsts(rows: Sequence[Ints | Bools]) -> Ints:
    """The first of each kind of columns, in order; columns are of a kind where all rows say the same of them."""
    kinds: Ints = np.zeros(len(rows[0]), dtype=np.int64)
    for row in rows:
        _values, own = np.unique(row, return_inverse=True)
        _values, kinds = np.unique(kinds * (int(own.max(initial=0)) + 1) + own, return_inverse=True)
    return np.sort(np.unique(kinds, return_index=True)[1])


def choose(dialogue: Dialogue, ends: Sequence[State], *, against: Sequence[State]) -> Choice:
    """`best_packages.choose` of a dialogue in parts: the best for each party and for the asks; only these are counted.

    Raises TooLarge where the search takes too long.

    >>> import detente as dt
    >>> visas, fees = [f"a{n}" for n in range(13)], [f"b{n}" for n in range(13)]  # 67 million states, 26 parts
    >>> talks = dt.parse(str({
    ...     "parties": {"a": {"name": "Aland"}, "b": {"name": "Bland"}},
    ...     "options": {id: {"by": id[0], "text": f"Step {id}", "asked_by": "b" if id in visas else "a"}
    ...                 for id in visas + fees},
    ...     "priorities": {"a": [*fees, *(f"not {id}" for id in visas)],
    ...                    "b": [*visas, *(f"not {id}" for id in fees)]}}))
    >>> none = (0,) * 26
    >>> found = choose(talks, [none], against=[none])
    >>> [(sum(one.state[:13]), sum(one.state[13:])) for one in found.best]  # how many steps of each party
    [(13, 13), (1, 13), (13, 1)]
    """
    engine: Parts = solved(dialogue).engine  # type: ignore[assignment]
    trading = Trading(dialogue, against, engine)
    drifted = tuple(against) == tuple(ends)
    found: dict[State, Best] = {}
    for chosen in trading.each():
        outcomes = trading.outcomes(chosen)
        if outcomes is not None and (drifted or not set(outcomes) & set(ends)):
            one = _best(trading, trading.state(chosen), outcomes, ends)
            if drifted or "better" in one.verdicts.values():
                found.setdefault(one.state, one)
    by_asks = sorted(found.values(), key=lambda one: -weighed(dialogue, one.outcomes[0]))
    ordered = sorted(by_asks, key=lambda one: (bool(one.refused), not one.holds))
    told = [one if one.holds else _guarded(engine, one) for one in ordered[:CLOSELY]]
    told.sort(key=lambda one: -weighed(dialogue, one.outcomes[0]))
    told.sort(key=lambda one: (bool(one.refused), not one.holds, guarantee_size(one)))
    return Choice(
        total=trading.total,
        beating=len(found),
        passing=sum(not one.refused for one in found.values()),
        frontier=len(found),
        best=tuple(told[:TOLD]),
    )


def judge(dialogue: Dialogue, ends: Sequence[State], state: State) -> Best | None:
    """`best_packages.judge` of a dialogue in parts; None also where outsiders could make too much of it.

    >>> import detente as dt
    >>> visas, fees = [f"a{n}" for n in range(13)], [f"b{n}" for n in range(13)]  # 67 million states, 26 parts
    >>> talks = dt.parse(str({
    ...     "parties": {"a": {"name": "Aland"}, "b": {"name": "Bland"}},
    ...     "options": {id: {"by": id[0], "text": f"Step {id}"} for id in visas + fees},
    ...     "priorities": {"a": [*fees, *(f"not {id}" for id in visas)],
    ...                    "b": [*visas, *(f"not {id}" for id in fees)]}}))
    >>> none, one_each = (0,) * 26, (1, *(0,) * 12, 1, *(0,) * 12)
    >>> judge(talks, [none], one_each).verdicts
    {'a': 'better', 'b': 'better'}
    """
    engine: Parts = solved(dialogue).engine  # type: ignore[assignment]
    trading = Trading(dialogue, ends, engine)
    cuts = [(part, part.dialogue.code(part.cut(state))) for part in engine.split.parts]
    columns = [found.column(code) for found, (_part, code) in zip(trading.packages, cuts, strict=True)]
    chosen = [Share(column, (), (), ()) for column in columns if column is not None]
    outcomes = trading.outcomes(chosen) if len(chosen) == len(columns) else None
    if outcomes is None:
        return None
    found = _best(trading, state, outcomes, ends)
    return found if found.holds else _guarded(engine, found)


def _best(trading: Trading, state: State, outcomes: tuple[State, ...], ends: Sequence[State]) -> Best:
    engine = trading.engine
    refused = {judge.party: None for judge in trading.vetoes if _refuses(trading, judge, state, outcomes)}
    return Best(
        state=state,
        outcomes=outcomes,
        verdicts={party: _verdict(engine, party, outcomes, ends) for party in trading.table},
        refused=tuple(refused),
        holds=standing(engine, outcomes),
    )


def _verdict(engine: Parts, party: str, outcomes: Sequence[State], ends: Sequence[State]) -> Verdict:
    """What a party makes of the worst outcome against all ends."""
    keys = [min(engine.compare(party, engine.cells(o), engine.cells(end)) for o in outcomes) for end in ends]
    return "worse" if min(keys) < 0 else "better" if max(keys) > 0 else "same"


def _refuses(trading: Trading, judge: Judge, state: State, outcomes: Sequence[State]) -> bool:
    """Whether a ratifier refuses a package: it changes what it can veto against an end, and likes it less."""
    if not stands(trading.dialogue, judge.party, state, trading.against[judge.end], outcomes):
        return False
    floor = trading.compared[judge.party, judge.end]
    return any(trading.engine.prefers(judge.party, floor, one) for one in outcomes)


def _guarded(engine: Parts, one: Best) -> Best:
    """With who would leave, and what would hold it."""
    state = next(s for s in one.outcomes if firmness(engine, s) is None)
    leaves = leaving(engine, one.outcomes)
    found: list[tuple[int, ...]] = []
    for locks in locks_to_try(state, leaves):
        found = [lock for lock in locks if all(firmness(engine.locked(o, lock), o) for o in one.outcomes)]
        if found:
            break
    options = engine.dialogue.options
    return replace(one, leaves=leaves, guarantees=tuple(tuple(options[k].id for k in lock) for lock in found))
