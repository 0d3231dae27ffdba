"""What could both accept, and would it hold? (definitions 5)

Packages that beat the drift for the parties at the table (or that all of them prefer to the status quo or a stated
fallback), once outsiders have reacted; those no other deal beats; for each of these who gains what and gives what,
whether it holds by itself, who would leave first, and what guarantee would hold it. Besides, the compromise of fallback
bargaining, trades of two asks, and, where there is no deal at all, what comes nearest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.by_option import Grid
from detente.engine.concepts import CONCEPTS, NASH, ConceptName
from detente.engine.concepts import concept as by_name
from detente.engine.solved import board_of, solved
from detente.errors import InputError
from detente.kept import kept
from detente.methods.bargaining.best_packages import refuses
from detente.methods.bargaining.conditional_offers import Linkage, linkages
from detente.methods.bargaining.fallback import Fallback, by_worth, depths, undominated
from detente.methods.bargaining.guarantees import Lock, check_size, locks
from detente.methods.bargaining.holding import guarantees, leaving
from detente.methods.bargaining.packages import Packages, packages
from detente.methods.bargaining.sequencing import Orders, orders
from detente.methods.bargaining.stakes import Stake, stake
from detente.methods.bargaining.trades import Trade, trades
from detente.methods.bargaining.vetoes import ratifiers
from detente.methods.chances.drift import ends
from detente.methods.settling.held import Firmness, standing
from detente.model.dialogue import Dialogue
from detente.model.naming import Place, check_limit, named, place

if TYPE_CHECKING:

    from detente.engine.arrays.axes import Ranks, StateMask
    from detente.methods.bargaining.packages import PackageSet

Against = Literal["drift", "reference"]

NAMES = tuple(c.name for c in CONCEPTS)
LEAVING = tuple(
    c.name for c in sorted(CONCEPTS, key=lambda c: (c.answer is None, c.reply, c.answer != "moves")) if c.firmness
)
"""How a party leaves, soonest first: nothing could stop it; nobody who could would; it could escape; it is tempted."""

LOOKED = 64
"""Of so many groups of the frontier it is asked whether they hold."""

EACH = 32
"""Who leaves, what holds it and in what order is told of every package, where there are no more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package told in full.

    `levels`: what it changes from the status quo. `outcomes`: what comes of it once outsiders have reacted; `spread`:
    the parties at the table to which they are not worth the same. `equal`: other packages worth the same to all at the
    table. `stakes`: per party at the table what it gains and gives, judged by the outcome that is worst for it.
    `refused`: the ratifiers that would not let it pass.
    What comes of it, once outsiders have reacted, is judged as the brief judges it. `standing`: how firmly the weakest
    outcome holds (None: somebody leaves); then `departs` tells, per party that would leave, the first of `LEAVING`
    under which an outcome is not stable for it, and `guarantees` the single options, else pairs, that would hold it.
    `holds`: the concepts under which every outcome is an equilibrium.
    What is signed, before outsiders react: `holds_for_table`: the concepts under which it is stable for all at the
    table. `leaves`: per party the first of `LEAVING` under which it is not stable for it; `first`: who leaves first.
    `locks_nash`, `locks`: the minimal sets of options which, made irreversible, hold it under Nash and under the
    concept asked for. `orders`: the best orders of steps to it; None if there is none, or nothing to order. `linkage`:
    conditional offers that would hold it.
    """

    code: int
    state: dict[str, str]
    levels: dict[str, str]
    outcomes: tuple[Place, ...]
    spread: tuple[str, ...]
    equal: tuple[int, ...]
    stakes: tuple[Stake, ...]
    refused: tuple[str, ...]
    standing: Firmness | None
    departs: dict[str, str]
    guarantees: tuple[Lock, ...]
    holds: tuple[str, ...]
    holds_for_table: tuple[str, ...]
    leaves: dict[str, str]
    first: str | None
    locks_nash: tuple[Lock, ...]
    locks: tuple[Lock, ...]
    orders: Orders | None
    linkage: tuple[Linkage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """What comes nearest to a deal at the cost of one party: all others gain, and `party` loses least (or nothing).

    `codes`: the packages of that kind that no other of them beats; `stakes` are those of the first.
    """

    party: str
    indifferent: bool
    codes: tuple[int, ...]
    place: Place
    stakes: tuple[Stake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """A package with which nobody at the table is worse off and some gain, but `gains_nothing` do not."""

    code: int
    state: dict[str, str]
    gains_nothing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """What the table could agree on.

    `against`: what packages are compared with, the drift (whose end states are `ends`) or each party's reference.
    `references`: what each party at the table compares with; of several ends the best for it. `number` of packages;
    `deals`, `weak` (the deals among them), `ratified` (deals that no ratifier refuses) and `frontier` (deals that no
    other beats) are their codes. `groups`: the best of those that pass at home, the first `passing`, then the best of
    those that are refused there, packages of equal worth together; `held`: of how many of them, listed or not, it was
    asked whether they hold once outsiders have reacted (no more than `LOOKED`), and how many do. `packages` tells the
    first `limit` groups in full, the most even first (fallback depth), and of each group the package that changes
    least. `weak_only` tells, up to the same number of `weak_only_total`, the weak deals that are no deals and that no
    weak deal beats. `nearest` is empty when there is a deal. `leaves`, `locks_nash` and `orders` are those of
    `Package`, by code: of all packages where there are no more than `EACH`, else of those told.
    """

    table: tuple[str, ...]
    against: Against
    ends: tuple[Place, ...]
    react: bool
    concept: str
    size: int
    limit: int
    references: dict[str, Place]
    number: int
    deals: tuple[int, ...]
    weak: tuple[int, ...]
    ratified: tuple[int, ...]
    frontier: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    passing: int
    held: tuple[int, int]
    packages: tuple[Package, ...]
    weak_only: tuple[Weak, ...]
    weak_only_total: int
    fallback: Fallback[int]
    trades: tuple[Trade, ...]
    nearest: tuple[Miss, ...]
    leaves: dict[int, dict[str, str]]
    locks_nash: dict[int, tuple[Lock, ...]]
    orders: dict[int, Orders | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The packages with all that the telling needs."""

    grid: Grid
    packages: Packages
    stable: dict[str, dict[str, StateMask]]
    reach: dict[str, Ranks]
    concept: str
    size: int
    tranches: bool
    vetoes: dict[str, PackageSet]


