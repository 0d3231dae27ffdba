"""Packages: what the table could sign together, and what they are worth once outsiders have reacted (definitions 5).

A package is the status quo with some options of the parties at the table at other levels, each reached in its
direction, signed in one act: states on the way need not be feasible. Outsiders then improve, leanly, until none of
them can; the worst that can come of it is what the package is worth to a party.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.interface import goes
from detente.errors import NoAnswer
from detente.methods.bargaining.reactions import Seat, outcomes, seat
from detente.methods.bargaining.vetoes import changing
from detente.model.dialogue import Dialogue, State
from detente.model.naming import started

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Cells, Codes, Ints
    from detente.engine.arrays.by_option import Grid
    from detente.engine.arrays.space import Space

    PackageSet = NDArray[np.bool_]
    """Some packages: for each whether it is one of them."""

    PerPackage = NDArray[np.signedinteger]
    """A number for each package: a rank, as narrow as the space has it, or a count."""

    OutcomeSet = NDArray[np.bool_]
    """Packages × settings of the outsiders' options: which can come of a package."""

    OutcomeCodes = NDArray[np.signedinteger]
    """Packages × settings of the outsiders' options: each state's code, or cell."""


NUMBER = "int32"
"""Of a cell, or a code, of a dialogue whose states fit into memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A state that the drift ends in, and what each party is to be worth at least: there, or at its stated fallback."""

    state: State
    floor: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """Packages of a dialogue, one a column, by code.

    `total`: how many there are, those left out here too. `ends`: what the drift ends in, if they are compared with
    that; then `differs` tells, for each end and party at the table, which change an option of the party against it.
    `outcome_codes` and `outcome` have a row per package: the states that outsiders could bring about and whether each
    is an outcome. `worth` and `best`: per party of the dialogue the rank of its worst and best outcome. `reference`:
    per party the state it compares with, `floor` the rank of that state. `changes`: how many options each package
    changes.
    """

    table: tuple[str, ...]
    total: int
    codes: Codes
    outcome_codes: OutcomeCodes
    outcome: OutcomeSet
    worth: dict[str, PerPackage]
    best: dict[str, PerPackage]
    reference: dict[str, State]
    reference_code: dict[str, int]
    floor: dict[str, int]
    changes: PerPackage
    ends: tuple[End, ...]
    differs: tuple[dict[str, PackageSet], ...]

    def compared(self) -> Ints:
        """A row per party at the table: 1 where a package is better than its reference, 0 alike, -1 worse."""
        return np.array([np.sign(self.worth[i] - self.floor[i]) for i in self.table])

    def good(self) -> PackageSet:
        """The deals: packages that all at the table like better than their references.

        Where they are compared with the drift: in every state that it ends in nobody at the table is worse off, each
        party whose options differ from it is better off, and some party at the table changes an option. A stated
        fallback counts for its party where it is better for it than the end.
        """
        if not self.ends:
            return np.asarray((self.compared() > 0).all(axis=0))
        good = np.ones(len(self.codes), dtype=bool)
        for end, differs in zip(self.ends, self.differs, strict=True):
            good &= np.any([differs[i] for i in self.table], axis=0)
            for i in self.table:
                good &= np.where(differs[i], goes(self.worth[i], end.floor[i]), ~goes(end.floor[i], self.worth[i]))
        return good

    def only(self, mask: PackageSet) -> Packages:
        """Some of them."""
        return replace(
            self,
            codes=self.codes[mask],
            outcome_codes=self.outcome_codes[mask],
            outcome=self.outcome[mask],
            worth={p: worth[mask] for p, worth in self.worth.items()},
            best={p: best[mask] for p, best in self.best.items()},
            changes=self.changes[mask],
            differs=tuple({p: where[mask] for p, where in differs.items()} for differs in self.differs),
        )

    def weakly_good(self) -> PackageSet:
        """The weak deals: packages with which nobody at the table is worse off and somebody is better off."""
        compared = self.compared()
        return np.asarray((compared >= 0).all(axis=0) & (compared > 0).any(axis=0))

    def column(self, code: int) -> int | None:
        """Where the package of that code stands, None if there is none."""
        k = int(np.searchsorted(self.codes, code))
        return k if k < len(self.codes) and self.codes[k] == code else None

    def codes_of(self, where: PackageSet | Ints) -> tuple[int, ...]:
        """The codes of some packages."""
        return tuple(int(code) for code in self.codes[where])

    def outcomes(self, column: int) -> tuple[int, ...]:
        """The codes of what can come of a package."""
        return tuple(int(c) for c in sorted(self.outcome_codes[column][self.outcome[column]]))

    def worst(self, column: int, party: str, grid: Grid) -> State:
        """The outcome that is worst for a party (of several the first by code)."""
        states = [grid.dialogue.state(code) for code in self.outcomes(column)]
        return min(states, key=lambda s: int(grid.ranks[party][s]))


