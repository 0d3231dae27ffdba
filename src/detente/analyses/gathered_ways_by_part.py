"""The ways of settling of a dialogue that falls apart, gathered for its facts: firm ones by part, others as led to."""

from __future__ import annotations

from functools import cached_property
from math import prod
from typing import Literal

from detente.analyses.equilibria_by_part import part_ways
from detente.analyses.facts import Ways, WaysByPart
from detente.analyses.gathered_ways import GatheredWays
from detente.methods.by_part.settling import Firm, by_facts, pressure
from detente.methods.settling.held import Firmness, firmness
from detente.methods.settling.ways import Way, quantified
from detente.model.dialogue import Ask, State


class GatheredWaysByPart(GatheredWays):
    """Where one dialogue in parts can settle."""

    @cached_property
    def firm(self) -> Firm:
        """Its firm settlements."""
        return Firm(self.dialogue)

    @cached_property
    def led(self) -> dict[State, Firmness]:
        """The settlements that the drift or a package told leads to."""
        states = [*self.base.ends, *self.signed]
        held = {state: firmness(self.base.engine, state) for state in dict.fromkeys(states)}
        return {state: how for state, how in held.items() if how}

    def of(self, ask: Ask) -> Literal["all", "some", "none"] | None:
        """Whether all settlements, some or none meet an ask in full."""
        return quantified((*self.firm.met(ask), *(self.dialogue.holds(ask.that, state) for state in self.led)))

    @cached_property
    def ways(self) -> Ways:
        """The ways of settling, and what would open others."""
        refused = [ask for ask in self.dialogue.asks if self.of(ask) in ("none", None)]
        unmet = [a for a in self.dialogue.asks if not all(self.dialogue.holds(a.that, end) for end in self.base.ends)]
        told = [self._alone(state, how) for state, how in self.led.items()]
        more = sum(way.firmness != "firm" for way in told)
        each = self.firm.by_part
        number = prod(one.states if one.ways is None else len(one.ways) for one in each)
        told_parts = [part_ways(self.dialogue, self.firm, n) for n in range(len(each))]
        return WaysByPart(
            ways=tuple(sorted((self.way(way) for way in told), key=lambda w: (-w.share, w.packages or (9,)))),
            others=(),
            number=number + more,
            firm=number,
            states=self.firm.count + more,
            whole=False,
            fearful=None,
            opened=tuple(self.opened(one) for one in by_facts(self.dialogue, refused)),
            pressure=tuple(self.pressed(one) for one in pressure(self.dialogue, self.firm, unmet)),
            dilemma=None,
            parts=tuple(one for one in told_parts if len(one.options) > 1),
            single=sum(len(one.options) == 1 for one in told_parts),
        )

    @staticmethod
    def _alone(state: State, how: Firmness) -> Way:
        return Way(state=state, firmness=how, members=(state,), open=())
