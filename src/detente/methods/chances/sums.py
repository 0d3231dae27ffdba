"""What some combinations come to: the play-out of each, added up. Tallies of parts add up to that of the whole, exactly
and in any grouping, so the work can be shared among processes and machines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.engine.arrays.axes import Ints
from detente.engine.arrays.layout import layout
from detente.methods.chances.combinations import Batch, Item
from detente.methods.chances.drift import drifts
from detente.methods.chances.equilibrium_chances import settled
from detente.methods.chances.markov import walk
from detente.methods.chances.models import Models
from detente.methods.chances.playout import Replies
from detente.methods.chances.shared_arrays import Variants
from detente.methods.chances.steps import Choose, Moves, Steps, chain_of, chains, steps
from detente.methods.chances.tallies import Ended, Sums, Tally, Vector, nothing
from detente.methods.inverse.edited_lists import distinct
from detente.model.dialogue import Dialogue

if TYPE_CHECKING:
    from detente.methods.chances.models import OfModel

WORK = 2**21
"""States of all models of one part together: enough for numpy, little enough for memory."""

MOST = 2**12
"""Combinations of one part."""

KEPT = 2**14
"""Walks that are kept for later parts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every combination."""

    moves: Moves
    choose: Choose
    replies: Replies
    equilibria: bool


class Work:
    """The tally of a part, as a function: what is made for one part is kept for the next, and is not sent along when
    the function is sent to another process."""

    def __init__(self, dialogue: Dialogue, found: Sequence[Item], asked: Asked) -> None:
        self.dialogue, self.items, self.asked = dialogue, tuple(found), asked
        self._prepare()

    def _prepare(self) -> None:
        self._variants: Variants | None = None
        self._code_of = cache(layout(self.dialogue).code_of)
        self._walks: dict[bytes, Ended] = {}
        self._granted: dict[tuple[int, bytes], tuple[int, ...]] = {}

    def __getstate__(self) -> tuple[Any, ...]:
        return self.dialogue, self.items, self.asked

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.dialogue, self.items, self.asked = state
        self._prepare()

    @property
    def states(self) -> int:
        """How many states one combination has to be held in memory for."""
        return self.dialogue.possible

    @property
    def width(self) -> int:
        """How many combinations make a part."""
        return max(1, min(MOST, WORK // self.dialogue.possible))

    def __call__(self, batch: Batch) -> Tally:
        """The tally of some combinations."""
        if self._variants is None:
            self._variants = Variants(self.dialogue, self.items)
        models, of_model = self._variants.models(batch.rows)
        assert self.dialogue.status_quo is not None
        start = self._variants.layout.cell_of(self.dialogue.status_quo)
        every = np.arange(len(models.of_feasible))
        sound = models.sound(every, np.full(len(every), start))[of_model]
        tally = replace(
            nothing(len(self.items), len(self.dialogue.asks)),
            combinations=len(batch),
            left_out=int(batch.weights[~sound].sum()),
        )
        if not sound.any():
            return tally
        kept, of_model = Batch(batch.rows[sound], batch.weights[sound]), of_model[sound]
        tally = self._played(tally, models, kept, of_model, start)
        if not self.asked.equilibria:
            return tally
        return replace(tally, settled=settled(models, kept, of_model))

    def _played(self, tally: Tally, models: Models, batch: Batch, of_model: OfModel, start: int) -> Tally:
        """With the walks of these combinations added; those with the same walk and the same asks together."""
        assert self._variants is not None
        made = self._steps(models, start)
        number: dict[bytes, int] = {}
        ended: list[Ended] = []
        of_walk = []
        for key, rows in chains(made, len(models.of_feasible), models.cells):
            if key not in number:
                number[key] = len(ended)
                ended.append(self._ended(key, rows, start))
            of_walk.append(number[key])
        columns = self._variants.mentioned(ask.that for ask in self.dialogue.asks)
        told = np.packbits(batch.rows[:, columns], axis=1)
        which = np.array(of_walk)[of_model]
        first, group = distinct(np.column_stack([which, told]).astype(np.int32))
        used = [ended[which[k]] for k in first.tolist()]
        scale = math.lcm(*(one.scale for one in used))
        sums = Sums(tally.weight, len(self.dialogue.asks))
        for k, one, weight in zip(first.tolist(), used, _grouped(batch, group), strict=True):
            met = self._met(one, told[k].tobytes(), self._variants.facts(batch.rows[k]))
            sums.count(one, weight, scale // one.scale if scale else 1 / (one.scale or 1), met)
        return sums.tally(tally, scale)

    def _steps(self, models: Models, start: int) -> Steps:
        assert self._variants is not None
        if self.asked.replies == "lean":
            return drifts(self.dialogue, self._variants.layout, models, start)
        return steps([models] * len(models.shape), start, self.asked.moves, self.asked.choose)

    def _ended(self, key: bytes, rows: Ints, start: int) -> Ended:
        if key not in self._walks:
            if len(self._walks) >= KEPT:
                self._walks.clear()
            self._walks[key] = Ended.of(walk(chain_of(rows.tolist(), start), start), self._code_of)
        return self._walks[key]

    def _met(self, one: Ended, told: bytes, facts: Mapping[str, bool]) -> list[Any]:
        """For each ask the chance that it is met."""
        if told not in one.met:
            met: list[Any] = [0] * len(self.dialogue.asks)
            for code, chance in one.states:
                for ask in self._asks(code, told, facts):
                    met[ask] += chance
            one.met[told] = met
        return one.met[told]

    def _asks(self, code: int, told: bytes, facts: Mapping[str, bool]) -> tuple[int, ...]:
        """The asks that are met in a state, by number."""
        if (code, told) not in self._granted:
            state = self.dialogue.state(code)
            asks = enumerate(self.dialogue.asks)
            self._granted[code, told] = tuple(k for k, ask in asks if self.dialogue.holds(ask.that, state, facts))
        return self._granted[code, told]


def _grouped(batch: Batch, group: Ints) -> Vector:
    """For each group the sum of the weights, then of those of the combinations in which each item is there."""
    order = np.argsort(group, kind="stable")
    table = np.column_stack([batch.weights, np.where(batch.rows, batch.weights[:, None], 0)])[order]
    starts = np.searchsorted(group[order], np.arange(group.max() + 1))
    return np.add.reduceat(table, starts, axis=0).astype(object)
