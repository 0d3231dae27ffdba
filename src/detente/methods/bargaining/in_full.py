"""A package told in full: who gains and gives what, whether it holds, who would leave first, what would hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.engine.arrays.by_option import Grid
from detente.engine.concepts import CONCEPTS, NASH
from detente.engine.solved import solved
from detente.methods.bargaining.conditional_offers import Linkage, linkages
from detente.methods.bargaining.guarantees import Lock, locks
from detente.methods.bargaining.holding import guarantees, leaving
from detente.methods.bargaining.packages import Packages
from detente.methods.bargaining.sequencing import Orders, orders
from detente.methods.bargaining.stakes import Stake, stake
from detente.methods.settling.held import Firmness, standing
from detente.model.naming import Place, named, place

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Ranks, StateMask
    from detente.methods.bargaining.packages import PackageSet


NAMES = tuple(c.name for c in CONCEPTS)
LEAVING = tuple(
    c.name for c in sorted(CONCEPTS, key=lambda c: (c.answer is None, c.reply, c.answer != "moves")) if c.firmness
)
"""How a party leaves, soonest first: nothing could stop it; nobody who could would; it could escape; it is tempted."""


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
class Telling:
    """All that is needed to tell packages in full."""

    grid: Grid
    packages: Packages
    stable: dict[str, dict[str, StateMask]]
    reach: dict[str, Ranks]
    concept: str
    size: int
    tranches: bool
    vetoes: dict[str, PackageSet]

    @classmethod
    def of(
        cls, board: Grid, packages: Packages, vetoes: dict[str, PackageSet], *, concept: str, size: int, tranches: bool
    ) -> Telling:
        """What telling needs of these packages; `vetoes`: per ratifier which of them it refuses."""
        return cls(
            grid=board,
            packages=packages,
            stable={
                concept: {party: board.by_state(where) for party, where in by_party.items()}
                for concept, by_party in solved(board.dialogue).stable().items()
            },
            reach={i: board.best_in_reach(i) for i in packages.table},
            concept=concept,
            size=size,
            tranches=tranches,
            vetoes=vetoes,
        )

    def package(self, group: tuple[int, ...]) -> Package:
        """The first of a group of packages that are worth the same."""
        board, everything, code = self.grid, self.packages, group[0]
        dialogue = board.dialogue
        column = everything.column(code)
        assert column is not None
        state, sq = dialogue.state(code), dialogue.status_quo
        assert sq is not None
        outcomes = everything.outcomes(column)
        states = [dialogue.state(outcome) for outcome in outcomes]
        engine, leaves = solved(dialogue).engine, self.leaves((code,))
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
            stakes=stakes(board, everything, column),
            refused=tuple(who for who, where in self.vetoes.items() if where[column]),
            standing=standing(engine, states),
            departs=self._departs(outcomes, [party for party, _ in falling]),
            guarantees=guarantees(board.space, states, falling) if falling else (),
            holds=tuple(c for c in NAMES if all(self._stable(c, p, o) for p in everyone for o in outcomes)),
            holds_for_table=tuple(c for c in NAMES if all(self._stable(c, p, code) for p in everything.table)),
            leaves=leaves,
            first=min(leaves, key=lambda p: LEAVING.index(leaves[p]), default=None),
            locks_nash=self.locks(code, NASH.name),
            locks=self.locks(code, self.concept),
            orders=self.orders(code),
            linkage=linkages(board, everything.table, state),
        )

    def leaves(self, codes: Sequence[int]) -> dict[str, str]:
        """Per party that would leave one of some states the first concept under which one of them is not stable."""
        leaves = {}
        for party in self.grid.ranks:
            unstable = [c for c in LEAVING if not all(self._stable(c, party, code) for code in codes)]
            if unstable:
                leaves[party] = unstable[0]
        return leaves

    def locks(self, code: int, concept: str) -> tuple[Lock, ...]:
        """The minimal sets of options which, made irreversible, hold a package under a concept."""
        return locks(self.grid, self.grid.dialogue.state(code), concept, size=self.size)

    def orders(self, code: int) -> Orders | None:
        """The best orders of steps to a package."""
        return orders(self.grid, self.grid.dialogue.state(code), self.reach, tranches=self.tranches)

    def _departs(self, outcomes: Sequence[int], leaving: Sequence[str]) -> dict[str, str]:
        """Per party that leaves the first concept under which an outcome is not stable for it: the soonest first."""
        first = self.leaves(outcomes)
        return {party: first[party] for party in sorted(dict.fromkeys(leaving), key=lambda p: LEAVING.index(first[p]))}

    def _stable(self, concept: str, party: str, code: int) -> bool:
        return bool(self.stable[concept][party][self.grid.dialogue.state(code)])


def stakes(board: Grid, everything: Packages, column: int) -> tuple[Stake, ...]:
    """Per party at the table what it gains and gives, judged by the outcome that is worst for it.

    >>> import detente as dt
    >>> from detente.engine.solved import board_of
    >>> from detente.methods.bargaining.packages import packages
    >>> board = board_of(dt.load("classroom-chicken"))
    >>> [(one.party, one.gains) for one in stakes(board, packages(board.space), 1)]
    [('eastland', ('east-no-war',)), ('westland', ('west-no-war', 'west-ridge'))]
    """
    return tuple(
        stake(board.dialogue, i, everything.reference[i], everything.worst(column, i, board))
        for i in everything.table
    )
