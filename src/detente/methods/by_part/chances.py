"""What some combinations of what is uncertain come to in a dialogue in parts: the drift of each, a state at a time.

Lean replies only: plain ones do not fall apart. In a combination a line or a rule less, or another fact, joins nothing,
so what falls apart does so in every combination.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.engine.solved import solved
from detente.methods.chances.combinations import Batch, Item, combined
from detente.methods.chances.drift import moves, walked
from detente.methods.chances.tallies import Ended, Sums, Tally, nothing
from detente.model.change import apply
from detente.model.dialogue import Dialogue

if TYPE_CHECKING:
    from detente.methods.chances.sums import Asked

WIDTH = 8
"""Combinations of one piece of work."""


class WorkInParts:
    """`methods.chances.sums.Work` of a dialogue that falls apart: the tally of some combinations, as a function.

    Where it can settle is not worked out.
    """

    def __init__(self, dialogue: Dialogue, found: Sequence[Item], asked: Asked) -> None:
        self.dialogue, self.items = dialogue, tuple(found)
        self.asked = replace(asked, equilibria=False)

    @property
    def width(self) -> int:
        """How many combinations make a piece of work."""
        return WIDTH

    @cached_property
    def states(self) -> int:
        """How many states one combination has to be held in memory for."""
        return sum(part.dialogue.possible for part in solved(self.dialogue).split.parts)

    def __call__(self, batch: Batch) -> Tally:
        """The tally of some combinations."""
        each = [self._drifted(row.tolist()) for row in batch.rows]
        ended = [one for one in each if one is not None]
        tally = replace(
            nothing(len(self.items), len(self.dialogue.asks)),
            combinations=len(batch),
            left_out=sum(int(w) for one, w in zip(each, batch.weights, strict=True) if one is None),
        )
        if not ended:
            return tally
        scale = math.lcm(*(one.scale for one, _ in ended))
        sums = Sums(tally.weight, len(self.dialogue.asks))
        for found, row, weight in zip(each, batch.rows, batch.weights, strict=True):
            if found is not None:
                one, met = found
                weights = np.array([int(weight) * there for there in (1, *map(int, row))], dtype=object)
                sums.count(one, weights, scale // one.scale if scale else 1 / (one.scale or 1), met)
        return sums.tally(tally, scale)

    def _drifted(self, row: Sequence[bool]) -> tuple[Ended, list[int]] | None:
        """How the drift ends in a combination, and the chance that each ask is met; None without a sound start."""
        dialogue, start = apply(self.dialogue, *combined(self.items, row)), self.dialogue.status_quo
        if start is None or not dialogue.feasible(start):
            return None
        engine = solved(dialogue).engine
        made = moves(dict.fromkeys(engine.movers, engine), start)
        one = Ended.of(walked(dialogue, made, start), int)
        met = [0] * len(dialogue.asks)
        for code, chance in one.states:
            state = dialogue.state(code)
            for k, ask in enumerate(dialogue.asks):
                met[k] += chance if dialogue.holds(ask.that, state) else 0
        return one, met