@kept
def deals(
    dialogue: Dialogue,
    *,
    against: Against = "drift",
    react: bool = True,
    concept: ConceptName = "seq",
    size: int = 2,
    limit: int = 8,
    tranches: bool = False,
) -> Deals:
    """The packages that beat what comes without agreement, and what would hold them.

    `against`: the drift (in every state that it ends in nobody at the table is worse off, each party whose options
    differ from it is better off, and somebody changes something; a stated fallback counts where it is better), or each
    party's reference, its stated fallback or else the status quo (all at the table are better off). `react`: judge a
    package by what outsiders make of it. `concept`: that under which `locks` should hold a package. `size`: the most
    options in a lock. `limit`: how many groups of the frontier are told in full. `tranches`: orders go one level a step
    instead of one option. Raises NoAnswer without a status quo or a table.
    """
    import numpy as np

    by_name(concept)
    check_limit(limit)
    check_size(size)
    board = board_of(dialogue)
    everything = packages(board.space, react=react, ends=ends(dialogue) if against == "drift" else ())
    good = everything.good()
    weak = everything.weakly_good() | good
    vetoes = _vetoes(dialogue, everything)
    refused = np.logical_or.reduce([np.zeros_like(good), *vetoes.values()])
    passed, vetoed = _groups(everything, good & ~refused), _groups(everything, good & refused)
    groups = (*passed, *vetoed)
    best = _groups(everything, good) if passed and vetoed else groups
    found = _found(board, everything, vetoes, concept=concept, size=size, tranches=tranches)
    told = tuple(_package(found, group) for group in groups[:limit])
    weak_only, weak_only_total = _weak_only(board, everything, weak & ~good, weak, limit)
    known = {one.code: one for one in told}
    each = sorted(everything.codes.tolist() if len(everything.codes) <= EACH else known)
    return Deals(
        table=everything.table,
        against="drift" if everything.ends else "reference",
        ends=tuple(place(dialogue, dialogue.code(end.state)) for end in everything.ends),
        react=react,
        concept=concept,
        size=size,
        limit=limit,
        references={p: place(dialogue, dialogue.code(everything.reference[p])) for p in everything.table},
        number=len(everything.codes),
        deals=_codes(everything, good),
        weak=_codes(everything, weak),
        ratified=_codes(everything, good & ~refused),
        frontier=tuple(sorted(code for group in best for code in group)),
        groups=groups,
        passing=len(passed),
        held=_held(board.dialogue, everything, groups[:LOOKED]),
        packages=told,
        weak_only=weak_only,
        weak_only_total=weak_only_total,
        fallback=compromise(everything),
        trades=trades(board, everything),
        nearest=() if good.any() else _nearest(board, everything),
        leaves={c: known[c].leaves if c in known else _leaves(found, (c,)) for c in each},
        locks_nash={c: known[c].locks_nash if c in known else _locks(found, c, NASH.name) for c in each},
        orders={c: known[c].orders if c in known else _orders(found, c) for c in each},
    )