def packages(space: Space, *, react: bool = True, ends: Sequence[State] = ()) -> Packages:
    """Every package that the table can attain from the status quo; `react`: what it is worth after outsiders moved.

    `ends`: all states that the drift ends in, if packages are compared with these. Raises NoAnswer without a status quo
    or a table, InputError when a stated fallback breaks a rule.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.engine.solved import solved
    >>> found = packages(solved(river).space)
    >>> found.table, len(found.codes)
    (('upland', 'lowland'), 8)
    """
    board = _Board(space, react, ends)
    return board.packages(board.signed)


def signing(space: Space, states: Sequence[State], ends: Sequence[State]) -> Packages:
    """The packages that end in some states before outsiders move, but for those that the table cannot sign; raises as
    above.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.engine.solved import solved
    >>> signing(solved(river).space, [(1, 1, 0, 0)], [(0, 0, 1, 1)]).codes.tolist()
    [4]
    """
    board = _Board(space, True, ends)
    home = board.offsets[board.home]  # what the outsiders' options add: they need not stand at their first levels
    return board.packages(board.signed[np.isin(board.signed + home, [space.cell_of(state) for state in states])])


def beating(space: Space, ends: Sequence[State]) -> Packages:
    """The packages that beat the drift alone, `ends` being all states that it ends in. Raises as `packages` does.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.engine.solved import solved
    >>> sorted(beating(solved(river).space, [(0, 0, 1, 1)]).codes.tolist())
    [3, 4, 10]
    """
    board = _Board(space, True, ends)
    base = board.signed
    for party in board.table:  # what it can be worth at best, before anybody looks at what outsiders do
        ranks, feasible = space.flat_ranks[party], space.flat_feasible
        best = np.full(len(base), -1, dtype=ranks.dtype)
        for offset in board.offsets.tolist():
            best = np.maximum(best, np.where(feasible[base + offset], ranks[base + offset], ranks.dtype.type(-1)))
        base = base[~goes(board.floor[party], best)]
    found = board.packages(base)
    return found.only(found.good())


