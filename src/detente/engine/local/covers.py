"""Whether a party stays in a state, many of its improvements answered at once.

What the others do against one improvement does as well against most that differ from it in what matters little. So an
answer is looked for to one improvement, in which as few of the others as do it move in turn; then the party's options
are opened, one by one, as long as the same steps stay credible and deter it whatever level they are at. What is left
open is a **cover**: all improvements in it are answered, and the search goes on outside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from detente.engine.interface import Step, deters, goes
from detente.engine.local.sanctions import Answers
from detente.engine.local.search import Effort, states
from detente.engine.local.worth import Open, closed
from detente.errors import TooLarge
from detente.model.dialogue import State, differing

STEPS = 10_000
"""The most steps of all: this is for what is known soon."""

TRIED = 500
"""Steps of the search for an answer by some of the others in one order; besides, one for each option."""

OPEN = 8
"""So many improvements may be left undecided while another is looked for to which there is surely no answer."""

Cover = tuple[tuple[int, int], ...]
"""The party's options, and the levels of each that are covered, as bits; of those not named, all."""


def stays(answers: Answers) -> bool | None:
    """Whether every improvement that these are the answers to has one; None where that is not come by so.

    >>> from detente import load
    >>> from detente.engine.concepts import SEQ
    >>> from detente.engine.local.single import Local
    >>> engine = Local(load("classroom-prisoners"))
    >>> stays(Answers(engine, "northland", (0, 0), SEQ, lean=False))
    True
    """
    try:
        return _Covers(answers).stays()
    except TooLarge:
        return None


class _Covers:
    """The search outside the covers. `orders`: who may answer in which order, the last that did first."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.engine, self.party = answers, answers.engine, answers.party
        self.start = self.engine.open(self.party, state=answers.state, among=self.engine.spoken)
        self.own = [k for k in self.engine.order(self.party) if self.start[k] & (self.start[k] - 1)]
        self.covers: list[Cover] = []
        counts = range(1, min(3, len(answers.others)) + 1)
        self.improving = answers.concept.answer == "improvements"
        self.orders = [order for count in counts for order in permutations(answers.others, count)]
        self.effort = answers.effort = Effort(f"whether `{self.party}` stays", STEPS)

    def stays(self) -> bool | None:
        """Whether every improvement has an answer; None where one was left undecided and none has surely none."""
        undecided = 0
        for improvement in self._improvements():
            if self.answers.concept.answer is None or self._surely_none(improvement):
                return False
            steps = self._answer(improvement)
            if steps is None:
                undecided += 1
                if undecided > OPEN:
                    break
            self.covers.append(self._cover(improvement, steps or ()))
        return None if undecided else True

    def _improvements(self) -> Iterator[State]:
        here, value = self.answers.here, self.engine.preferences[self.party]
        barred = self.engine.barring(self.party, self.answers.state)

        def possible(s: Open) -> bool:
            covered = any(all(not s[k] & ~levels for k, levels in cover) for cover in self.covers)
            return not covered and goes(value.most(s, here), 0) is True and not barred(s)

        return states(self.start, self.own, possible, self.effort)

    # ---- an answer to one improvement ----------------------------------------------------------------------------

    def _answer(self, start: State) -> tuple[Step, ...] | None:
        """Steps of some of the others, each at most once, that deter the party; None if none was come by."""
        if not self.improving:
            return self.answers.by_moves(start)
        for order in self.orders:
            effort = Effort("an answer", TRIED + len(start))
            try:
                found = next(self._in_turn(start, order, effort), None)
            except TooLarge:
                found = None
            self.effort.step(effort.steps - effort.left)
            if found is not None:
                self.orders.remove(order)
                self.orders.insert(0, order)
                return found
        return None

    def _in_turn(self, start: State, movers: tuple[str, ...], effort: Effort) -> Iterator[tuple[Step, ...]]:
        engine = self.engine
        opened = [engine.open(*movers[:n], state=start, among=engine.spoken) for n in range(len(movers) + 1)]
        later = [[k for mover in movers[n + 1 :] for k in engine.own[mover]] for n in range(len(movers))]

        def possible(s: Open) -> bool:
            if engine.excluded(s) or not self.answers.thinkable(s):
                return False
            before = opened[0]
            for mover, rest in zip(movers, later, strict=True):
                after = list(s)
                for k in rest:
                    after[k] = opened[0][k]
                if engine.excluded(after):
                    return False
                if engine.preferences[mover].better(after, before, engine.own[mover]) is False:
                    return False
                before = after
            return True

        order = list(dict.fromkeys(k for mover in movers for k in engine.order(mover, first=self.party)))
        for end in states(opened[-1], order, possible, effort, home=start):
            steps = self.answers.each(start, end, movers)
            if all(map(self.answers.legal, steps)) and self.answers.final(end):
                yield steps

    def _surely_none(self, start: State) -> bool:
        """Whether nothing that the others could possibly come to deters the party."""
        engine, others = self.engine, self.answers.others
        if not self.answers.deterrable(start):
            return True
        reached, waiting = closed(start), set(others if self.improving else ())
        while waiting:
            mover = waiting.pop()
            own = engine.own[mover]
            after = [*reached]
            for k, levels in enumerate(engine.open(mover, state=start)):
                after[k] |= levels
            if after != reached and engine.preferences[mover].better(after, reached, own) is not False:
                reached, waiting = after, {*others} - {mover}
        return self.improving and not deters(engine.preferences[self.party].least(reached, self.answers.here), 0)

    # ---- how far it reaches --------------------------------------------------------------------------------------

    def _cover(self, improvement: State, steps: Sequence[Step]) -> Cover:
        levels = closed(improvement)
        for k in reversed(self.own) if steps else ():
            levels[k] = self.start[k]
            if not self._holds(levels, steps):
                levels[k] = 1 << improvement[k]
        return tuple((k, levels[k]) for k in self.own if levels[k] != self.start[k])

    def _holds(self, levels: Open, steps: Sequence[Step]) -> bool:
        """Whether the same steps can be gone from all these improvements, are credible, and deter the party."""
        engine, before = self.engine, levels
        for step in steps:
            changed = differing(step.before, step.after)
            after = list(before)
            for k in changed:
                after[k] = 1 << step.after[k]
            rules = (*engine.rules, *engine.own_rules[step.mover])
            if any(never(after) is not False for options, never in rules if not options.isdisjoint(changed)):
                return False
            if self.improving and engine.preferences[step.mover].better(after, before, changed) is not True:
                return False
            before = after
        return self._deterred(before)

    def _deterred(self, ends: Open) -> bool:
        engine, value = self.engine, self.engine.preferences[self.party]
        if not deters(value.most(ends, self.answers.here), 0):
            return False
        if not self.answers.concept.reply:
            return True
        after = [left | self.start[k] if k in self.own else left for k, left in enumerate(ends)]

        def possible(s: Open) -> bool:
            return not deters(value.most(s, self.answers.here), 0) and not engine.excluded(s)

        return next(states(after, self.own, possible, self.effort), None) is None
