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

from detente.analyses.drafts import drafts
from detente.analyses.facts import DraftFacts
from detente.analyses.gathering import Gathering
from detente.engine.arrays.lazily import np
from detente.engine.concepts import NASH, ConceptName
from detente.engine.concepts import concept as by_name
from detente.engine.solved import board_of, solved
from detente.kept import kept
from detente.methods.bargaining.best_packages import refuses
from detente.methods.bargaining.fallback import Fallback, by_worth, depths, undominated
from detente.methods.bargaining.guarantees import Lock, check_size
from detente.methods.bargaining.in_full import Package, Telling
from detente.methods.bargaining.near_deals import Miss, Weak, nearest, weak_only
from detente.methods.bargaining.packages import Packages, packages
from detente.methods.bargaining.sequencing import Orders
from detente.methods.bargaining.standing_offers import StandingOffer, standing_offers
from detente.methods.bargaining.trades import Trade, trades
from detente.methods.bargaining.vetoes import ratifiers
from detente.methods.chances.drift import ends
from detente.methods.settling.held import standing
from detente.model.dialogue import Dialogue
from detente.model.naming import Place, check_limit, place

if TYPE_CHECKING:
    from detente.methods.bargaining.packages import PackageSet

Against = Literal["drift", "reference"]

LOOKED = 64
"""Of so many groups of the frontier it is asked whether they hold."""

EACH = 32
"""Who leaves, what holds it and in what order is told of every package, where there are no more than this."""


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
    `Package`, by code: of all packages where there are no more than `EACH`, else of those told. `offers`: those of the
    file, from how things stand.
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
    drafts: tuple[DraftFacts, ...]
    offers: tuple[StandingOffer, ...]


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
    by_name(concept)
    check_limit(limit)
    check_size(size)
    board = board_of(dialogue)
    everything = packages(board.space, react=react, ends=ends(dialogue) if against == "drift" else ())
    good = everything.good()
    weak = everything.weakly_good() | good
    vetoes = {who: refuses(dialogue, everything, who) for who in ratifiers(dialogue)}
    refused = np.logical_or.reduce([np.zeros_like(good), *vetoes.values()])
    passed, vetoed = _groups(everything, good & ~refused), _groups(everything, good & refused)
    base = Gathering(dialogue, None, weighed=False, views=False) if everything.ends else None
    groups = _as_told((*passed, *vetoed), base)
    best = _groups(everything, good) if passed and vetoed else groups
    telling = Telling.of(board, everything, vetoes, concept=concept, size=size, tranches=tranches)
    in_full = tuple(telling.package(group) for group in groups[:limit])
    only_weak, only_weak_total = weak_only(board, everything, weak & ~good, weak, limit)
    known = {package.code: package for package in in_full}
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
        deals=everything.codes_of(good),
        weak=everything.codes_of(weak),
        ratified=everything.codes_of(good & ~refused),
        frontier=tuple(sorted(code for group in best for code in group)),
        groups=groups,
        passing=len(passed),
        held=_held(board.dialogue, everything, groups[:LOOKED]),
        packages=in_full,
        weak_only=only_weak,
        weak_only_total=only_weak_total,
        fallback=compromise(everything),
        trades=trades(board, everything),
        nearest=() if good.any() else nearest(board, everything),
        leaves={c: known[c].leaves if c in known else telling.leaves((c,)) for c in each},
        locks_nash={c: known[c].locks_nash if c in known else telling.locks(c, NASH.name) for c in each},
        orders={c: known[c].orders if c in known else telling.orders(c) for c in each},
        drafts=tuple(drafts(base)) if base else (),
        offers=standing_offers(solved(dialogue).engine, dialogue.status_quo) if dialogue.status_quo else (),
    )


def compromise(everything: Packages) -> Fallback[int]:
    """Fallback bargaining on the packages, no agreement being each party's own reference (which is no alternative)."""
    worth = np.array([everything.worth[i] for i in everything.table])
    references = [everything.column(everything.reference_code[i]) for i in everything.table]
    offered = np.setdiff1d(np.arange(len(everything.codes)), [k for k in references if k is not None])
    floor = np.array([everything.floor[i] for i in everything.table])
    found = by_worth(worth[:, offered], floor=floor)

    def name(columns: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(int(everything.codes[offered[k]]) for k in columns)

    return replace(found, set=name(found.set), undominated=name(found.undominated))


def _groups(everything: Packages, good: PackageSet) -> tuple[tuple[int, ...], ...]:
    """The frontier, packages of equal worth together: the most even first, within a group the fewest changes."""
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


def _as_told(groups: tuple[tuple[int, ...], ...], base: Gathering | None) -> tuple[tuple[int, ...], ...]:
    """The groups of the brief's packages first, in its order and by its packages; the others as they were."""
    deal = base.deal if base and base.deal and base.deal.against == "drift" else None
    first = [one.signed.code for one in deal.packages] if deal else []
    led = [(code, *(c for c in group if c != code)) for code in first for group in groups if code in group]
    return (*led, *(group for group in groups if not set(group) & set(first)))


def _held(dialogue: Dialogue, everything: Packages, groups: Sequence[tuple[int, ...]]) -> tuple[int, int]:
    """Of how many groups the package that changes least was looked at, and how many hold."""
    engine = solved(dialogue).engine
    each = (everything.outcomes(column) for group in groups if (column := everything.column(group[0])) is not None)
    return len(groups), sum(standing(engine, [dialogue.state(code) for code in one]) is not None for one in each)
