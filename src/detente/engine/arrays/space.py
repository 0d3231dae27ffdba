"""A dialogue's states under fixed circumstances: which are feasible, how each party ranks them, who can move where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.engine.arrays.axes import Bools, Broken, Cells, Ranks
from detente.engine.arrays.game import reached, unbroken
from detente.engine.arrays.layout import Layout, check_size, layout
from detente.engine.arrays.one_way import reachable
from detente.engine.arrays.ranking import ranking
from detente.engine.arrays.rules import allowed, own_broken
from detente.engine.arrays.truth import Truths
from detente.engine.interface import goes
from detente.model.dialogue import Dialogue, Preferences, Rule, State
from detente.model.expression import Expr, names


@dataclass(frozen=True)
class Space:
    """The state space of a dialogue.

    `feasible`: Boolean, shape `layout.shape`. `ranks`: for each party of the dialogue, in file order, its ranking in
    the same shape (higher is better, infeasible cells mean nothing). `broken`: for each owner, in the same shape, which
    rules that bind it alone are broken, as bits (None: there are none); all of them None where it is empty.
    """

    dialogue: Dialogue
    circumstances: Mapping[str, bool]
    layout: Layout
    feasible: Bools
    ranks: tuple[Ranks, ...]
    broken: tuple[Broken | None, ...] = ()

    # ---- cells, codes, states ------------------------------------------------------------------------------------

    def cell_of(self, state: State) -> int:
        """The cell of a state."""
        return self.layout.cell_of(state)

    def state_of(self, cell: int) -> State:
        """The state of a cell."""
        return self.layout.state_of(cell)

    def code_of(self, cell: int) -> int:
        """The code of a cell."""
        return self.layout.code_of(cell)

    def cell_of_code(self, code: int) -> int:
        """The cell of a code."""
        return self.layout.cell_of_code(code)

    def feasible_cells(self) -> Cells:
        """The cells of the feasible states, ascending."""
        return np.flatnonzero(self.feasible)

    @cached_property
    def flat_feasible(self) -> Bools:
        """Feasibility by cell."""
        return self.feasible.reshape(-1)

    @cached_property
    def flat_ranks(self) -> dict[str, Ranks]:
        """Each party's ranking by cell."""
        return {party: rank.reshape(-1) for party, rank in zip(self.layout.parties, self.ranks, strict=True)}

    @cached_property
    def flat_broken(self) -> tuple[Broken | None, ...]:
        """For each owner the rules of its own that are broken, by cell."""
        every = self.broken or (None,) * len(self.layout.owners)
        return tuple(None if broken is None else broken.reshape(-1) for broken in every)

    # ---- preferences ---------------------------------------------------------------------------------------------

    def rank(self, party: str, cell: int) -> int:
        """How the party ranks the state; only comparisons mean anything."""
        return int(self.flat_ranks[party][cell])

    def prefers(self, party: str, a: int, b: int) -> bool:
        """Whether the party strictly prefers cell `a` to cell `b`."""
        return bool(goes(self.rank(party, a), self.rank(party, b)))

    # ---- moves ---------------------------------------------------------------------------------------------------

    def steps(self, party: str, cells: Cells) -> tuple[Cells, Bools]:
        """Where the party could go from each of many cells: (cells, places on its axis), and which are moves."""
        axis = self.layout.axis(party)
        if axis is None:
            return np.empty((len(cells), 0), dtype=np.int64), np.empty((len(cells), 0), dtype=bool)
        length, stride = self.layout.shape[axis], self.layout.strides[axis]
        place = cells // stride % length
        targets: Cells = cells[:, None] + (np.arange(length) - place[:, None]) * stride
        usable = self.flat_feasible[targets]
        if any(way != "both" for way in self.layout.directions[axis]):
            usable &= reachable(self.layout.levels[axis], self.layout.directions[axis], place)
        usable &= self.keeps(party, cells[:, None], targets)
        usable[np.arange(len(cells)), place] = False
        return targets, usable

    def moves(self, party: str, cell: int) -> Cells:
        """The feasible states that the party can move to from there, ascending; not the state itself."""
        axis = self.layout.axis(party)
        if axis is None:
            return np.zeros(0, dtype=np.int64)
        place = cell // self.layout.strides[axis] % self.layout.shape[axis]
        first = cell - place * self.layout.strides[axis]
        targets = self._along[axis] + first
        usable = self.flat_feasible[targets]
        if any(way != "both" for way in self.layout.directions[axis]):
            usable &= reachable(self.layout.levels[axis], self.layout.directions[axis], np.array([place]))[0]
        usable &= self.keeps(party, cell, targets)
        usable[place] = False
        return targets[usable]

    def keeps(self, party: str, before: Cells | int, after: Cells) -> Bools | np.bool_:
        """Whether the party breaks no further rule of its own by going from cells to others (of fitting shapes)."""
        axis = self.layout.axis(party)
        broken = None if axis is None else self.flat_broken[axis]
        return np.True_ if broken is None else (broken[after] & ~broken[before]) == 0

    @cached_property
    def _along(self) -> tuple[Cells, ...]:
        """For each axis how far its places lie from the first, in cells."""
        return tuple(np.arange(n) * stride for n, stride in zip(self.layout.shape, self.layout.strides, strict=True))

    def best_in_reach(self, party: str) -> Ranks:
        """By place the highest rank, for the party, among the state and all that it can move to; -1 if infeasible."""
        if party not in self._best:
            self._best[party] = self._best_in_reach(party)
        return self._best[party]

    @cached_property
    def _best(self) -> dict[str, Ranks]:
        """What `best_in_reach` has found, by party."""
        return {}

    def _best_in_reach(self, party: str) -> Ranks:
        ranks = self.ranks[self.layout.parties.index(party)]
        low = np.where(self.feasible, ranks, ranks.dtype.type(-1))
        axis = self.layout.axis(party)
        if axis is None:
            return low
        levels, ways = self.layout.levels[axis], self.layout.directions[axis]
        broken = self.broken[axis] if self.broken else None
        best = unbroken(np.maximum, low, broken, lambda allowed: reached(np.maximum, allowed, axis, levels, ways))
        return np.where(self.feasible, best, low)

    def improvements(self, party: str, cell: int) -> Cells:
        """The moves of the party from there to states that it strictly prefers, ascending."""
        cells = self.moves(party, cell)
        ranks = self.flat_ranks[party]
        better: Cells = cells[goes(ranks[cells], ranks[cell])]
        return better