def examine(
    dialogue: Dialogue, code: int, *, react: bool = True, concept: ConceptName = "seq", size: int = 2
) -> Package:
    """Any one package told in full, deal or not. Raises InputError if the table cannot attain it."""
    board = board_of(dialogue)
    everything = packages(board.space, react=react)
    if everything.column(code) is None:
        raise InputError(f"state {code} is not a package: the table cannot attain it from the status quo")
    vetoes = _vetoes(dialogue, everything)
    return _package(_found(board, everything, vetoes, concept=concept, size=size, tranches=False), (code,))


def _vetoes(dialogue: Dialogue, everything: Packages) -> dict[str, PackageSet]:
    """Per ratifier which packages it refuses."""
    return {who: refuses(dialogue, everything, who) for who in ratifiers(dialogue)}


def compromise(everything: Packages) -> Fallback[int]:
    """Fallback bargaining on the packages, no agreement being each party's own reference (which is no alternative)."""
    import numpy as np

    worth = np.array([everything.worth[i] for i in everything.table])
    references = [everything.column(everything.reference_code[i]) for i in everything.table]
    offered = np.setdiff1d(np.arange(len(everything.codes)), [k for k in references if k is not None])
    floor = np.array([everything.floor[i] for i in everything.table])
    found = by_worth(worth[:, offered], floor=floor)

    def name(columns: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(int(everything.codes[offered[k]]) for k in columns)

    return replace(found, set=name(found.set), undominated=name(found.undominated))


def _codes(everything: Packages, mask: PackageSet) -> tuple[int, ...]:
    return tuple(int(code) for code in everything.codes[mask])


def _groups(everything: Packages, good: PackageSet) -> tuple[tuple[int, ...], ...]:
    """The frontier, packages of equal worth together: the most even first, within a group the fewest changes."""
    import numpy as np

    columns = np.flatnonzero(good)
    if not len(columns):
        return ()
    worth = np.array([everything.worth[i] for i in everything.table])
    columns = columns[undominated(worth[:, columns])]
    down = np.array([depths(row) for row in worth])[:, columns]
    changes = everything.changes[columns]
    grouped: dict[tuple[int, ...], list[int]] = {}
    for k in np.lexsort((columns, changes, down.sum(axis=0), down.max(axis=0))):
        grouped.setdefault(tuple(worth[:, columns[k]].tolist()), []).append(int(everything.codes[columns[k]]))
    return tuple(tuple(group) for group in grouped.values())


def _found(
    board: Grid, everything: Packages, vetoes: dict[str, PackageSet], *, concept: str, size: int, tranches: bool
) -> _Found:
    return _Found(
        grid=board,
        packages=everything,
        stable={
            concept: {party: board.by_state(where) for party, where in by_party.items()}
            for concept, by_party in solved(board.dialogue).stable().items()
        },
        reach={i: board.best_in_reach(i) for i in everything.table},
        concept=concept,
        size=size,
        tranches=tranches,
        vetoes=vetoes,
    )


def _package(found: _Found, group: tuple[int, ...]) -> Package:
    board, everything, code = found.grid, found.packages, group[0]
    dialogue = board.dialogue
    column = everything.column(code)
    assert column is not None
    state, sq = dialogue.state(code), dialogue.status_quo
    assert sq is not None
    outcomes = everything.outcomes(column)
    states = [dialogue.state(one) for one in outcomes]
    engine, leaves = solved(dialogue).engine, _leaves(found, (code,))
    falling = leaving(engine, states)
    everyone = tuple(board.ranks)
    names = named(dialogue, code)
    return Package(
        code=code,
        state=names,
        levels={o.id: names[o.id] for o, a, b in zip(dialogue.options, sq, state, strict=True) if a != b},
        outcomes=tuple(place(dialogue, c) for c in outcomes),
        spread=tuple(i for i in everything.table if everything.worth[i][column] != everything.best[i][column]),
        equal=group[1:],
        stakes=_stakes(board, everything, column),
        refused=tuple(who for who, where in found.vetoes.items() if where[column]),
        standing=standing(engine, states),
        departs=_departs(found, outcomes, [party for party, _ in falling]),
        guarantees=guarantees(board.space, states, falling) if falling else (),
        holds=tuple(c for c in NAMES if all(_stable(found, c, p, o) for p in everyone for o in outcomes)),
        holds_for_table=tuple(c for c in NAMES if all(_stable(found, c, p, code) for p in everything.table)),
        leaves=leaves,
        first=min(leaves, key=lambda p: LEAVING.index(leaves[p]), default=None),
        locks_nash=_locks(found, code, NASH.name),
        locks=_locks(found, code, found.concept),
        orders=_orders(found, code),
        linkage=linkages(board, everything.table, state),
    )


def _stable(found: _Found, concept: str, party: str, code: int) -> bool:
    return bool(found.stable[concept][party][found.grid.dialogue.state(code)])


def _departs(found: _Found, outcomes: Sequence[int], leaving: Sequence[str]) -> dict[str, str]:
    """Per party that leaves the first concept under which an outcome is not stable for it: the soonest first."""
    first = _leaves(found, outcomes)
    return {party: first[party] for party in sorted(dict.fromkeys(leaving), key=lambda p: LEAVING.index(first[p]))}


def _leaves(found: _Found, codes: Sequence[int]) -> dict[str, str]:
    """Per party that would leave one of some states the first concept under which one of them is not stable for it."""
    leaves = {}
    for party in found.grid.ranks:
        unstable = [c for c in LEAVING if not all(_stable(found, c, party, code) for code in codes)]
        if unstable:
            leaves[party] = unstable[0]
    return leaves


def _locks(found: _Found, code: int, concept: str) -> tuple[Lock, ...]:
    return locks(found.grid, found.grid.dialogue.state(code), concept, size=found.size)


def _orders(found: _Found, code: int) -> Orders | None:
    return orders(found.grid, found.grid.dialogue.state(code), found.reach, tranches=found.tranches)


def _stakes(board: Grid, everything: Packages, column: int) -> tuple[Stake, ...]:
    return tuple(
        stake(board.dialogue, i, everything.reference[i], everything.worst(column, i, board))
        for i in everything.table
    )


def _held(dialogue: Dialogue, everything: Packages, groups: Sequence[tuple[int, ...]]) -> tuple[int, int]:
    """Of how many groups the package that changes least was looked at, and how many hold."""
    engine = solved(dialogue).engine
    each = (everything.outcomes(column) for group in groups if (column := everything.column(group[0])) is not None)
    return len(groups), sum(standing(engine, [dialogue.state(code) for code in one]) is not None for one in each)


def _weak_only(
    board: Grid, everything: Packages, only: PackageSet, weak: PackageSet, limit: int
) -> tuple[tuple[Weak, ...], int]:
    """The first of them by fewest changes, and how many there are."""
    import numpy as np

    columns = np.flatnonzero(weak)
    if not len(columns):
        return (), 0
    worth = np.array([everything.worth[i] for i in everything.table])
    best = [k for k in columns[undominated(worth[:, columns])] if only[k]]
    best.sort(key=lambda k: (int(everything.changes[k]), int(everything.codes[k])))
    first = tuple(
        Weak(
            code=int(everything.codes[k]),
            state=named(board.dialogue, int(everything.codes[k])),
            gains_nothing=tuple(i for i in everything.table if everything.worth[i][k] == everything.floor[i]),
        )
        for k in best[:limit]
    )
    return first, len(best)


def _nearest(board: Grid, everything: Packages) -> tuple[Miss, ...]:
    """Per party at the table the packages all others gain by and it loses least by, unbeaten for the others."""
    import numpy as np

    misses = []
    compared = everything.compared()
    worth = np.array([everything.worth[i] for i in everything.table])
    for row, party in enumerate(everything.table):
        others = [k for k in range(len(everything.table)) if k != row]
        columns = np.flatnonzero((compared[others] > 0).all(axis=0))
        if not others or not len(columns):
            continue
        columns = columns[worth[row, columns] == worth[row, columns].max()]
        columns = columns[undominated(worth[:, columns])]
        columns = columns[np.lexsort((columns, everything.changes[columns]))]
        first = int(columns[0])
        misses.append(
            Miss(
                party=party,
                indifferent=bool(compared[row, first] == 0),
                codes=_codes(everything, columns),
                place=place(board.dialogue, int(everything.codes[first])),
                stakes=_stakes(board, everything, first),
            )
        )
    return tuple(misses)
