"""What a page may say, gathered once: every sentence, table, headline and figure that counts takes it from here.

*In full*, *in part*, *not* and *open* each mean one set, everywhere; so does *settle* (firm, or credible in the lean
reading). Fates are read off states, so the wording of an ask cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.analyses.outlook import AskChance, Outlook, outlook
from detente.analyses.why import Why, why
from detente.engine.solved import solved
from detente.errors import NoAnswer
from detente.methods.chances.drift import drift, layers, moves
from detente.methods.reasons.evidence import Cited
from detente.methods.reasons.preference import deciding
from detente.methods.settling.degrees import Degree, Degrees, Fate
from detente.methods.settling.held import Firmness, deterred, firmness, ruled_out, without_joint_rules
from detente.methods.settling.minds import minded
from detente.model.dialogue import Ask, Dialogue, Equally, State
from detente.model.naming import Place, changes, place

if TYPE_CHECKING:
    from detente.engine.interface import Engine, Step

@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of one party: what it changes, and the line of its list for which it wants that (None: no line)."""

    party: str
    changes: dict[str, str]
    because: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deterrence:
    """`party` would rather make the move `would`, but for the `answer` of the others, step by step."""

    party: str
    would: Move
    answer: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """`party` would rather make the move `would`, but for `rules` over the options of two or more parties."""

    party: str
    would: Move
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state and what holds it.

    `changes`: against the status quo (without one: against everything at its first level). `holds`: "firm" (nobody
    would gain by a move of its own), "credible" (whoever would gain expects the others to answer so that it was not
    worth it: `deterred` says who and how), None (it does not hold). `barred`: who would leave but for a rule; while
    there is one, never say that no party could do better.
    """

    at: Place
    changes: dict[str, str]
    holds: Firmness | None
    deterred: tuple[Deterrence, ...]
    barred: tuple[Barred, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One way the drift ends: its chance as the file stands, and its states (several: it goes round among them).

    `way`: the fewest steps from the status quo to the first of them.
    """

    chance: float
    states: tuple[Standing, ...]
    way: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Where it goes if nobody signs anything. `next`: every step that somebody wants at the status quo (none: it
    holds). `ends`: the likeliest first; `steps`: how many on average until then."""

    next: tuple[Move, ...]
    ends: tuple[End, ...]
    steps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an ask was answered in a round. `answer` "" : it was not tabled; `granted`: the level given, if named."""

    round: str
    answer: str
    granted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """One ask, all that a page says of it.

    `yes_no`: it is met or not, never in part. `now`: in the status quo. `drift`: its fate if nothing is signed;
    *depends* where ends differ, *open* where no party's list tells any two settings of its options apart and it is
    unmet. `new`: its fate is not what is so now. `ends`: by end, in the drift's order, how far each is met, all states
    of a round trip counted. `answers`: round by round. `chance` (`low`, `high`): that it is met in full if nothing is
    signed, the file's chances weighed (None: no outlook). `why`: in the likeliest end, why it is met or not. `weighs`:
    how high its asker's list, else the table's lists, places what it would change (1 most, 0 not at all).
    """

    ask: str
    by: str
    of: str
    yes_no: bool
    now: Degree | None
    drift: Fate | None
    new: bool
    ends: tuple[tuple[Degree, ...], ...]
    answers: tuple[Answered, ...]
    chance: float | None
    low: float | None
    high: float | None
    why: Why | None
    weighs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page may say of a dialogue.

    `now`: how things stand (None: no status quo; then `drift` is None, too). `asks`: all of them, in file order;
    `order`: their ids, those that matter most to their asker first, the unmet before the met.
    """

    title: str
    round: str
    as_of: str
    horizon: str
    now: Standing | None
    drift: Drift | None
    asks: tuple[AskFacts, ...]
    order: tuple[str, ...]

    def ask(self, id: str) -> AskFacts:
        """The facts of an ask. KeyError if there is none."""
        for facts in self.asks:
            if facts.ask == id:
                return facts
        raise KeyError(id)

    def with_fate(self, *fates: Fate) -> tuple[AskFacts, ...]:
        """The asks with one of these fates in the drift, in file order: what "in full" or "not" means on a page."""
        return tuple(facts for facts in self.asks if facts.drift in fates)


def facts(dialogue: Dialogue, chances: Outlook | None = None) -> Facts:
    """The facts of a dialogue. `chances`: its outlook, if it is there already. TooLarge beyond what can be solved."""
    return _Gathering(dialogue, chances).facts()


class _Gathering:
    """The facts of one dialogue while they are gathered."""

    def __init__(self, dialogue: Dialogue, chances: Outlook | None) -> None:
        self.dialogue, self._chances = dialogue, chances
        self.degrees, self.minded = Degrees(dialogue), minded(dialogue)

    @cached_property
    def engine(self) -> Engine:
        """The engine of the dialogue."""
        return engine_of(self.dialogue)

    @cached_property
    def unruled(self) -> Engine:
        """The engine of the dialogue without rules over several parties."""
        return engine_of(without_joint_rules(self.dialogue))

    @cached_property
    def start(self) -> State | None:
        """The status quo, if there is one that is feasible."""
        sq = self.dialogue.status_quo
        return sq if sq is not None and self.dialogue.feasible(sq) else None

    @cached_property
    def chance(self) -> dict[str, AskChance]:
        """The chance of each ask; none without a status quo."""
        found = self._chances
        if found is None and self.start is not None:
            found = outlook(self.dialogue, equilibria=False)
        return {one.ask: one for one in found.asks} if found else {}

    @cached_property
    def drift(self) -> Drift | None:
        """Where it goes from the status quo."""
        if self.start is None:
            return None
        made = moves(dict.fromkeys(self.engine.movers, self.engine), self.start)
        ways = layers(made, self.start)
        found = drift(self.dialogue, dict.fromkeys(self.engine.movers, self.engine), self.start)
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

    def facts(self) -> Facts:
        """All of it."""
        last = self.dialogue.rounds[-1] if self.dialogue.rounds else None
        asks = tuple(self.ask(ask) for ask in self.dialogue.asks)
        return Facts(
            title=self.dialogue.title,
            round=last.id if last else "",
            as_of=last.date if last else "",
            horizon=self.dialogue.horizon,
            now=None if self.start is None else self.standing(self.start),
            drift=self.drift,
            asks=asks,
            order=tuple(one.ask for one in sorted(asks, key=lambda one: (one.drift == "full", -one.weighs))),
        )

    # ---- states and moves ----------------------------------------------------------------------------------------

    def standing(self, state: State) -> Standing:
        """A state and what holds it."""
        holds = firmness(self.engine, state)
        return Standing(
            at=place(self.dialogue, self.dialogue.code(state)),
            changes=changes(self.dialogue, self.start or tuple(0 for _ in state), state),
            holds=holds,
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
                for one in (ruled_out(self.dialogue, state, lambda: self.unruled) if holds else ())
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
            answers=tuple(self._answers(ask)),
            chance=chance.chance if chance else None,
            low=chance.low if chance else None,
            high=chance.high if chance else None,
            why=found,
            weighs=self._weighs(ask, found),
        )

    def _why(self, ask: Ask) -> Why | None:
        """Why it is met or not where the drift most likely ends; without a status quo there is no such state."""
        if self.drift is None:
            return None
        try:
            return why(self.dialogue, ask.id, at=str(self.drift.ends[0].states[0].at.code))
        except NoAnswer:
            return None

    def _answers(self, ask: Ask) -> Iterator[Answered]:
        """What it was answered, round by round; an ask that a round's list does not table was not on the table."""
        for sitting in self.dialogue.rounds:
            answer = sitting.answer(ask.id)
            word = answer.answer if answer else "unanswered" if ask.id in sitting.tabled else ""
            yield Answered(round=sitting.id, answer=word, granted=answer.granted if answer else "")

    def _weighs(self, ask: Ask, found: Why | None) -> float:
        """How high the lists place what the ask would change where the drift ends."""
        if found is None:
            return 0.0
        here, there = self.dialogue.state(found.at.code), self.dialogue.state(found.other.code)
        own = importance(self.dialogue, ask.by, here, there) if ask.by else 0.0
        return own or max((importance(self.dialogue, p, here, there) for p in self.dialogue.table), default=0.0) / 2


def importance(dialogue: Dialogue, party: str, a: State, b: State) -> float:
    """How high a party's list places what differs between two states: halved with each place of the first line whose
    truth changes; of weights the share of the absolute sum; for a ranking 1/2 if it tells them apart."""
    preferences = dialogue.preferences.get(party)
    if preferences is None:
        return 0.0
    for number, line in enumerate(preferences.priorities, start=1):
        items = line.items if isinstance(line, Equally) else (line,)
        if any(dialogue.holds(item.want, a) != dialogue.holds(item.want, b) for item in items):
            return 0.5**number
    shares = [abs(w.value) for w in preferences.weights if dialogue.holds(w.expr, a) != dialogue.holds(w.expr, b)]
    if shares:
        return max(shares) / sum(abs(w.value) for w in preferences.weights)
    return 0.5 if preferences.ranking and deciding(dialogue, party, a, b) else 0.0


def engine_of(dialogue: Dialogue) -> Engine:
    """The engine that answers about single states of a dialogue. Raises TooLarge."""
    return solved(dialogue).engine


