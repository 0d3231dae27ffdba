"""The ways of settling of one dialogue, gathered for its facts, and what would open others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from detente.analyses.facts import Dilemma, OpenedFacts, PressureFacts, WayFacts, Ways
from detente.engine.concepts import concept
from detente.engine.interface import LIMIT
from detente.methods.reasons.preference import deciding
from detente.methods.settling.openings import Opened, Pressed, by_facts, by_pressure, chance_of
from detente.methods.settling.ways import Settlements, Way, better_for_all, quantified, settlements, stable_states, ways
from detente.model.dialogue import carried
from detente.model.expression import names
from detente.model.naming import place

if TYPE_CHECKING:
    from detente.analyses.facts import PackageFacts
    from detente.analyses.gathering import Gathering
    from detente.model.dialogue import Ask, State

LISTED = 50
"""So many ways that nothing leads to are listed, the nearest first."""


class GatheredWays:
    """Where one dialogue can settle. `base`: what is known of it besides."""

    def __init__(self, base: Gathering) -> None:
        self.base, self.dialogue = base, base.dialogue

    @cached_property
    def packages(self) -> tuple[PackageFacts, ...]:
        """The packages told."""
        return self.base.deal.packages if self.base.deal else ()

    @cached_property
    def signed(self) -> tuple[State, ...]:
        """What the packages told come to, by code."""
        return tuple(map(self.dialogue.state, sorted({one.at.code for p in self.packages for one in p.outcomes})))

    @cached_property
    def settled(self) -> Settlements | None:
        """Where it can settle; None where there are too many states to look."""
        if self.dialogue.possible > LIMIT:
            self.base.too_large.append("ways")
            return None
        return settlements(self.dialogue, [*self.base.ends, *self.signed])

    def of(self, ask: Ask) -> Literal["all", "some", "none"] | None:
        """Whether all settlements, some or none meet an ask in full."""
        states = self.base.degrees.settings(ask.that, self.settled.found) if self.settled else ()
        return quantified(self.dialogue.holds(ask.that, state) for state in states)

    @cached_property
    def ways(self) -> Ways | None:
        """The ways of settling, and what would open others."""
        if self.settled is None:
            return None
        found = self.settled.found
        every = ways(self.dialogue, found)
        led = sorted((self.way(way) for way in every if self._led(way)), key=lambda w: (-w.share, w.packages or (9,)))
        others = [way for way in every if not self._led(way)]
        refused = [ask for ask in self.dialogue.asks if self.of(ask) in ("none", None)]
        return Ways(
            ways=(*led, *map(self.way, [way for way in others if way.firmness != "firm"][:LISTED])),
            others=tuple(map(self.way, [way for way in others if way.firmness == "firm"][:LISTED])),
            number=len(every),
            firm=sum(way.firmness == "firm" for way in every),
            states=len(found),
            whole=self.settled.whole,
            fearful=self._fearful(self.settled),
            opened=tuple(self.opened(one) for one in by_facts(self.dialogue, refused)),
            pressure=tuple(self.pressure(self.settled)),
            dilemma=self._dilemma(self.settled),
        )

    def _led(self, way: Way) -> bool:
        """Whether the drift or a package told leads to it."""
        return not {*self.base.ends, *self.signed}.isdisjoint(way.members)

    def way(self, way: Way) -> WayFacts:
        """A way as a page speaks of it."""
        members, state = {*way.members}, self.dialogue.state
        ends = self.base.drift.ends if self.base.drift else ()
        packages = [{state(one.at.code) for one in package.outcomes} for package in self.packages]
        free = [id for id in way.open if id not in self.mentioned]
        return WayFacts(
            shown=self.base.standing(way.state),
            holds=way.firmness,
            members=len(way.members),
            open=tuple(free),
            alike=tuple(id for id in way.open if id not in free),
            asks={
                ask.id: self.base.degrees.each(ask.that, way.members)
                for ask in self.dialogue.asks
            },
            share=sum(end.chance for end in ends if any(state(one.at.code) in members for one in end.states)),
            packages=tuple(n for n, outcomes in enumerate(packages) if outcomes & members),
        )

    @cached_property
    def mentioned(self) -> set[str]:
        """The names that some party's list or some ask mentions; a ranking mentions every option."""
        found = {name for ask in self.dialogue.asks for name in names(ask.that)}
        for preferences in self.dialogue.preferences.values():
            found |= {name for expr in preferences.exprs for name in names(expr)}
            found |= {option.id for option in self.dialogue.options} if preferences.ranking else set()
        return found

    def opened(self, one: Opened) -> OpenedFacts:
        """What other facts would open, as a page speaks of it."""
        return carried(
            OpenedFacts,
            one,
            chance=chance_of(self.dialogue, one.facts),
            at=place(self.dialogue, self.dialogue.code(one.state)),
            changes=self.base.changed(one.state),
        )

    def pressure(self, settled: Settlements) -> Iterator[PressureFacts]:
        """What pressure would open of what the drift does not meet."""
        if self.base.start is None:
            return
        unmet = [a for a in self.dialogue.asks if not all(self.dialogue.holds(a.that, end) for end in self.base.ends)]
        yield from map(self.pressed, by_pressure(self.dialogue, settled.found, unmet))

    def pressed(self, one: Pressed) -> PressureFacts:
        """What one pressure would open, as a page speaks of it."""
        start = self.base.start
        assert start is not None
        levels = tuple((id, self.dialogue.option(id).levels.index(level)) for id, level in one.levels.items())
        return carried(
            PressureFacts,
            one,
            changes=one.levels,
            hurts=deciding(self.dialogue, one.of, start, self.dialogue.with_levels(start, levels)),
            at=self.base.standing(one.state),
        )

    def _fearful(self, settled: Settlements) -> int | None:
        """How many states hold only because each fears what the others could do, whether or not they would want to."""
        if not settled.whole:
            return None
        return sum(state not in settled.found for state in stable_states(self.dialogue, concept("gmr")))

    def _dilemma(self, settled: Settlements) -> Dilemma | None:
        """Where there is one firm settlement: the nearest state that all at the table like better."""
        firm = [state for state, firmness in settled.found.items() if firmness == "firm"]
        if len(firm) != 1 or len(self.dialogue.table) < 2:
            return None
        better = better_for_all(self.dialogue, firm[0])
        if better is None:
            return None
        return Dilemma(firm=self.base.standing(firm[0]), better=self.base.standing(better))