class _Board:
    """Packages by cell: what the table's options add to a cell (`signed`: with the outsiders' at the status quo taken
    out, those that are feasible), and what the outsiders' do (`offsets`, one for each of their settings)."""

    def __init__(self, space: Space, react: bool, ends: Sequence[State]) -> None:
        self.space = space
        self.sq, self.table = starting(space.dialogue)
        self.ends = tuple(self._end(end) for end in ends)
        self.references = {p: self._reference(p, ends) for p in space.layout.parties}
        self.floor = {p: self._worth(p, state) for p, state in self.references.items()}
        owners = space.layout.owners
        inside = [seat(space.layout, party, self.sq) for party in owners if party in self.table]
        self.outside = [seat(space.layout, p, self.sq, fixed=not react) for p in owners if p not in self.table]
        self.offsets = _sums(self.outside)
        self.shape = tuple(len(one.cells) for one in self.outside)
        self.home = int(np.ravel_multi_index([s.start for s in self.outside], self.shape)) if self.outside else 0
        every = _sums(inside)
        self.signed = every[self._allowed(every + self.offsets[self.home], inside)]

    def _allowed(self, cells: Cells, inside: Sequence[Seat]) -> PackageSet:
        """Whether packages are feasible, and nobody who changes an option brings about what it never does."""
        space, home = self.space, self.space.cell_of(self.sq)
        allowed: PackageSet = space.flat_feasible[cells]
        for one in inside:
            axis = space.layout.owners.index(one.party)
            if space.flat_broken[axis] is not None:
                place = cells // space.layout.strides[axis] % space.layout.shape[axis]
                still = place == home // space.layout.strides[axis] % space.layout.shape[axis]
                allowed &= still | np.asarray(space.keeps(one.party, home, cells))
        return allowed

    def packages(self, base: Cells) -> Packages:
        """Some packages in full, by code."""
        space, dialogue = self.space, self.space.dialogue
        codes = space.layout.codes(base + self.offsets[self.home])
        order = np.argsort(codes)
        cells = base[order][:, None] + self.offsets
        outcome = self._outcome(cells)
        own = {party: {option.id for option in dialogue.options_of(party)} for party in self.table}
        worth, best = {}, {}
        for party in space.layout.parties:
            ranks = space.flat_ranks[party][cells]
            worth[party] = ranks.min(axis=1, where=outcome, initial=np.iinfo(ranks.dtype).max)
            best[party] = ranks.max(axis=1, where=outcome, initial=-1)
        return Packages(
            table=self.table,
            total=len(self.signed),
            codes=codes[order],
            outcome_codes=space.layout.codes(cells.reshape(-1)).astype(NUMBER).reshape(cells.shape),
            outcome=outcome,
            worth=worth,
            best=best,
            reference=self.references,
            reference_code={p: dialogue.code(state) for p, state in self.references.items()},
            floor=self.floor,
            changes=_changes(dialogue, codes[order], self.sq),
            differs=tuple(
                {p: changing(dialogue, codes[order], own[p], end.state) for p in self.table} for end in self.ends
            ),
            ends=self.ends,
        )

    def _outcome(self, cells: OutcomeCodes) -> OutcomeSet:
        space, shape = self.space, (len(cells), *self.shape)
        feasible = space.flat_feasible[cells].reshape(shape)
        ranks = [space.flat_ranks[one.party][cells].reshape(shape) for one in self.outside]
        sets = dict(zip(space.layout.owners, space.flat_broken, strict=True))
        broken = [None if (own := sets[one.party]) is None else own[cells].reshape(shape) for one in self.outside]
        found: OutcomeSet = outcomes(self.outside, feasible, ranks, broken).reshape(cells.shape)
        return found

    def _end(self, state: State) -> End:
        parties = self.space.layout.parties
        return End(state=state, floor={p: self._worth(p, self._reference(p, [state])) for p in parties})

    def _reference(self, party: str, ends: Sequence[State]) -> State:
        """What a party compares with: its reference; where there are ends, the best for it of these and of a stated
        fallback."""
        stated = reference(self.space.dialogue, party, self.sq)
        if not ends:
            return stated
        others = (stated,) if party in self.space.dialogue.fallback else ()
        return max((*ends, *others), key=lambda state: self._worth(party, state))

    def _worth(self, party: str, state: State) -> int:
        return self.space.rank(party, self.space.cell_of(state))


def _sums(seats: Sequence[Seat]) -> Cells:
    """The sums of one cell of each seat, the first seat slowest."""
    found = np.zeros(1, dtype=NUMBER)
    for one in seats:
        found = (found[:, None] + np.array(one.cells, dtype=NUMBER)).reshape(-1)
    return found


def _changes(dialogue: Dialogue, codes: Codes, sq: State) -> PerPackage:
    """Per state how many options differ from the status quo."""
    number = np.zeros(len(codes), dtype=np.int16)
    rest = codes
    for radix, level in zip(dialogue.radices, sq, strict=True):
        number += rest % radix != level
        rest = rest // radix
    return number


def starting(dialogue: Dialogue) -> tuple[State, tuple[str, ...]]:
    """The status quo and the parties at the table. Raises NoAnswer if either is missing.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> starting(river)
    ((0, 0, 0, 0), ('upland', 'lowland'))
    """
    sq = started(dialogue, "from which packages start")
    if not dialogue.table:
        raise NoAnswer("A package is signed by the parties at the table, and nobody is at the table.")
    return sq, dialogue.table


def reference(dialogue: Dialogue, party: str, sq: State) -> State:
    """What a party compares a package with: its stated fallback where the rules leave it a place, else the status quo.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> reference(river, "upland", (0, 0, 0, 0))
    (0, 0, 0, 0)
    """
    state = dialogue.with_levels(sq, dialogue.fallback.get(party, ()))
    if not dialogue.feasible(state):
        return sq  # `check` says so, and so does every page
    return state
