"""What should be watched? The facts and first steps that would change where it goes, what each would change, and which
of those that were to be watched have come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal

from detente.analyses.facts import DealByPart, Facts
from detente.analyses.facts_of_many import FactsOfMany
from detente.engine.interface import Engine
from detente.engine.solved import solved
from detente.errors import NoAnswer
from detente.methods.bargaining.vetoes import ratifiers
from detente.methods.chances.drift import drift
from detente.methods.forecasts.hindsight import known_by
from detente.methods.settling.degrees import Fate
from detente.model.change import SetCircumstance, apply
from detente.model.dates import first_day, last_day
from detente.model.dialogue import Circumstance, Dialogue, Option, State, permitted
from detente.model.naming import started

Say = Callable[[Dialogue, Facts], str]
"""The headline of a page; of facts without `misread`."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What an event makes of an ask if nothing is signed; `met`: under the best package (None: the same, or none)."""

    ask: str
    before: Fate | None
    after: Fate | None
    met: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something to watch for: a fact that turns, or a first step of a party from the status quo.

    `id`: the circumstance, or the option; `to`: its value ("yes", "no"), or the level; `by`: the party ("" : nobody).
    `chance`: of a fact, that it turns (None: not stated). `likely_next`: of a step, that its party takes it next;
    `gains`: that its party likes it better than how things stand, though something else may be better yet, or be less.
    `shifts`: the asks whose fate it changes; `headline`: what the page would then say first ("" : not asked, or the
    same); `ends`: whether it ends elsewhere. `passing`: of a fact, how many packages that beat the drift pass at home
    now, and then (None: as many, or nobody at home is asked).
    """

    kind: Literal["fact", "step"]
    id: str
    to: str
    by: str
    chance: float | None
    likely_next: bool
    gains: bool
    ends: bool
    shifts: tuple[Shift, ...]
    headline: str
    passing: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day on which something is known: a promise falls due (its id), or the horizon ("")."""

    date: str
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What to watch.

    `headline`: what is said now ("" : not asked). `signs`: what would change something, the most telling first: a new
    headline, then most asks, then the likeliest; `quiet`: how many facts and steps would change nothing, but for a step
    itself, or are ruled out; `left`: how
    many were not looked at before an interrupt (then the round before is not, either). `dues`: the
    days ahead of `as_of`, the nearest first. `since`: the round as of which it was looked at before ("": there is no
    earlier round with a status quo of its own); `fired`: the signs of then that have come, `waiting`: how many not.
    """

    as_of: str
    headline: str
    signs: tuple[Sign, ...]
    quiet: int
    left: int
    dues: tuple[Due, ...]
    since: str
    fired: tuple[Sign, ...]
    waiting: int

    @property
    def complete(self) -> bool:
        """Whether all was looked at."""
        return not self.left


def watch(dialogue: Dialogue, *, say: Say | None = None, told: Told | None = None) -> Watch:
    """What would change where it goes, and what has come of what was to be watched a round ago.

    `say`: the headline of a page, which is then compared, too. `told` is called with how many of how many facts and
    steps are looked at; an interrupt ends it with what is known by then. NoAnswer without a status quo; TooLarge beyond
    what can be solved.
    """
    known = FactsOfMany(views=False)
    now = _Signs(dialogue, say, known)
    signs, left = now.signs(told)
    early, since = (None, "") if left else _before(dialogue)
    then = _Signs(early, say, known).signs()[0] if early else []
    fired = [sign for sign in then if _came(sign, dialogue)]
    as_of = dialogue.rounds[-1].date if dialogue.rounds else ""
    return Watch(
        as_of=as_of,
        headline=now.headline,
        signs=tuple(sorted(signs, key=_telling)),
        quiet=len(now.tries) - left - len(signs),
        left=left,
        dues=tuple(sorted(_dues(dialogue, as_of), key=lambda due: last_day(due.date))),
        since=since,
        fired=tuple(sorted(fired, key=_telling)),
        waiting=len(then) - len(fired),
    )


def _telling(sign: Sign) -> tuple[bool, int, float, bool]:
    return not sign.headline, -len(sign.shifts) - bool(sign.passing), -(sign.chance or 0.0), not sign.likely_next


class _Signs:
    """The signs of one dialogue."""

    def __init__(self, dialogue: Dialogue, say: Say | None, known: FactsOfMany) -> None:
        self.start = started(dialogue, "so there is nothing that could change from here")
        if not dialogue.feasible(self.start):
            raise NoAnswer("The status quo is infeasible, so there is nothing that could change from here.")
        self.dialogue, self.say, self.known = dialogue, say, known

    @cached_property
    def facts(self) -> Facts:
        """What is said now."""
        return self.known.of(self.dialogue)

    @cached_property
    def headline(self) -> str:
        """What is said first."""
        return self.say(self.dialogue, self.facts) if self.say else ""

    @cached_property
    def engine(self) -> Engine:
        """The engine of the dialogue."""
        return solved(self.dialogue).engine

    @cached_property
    def tries(self) -> tuple[Callable[[], Sign | None], ...]:
        """Every fact and every first step, each to be asked what it would change (None: nothing)."""
        facts = [partial(self._fact, fact) for fact in self.dialogue.circumstances]
        return (*facts, *(partial(self._step, *step) for step in self._steps()))

    def signs(self, told: Told | None = None) -> tuple[list[Sign], int]:
        """Those that would change something, in the file's order; of how many it is not known, after an interrupt."""
        found: list[Sign] = []
        for done, ask in enumerate(self.tries):
            try:
                if told:
                    told(done, len(self.tries))
                sign = ask()
            except KeyboardInterrupt:
                if not done:
                    raise
                return found, len(self.tries) - done
            found += [sign] if sign else []
        return found, 0

    def _fact(self, fact: Circumstance) -> Sign | None:
        """What a fact would change that turns."""
        chance = fact.chance.value if fact.chance else None
        if chance is not None and chance == float(fact.now):
            return None  # the file rules out that it turns
        there = apply(self.dialogue, SetCircumstance(fact.id, not fact.now))
        if there.start is None:
            return None  # it cannot be so while all else stands
        solved(there, like=self.dialogue)
        sign = Sign(
            kind="fact", id=fact.id, to="no" if fact.now else "yes", by="",
            chance=None if chance is None else 1 - chance if fact.now else chance, likely_next=False, gains=False,
            ends=_ends(solved(there).engine, there, self.start) != self.ends, shifts=(), headline="",
        )  # fmt: skip
        return self._told(sign, there)

    @cached_property
    def ends(self) -> dict[tuple[int, ...], float]:
        """How likely it ends where."""
        return _ends(self.engine, self.dialogue, self.start)

    def _with(self, option: Option, level: str) -> dict[tuple[int, ...], float]:
        """How likely it would end where, if nothing were otherwise than this one option."""
        place, now = self.dialogue.option_index(option.id), option.levels.index(level)
        found: dict[tuple[int, ...], float] = {}
        for codes, chance in self.ends.items():
            states = (self.dialogue.state(code) for code in codes)
            made = tuple(self.dialogue.code((*s[:place], now, *s[place + 1 :])) for s in states)
            found[made] = found.get(made, 0.0) + chance
        return found

    def _steps(self) -> Iterator[tuple[Option, str, State]]:
        """One option brought to another level by its owner: the option, the level, the state."""
        for place, option in enumerate(self.dialogue.options):
            for level, name in enumerate(option.levels):
                there = (*self.start[:place], level, *self.start[place + 1 :])
                if there == self.start or not permitted(option.direction, self.start[place], level):
                    continue
                if self.dialogue.feasible(there):
                    yield option, name, there

    def _step(self, option: Option, level: str, there: State) -> Sign | None:
        """What a first step would change."""
        led = _ends(self.engine, self.dialogue, there)
        if led == self.ends:
            return None  # on the way to where it goes anyway, or taken back
        if led == self._with(option, level):
            return None  # it gives itself and nothing else
        following = self.facts.drift.next if self.facts.drift else ()
        wanted = {(move.party, *change) for move in following for change in move.changes.items()}
        sign = Sign(kind="step", id=option.id, to=level, by=option.by, chance=None,
                    likely_next=(option.by, option.id, level) in wanted,
                    gains=self.engine.prefers(option.by, there, self.start), ends=True, shifts=(),
                    headline="")  # fmt: skip
        return self._told(sign, replace(self.dialogue, status_quo=there))

    def _told(self, sign: Sign, there: Dialogue) -> Sign | None:
        """The sign with what it changes; None where it changes nothing."""
        solved(there, like=self.dialogue)
        then = self.known.of(there)
        shifts = tuple(
            Shift(ask=one.ask, before=one.drift, after=other.drift,
                  met=None if one.deal == other.deal or not (one.deal and other.deal) else (one.deal, other.deal))
            for one, other in zip(self.facts.asks, then.asks, strict=True)
            if one.drift != other.drift or (one.deal and other.deal and one.deal != other.deal)
        )  # fmt: skip
        headline = self.say(there, then) if self.say else ""
        headline = "" if headline == self.headline else headline
        passing = self._passing(then) if sign.kind == "fact" else None
        if not (shifts or headline or sign.ends or passing):
            return None
        return replace(sign, shifts=shifts, headline=headline, passing=passing)

    def _passing(self, then: Facts) -> tuple[int, int] | None:
        """How many packages pass at home now and then, where that differs and is counted."""
        now_and_then = [
            one.deal.passing if one.deal and one.deal.against == "drift" and not isinstance(one.deal, DealByPart) else 0
            for one in (self.facts, then)
        ]
        if not ratifiers(self.dialogue) or now_and_then[0] == now_and_then[1]:
            return None
        return now_and_then[0], now_and_then[1]


