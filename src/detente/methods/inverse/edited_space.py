"""The state space as leverage looks at it: one axis for each party with options, facts and rules changed at will.

An array here need not have the whole shape: an axis that nothing mentions has length 1, so that what depends on few
options stays small under every combination of circumstances and lifted rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce

import numpy as np

from detente.engine.arrays.axes import Bools, Ranks
from detente.engine.arrays.layout import check_size, layout
from detente.engine.arrays.one_way import permitted
from detente.engine.arrays.space import Space, truth
from detente.engine.solved import solved, under
from detente.methods.inverse.edited_lists import Ints, Lists, distinct, edited_lists
from detente.methods.inverse.edits import Edit
from detente.methods.inverse.minimal_sets import Numbers
from detente.methods.inverse.nash_cases import Cases, Sorts, cases, ranked_cases
from detente.model.dialogue import Dialogue, OwnRule, Rule
from detente.model.expression import Expr, names


class Board:
    """A dialogue with the catalogue of one asker's edits; what was worked out once is kept."""

    def __init__(self, dialogue: Dialogue, edits: tuple[Edit, ...]) -> None:
        check_size(dialogue)
        self.dialogue, self.edits = dialogue, edits
        self.layout = layout(dialogue)
        self.movers, self.shape = self.layout.owners, self.layout.shape
        self.own = {p: frozenset(o.id for o in dialogue.options_of(p)) for p in self.movers}
        self.sorts: dict[Numbers, Sorts] = {}
        """What `nash_judge` found of a situation, for all targets."""
        self._spaces: dict[tuple[bool, ...], Space] = {}
        self._truths: dict[tuple[object, ...], tuple[Expr, Bools]] = {}
        self._lists: dict[tuple[str, int], Lists] = {}
        self._rows: dict[tuple[str, int], dict[Numbers, int]] = {}
        self._cases: dict[tuple[object, ...], Cases | None] = {}
        self._vectors: dict[tuple[object, ...], tuple[Bools, Ints]] = {}
        self._columns: dict[tuple[object, ...], tuple[Bools, Ints]] = {}
        self._bearing = {p: self._bears_on(p) for p in self.movers}

    @cached_property
    def packages(self) -> tuple[tuple[int, int], ...]:
        """The asker's place on its axis in each package of the catalogue, and the package's number there."""
        return tuple((self.setting(e.party, e.levels), e.number) for e in self.edits if e.kind == "fix")

    def setting(self, party: str, levels: Mapping[str, str]) -> int:
        """The place on a party's axis at which its options have these levels."""
        place = 0
        for option in self.dialogue.options_of(party):
            place = place * len(option.levels) + option.levels.index(levels[option.id])
        return place

    def reach(self, party: str) -> Bools | None:
        """Settings × settings: where a party can go from where, staying included; None if it can go anywhere."""
        axis = self.movers.index(party)
        return permitted(self.layout.levels[axis], self.layout.directions[axis])

    # ---- situations --------------------------------------------------------------------------------------------

    def facts(self, situation: Numbers) -> dict[str, bool]:
        """The circumstances in force in a situation."""
        changed = {e.id: bool(e.to) for e in map(self.edits.__getitem__, situation) if e.kind == "circumstance"}
        return {**self.dialogue.now, **changed}

    def lifted(self, situation: Numbers) -> set[str]:
        """The rules lifted in a situation."""
        return {e.id for e in map(self.edits.__getitem__, situation) if e.kind == "lift_rule"}

    def space(self, situation: Numbers) -> Space:
        """The engine's space under the circumstances of a situation, with all rules of the file."""
        facts = self.facts(situation)
        key = tuple(facts.values())
        if key not in self._spaces:
            self._spaces[key] = solved(under(self.dialogue, facts)).space
        return self._spaces[key]

    def truth(self, expr: Expr, situation: Numbers) -> Bools:
        """Where an expression holds, with length 1 along the axes of parties that it does not mention."""
        facts, mentioned = self.facts(situation), frozenset(names(expr))
        key = (id(expr), *(facts[n] for n in facts if n in mentioned))
        if key not in self._truths:
            there = tuple(slice(None) if self.own[p] & mentioned else slice(0, 1) for p in self.movers)
            # The expression is kept with its array, so that no other can ever have its id.
            self._truths[key] = expr, truth(self.space(situation), expr)[there].copy()
        return self._truths[key][1]

    def feasible(self, situation: Numbers) -> Bools:
        """Which states no rule excludes; of the whole shape."""
        allowed = np.ones(self.shape, dtype=bool)
        lifted = self.lifted(situation)
        for rule in self.dialogue.rules:
            if rule.id not in lifted:
                allowed &= ~self.truth(rule.never, situation)
        return allowed

    def base_ranks(self, situation: Numbers) -> dict[str, Ranks]:
        """How each party with options ranks all states by its list as the file has it."""
        space = self.space(situation)
        return {p: space.ranks[self.layout.parties.index(p)] for p in self.movers}

    def vectors(self, party: str, situation: Numbers) -> tuple[Bools, Ints]:
        """The distinct truth vectors of a party's statements, and for every state which it has."""
        wants = [s.want for s in self.dialogue.preferences[party].statements]
        key = (party, *(self.facts(situation)[f] for f in self._bearing[party][1]))
        if key in self._vectors:
            return self._vectors[key]
        rows = [np.broadcast_to(self.truth(w, situation), self.shape).ravel() for w in wants]
        table = np.stack(rows, axis=1) if rows else np.zeros((int(np.prod(self.shape)), 0), dtype=bool)
        first, kind = distinct(table)
        self._vectors[key] = table[first], kind.reshape(self.shape)
        return self._vectors[key]

    # ---- lists and cases ---------------------------------------------------------------------------------------

    def lists(self, party: str, size: int) -> Lists:
        """All lists that `size` edits make of a party's."""
        if (party, size) not in self._lists:
            mine = tuple(e for e in self.edits if e.party == party and e.kind in ("drop", "move"))
            self._lists[party, size] = edited_lists(self.dialogue.preferences[party], mine, size)
        return self._lists[party, size]

    def cases(self, party: str, situation: Numbers) -> Cases | None:
        """The cases of a party with options in a situation; None if no preference of its own can move it."""
        key = self._case_key(party, situation)
        if key not in self._cases:
            self._cases[key] = self.find_cases(party, situation)
        return self._cases[key]

    def columns(self, party: str, situation: Numbers, size: int) -> tuple[Bools, Ints]:
        """Cases × columns: which cases are stable; and the column of each of the party's lists of that size."""
        key = (*self._case_key(party, situation), size)
        if key not in self._columns:
            found, lists = self.cases(party, situation), self.lists(party, size)
            assert found is not None
            stable = found.stable(lists.places)
            first, column = distinct(stable.T)
            self._columns[key] = stable[:, first], column
        return self._columns[key]

    def rows(self, party: str, size: int) -> dict[Numbers, int]:
        """The row of each set in `lists(party, size)`."""
        if (party, size) not in self._rows:
            sets = self.lists(party, size).sets.tolist()
            self._rows[party, size] = {frozenset(one): n for n, one in enumerate(sets)}
        return self._rows[party, size]

    def _case_key(self, party: str, situation: Numbers) -> tuple[object, ...]:
        rules, mentioned = self._bearing[party]
        now, lifted = self.facts(situation), self.lifted(situation)
        return (party, tuple(now[f] for f in mentioned), tuple(r for r in rules if r in lifted))

    def _bears_on(self, party: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rules that mention a party's options, and the circumstances that those or its preferences mention."""
        rules: list[Rule] = [r for r in self.dialogue.rules if self._mentions(r.never, party)]
        rules += self._binding(party)
        exprs = [*(r.never for r in rules), *self.dialogue.preferences[party].exprs]
        mentioned = dict.fromkeys(n for e in exprs for n in names(e) if n in self.dialogue.now)
        return tuple(r.id for r in rules), tuple(mentioned)

    def _binding(self, party: str) -> list[OwnRule]:
        """The rules that bind the party alone."""
        return [rule for rule in self.dialogue.own_rules if rule.party == party]

    def _broken(self, party: str, situation: Numbers) -> Ints | None:
        """Which of the rules that bind a party alone are broken, as bits; None without any."""
        lifted = self.lifted(situation)
        there = [self.truth(rule.never, situation) for rule in self._binding(party) if rule.id not in lifted]
        return reduce(np.add, [truth.astype(np.intp) << n for n, truth in enumerate(there)]) if there else None

    def _mentions(self, expr: Expr, party: str) -> bool:
        return not self.own[party].isdisjoint(names(expr))

    def find_cases(self, party: str, situation: Numbers, quiet: Bools | None = None) -> Cases | None:
        """`cases`, worked out; `quiet`: count only those states as rivals."""
        preferences = self.dialogue.preferences[party]
        axis = self.movers.index(party)
        allowed = np.ones([n if k == axis else 1 for k, n in enumerate(self.shape)], dtype=bool)
        lifted = self.lifted(situation)
        for rule in self.dialogue.rules:
            if rule.id not in lifted and self._mentions(rule.never, party):
                allowed = allowed & ~self.truth(rule.never, situation)
        broken = self._broken(party, situation)
        if preferences.weights or preferences.ranking:
            ranks = self.space(situation).ranks[self.layout.parties.index(party)]
            return ranked_cases(ranks, allowed, axis, self.reach(party), quiet, broken)
        own = [n for n, s in enumerate(preferences.statements) if self._mentions(s.want, party)]
        if not own:
            return None
        truths = tuple(self.truth(preferences.statements[n].want, situation) for n in own)
        return cases(truths, np.array(own, dtype=np.intp), allowed, axis, self.reach(party), quiet, broken)
