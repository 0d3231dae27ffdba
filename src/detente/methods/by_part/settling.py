"""Where a dialogue in parts can settle firmly: the product of where its parts can (Nash falls apart)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

from detente.engine.concepts import NASH
from detente.engine.parts.split import Part
from detente.engine.solved import solved, under
from detente.methods.chances.drift import ends
from detente.methods.settling.held import firmness
from detente.methods.settling.openings import Opened, Pressed, by_pressure, turned
from detente.methods.settling.ways import Way, stable_states, ways
from detente.model.dialogue import Ask, Dialogue, State, distance

COMPARED = 2**12
"""Beyond so many firm states of a part its ways are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWays:
    """Where one part can settle firmly. `states`: in how many states; `ways`: the ways, the nearest to the status quo
    first (None: too many states to tell apart)."""

    part: Part
    states: int
    ways: tuple[Way, ...] | None


class Firm:
    """The firm settlements of a dialogue, part by part."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        self.split = solved(dialogue).split
        self._states: dict[int, tuple[State, ...]] = {}

    def states(self, n: int) -> tuple[State, ...]:
        """The firm states of a part, ascending by cell."""
        if n not in self._states:
            self._states[n] = tuple(stable_states(self.split.parts[n].dialogue, NASH))
        return self._states[n]

    @cached_property
    def count(self) -> int:
        """How many firm states the whole has."""
        return prod(len(self.states(n)) for n in range(len(self.split.parts)))

    @cached_property
    def by_part(self) -> tuple[PartWays, ...]:
        """The ways of each part."""
        return tuple(self._ways(n) for n in range(len(self.split.parts)))

    def _ways(self, n: int) -> PartWays:
        part, states = self.split.parts[n], self.states(n)
        found = ways(part.dialogue, dict.fromkeys(states, "firm")) if len(states) <= COMPARED else None
        return PartWays(part=part, states=len(states), ways=found)

    def met(self, ask: Ask) -> set[bool]:
        """Whether firm settlements meet an ask: always, sometimes, never; empty where there are none."""
        n = self.split.of(*self.dialogue.named(ask.that))
        if not self.count or n is None:
            return set()
        return {self.split.parts[n].dialogue.holds(ask.that, state) for state in self.states(n)}

    def nearest(self, home: State, wanted: Mapping[int, Callable[[State], bool]]) -> State | None:
        """The firm state nearest to another, of equals the smallest code; `wanted`: by part which states will do."""
        chosen = []
        for n, part in enumerate(self.split.parts):
            start, fits = part.cut(home), wanted.get(n, _any)
            states = (state for state in self.states(n) if fits(state))
            best = min(states, key=lambda s: (distance(start, s), part.dialogue.code(s)), default=None)
            if best is None:
                return None
            chosen.append(best)
        return self.split.joined(chosen)


def _any(_: State) -> bool:
    return True


def by_facts(dialogue: Dialogue, refused: Sequence[Ask]) -> Iterator[Opened]:
    """What other facts, one at a time, would open: where it then settles firmly, and where it then drifts.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... circumstances: {drought: {text: The rains fail, now: true}}
    ... options: {water: {by: a, asked_by: b, text: Water}, visas: {by: b, text: Visas}}
    ... priorities: {a: [water iff not drought]}
    ... status_quo: {}''')
    >>> [(one.facts, one.asks) for one in by_facts(talks, talks.asks)]
    [({'drought': False}, ('water',))]
    """
    left = list(refused)
    home = dialogue.status_quo or (0,) * len(dialogue.options)
    for facts in turned(dialogue, pairs=False):
        if not left:
            return
        changed = under(dialogue, facts)
        drifted, firm = ends(changed), Firm(changed)
        opened = [ask for ask in left if True in firm.met(ask) or any(changed.holds(ask.that, end) for end in drifted)]
        opened = [ask for ask in opened if _settled(changed, firm, ask, drifted, home) is not None]
        if opened:
            left = [ask for ask in left if ask not in opened]
            state = _settled(changed, firm, opened[0], drifted, home)
            held = None if state is None else firmness(solved(changed).engine, state)
            assert state is not None and held is not None
            yield Opened(
                facts=facts,
                asks=tuple(ask.id for ask in opened),
                sure=tuple(a.id for a in opened if drifted and all(changed.holds(a.that, end) for end in drifted)),
                state=state,
                firmness=held,
            )


def _settled(dialogue: Dialogue, firm: Firm, ask: Ask, drifted: Sequence[State], home: State) -> State | None:
    """The settlement nearest to the status quo that meets an ask: a firm one, or an end of the drift."""
    engine = solved(dialogue).engine
    found = [end for end in drifted if dialogue.holds(ask.that, end) and firmness(engine, end)]
    if True in firm.met(ask):
        n = firm.split.of(*dialogue.named(ask.that))
        assert n is not None
        part = firm.split.parts[n].dialogue
        nearest = firm.nearest(home, {n: lambda state: part.holds(ask.that, state)})
        found += [] if nearest is None else [nearest]
    return min(found, key=lambda state: (distance(home, state), dialogue.code(state)), default=None)


def pressure(dialogue: Dialogue, firm: Firm, refused: Sequence[Ask]) -> Iterator[Pressed]:
    """What pressure by options in the part of an ask would open of it; elsewhere it settles as near as it can.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {water: {by: a, asked_by: b}, tariff: {by: b}, visas: {by: b}}
    ... priorities: {a: [water iff tariff], b: [not tariff]}
    ... status_quo: {}''')
    >>> [(one.levels, one.asks) for one in pressure(talks, Firm(talks), talks.asks)]
    [({'tariff': 'yes'}, ('water',))]
    """
    home = dialogue.status_quo
    if home is None or not firm.count:
        return
    for n, part in enumerate(firm.split.parts):
        asks = [ask for ask in part.dialogue.asks if ask in refused]
        for one in by_pressure(part.dialogue, dict.fromkeys(firm.states(n), "firm"), asks) if asks else ():
            rest = firm.nearest(home, {})
            assert rest is not None
            states = [one.state if k == n else p.cut(rest) for k, p in enumerate(firm.split.parts)]
            yield Pressed(
                by=one.by, of=one.of, levels=one.levels, asks=one.asks, promised=one.promised,
                state=firm.split.joined(states),
            )  # fmt: skip
