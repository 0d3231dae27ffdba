"""The facts of one dialogue, gathered from the methods that find them; what they mean stands in `facts`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from detente.analyses.facts import (
    AskFacts,
    Barred,
    Deal,
    DealByPart,
    Deterrence,
    Drift,
    End,
    Facts,
    Move,
    PackageFacts,
    Standing,
    TurnedFacts,
)
from detente.analyses.outlook import AskChance, Outlook, outlook
from detente.analyses.why import Why, because
from detente.engine.interface import LIMIT
from detente.engine.solved import solved, under
from detente.errors import NoAnswer, TooLarge
from detente.methods.bargaining.best_packages import Best, Choice, choose
from detente.methods.bargaining.vetoes import refused_by
from detente.methods.chances.drift import ended, layers, moves
from detente.methods.chances.staying import displaced, driven_out
from detente.methods.reasons.preference import deciding, prefers
from detente.methods.settling.degrees import Degree, Degrees, differing
from detente.methods.settling.fillings import fillings, shared, starts
from detente.methods.settling.held import deterred, firmness, ruled_out, unruled
from detente.methods.settling.matters import importance
from detente.methods.settling.minds import minded
from detente.methods.settling.openings import chance_of
from detente.model.dialogue import IMPORTANCE, Ask, Dialogue, State, carried
from detente.model.naming import changes, place

if TYPE_CHECKING:
    from detente.analyses.gathered_ways import GatheredWays
    from detente.engine.interface import Engine, Step


class Gathering:
    """The facts of one dialogue while they are gathered."""

    def __init__(
        self, dialogue: Dialogue, chances: Outlook | None, *, weighed: bool = True, views: bool = True
    ) -> None:
        self.dialogue, self._chances, self._weighed, self._views = dialogue, chances, weighed, views
        self.start = dialogue.start
        self.degrees, self.minded = Degrees(dialogue), minded(dialogue)
        self.too_large: list[str] = []

    @cached_property
    def engine(self) -> Engine:
        """The engine of the dialogue."""
        return solved(self.dialogue).engine

    @cached_property
    def chance(self) -> dict[str, AskChance]:
        """The chance of each ask; none without a status quo."""
        found = self._chances
        if found is None and self._weighed and self.start is not None and self.dialogue.possible <= LIMIT:
            with suppress(NoAnswer):  # the status quo is driven out
                found = outlook(self.dialogue, equilibria=False)
        return {one.ask: one for one in found.asks} if found else {}

    @cached_property
    def _signed(self) -> dict[str, float]:
        """The chance of each ask with that of a signature; none where the file does not say how likely one is."""
        from detente.analyses.signed import signed

        known = self.dialogue.signature and self._weighed and self.start is not None and self.dialogue.possible <= LIMIT
        return (signed(self.dialogue) if known else None) or {}

    @cached_property
    def drift(self) -> Drift | None:
        """Where it goes from the status quo."""
        if self.start is None:
            return None
        made = moves(dict.fromkeys(self.engine.movers, self.engine), self.start)
        ways = layers(made, self.start)
        found = ended(self.dialogue, made, self.start)
        ends = []
        for outcome in found.outcomes:
            states = [self.dialogue.state(share.code) for share in outcome.states]
            ends.append(
                End(
                    chance=float(outcome.chance),
                    states=tuple(self.standing(state) for state in states),
                    way=tuple(self.moved(step) for step in ways[states[0]]),
                )
            )
        following = made[self.start].items()
        return Drift(
            next=tuple(self.move(party, self.start, there) for party, targets in following for there in targets),
            ends=tuple(ends),
            steps=float(found.expected_moves),
        )

    @cached_property
    def ends(self) -> list[State]:
        """All states that the drift ends in, the likeliest end first."""
        return [self.dialogue.state(s.at.code) for end in self.drift.ends for s in end.states] if self.drift else []

    @cached_property
    def deal(self) -> Deal | None:
        """What could be signed: what beats the drift, else what beats today."""
        if self.start is None or not self.dialogue.table:
            return None
        try:
            against, chosen = self._chosen(self.start)
        except TooLarge:
            self.too_large.append("deal")
            return None
        base = self.ends[0] if against == "drift" else self.start
        return (DealByPart if solved(self.dialogue).falls_apart else Deal)(
            against=against,
            number=chosen.total,
            beating=chosen.beating,
            passing=chosen.passing,
            frontier=chosen.frontier,
            packages=tuple(self.package(one, base) for one in chosen.best),
        )

    def _turned(self) -> Iterator[TurnedFacts]:
        """The facts that, turned alone, change something; not told of a dialogue in parts or without a package."""
        if self.deal is None or isinstance(self.deal, DealByPart):
            return
        for fact in self.dialogue.circumstances:
            there = Gathering(under(self.dialogue, {fact.id: not fact.now}), None, weighed=False, views=False)
            found = TurnedFacts(
                facts={fact.id: not fact.now},
                chance=chance_of(self.dialogue, {fact.id: not fact.now}),
                passing=there.passing,
                before=self.passing,
                impossible=there.start is None,
                drift=differing(self.drifted, there.drifted),
                deal=differing(self.dealt, there.dealt),
            )
            if found.impossible or found.drift or found.deal or found.passing != found.before:
                yield found

    @cached_property
    def passing(self) -> int:
        """How many packages beat the drift and pass at home."""
        return self.deal.passing if self.deal and self.deal.against == "drift" else 0

    @cached_property
    def drifted(self) -> dict[str, Degree]:
        """By ask how far it is met at least, wherever it drifts; nothing where there is no drift."""
        return {ask.id: self.degrees.least(ask.that, self.ends) for ask in self.dialogue.asks} if self.ends else {}

    @cached_property
    def dealt(self) -> dict[str, Degree]:
        """By ask how far it is met under the best package that beats the drift; nothing where none does."""
        return self.deal.packages[0].asks if self.deal and self.deal.against == "drift" and self.deal.packages else {}

    def _chosen(self, start: State) -> tuple[Literal["drift", "today"], Choice]:
        """What packages are compared with, and the best of those that beat it. Raises TooLarge."""
        chosen = self._choose(self.ends)
        return ("drift", chosen) if chosen.beating else ("today", self._choose([start]))

    def _choose(self, against: list[State]) -> Choice:
        from detente.methods.by_part.deals import choose as choose_by_part

        if solved(self.dialogue).falls_apart:
            return choose_by_part(self.dialogue, self.ends, against=against)
        return choose(self.dialogue, self.ends, against=against)

    def package(self, one: Best, base: State) -> PackageFacts:
        """A package as a page speaks of it; `base`: what it is compared with."""
        asks = {ask.id: self.degrees.least(ask.that, one.outcomes) for ask in self.dialogue.asks}
        falling = next((s for s in one.outcomes if firmness(self.engine, s) is None), one.outcomes[0])
        return carried(
            PackageFacts,
            one,
            signed=place(self.dialogue, self.dialogue.code(one.state)),
            outcomes=tuple(self.standing(state) for state in one.outcomes),
            leaves=tuple(self.move(party, falling, there) for party, there in one.leaves),
            harmless=self._harmless(falling, one.leaves),
            differs=changes(self.dialogue, base, one.outcomes[0]),
            asks=asks,
            met=sum(degree == "full" for degree in asks.values()),
        )

    def _harmless(self, state: State, steps: Sequence[tuple[str, State]]) -> tuple[str, ...]:
        """Those of whose steps away from a state none costs another at the table anything."""
        harmful = {by for by, there in steps for party in self.dialogue.table
                   if party != by and prefers(self.dialogue, party, state, there) > 0}  # fmt: skip
        return tuple(by for by in dict(steps) if by not in harmful)

    @cached_property
    def ways(self) -> GatheredWays:
        """Where it can settle."""
        from detente.analyses.gathered_ways import GatheredWays
        from detente.analyses.gathered_ways_by_part import GatheredWaysByPart

        return GatheredWaysByPart(self) if solved(self.dialogue).falls_apart else GatheredWays(self)

    def changed(self, state: State) -> dict[str, str]:
        """What a state changes against the status quo; without one, against everything at its first level."""
        return changes(self.dialogue, self.start or tuple(0 for _ in state), state)

    def facts(self) -> Facts:
        """All of it."""
        from detente.analyses.drafts import drafts
        from detente.analyses.gathered_rest import matters, misread, recorded
        from detente.methods.bargaining.standing_offers import standing_offers

        asks = tuple(self.ask(ask) for ask in self.dialogue.asks)
        found = Facts(
            title=self.dialogue.title,
            round="",
            as_of="",
            horizon=self.dialogue.horizon,
            now=None if self.start is None else self.standing(self.start),
            drift=self.drift,
            deal=self.deal,
            ways=self.ways.ways,
            asks=asks,
            order=tuple(one.ask for one in sorted(asks, key=self._place)),
            matters=matters(self, asks),
            misread=misread(self) if self._views else None,
            driven_out=driven_out(self.dialogue),
            displaced=displaced(self.dialogue),
            promises=(),
            later_sources=(),
            too_large=tuple(self.too_large),
            status_quos=fillings(self.dialogue),
            shared=shared(self.dialogue),
            starts=sum(1 for _ in starts(self.dialogue)),
            drafts=tuple(drafts(self)),
            offers=() if self.start is None else standing_offers(self.engine, self.start),
            turned=tuple(self._turned()),
        )
        return recorded(self.dialogue, found)

    def _place(self, one: AskFacts) -> tuple[bool, int, float]:
        """Unmet asks first, those that must be met before the others, then what its asker's list places high."""
        return one.drift == "full", IMPORTANCE.index(self.dialogue.ask(one.ask).matters), -one.weighs

    # ---- states and moves ----------------------------------------------------------------------------------------

    def standing(self, state: State) -> Standing:
        """A state and what holds it."""
        holds = firmness(self.engine, state)
        return Standing(
            at=place(self.dialogue, self.dialogue.code(state)),
            changes=self.changed(state),
            holds=holds,
            refused=refused_by(self.dialogue, state),
            deterred=tuple(
                Deterrence(
                    party=one.party,
                    would=self.move(one.party, state, one.to),
                    answer=tuple(self.moved(step) for step in one.answer),
                )
                for one in (deterred(self.engine, state) if holds == "credible" else ())
            ),
            barred=tuple(
                Barred(party=one.party, would=self.move(one.party, state, one.to), rules=one.rules)
                for one in (ruled_out(self.dialogue, state, lambda: unruled(self.dialogue)) if holds else ())
            ),
        )

    def move(self, party: str, before: State, after: State) -> Move:
        """A step as a page speaks of it."""
        return Move(
            party=party,
            changes=changes(self.dialogue, before, after),
            because=deciding(self.dialogue, party, before, after),
        )

    def moved(self, step: Step) -> Move:
        """An engine's step as a page speaks of it."""
        return self.move(step.mover, step.before, step.after)

    # ---- asks ----------------------------------------------------------------------------------------------------

    def ask(self, ask: Ask) -> AskFacts:
        """One ask."""
        ends = tuple(
            tuple(self.degrees.of(ask.that, self.dialogue.state(one.at.code)) for one in end.states)
            for end in (self.drift.ends if self.drift else ())
        )
        now = None if self.start is None else self.degrees.of(ask.that, self.start)
        fate = self.degrees.fate(ask.that, {degree for end in ends for degree in end}, self.minded)
        found = self._why(ask)
        chance = self.chance.get(ask.id)
        return AskFacts(
            ask=ask.id,
            by=ask.by,
            of=ask.of,
            yes_no=not self.degrees.parts(ask.that),
            now=now,
            drift=fate,
            new=fate in ("full", "part", "not") and fate != now,
            ends=ends,
            deal=self.deal.packages[0].asks[ask.id] if self.deal and self.deal.packages else None,
            ways=self.ways.of(ask),
            answers=(),
            chance=chance.chance if chance else None,
            low=chance.low if chance else None,
            high=chance.high if chance else None,
            signed=self._signed.get(ask.id),
            why=found,
            weighs=self._weighs(ask, found),
        )

    def _why(self, ask: Ask) -> Why | None:
        """Why it is met or not where the drift most likely ends; without a status quo there is no such state."""
        if self.drift is None:
            return None
        try:
            return because(self.dialogue, ask.id, at=str(self.drift.ends[0].states[0].at.code))
        except NoAnswer:
            return None

    def _weighs(self, ask: Ask, found: Why | None) -> float:
        """How high the lists place what the ask would change where the drift ends."""
        if found is None:
            return 0.0
        here, there = self.dialogue.state(found.at.code), self.dialogue.state(found.other.code)
        own = importance(self.dialogue, ask.by, here, there) if ask.by else 0.0
        return own or max((importance(self.dialogue, p, here, there) for p in self.dialogue.table), default=0.0) / 2