def _ends(engine: Engine, dialogue: Dialogue, start: State) -> dict[tuple[int, ...], float]:
    found = drift(dialogue, dict.fromkeys(engine.movers, engine), start)
    return {tuple(share.code for share in one.states): float(one.chance) for one in found.outcomes}


def _before(dialogue: Dialogue) -> tuple[Dialogue | None, str]:
    """The dialogue as of the round before the last, if that round says how things stood then."""
    if len(dialogue.rounds) < 2:
        return None, ""
    before = dialogue.rounds[-2]
    early, hidden = known_by(dialogue, before.date)
    return (early, before.id) if hidden.rounds and not hidden.standing and early.start else (None, "")


def _came(sign: Sign, dialogue: Dialogue) -> bool:
    """Whether a sign of an earlier round is so now."""
    if sign.kind == "fact":
        return dialogue.now[sign.id] == (sign.to == "yes")
    quo = dialogue.status_quo
    place = dialogue.option_index(sign.id)
    return quo is not None and dialogue.options[place].levels[quo[place]] == sign.to


def _dues(dialogue: Dialogue, as_of: str) -> Iterator[Due]:
    """Promises that fall due, and the horizon."""
    dates = [(c.due, c.id) for c in dialogue.commitments if c.due and c.status.state in ("open", "overdue")]
    dates += [(dialogue.horizon, "")] if dialogue.horizon else []
    for date, promise in dates:
        if not as_of or last_day(date) > first_day(as_of):
            yield Due(date=date, promise=promise)
