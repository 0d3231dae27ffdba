"""The best of the packages that beat the drift: whom each suits, who would refuse it at home, what would hold it.

Best are those that no other of them beats for the table (the frontier), those that pass at home and those that are
refused each for themselves. They are told in this order: passed before refused; what holds by itself first, then by the
smallest guarantee; then by how many asks it meets; then by fewest changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.lazily import np
from detente.engine.interface import goes
from detente.engine.solved import solved
from detente.methods.bargaining.fallback import undominated
from detente.methods.bargaining.holding import guarantees, leaving
from detente.methods.bargaining.packages import End, Packages, beating, signing
from detente.methods.bargaining.vetoes import concerned, overridden, ratifiers
from detente.methods.settling.held import Firmness, standing
from detente.model.dialogue import IMPORTANCE

if TYPE_CHECKING:
    from detente.engine.arrays.space import Space
    from detente.engine.interface import Engine
    from detente.methods.bargaining.packages import PackageSet
    from detente.model.dialogue import Dialogue, State

Verdict = Literal["better", "same", "worse"]

TOLD = 3
"""How many are told."""

LOOKED_AT = 16
"""Of so many, those that meet most asks, it is asked what holds them."""

CLOSELY = 6
"""Of so many of those that do not hold by themselves, those that meet most asks, it is asked what would hold them."""

ALIKE = 64
"""Of packages worth the same to all at the table so many are compared, those that change least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """One package.

    `outcomes`: what stands once outsiders have reacted. `verdicts`: for each party at the table against the drift, over
    all states that it ends in. `refused`: the ratifiers that would not let it pass. `holds`: how firmly the weakest of
    the outcomes holds (None: not by itself); then `leaves` says who would go where, and `guarantees` which options,
    made irreversible, would hold it: all single ones, else the pairs of options that who leaves would change.
    """

    state: State
    outcomes: tuple[State, ...]
    verdicts: dict[str, Verdict]
    refused: tuple[str, ...]
    holds: Firmness | None
    leaves: tuple[tuple[str, State], ...] = ()
    guarantees: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The packages told (`best`, no more than three), of `frontier` best ones, `beating` that beat and `total` in all;
    `passing`: how many of those that beat no ratifier refuses."""

    total: int
    beating: int
    passing: int
    frontier: int
    best: tuple[Best, ...]


def choose(dialogue: Dialogue, ends: Sequence[State], *, against: Sequence[State]) -> Choice:
    """The best packages that beat the states `against`; `ends`: what the drift ends in.

    Where `against` is not the drift itself, packages that come to one of its ends are left out.

    >>> import detente as dt
    >>> end = (0, 0, 1, 1)  # the dam is begun, nothing is paid, and the road is blocked
    >>> choice = choose(dt.load("river"), [end], against=[end])
    >>> choice.total, choice.beating, [one.state for one in choice.best]
    (8, 3, [(1, 1, 1, 0), (1, 1, 0, 0)])
    """
    space, engine = solved(dialogue).space, solved(dialogue).engine
    found = beating(space, against)
    drifted = tuple(against) == tuple(ends)
    if not drifted:
        codes = [dialogue.code(end) for end in ends]
        found = found.only(np.asarray(~(found.outcome & np.isin(found.outcome_codes, codes)).any(axis=1)))
    vetoes = {id: refuses(dialogue, found, id) for id in ratifiers(dialogue)}
    refused = np.logical_or.reduce(list(vetoes.values())) if vetoes else np.zeros(len(found.codes), dtype=bool)
    columns = [k for mask in (~refused, refused) for k in _frontier(dialogue, found, mask)]
    met = {k: weighed(dialogue, _first(dialogue, found, k)) for k in columns}
    columns.sort(key=lambda k: (bool(refused[k]), -met[k], int(found.changes[k])))
    each = (_best(space, engine, found, k, ends, vetoes) for k in columns[:LOOKED_AT])
    suiting = (one for one in each if drifted or "better" in one.verdicts.values())
    return Choice(
        total=found.total,
        beating=len(found.codes),
        passing=int((~refused).sum()),
        frontier=len(columns),
        best=tuple(_told(space, engine, suiting)),
    )


def weighed(dialogue: Dialogue, state: State) -> int:
    """How many asks a state meets; one that must be more than all that should be, one of these more than all others.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> weighed(river, (0, 0, 0, 0)), weighed(river, (1, 1, 1, 0)), len(river.asks)
    (0, 3, 2)
    """
    base = len(dialogue.asks) + 1
    met = (ask for ask in dialogue.asks if dialogue.holds(ask.that, state))
    return sum(base ** (2 - IMPORTANCE.index(ask.matters)) for ask in met)


def judge(dialogue: Dialogue, ends: Sequence[State], state: State) -> Best | None:
    """What becomes of a given package, against all states that the drift ends in; None if the table cannot sign it.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> found = judge(river, [(0, 0, 1, 1)], (1, 1, 1, 0))
    >>> found.verdicts, found.holds is None
    ({'upland': 'better', 'lowland': 'better'}, False)
    """
    if not dialogue.feasible(state):
        return None
    space, engine = solved(dialogue).space, solved(dialogue).engine
    found = signing(space, [state], ends)
    if not len(found.codes):
        return None
    vetoes = {id: refuses(dialogue, found, id) for id in ratifiers(dialogue)}
    best = _best(space, engine, found, 0, ends, vetoes)
    return best if best.holds else _guarded(space, engine, best)


def refuses(dialogue: Dialogue, found: Packages, ratifier: str, *, strict: bool = False) -> PackageSet:
    """Which packages a ratifier refuses: against some end they change an option that it can veto, and it likes them
    less. It compares with the same as the table does, the ends of the drift or a reference; a tie lets pass (unless
    `strict`), and so does the condition that overrides it.

    >>> import detente as dt
    >>> from detente.methods.bargaining.packages import beating
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay], b: [visas], senate: [not visas]}
    ... status_quo: {}''')
    >>> found = beating(solved(talks).space, [(0, 0)])
    >>> [talks.state(code) for code in found.codes[refuses(talks, found, "senate")].tolist()]
    [(1, 1)]
    """
    refused = np.zeros(len(found.codes), dtype=bool)
    for end in found.ends or (End(state=found.reference[ratifier], floor=found.floor),):
        needs = concerned(dialogue, found, ratifier, end.state)
        worth, floor = found.worth[ratifier], end.floor[ratifier]
        refused |= needs & (~goes(worth, floor) if strict else goes(floor, worth))
    return np.asarray(refused & ~overridden(solved(dialogue).space, found, ratifier))


def _first(dialogue: Dialogue, found: Packages, column: int) -> State:
    """What comes of a package (of several outcomes the first)."""
    return dialogue.state(found.outcomes(column)[0])


def _frontier(dialogue: Dialogue, found: Packages, mask: PackageSet) -> Iterator[int]:
    """The packages that no other of these beats for the table, one of those worth the same to all there."""
    columns = np.flatnonzero(mask)
    if not len(columns):
        return
    worth = np.array([found.worth[i] for i in found.table])
    columns = columns[undominated(worth[:, columns])]
    columns = columns[np.lexsort((columns, found.changes[columns]))]
    groups: dict[tuple[int, ...], list[int]] = {}
    for k in columns.tolist():
        groups.setdefault(tuple(worth[:, k].tolist()), []).append(k)
    for group in groups.values():
        yield max(group[:ALIKE], key=lambda k: weighed(dialogue, _first(dialogue, found, k)))


def _best(
    space: Space,
    engine: Engine,
    found: Packages,
    column: int,
    ends: Sequence[State],
    vetoes: dict[str, PackageSet],
) -> Best:
    outcomes = tuple(space.dialogue.state(code) for code in found.outcomes(column))
    return Best(
        state=space.dialogue.state(int(found.codes[column])),
        outcomes=outcomes,
        verdicts={i: _verdict(space, i, outcomes, ends) for i in found.table},
        refused=tuple(ratifier for ratifier, where in vetoes.items() if where[column]),
        holds=standing(engine, outcomes),
    )


def _verdict(space: Space, party: str, outcomes: Sequence[State], ends: Sequence[State]) -> Verdict:
    """What a party makes of the worst outcome against all ends."""
    worst = min(space.rank(party, space.cell_of(state)) for state in outcomes)
    others = [space.rank(party, space.cell_of(end)) for end in ends]
    if any(worst < other for other in others):
        return "worse"
    return "better" if any(worst > other for other in others) else "same"


def _told(space: Space, engine: Engine, each: Iterator[Best]) -> list[Best]:
    """Those told, in order. What is passed comes first, so once enough hold nothing else need be looked at."""
    holding: list[Best] = []
    rest: list[Best] = []
    for one in each:
        (holding if one.holds and not one.refused else rest).append(one)
        if len(holding) == TOLD:
            return holding
    passed = [one for one in rest if not one.refused]
    looked = (passed or rest)[:CLOSELY] if len(holding) + len(passed) >= TOLD else rest[:CLOSELY]
    others = [one if one.holds else _guarded(space, engine, one) for one in looked]
    others.sort(key=lambda one: (bool(one.refused), guarantee_size(one), -weighed(space.dialogue, one.outcomes[0])))
    return [*holding, *others][:TOLD]


def guarantee_size(one: Best) -> int:
    """How many options the smallest guarantee binds; three if none of up to two is known.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> end = (0, 0, 1, 1)
    >>> choice = choose(river, [end], against=[end])
    >>> [guarantee_size(one) for one in choice.best]
    [0, 1]
    """
    return 0 if one.holds else min(map(len, one.guarantees), default=3)


def _guarded(space: Space, engine: Engine, one: Best) -> Best:
    """With who would leave, and what would hold it."""
    leaves = leaving(engine, one.outcomes)
    return replace(one, leaves=leaves, guarantees=guarantees(space, one.outcomes, leaves))