def build(dialogue: Dialogue, *, like: Space | None = None) -> Space:
    """The space of a dialogue, under the circumstances in force. Raises TooLarge.

    `like`: the space of a dialogue that differs in a few lines: arrays that say the same are shared, not made again.

    >>> from detente import load
    >>> dry, wet = build(load("river")), build(load("river").under({"dry_year": False}))
    >>> dry.layout.shape, int(dry.feasible.sum()), int(wet.feasible.sum())
    ((6, 2, 2), 16, 24)
    """
    check_size(dialogue)
    facts = dialogue.now
    known = like if like is not None and _same_states(dialogue, like.dialogue) else None
    plan = layout(dialogue) if known is None else known.layout
    truths = Truths(dialogue, plan, facts)
    ranks = []
    for k, party in enumerate(plan.parties):
        given = dialogue.preferences.get(party, Preferences())
        same = known is not None and _says_the_same(given, facts, party, known)
        ranks.append(known.ranks[k] if known is not None and same else ranking(truths, given))
    same = known is not None and _same_rules(dialogue.rules, known.dialogue.rules, facts, known)
    feasible = known.feasible if known is not None and same else allowed(truths, dialogue.rules)
    same = known is not None and _same_rules(dialogue.own_rules, known.dialogue.own_rules, facts, known)
    broken = known.broken if known is not None and same else own_broken(truths, dialogue)
    return Space(dialogue, facts, plan, feasible, tuple(ranks), broken)


def _same_rules(own: Sequence[Rule], other: Sequence[Rule], facts: Mapping[str, bool], known: Space) -> bool:
    """Whether rules are those of a space, and the facts that they mention are the same."""
    named = {name for rule in own for name in names(rule.never)}
    return own == other and all(known.circumstances.get(fact) == facts[fact] for fact in named & facts.keys())


def _same_states(one: Dialogue, other: Dialogue) -> bool:
    return one.options == other.options and [p.id for p in one.parties] == [p.id for p in other.parties]


def _says_the_same(given: Preferences, facts: Mapping[str, bool], party: str, known: Space) -> bool:
    """Whether a preference is the one that the party has in a space, and the facts that it mentions are the same."""
    if given != known.dialogue.preferences.get(party, Preferences()):
        return False
    named = {name for expr in given.exprs for name in names(expr)}
    return all(known.circumstances.get(fact) == value for fact, value in facts.items() if fact in named)


def truth(space: Space, expr: Expr) -> Bools:
    """Where an expression holds, in the shape `layout.shape` (infeasible cells included).

    >>> from detente import load
    >>> from detente.model.expression import Name
    >>> int(truth(build(load("river")), Name("pay")).sum())
    12
    """
    truths = Truths(space.dialogue, space.layout, space.circumstances)
    return truths.full(truths(expr))


def levels_among(space: Space, cells: Cells) -> tuple[Bools, ...]:
    """For each option, in file order, which of its levels occur among the cells: a Boolean for each level.

    >>> from detente import load
    >>> river = build(load("river"))
    >>> [levels.tolist() for levels in levels_among(river, river.feasible_cells())][0]
    [True, True, False]
    """
    digits = zip(space.layout.cell_strides, space.layout.radices, strict=True)
    return tuple(np.bincount(cells // stride % radix, minlength=radix) > 0 for stride, radix in digits)
