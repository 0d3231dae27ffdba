"""The interview, measured by a simulated analyst who knows the file (`docs/analyses/interview.md`, "How good").

All lists of a shipped dialogue are hidden; its options, asks, rules and facts stay. The true file answers: of an ask by
what the asked party's own list prefers, met or not, all else as in the status quo; of two lines, by which of the two
it would rather have. Told is the share of conclusions that are those of the true file
after so many questions, in the interview's order, in file order and at random.

    python benchmarks/interview.py [NAME …] [--questions 20] [--draws 40]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from detente import load
from detente.analyses.interview import interview
from detente.engine.solved import solved
from detente.methods.elicitation.choices import Choice, OpenPoint
from detente.methods.elicitation.conclusions import conclusions
from detente.methods.elicitation.open_points import open_points
from detente.model.change import apply
from detente.model.dialogue import Dialogue, Equally, Preferences, State
from detente.model.expression import names

SMALL = ("us-pakistan-2010", "indus-2025")

Order = Callable[[Dialogue, list[OpenPoint]], OpenPoint]
"""Which of the open points is asked next."""


def hidden(talks: Dialogue) -> Dialogue:
    """The dialogue without any party's list, and without what hangs on one."""
    lists = {party.id: Preferences() for party in talks.parties}
    return replace(talks, preferences=lists, views=(), judgements=())


class Truth:
    """The true file as it answers. An answer is which of two states the party prefers, read off its own list."""

    def __init__(self, talks: Dialogue) -> None:
        self.talks, self.engine = talks, solved(talks).engine
        self.start = talks.status_quo or (0,) * len(talks.options)

    def answer(self, dialogue: Dialogue, point: OpenPoint) -> Choice:
        """Which answer the true file gives."""
        by_id = {choice.id: choice for choice in point.choices}
        if point.kind == "attitude":
            ask = dialogue.ask(point.about[0])
            weighed = self._weigh(ask.of, ask.that)
            if weighed:
                return by_id["wants" if weighed > 0 else "minds"]
            return self._only(by_id, ask.of, ask.that) or by_id["neither"]
        if point.kind == "order":
            first, second = (self._want(dialogue, id) for id in point.about)
            weighed = self._between(point.party, first, second)
            return by_id["first" if weighed > 0 else "second" if weighed < 0 else "alike"]
        return point.choices[0]

    def _only(self, by_id: dict[str, Choice], party: str, that: object) -> Choice | None:
        """For what alone the party would do it: the first of the asker's options with which it would rather."""
        for last in by_id["only"].then if "only" in by_id else ():
            about = last.about
            if self.talks.has("asks", about):
                given = self._nearest(self.start, self.talks.ask(about).that, True)
                if given is not None and self._compare(party, given, that) > 0 > self._compare(party, self.start, that):
                    return last
        return None

    def _weigh(self, party: str, that: object) -> int:
        """1 if, other things being as they are, it would rather have the condition met, -1 unmet, 0 neither."""
        return self._compare(party, self.start, that)

    def _compare(self, party: str, state: State, that: object) -> int:
        met, unmet = self._nearest(state, that, True), self._nearest(state, that, False)
        if met is None or unmet is None:
            return 0
        return int(self.engine.prefers(party, met, unmet)) - int(self.engine.prefers(party, unmet, met))

    def _between(self, party: str, first: object, second: object) -> int:
        a = self._both(first, True, second, False)
        b = self._both(first, False, second, True)
        if a is None or b is None:
            return 0
        return int(self.engine.prefers(party, a, b)) - int(self.engine.prefers(party, b, a))

    def _both(self, one: object, holds: bool, other: object, too: bool) -> State | None:
        state = self._nearest(self.start, one, holds)
        state = None if state is None else self._nearest(state, other, too)
        return state if state is not None and self.talks.holds(one, state) is holds else None

    def _nearest(self, state: State, that: object, holds: bool) -> State | None:
        """A state in which the condition holds, or not, that changes least of the options it names."""
        if self.talks.holds(that, state) is holds:
            return state
        places = [self.talks.option_index(name) for name in names(that) if self.talks.has("options", name)]
        found = [state]
        for place in places:
            found += [
                (*s[:place], level, *s[place + 1 :])
                for s in found
                for level in range(self.talks.radices[place])
                if level != s[place]
            ]
        found = [s for s in found if self.talks.holds(that, s) is holds]
        return min(found, key=lambda s: sum(abs(a - b) for a, b in zip(s, state, strict=True)), default=None)

    @staticmethod
    def _want(dialogue: Dialogue, id: str) -> object:
        for preferences in dialogue.preferences.values():
            for item in preferences.priorities:
                if item.id == id:
                    return item.items[0].want if isinstance(item, Equally) else item.want
                for inner in item.items if isinstance(item, Equally) else ():
                    if inner.id == id:
                        return inner.want
        raise KeyError(id)


def by_information(draws: int) -> Order:
    """The interview's own order; when nothing is worth asking, what is left in file order."""

    def chosen(dialogue: Dialogue, points: list[OpenPoint]) -> OpenPoint:
        found = interview(dialogue, draws=draws)
        left = {point.id: point for point in points}
        return next((left[q.id] for q in found.questions if q.id in left), points[0])

    return chosen


def by_chance(chance: random.Random) -> Order:
    """Any of them."""
    return lambda _, points: chance.choice(points)


def held(talks: Dialogue, order: Order, most: int) -> list[float]:
    """The share of conclusions that are true before any question and after each."""
    truth, true = Truth(talks), conclusions(talks)
    dialogue = hidden(talks)
    asked: set[str] = set()
    shares = []
    for _ in range(most + 1):
        found = conclusions(dialogue)
        shares.append(sum(found.get(key) == value for key, value in true.items()) / len(true))
        points = [point for point in open_points(dialogue) if point.id not in asked]
        if not points or len(shares) > most:
            break
        point = order(dialogue, points)
        asked.add(point.id)
        dialogue = apply(dialogue, *truth.answer(dialogue, point).changes)
    return shares + [shares[-1]] * (most + 1 - len(shares))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(SMALL))
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--draws", type=int, default=40)
    given = parser.parse_args()
    first = min(12, given.questions)
    print(f"share of conclusions that are true, after 0, {first} and {given.questions} questions")
    for name in given.names:
        start = perf_counter()
        talks = load(name)
        at_random = [held(talks, by_chance(random.Random(k)), given.questions) for k in range(5)]
        rows = {
            "interview": held(talks, by_information(given.draws), given.questions),
            "file order": held(talks, lambda _, points: points[0], given.questions),
            "random": [sum(column) / len(column) for column in zip(*at_random, strict=True)],
        }
        for kind, shares in rows.items():
            goal = 0.9 * rows["interview"][-1]
            reached = next((k for k, share in enumerate(shares) if share >= goal), None)
            row = f"{shares[0]:.2f} {shares[first]:.2f} {shares[-1]:.2f}"
            when = "never" if reached is None else f"after {reached}"
            print(f"{name:22} {kind:11} {row}   90 % of the interview's end {when}")
        print(f"{'':22} {perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
