"""Conditional offers that would hold a package: my side of it stands while yours does, else mine goes back.

In the linked model the offered options of a party follow a condition on another's (definitions 4): a move that breaks
the condition takes them back at once, as far as their direction lets them. An offer is listed when nobody would then
leave the package (Nash), where without it somebody would. The condition is what the other grants in the package; if
that is not enough, also that it leaves alone the options by which it would rather walk away.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from math import prod
from typing import TYPE_CHECKING

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.engine.concepts import NASH
from detente.engine.interface import goes
from detente.methods.bargaining.guarantees import around, unsanctioned
from detente.methods.reasons.granting import named_levels
from detente.model.dialogue import State, differing, permitted

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools, Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """`by` gives `give` while `of` keeps `condition`, else goes back to `otherwise`.

    `fronts_given`, `fronts_asked`: the fronts of the two sides. `worth_it`: the offerer likes the package better than
    what it would be with what both sides change taken back. `needs_guarantee`: with the condition kept it would itself
    rather not deliver.
    """

    by: str
    of: str
    give: dict[str, str]
    condition: dict[str, str]
    otherwise: dict[str, str]
    fronts_given: tuple[str, ...]
    fronts_asked: tuple[str, ...]
    worth_it: bool
    needs_guarantee: bool


def linkages(grid: Grid, table: tuple[str, ...], state: State) -> tuple[Linkage, ...]:
    """The conditional offers between two parties at the table under which nobody would leave the package.

    Empty if nobody would leave it anyhow, and where rules bind one party alone: what follows of itself is no move of
    anybody, so they would not know whom to stop.

    >>> import detente as dt
    >>> from detente.engine.solved import board_of
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay, not visas], b: [visas, not pay]}
    ... status_quo: {}''')
    >>> [(one.by, one.of) for one in linkages(board_of(talks), talks.table, (1, 1))]
    [('a', 'b'), ('b', 'a')]
    """
    sq = grid.dialogue.status_quo
    assert sq is not None
    if grid.broken or not any(next(unsanctioned(grid, party, state, NASH), None) for party in grid.ranks):
        return ()
    changed = {p: [k for k in grid.axes([p]) if state[k] != sq[k]] for p in table}
    found = []
    for by, of in permutations(table, 2):
        for kept in _conditions(grid, of, changed[of], state):
            if changed[by] and kept and _holds(grid, changed[by], kept, of, state, sq):
                found.append(_linkage(grid, by, of, changed[by], kept, state, sq))
                break
    return tuple(found)


def _conditions(grid: Grid, of: str, changed: list[int], state: State) -> list[list[int]]:
    """The options to keep as the package has them: those that it changes, or besides those that `of` would touch."""
    leaving = unsanctioned(grid, of, state, NASH)
    touched = {k for t in leaving for k in differing(state, t)}
    return [changed, sorted(touched.union(changed))]


def _holds(grid: Grid, given: list[int], kept: list[int], of: str, state: State, sq: State) -> bool:
    """Whether the package is a Nash equilibrium of the linked model."""
    for party, ranks in grid.ranks.items():
        block, _ = around(grid, state, [party], frozenset(given))
        codes = grid.codes[block].ravel()
        if party == of:
            codes = codes + np.where(_kept(grid, codes, kept, state), 0, _taken_back(grid, given, state, sq))
        reached = np.unravel_index(codes, grid.dialogue.radices, order="F")
        if (grid.feasible[reached] & goes(ranks[reached], ranks[state])).any():
            return False
    return True


def _kept(grid: Grid, codes: Codes, kept: list[int], state: State) -> Bools:
    """Per code whether the condition holds: those options stand where the package has them."""
    holds = np.ones(codes.shape, dtype=bool)
    for k in kept:
        holds &= codes // _weight(grid, k) % grid.dialogue.radices[k] == state[k]
    return holds


def _taken_back(grid: Grid, given: list[int], state: State, sq: State) -> int:
    """What is added to a state's code when the offered options go back, those that can."""
    options = grid.dialogue.options
    back = [k for k in given if permitted(options[k].direction, state[k], sq[k])]
    return sum((sq[k] - state[k]) * _weight(grid, k) for k in back)


def _weight(grid: Grid, k: int) -> int:
    return prod(grid.dialogue.radices[:k])


def _linkage(
    grid: Grid, by: str, of: str, given: list[int], kept: list[int], state: State, sq: State
) -> Linkage:
    dialogue = grid.dialogue

    def levels(places: list[int], of_state: State) -> dict[str, str]:
        return named_levels(dialogue, tuple((dialogue.options[k].id, of_state[k]) for k in places))

    def fronts(places: list[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(dialogue.options[k].front for k in places if dialogue.options[k].front))

    withheld = _back(state, given, sq)
    neither = _back(withheld, kept, sq)
    ranks, feasible = grid.ranks[by], grid.feasible
    return Linkage(
        by=by,
        of=of,
        give=levels(given, state),
        condition=levels(kept, state),
        otherwise=levels(given, sq),
        fronts_given=fronts(given),
        fronts_asked=fronts(kept),
        worth_it=bool(not feasible[neither] or goes(ranks[state], ranks[neither])),
        needs_guarantee=bool(feasible[withheld] and goes(ranks[withheld], ranks[state])),
    )


def _back(state: State, places: list[int], sq: State) -> State:
    return tuple(sq[k] if k in places else level for k, level in enumerate(state))
