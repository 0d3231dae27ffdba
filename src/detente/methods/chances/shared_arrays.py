"""One dialogue under many combinations of what is uncertain, as arrays: what they have in common is made once.

A party's ranking hangs on its own uncertain statements and on the circumstances that its list mentions; which states
are feasible, on the uncertain rules and on the circumstances that rules mention. So thousands of combinations share a
few rankings and masks. The arrays have the engine's cells; see `models.Models`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.engine.arrays.axes import Bools, Broken, Ints, Ranks
from detente.engine.arrays.layout import check_size, layout
from detente.engine.arrays.ranking import Term, lexicographic, ranking
from detente.engine.arrays.rules import broken_by
from detente.engine.arrays.truth import Truths
from detente.methods.chances.combinations import Item
from detente.methods.chances.models import Models
from detente.methods.inverse.edited_lists import distinct
from detente.model.dialogue import Dialogue, Equally, OwnRule, Preferences, Priority, Rule
from detente.model.expression import Expr, names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.methods.chances.models import BrokenRows, OfModel, RankRows, StateRows

MEMORY = 2**28
"""Bytes of rankings that are kept; beyond, all are made anew."""


class Variants:
    """The models that combinations of some items make of a dialogue. A combination is a row of Booleans, an item each:
    the circumstance is true, the statement or rule is there."""

    def __init__(self, dialogue: Dialogue, items: Sequence[Item]) -> None:
        check_size(dialogue)
        self.dialogue, self.items, self.layout = dialogue, tuple(items), layout(dialogue)
        self._column = {item.id: k for k, item in enumerate(items)}
        self._facts = {item.id: k for k, item in enumerate(items) if item.kind == "circumstance"}
        self._truths: dict[tuple[tuple[str, bool], ...], _Known] = {}
        self._made: dict[tuple[str, bytes], NDArray[np.generic]] = {}
        self._bytes = 0

    def models(self, rows: Bools) -> tuple[Models, Ints]:
        """The distinct models of some combinations, and for each combination which model it makes."""
        if self._bytes > MEMORY:
            self._made, self._bytes = {}, 0
        feasible, of_feasible = self._table("", self._rule_columns(self.dialogue.rules), rows)
        ranks, of_ranks = [], []
        for owner in self.layout.owners:
            table, of_table = self._table(owner, self._columns(owner), rows)
            ranks.append(cast("RankRows", table))
            of_ranks.append(of_table)
        broken, of_broken = [], []
        for owner in self.layout.owners:
            sets, of_sets = self._own_rules(owner, rows)
            broken.append(sets)
            of_broken.append(of_sets)
        first, kind = distinct(np.stack([of_feasible, *of_ranks, *of_broken], axis=1).astype(np.int32))
        made = Models(
            levels=self.layout.levels,
            directions=self.layout.directions,
            feasible=cast("StateRows", feasible),
            ranks=tuple(ranks),
            of_feasible=of_feasible[first],
            of_rank=tuple(of[first] for of in of_ranks),
            broken=tuple(broken),
            of_broken=tuple(of[first] for of in of_broken),
        )
        return made, kind

    def facts(self, row: Bools) -> dict[str, bool]:
        """The circumstances of a combination."""
        return {**self.dialogue.now, **{id: bool(row[k]) for id, k in self._facts.items()}}

    def mentioned(self, exprs: Iterable[Expr]) -> list[int]:
        """The columns of the uncertain circumstances that expressions speak of."""
        return sorted({self._facts[name] for expr in exprs for name in names(expr) if name in self._facts})

    def _columns(self, party: str) -> list[int]:
        preferences = self.dialogue.preferences.get(party, Preferences())
        own = [self._column[s.id] for s in preferences.statements if s.id in self._column]
        return sorted({*own, *self.mentioned(preferences.exprs)})

    def _own_rules(self, owner: str, rows: Bools) -> tuple[BrokenRows | None, OfModel]:
        """Where rules that bind a party alone are broken, each kind once, and which of them each combination has."""
        rules = tuple(rule for rule in self.dialogue.own_rules if rule.party == owner)
        if not rules:
            return None, np.zeros(len(rows), dtype=np.intp)
        columns = self._rule_columns(rules)
        kinds, of_kind = distinct(rows[:, columns])
        return np.stack([self._broken(rules, columns, row) for row in rows[kinds]]), of_kind

    def _broken(self, rules: Sequence[OwnRule], columns: list[int], row: Bools) -> Broken:
        facts = {id: bool(row[k]) for id, k in self._facts.items() if k in columns}
        there = {self.items[k].id: bool(row[k]) for k in columns}
        return self._known(facts).broken(rules, there)

    def _rule_columns(self, rules: Sequence[Rule]) -> list[int]:
        own = [self._column[rule.id] for rule in rules if rule.id in self._column]
        return sorted({*own, *self.mentioned(rule.never for rule in rules)})

    def _table(self, party: str, columns: list[int], rows: Bools) -> tuple[NDArray[np.generic], OfModel]:
        """The distinct arrays of a party (none named: feasibility), and which of them each combination has."""
        kinds, of_kind = distinct(rows[:, columns])
        place: dict[bytes, int] = {}
        arrays: list[NDArray[np.generic]] = []
        of_array = []
        for row in rows[kinds]:
            array = self._array(party, columns, row)
            key = array.tobytes()
            if key not in place:
                place[key] = len(arrays)
                arrays.append(array)
            of_array.append(place[key])
        return np.stack(arrays), np.array(of_array, dtype=np.intp)[of_kind]

    def _array(self, party: str, columns: list[int], row: Bools) -> NDArray[np.generic]:
        key = party, row[columns].tobytes()
        if key not in self._made:
            facts = {id: bool(row[k]) for id, k in self._facts.items() if k in columns}
            known = self._known(facts)
            there = {self.items[k].id: bool(row[k]) for k in columns}
            array = known.ranks(party, there) if party else known.feasible(there)
            self._made[key] = array
            self._bytes += array.nbytes
        return self._made[key]

    def _known(self, facts: Mapping[str, bool]) -> _Known:
        key = tuple(sorted(facts.items()))
        if key not in self._truths:
            truths = Truths(self.dialogue, self.layout, {**self.dialogue.now, **facts})
            self._truths[key] = _Known(self.dialogue, truths)
        return self._truths[key]


class _Known:
    """Under some circumstances: where each line holds, made once."""

    def __init__(self, dialogue: Dialogue, truths: Truths) -> None:
        self.dialogue, self.truths = dialogue, truths
        self._lines: dict[str, Bools] = {}
        self._none = np.zeros((1,) * len(truths.shape), dtype=bool)

    def feasible(self, there: Mapping[str, bool]) -> Bools:
        """By cell, where no rule that is there holds."""
        found = np.ones(self.truths.shape, dtype=bool)
        for rule in self.dialogue.rules:
            if there.get(rule.id, True):
                found &= ~self._line(rule.id, rule.never)
        return found.reshape(-1)

    def broken(self, rules: Sequence[OwnRule], there: Mapping[str, bool]) -> Broken:
        """By cell, which of a party's own rules that are there are broken, as bits."""
        none = np.zeros(self.truths.layout.size, dtype=np.int16)
        held = [self.truths.full(self._line(rule.id, rule.never)) for rule in rules if there.get(rule.id, True)]
        sets = broken_by(held)
        return none if sets is None else sets.reshape(-1)

    def ranks(self, party: str, there: Mapping[str, bool]) -> Ranks:
        """By cell, the party's ranking with only those of its statements that are there; none is negative."""
        preferences = self.dialogue.preferences.get(party, Preferences())
        if preferences.ranking or preferences.weights:
            return ranking(self.truths, preferences).reshape(-1)
        terms = [self._term(priority, there) for priority in preferences.priorities]
        return self.truths.full(lexicographic(terms)).reshape(-1)

    def _term(self, priority: Priority, there: Mapping[str, bool]) -> Term:
        """As `engine.ranking` has it; what is not there, or the same everywhere, counts for nothing but its place."""
        held = [self._line(s.id, s.want) for s in priority.statements if there.get(s.id, True)]
        if not isinstance(priority, Equally):
            return 1, held[0] if held and held[0].size > 1 else self._none
        count = sum((array.astype(np.int16) for array in held), self._none.astype(np.int16))
        return len(priority.statements).bit_length(), np.asarray(count)

    def _line(self, id: str, expr: Expr) -> Bools:
        if id not in self._lines:
            self._lines[id] = self.truths(expr)
        return self._lines[id]
