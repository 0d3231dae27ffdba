"""Would it pass at home? (two-level games, definitions 11)

A ratifier has no options of its own but a veto over those of the party it ratifies for. Its win-set is what it would
let pass: packages that leave those options as they are without agreement, that it likes no less (`strict`: better)
than no agreement, or that fulfil what overrides its veto. After Putnam 1988; the formal version is ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from detente.analyses.deals import Against
from detente.analyses.drafts import of as drafts
from detente.analyses.facts import DraftFacts
from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.engine.solved import board_of
from detente.kept import kept
from detente.methods.bargaining.best_packages import refuses
from detente.methods.bargaining.packages import Packages, packages
from detente.methods.bargaining.vetoes import ratifiers, vetoed
from detente.methods.chances.drift import ends
from detente.model.dialogue import Dialogue
from detente.model.naming import Place, check_limit, place

if TYPE_CHECKING:
    from detente.methods.bargaining.packages import PackageSet, PerPackage


RANKED = 4096
"""The ranking of a ratifier is told of no more states than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratifier:
    """One veto.

    `options`: those it must agree to; `unless`: no more where this holds ("" : always). `ranking`: all states as it
    ranks them, best first, a group being tied (None for more than `RANKED` states). `win_set_weak`, `win_set_strict`:
    the packages it would let pass, a tie counting for or against them. `ties`: the deals on which it is indifferent.
    `binding`: without it the zone would be larger. `best_with`, `best_without`: the packages of the zone that its
    party likes best, with and without this veto, and `worst_with`, `worst_without` those it likes least. A narrow
    home costs its party the best if `lowers_best`, and is an advantage at the table if `raises_worst`: the other side
    cannot press it down so far.
    """

    party: str
    ratifies: str
    options: tuple[str, ...]
    unless: str
    ranking: tuple[tuple[int, ...], ...] | None
    win_set_weak: tuple[int, ...]
    win_set_strict: tuple[int, ...]
    ties: tuple[int, ...]
    binding: bool
    best_with: tuple[int, ...]
    best_without: tuple[int, ...]
    worst_with: tuple[int, ...]
    worst_without: tuple[int, ...]
    lowers_best: bool
    raises_worst: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Defection:
    """A deal in which a party gains and which its ratifier refuses: it could not keep its word."""

    place: Place
    party: str
    ratifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratification:
    """Which deals would pass at home.

    `against`: what packages are compared with, by the table and at home, as in `deals`. `number` of packages;
    `win_set_weak` and `win_set_strict` are those that no ratifier would stop. `deals` are
    better for all at the table, `ratified_weak` and `ratified_strict` those that all ratifiers let pass. `zone` is
    one of the two, as asked (`strict`). `opening`: where the zone is empty, the smallest sets of ratifiers without
    which it would not be. `defections`: up to `limit` deals lost to a veto, the most told first by code; `lost` of
    them in all.
    """

    table: tuple[str, ...]
    strict: bool
    against: Against
    react: bool
    number: int
    win_set_weak: tuple[int, ...]
    win_set_strict: tuple[int, ...]
    deals: tuple[int, ...]
    ratified_weak: tuple[int, ...]
    ratified_strict: tuple[int, ...]
    zone: tuple[int, ...]
    ratifiers: tuple[Ratifier, ...]
    opening: tuple[tuple[str, ...], ...]
    lost: int
    limit: int
    defections: tuple[Defection, ...]
    drafts: tuple[DraftFacts, ...]


