"""How the others can answer one improvement of a party, found from the states concerned alone.

What they could end at if nothing stood in the way is asked first: where no such state would deter the party, none that
they reach does. Then whether one step, or one move of each of some of them, ends at one; only then is what they reach
gone through, breadth first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import combinations, islice, permutations

from detente.engine.breadth import shortest
from detente.engine.concepts import Concept
from detente.engine.interface import Sanction, Step, credible, deters
from detente.engine.local.search import Effort, best_first, states
from detente.engine.local.steps import Steps
from detente.engine.local.worth import Open, Worth
from detente.model.dialogue import State, differing, permitted

TRIED = 64
"""So many ends that would deter are tried before all that the others reach is gone through."""

REPLIES = 16
"""So many replies of the party, the last found, are tried at once on ends that are still open."""


class Answers:
    """The answers to a party's improvements from a state under one concept. Lean replies are a kind of improvements."""

    def __init__(self, engine: Steps, party: str, state: State, concept: Concept, *, lean: bool) -> None:
        self.engine, self.party, self.state, self.concept = engine, party, state, concept
        self.lean = lean and concept.answer == "improvements"
        self.here = engine.worth(party, state)
        self.others = tuple(mover for mover in engine.movers if mover != party)
        self.replies: deque[dict[int, int]] = deque(maxlen=REPLIES)
        self.directions = [option.direction for option in engine.dialogue.options]
        self.effort = Effort(f"how the others can answer `{party}`")
        mine, theirs = set(engine.own[party]), set().union(*(engine.own[o] for o in self.others))
        self.free = all(
            sum(1 for other in self.others if not options.isdisjoint(engine.own[other])) < 2
            for options, _ in engine.rules
            if not options.isdisjoint(theirs - mine)
        ) and not any(engine.own_rules[other] for other in self.others)

    def to(self, improvement: State) -> Sanction | None:
        """A sanction of the improvement; None if there is none. Raises TooLarge where the search takes too long."""
        if self.concept.answer is None or not self.deterrable(improvement):
            return None
        found = self.by_moves(improvement) if self.concept.answer == "moves" else self._in_one(improvement)
        if found is None and not (self.concept.answer == "moves" and self.free):
            found = self._searched(improvement)
        if found is None:
            return None
        return Sanction(
            concept=self.concept.name, party=self.party, state=self.state, improvement=improvement,
            steps=found, lean=self.lean,
        )  # fmt: skip

    def ends(self, movers: tuple[str, ...], start: State) -> Iterator[State]:
        """The feasible states that would deter the party, among those that differ in options of these movers alone."""
        opened = self.engine.open(*movers, state=start, among=self.engine.about[self.party])

        def possible(s: Open) -> bool:
            return self.thinkable(s) and not self.engine.excluded(s)

        order = self.engine.order(*movers, first=self.party)
        return (u for u in states(opened, order, possible, self.effort, home=start) if self.final(u))

    def final(self, end: State) -> bool:
        """Whether the party, where it may move again, finds nothing better from there than what it left."""
        if not self.concept.reply:
            return True
        preference, barred = self.engine.preferences[self.party], self.engine.barring(self.party, end)

        def possible(s: Open) -> bool:
            return not deters(preference.most(s, self.here), 0) and not barred(s)

        start = self.engine.open(self.party, state=end, among=self.engine.about[self.party])
        reply = next(states(start, self.engine.order(self.party), possible, self.effort), None)
        if reply is not None:
            self.replies.append({k: reply[k] for k in self.engine.own[self.party]})
        return reply is None

    def thinkable(self, s: Open) -> bool:
        """Whether the party may be deterred in some state still open, as far as its replies found so far tell."""
        value, rules = self.engine.preferences[self.party], self.engine.rules
        if not deters(value.least(s, self.here), 0):
            return False
        for reply in self.replies if not self.engine.own_rules[self.party] else ():
            if all(permitted(self.directions[k], s[k].bit_length() - 1, level) for k, level in reply.items()):
                after = [1 << reply[k] if k in reply else left for k, left in enumerate(s)]
                if not deters(value.least(after, self.here), 0) and not any(r(after) is not False for _, r in rules):
                    return False
        return True

    def deterrable(self, improvement: State) -> bool:
        """Whether anything that the others could end at, if nothing stood in their way, would deter the party."""
        return next(self.ends(self.others, improvement), None) is not None

    def by_moves(self, start: State) -> tuple[Step, ...] | None:
        """One move of each of as few movers as do it, in an order that no rule stands in the way of."""
        for count in range(1, len(self.others) + 1):
            for movers in combinations(self.others, count):
                for end in islice(self.ends(movers, start), TRIED):
                    for order in permutations(movers):
                        steps = self.each(start, end, order)
                        if all(map(self.legal, steps)):
                            return steps
        return None

    def legal(self, step: Step) -> bool:
        """Whether no rule stands in the way of a step."""
        barred = self.engine.dialogue.barred(step.mover, step.before, step.after)
        return self.engine.feasible(step.after) and not barred

    def each(self, start: State, end: State, movers: tuple[str, ...]) -> tuple[Step, ...]:
        """The steps from start to end, each of the movers setting its own options in turn."""
        steps, here = [], start
        for mover in movers:
            own = set(self.engine.own[mover])
            after = tuple(end[k] if k in own else level for k, level in enumerate(here))
            if after != here:
                steps.append(Step(mover=mover, before=here, after=after))
            here = after
        return tuple(steps)

    def _in_one(self, start: State) -> tuple[Step, ...] | None:
        """The one reply that does it and changes fewest options (then by code), if there is any."""
        firsts = [(end, mover) for mover in self.others if (end := self._reply(mover, start)) is not None]
        if not firsts:
            return None
        end, mover = min(firsts, key=lambda one: (len(differing(start, one[0])), self.engine.dialogue.code(one[0])))
        return (Step(mover=mover, before=start, after=end),)

    def _reply(self, mover: str, start: State) -> State | None:
        """The least improvement of one mover that deters the party; None if none does."""
        engine, value, mine = self.engine, self.engine.preferences[mover], self.engine.preferences[self.party]
        before, barred = engine.worth(mover, start), engine.barring(mover, start)

        def highest(s: Open) -> Worth | None:
            good = credible(value.most(s, before), 0) and deters(mine.least(s, self.here), 0)
            return () if good and not barred(s) else None

        order = engine.order(mover, first=self.party)
        among = engine.about[mover] | engine.about[self.party]
        opened = engine.open(mover, state=start, among=among)
        found = best_first(opened, order, highest, start, engine.dialogue.code, self.effort)
        return next((u for u in found if self.final(u) and (not self.lean or engine.is_lean(mover, start, u))), None)

    def _searched(self, start: State) -> tuple[Step, ...] | None:
        """Breadth first, all steps of the others; of equally short ways the one that changes fewest options."""

        def steps(here: State) -> Iterator[Step]:
            for mover in self.others:
                yield from (Step(mover=mover, before=here, after=there) for there in self._steps(mover, here))

        return shortest(start, steps, self._deters, self._cost)

    def _steps(self, mover: str, here: State) -> list[State]:
        if self.lean:
            return list(self.engine.leanly(mover, here, self.effort))
        if self.concept.answer == "improvements":
            return sorted(self.engine.improving(mover, here, self.effort, among=self.engine.spoken))
        start = self.engine.open(mover, state=here, among=self.engine.spoken)
        barred = self.engine.barring(mover, here)
        found = states(start, self.engine.own[mover], lambda s: not barred(s), self.effort)
        return [after for after in found if after != here]

    def _deters(self, end: State) -> bool:
        return deters(self.engine.worth(self.party, end), self.here) and self.final(end)

    def _cost(self, steps: tuple[Step, ...]) -> tuple[int, list[int]]:
        codes = [self.engine.dialogue.code(step.after) for step in steps]
        return sum(len(differing(step.before, step.after)) for step in steps), codes