@kept
def ratification(
    dialogue: Dialogue, *, strict: bool = False, against: Against = "drift", react: bool = True, limit: int = 20
) -> Ratification:
    """The win-sets of all ratifiers and what they leave of the deals.

    `strict`: a ratifier that is indifferent refuses. `against`: the drift, as in `deals` and the brief, or each party's
    reference, its stated fallback or else the status quo (definitions 11). `react`: judge a package by what outsiders
    make of it. A dialogue without ratifiers has all its deals in the zone. Raises NoAnswer without a status quo or a
    table.
    """
    check_limit(limit)
    board = board_of(dialogue)
    found = packages(board.space, react=react, ends=ends(dialogue) if against == "drift" else ())
    good = found.good()
    vetoes = ratifiers(dialogue)
    weak, strictly = ({r: ~refuses(dialogue, found, r, strict=how) for r in vetoes} for how in (False, True))
    passed = strictly if strict else weak
    zone = _zone(good, passed.values())
    lost = [(k, r) for k in np.flatnonzero(good) for r in vetoes if not passed[r][k]]
    return Ratification(
        table=found.table,
        strict=strict,
        against="drift" if found.ends else "reference",
        react=react,
        number=len(found.codes),
        win_set_weak=found.codes_of(_zone(np.ones_like(good), weak.values())),
        win_set_strict=found.codes_of(_zone(np.ones_like(good), strictly.values())),
        deals=found.codes_of(good),
        ratified_weak=found.codes_of(_zone(good, weak.values())),
        ratified_strict=found.codes_of(_zone(good, strictly.values())),
        zone=found.codes_of(zone),
        ratifiers=tuple(_ratifier(board, found, good, passed, (weak[r], strictly[r]), r) for r in vetoes),
        opening=() if zone.any() else _opening(good, passed),
        lost=len({int(k) for k, _ in lost}),
        limit=limit,
        defections=tuple(
            Defection(place=place(dialogue, int(found.codes[k])), party=dialogue.party(r).ratifies, ratifier=r)
            for k, r in lost[:limit]
        ),
        drafts=drafts(dialogue),
    )


def _zone(good: PackageSet, passed: Iterable[PackageSet]) -> PackageSet:
    for one in passed:
        good = good & one
    return good


def _ratifier(
    board: Grid,
    found: Packages,
    good: PackageSet,
    passed: dict[str, PackageSet],
    win_sets: tuple[PackageSet, PackageSet],
    ratifier: str,
) -> Ratifier:
    dialogue = board.dialogue
    party = dialogue.party(ratifier).ratifies
    zone = _zone(good, passed.values())
    wider = _zone(good, [one for r, one in passed.items() if r != ratifier])
    worth = found.worth[party]
    top, top_without = _extreme(worth, zone), _extreme(worth, wider)
    low, low_without = _extreme(-worth, zone), _extreme(-worth, wider)
    weak, strictly = win_sets
    return Ratifier(
        party=ratifier,
        ratifies=party,
        options=vetoed(dialogue, ratifier),
        unless=str(dialogue.party(ratifier).unless or ""),
        ranking=_ranking(board, ratifier),
        win_set_weak=found.codes_of(weak),
        win_set_strict=found.codes_of(strictly),
        ties=found.codes_of(good & weak & ~strictly),
        binding=bool((wider & ~zone).any()),
        best_with=found.codes_of(top),
        best_without=found.codes_of(top_without),
        worst_with=found.codes_of(low),
        worst_without=found.codes_of(low_without),
        lowers_best=bool(zone.any() and worth[top][0] < worth[top_without][0]),
        raises_worst=bool(zone.any() and worth[low][0] > worth[low_without][0]),
    )


def _ranking(board: Grid, party: str) -> tuple[tuple[int, ...], ...] | None:
    """A party's groups of states that it likes alike, best first; None where there are too many."""
    if board.feasible.sum() > RANKED:
        return None
    groups: dict[int, list[int]] = {}
    codes, ranks = board.codes[board.feasible], board.ranks[party][board.feasible]
    for code, rank in sorted(zip(codes.tolist(), ranks.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0])):
        groups.setdefault(rank, []).append(code)
    return tuple(tuple(group) for group in groups.values())


def _extreme(worth: PerPackage, mask: PackageSet) -> PackageSet:
    """Of the packages in `mask` those with the highest worth."""
    best: PackageSet = mask & (worth == worth[mask].max()) if mask.any() else mask
    return best


def _opening(good: PackageSet, passed: dict[str, PackageSet]) -> tuple[tuple[str, ...], ...]:
    found: list[frozenset[str]] = []
    for number in range(1, len(passed) + 1):
        for chosen in combinations(passed, number):
            without = frozenset(chosen)
            if not any(less <= without for less in found):
                zone = _zone(good, [one for r, one in passed.items() if r not in without])
                if zone.any():
                    found.append(without)
    return tuple(tuple(r for r in passed if r in chosen) for chosen in found)
