"""What a dialogue is: frozen values, as the dialogue file has them.

A `Dialogue` is complete and sound by the time anybody holds one: names resolve, levels exist, expressions are parsed
(`formats` builds it and reports every problem at once). Nothing here computes anything but look-ups.

Conventions used by every room above:

* a **state** is a tuple of level indices, one for each option in file order;
* its **code** is the mixed-radix number of that tuple, the first option of the file least significant;
* circumstances have no digit: they are fixed before states are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from functools import cached_property
from operator import sub
from typing import Literal, get_args

from detente.model.expression import Expr, holds

State = tuple[int, ...]
Basis = Literal["stated", "inferred", "assumed"]
Direction = Literal["both", "forward", "back"]
AnswerKind = Literal["accepted", "in_principle", "partly", "deferred", "refused", "unanswered", "unknown"]
Ended = Literal["signed", "initialled", "none"]
CommitmentState = Literal["open", "kept", "overdue", "broken", "superseded"]
Done = Literal["none", "begun", "half", "full"]
Matters = Literal["must", "should", "could"]
IMPORTANCE: tuple[Matters, ...] = get_args(Matters)
"""How much an ask matters, most first."""
Borne = Literal["yes", "no", "partly"]


def permitted(direction: Direction, before: int, after: int) -> bool:
    """Whether an option of that direction can go from one level to the other (staying is always permitted)."""
    return before == after or direction == "both" or (after > before) == (direction == "forward")


def between(here: State, middle: State, there: State) -> bool:
    """Whether a state is another with some of what changed put back, wholly or to a level between."""
    return all(min(a, c) <= b <= max(a, c) for a, b, c in zip(here, middle, there, strict=True))


def distance(here: State, there: State) -> int:
    """How many level steps apart two states are."""
    return sum(map(abs, map(sub, here, there)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How sure or how likely: a number from 0 to 1, and the ICD 203 word if it was given as one."""

    value: float
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A source's key and where in it ("¶7", "p. 4"); paraphrase lives with the line, never a quotation.

    `at`: the first character in the source's text and the one after the last, counted from 0 (None: not known).
    """

    source: str
    place: str = ""
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every entry of the file may carry. `line` is its line in the file (0: not from a file).

    Where something stands is not what it says: `line` counts neither for equality nor for the digest.
    """

    evidence: tuple[Evidence, ...] = ()
    basis: Basis = "stated"
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was read. `date` is as written: 2010, 2010-10, 2010-10-22 or 2010-10-20/22.

    `file`: where its text lies, as the dialogue's file names it (relative to it, and never fetched); `url`: where it
    was published.
    """

    id: str
    title: str
    date: str = ""
    kind: str = ""
    author: str = ""
    file: str = ""
    url: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Line):
    """A decision maker. `at_table`: it negotiates; otherwise it only acts.

    `plural`: whether verbs take the plural after its name, `the`: whether sentences put an article before it (None: to
    be guessed from the name); `names`: (language, name) where another language calls it otherwise. `ratifies`: the
    party it can veto, about the options `may_veto` (empty: all), but where `unless` holds (None: always).
    """

    id: str
    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    at_table: bool = True
    plural: bool | None = None
    the: bool | None = None
    names: tuple[tuple[str, str], ...] = ()
    ratifies: str = ""
    unless: Expr | None = None
    may_veto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front(Line):
    """A working group, basket or track."""

    id: str
    name: str
    kind: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance(Line):
    """A fact no party chooses. `now`: the value in force; `chance`: of being true at the horizon.

    `known`: whether the file says which value is in force; else it is taken as false. `otherwise`: its turning to the
    other value, as a phrase ("the end of flood relief"), or "".
    """

    id: str
    text: str
    now: bool = False
    known: bool = True
    chance: Chance | None = None
    otherwise: str = ""

    def turned(self, now: bool) -> Circumstance:
        """The fact with that value in force, known; its phrase for turning otherwise goes with the value it had."""
        if now == self.now:
            return self if self.known else replace(self, known=True)
        return replace(self, now=now, known=True, otherwise="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Line):
    """Something one party can do, at one of its ordered levels (the first is "not done").

    `name`: what tables and states call it, where that is shorter than `text` ("": the text serves).
    """

    id: str
    by: str
    text: str
    name: str = ""
    levels: tuple[str, ...] = ("no", "yes")
    direction: Direction = "both"
    front: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Line):
    """What party `by` wants of party `of`: a condition on the options of the latter.

    `option` is set for the shorthand (`asked_by` on an option): then `that` is `option >= level`, of the last level if
    the file names no other, or `option is level` of the first one: an ask to abstain. `matters`: how much it matters to
    the asker: a deal must, should or could have it.
    """

    id: str
    of: str
    by: str
    that: Expr
    text: str
    front: str = ""
    option: str = ""
    matters: Matters = "should"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Line):
    """What cannot be: states in which `never` holds are infeasible."""

    id: str
    never: Expr
    because: str = ""
    ground: str = ""
    sure: Chance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule(Rule):
    """What one party never brings about: no move of `party` from s to t if `never` holds in t and not in s."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Line):
    """One line of a party's priorities: states in which `want` holds are preferred to those in which it does not."""

    id: str
    want: Expr
    because: str = ""
    ground: str = ""
    sure: Chance | None = None
    strong: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Equally(Line):
    """Statements of equal weight: what counts is how many of them hold."""

    id: str
    items: tuple[Statement, ...]
    because: str = ""


Priority = Statement | Equally


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Line):
    """Option weighting: `value` is added to a state's worth when `expr` holds there, exactly as it is written."""

    expr: Expr
    value: Fraction

    def __post_init__(self) -> None:
        """A number given in Python is taken as it is printed: 0.1 is a tenth."""
        if not isinstance(self.value, Fraction):
            object.__setattr__(self, "value", Fraction(str(self.value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """A party's preference over states, given in exactly one of three ways (or not at all: indifference).

    `priorities`: most important first. `weights`: the sum over what holds. `ranking`: groups of state codes, best
    first, a group being tied; feasible states that no group names rank last, tied.
    """

    priorities: tuple[Priority, ...] = ()
    weights: tuple[Weight, ...] = ()
    ranking: tuple[tuple[int, ...], ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in order, groups taken apart."""
        return tuple(s for p in self.priorities for s in (p.items if isinstance(p, Equally) else (p,)))

    @property
    def exprs(self) -> tuple[Expr, ...]:
        """What its statements or its weights speak of, in order; a ranking has none."""
        return (*(s.want for s in self.statements), *(w.expr for w in self.weights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Line):
    """How an ask was answered in a round; `granted` names the level given, if one was.

    `in_principle`: agreed if everything is. `unanswered`: no answer was given; `unknown`: we do not know of one.
    """

    ask: str
    answer: AnswerKind
    granted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Line):
    """Something that happened, dated as written."""

    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Line):
    """What ended a round: whether all that was agreed was signed, initialled, or neither; and when."""

    how: Ended
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Line):
    """One round of talks. `tabled`: the ids of the asks on the table; empty answers mean nothing is known.

    `answers` are as they were given; what was agreed in principle is accepted once the round is signed (`given`).
    """

    id: str
    date: str = ""
    place: str = ""
    title: str = ""
    circumstances: tuple[tuple[str, bool], ...] = ()
    status_quo: State | None = None
    tabled: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    ended: Ending | None = None

    @property
    def signed(self) -> bool:
        """Whether a signature ended the round."""
        return self.ended is not None and self.ended.how == "signed"

    @property
    def given(self) -> tuple[Answer, ...]:
        """The answers as they stood when the round had ended."""
        if not self.signed:
            return self.answers
        return tuple(replace(a, answer="accepted") if a.answer == "in_principle" else a for a in self.answers)

    def answer(self, ask: str) -> Answer | None:
        """The answer to an ask as it stood when the round had ended, or None where the file has none."""
        return next((a for a in self.given if a.ask == ask), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Line):
    """What became of a commitment, as of a date.

    `state` is our judgement, `says` that of each party that spoke of it; `done`: how much of it is done, on the four
    steps of peace-agreement trackers (not begun, a minimum, an intermediate part, all; "": not said).
    """

    state: CommitmentState = "open"
    as_of: str = ""
    says: tuple[tuple[str, CommitmentState], ...] = ()
    done: Done | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Line):
    """A promise in the ledger. `does`: the condition on options that its fulfilment would be, if any."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    text: str = ""
    front: str = ""
    round: str = ""
    due: str = ""
    does: Expr | None = None
    status: Status = field(default_factory=Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A statement that a view puts into a list, before or after a statement of that list (else last)."""

    statement: Statement
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Line):
    """What `who` believes of `of`: edits to the other's list as the file has it, or another list in its place.

    `move` holds (statement id, places): negative is up, towards more important.
    """

    id: str
    who: str
    of: str
    because: str = ""
    sure: Chance | None = None
    drop: tuple[str, ...] = ()
    add: tuple[Added, ...] = ()
    move: tuple[tuple[str, int], ...] = ()
    instead: Preferences | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Line):
    """A conditional offer: `by` gives these levels while `condition` holds, else the others."""

    id: str
    by: str
    give: tuple[tuple[str, int], ...]
    condition: Expr
    otherwise: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Line):
    """`who` does not believe what `of` says it will do about `option`."""

    who: str
    of: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Line):
    """How likely the analyst takes it to be that some package is signed, by a date."""

    chance: Chance
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Line):
    """A facilitator's text: a package that `by` put before the others in a round, and that is nobody's option."""

    id: str
    by: str
    round: str = ""
    sets: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Line):
    """What came after the date of the file: whether an ask, or else a condition, came to hold.

    With neither: on that day a package was signed.
    """

    date: str
    holds: Borne = "yes"
    ask: str = ""
    what: Expr | None = None

    @property
    def signed(self) -> bool:
        """Whether it says that a package was signed."""
        return not self.ask and self.what is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Line):
    """What an analyst answered to a question of the interview: "order keep-aid raise-aid", first, on that date."""

    question: str
    answer: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Line):
    """A warning of `check` that the author mutes, with the reason; `at` is the id it stands at ("" : everywhere)."""

    code: str
    because: str
    at: str = ""


class _Levels(Mapping[str, int]):
    """Option -> its level in a state, looked up where it is asked for: an expression names few of the options."""

    __slots__ = ("places", "state")

    def __init__(self, places: Mapping[str, int], state: State) -> None:
        self.places, self.state = places, state

    def __getitem__(self, option: str) -> int:
        return self.state[self.places[option]]

    def __contains__(self, option: object) -> bool:
        return option in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


Levels = tuple[tuple[str, int], ...]
"""Some options and the index of a level for each."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Dialogue:
    """A strategic dialogue: who, what, under which facts, what cannot be, and who wants what.

    `status_quo` is None if none was stated and the state with every option at its first level is infeasible, and where
    it is not wholly known: then `known` has what is, a level for each option or None.
    `rules` bind everybody and exclude states; `own_rules` bind the moves of one party and exclude none.
    `preferences` has an entry for every party. `asks` holds the shorthand asks of options, too. `happened` is no part
    of what the dialogue says: no analysis reads it (back-tests do), and it does not count for the digest.
    `judgements` say what need not be asked again; they change no answer but the interview's. `lost`: what could not be
    carried over from another program's file, in words; every page says it.
    """

    title: str
    summary: str = ""
    note: str = ""
    horizon: str = ""
    file: str = field(default="", compare=False)
    sources: tuple[Source, ...] = ()
    parties: tuple[Party, ...]
    fronts: tuple[Front, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    options: tuple[Option, ...]
    asks: tuple[Ask, ...] = ()
    rules: tuple[Rule, ...] = ()
    own_rules: tuple[OwnRule, ...] = ()
    preferences: Mapping[str, Preferences] = field(default_factory=dict)
    status_quo: State | None = None
    known: tuple[int | None, ...] | None = None
    signature: Signature | None = None
    rounds: tuple[Round, ...] = ()
    texts: tuple[Draft, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    views: tuple[View, ...] = ()
    fallback: Mapping[str, Levels] = field(default_factory=dict)
    positions: Mapping[str, Levels] = field(default_factory=dict)
    intentions: Mapping[str, Levels] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    offers: tuple[Offer, ...] = ()
    attitudes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    happened: tuple[Happened, ...] = field(default=(), metadata={"afterwards": True})
    judgements: tuple[Judgement, ...] = ()
    silences: tuple[Silence, ...] = ()
    lost: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """What it is called and how large it is; `formats.dump` tells it in full."""
        parts = ((len(self.parties), "parties"), (len(self.options), "options"), (self.possible, "states"),
                 (len(self.asks), "asks"), (len(self.rounds), "rounds"))
        return f"Dialogue({self.title!r}: " + ", ".join(f"{count:,} {what}" for count, what in parts) + ")"

    def __getstate__(self) -> dict[str, object]:
        """What is kept of it elsewhere: what the file says, nothing that was worked out."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    # ---- look-ups ----------------------------------------------------------------------------------------------

    @cached_property
    def _by_id(self) -> dict[str, dict[str, int]]:
        rooms = ("sources", "parties", "fronts", "circumstances", "options", "asks", "rules", "rounds", "commitments")
        by_id = {room: {entry.id: i for i, entry in enumerate(getattr(self, room))} for room in rooms}
        return by_id | {"rules": {rule.id: i for i, rule in enumerate(self.every_rule)}}

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules that bind everybody, then those that bind one party alone."""
        return (*self.rules, *self.own_rules)

    def party(self, id: str) -> Party:
        """The party of that id. KeyError if there is none."""
        return self.parties[self._by_id["parties"][id]]

    def option(self, id: str) -> Option:
        """The option of that id. KeyError if there is none."""
        return self.options[self._by_id["options"][id]]

    def option_index(self, id: str) -> int:
        """Where the option stands in every state. KeyError if there is none."""
        return self._by_id["options"][id]

    def ask(self, id: str) -> Ask:
        """The ask of that id. KeyError if there is none."""
        return self.asks[self._by_id["asks"][id]]

    def rule(self, id: str) -> Rule:
        """The rule of that id, whomever it binds. KeyError if there is none."""
        return self.every_rule[self._by_id["rules"][id]]

    def circumstance(self, id: str) -> Circumstance:
        """The circumstance of that id. KeyError if there is none."""
        return self.circumstances[self._by_id["circumstances"][id]]

    def front(self, id: str) -> Front:
        """The front of that id. KeyError if there is none."""
        return self.fronts[self._by_id["fronts"][id]]

    def source(self, id: str) -> Source:
        """The source of that id. KeyError if there is none."""
        return self.sources[self._by_id["sources"][id]]

    def round(self, id: str) -> Round:
        """The round of that id. KeyError if there is none."""
        return self.rounds[self._by_id["rounds"][id]]

    def has(self, room: str, id: str) -> bool:
        """Whether `room` ("parties", "options", "asks" …) has an entry of that id."""
        return id in self._by_id[room]

    def options_of(self, party: str) -> tuple[Option, ...]:
        """The options of a party, in file order."""
        return tuple(option for option in self.options if option.by == party)

    def statement(self, id: str) -> tuple[str, Statement]:
        """(party, statement) of a statement's id. KeyError if there is none."""
        for party, preferences in self.preferences.items():
            for statement in preferences.statements:
                if statement.id == id:
                    return party, statement
        raise KeyError(id)

    @property
    def table(self) -> tuple[str, ...]:
        """The parties at the table that have something to choose or to want (ratifiers left out)."""
        return tuple(p.id for p in self.parties if p.at_table and not p.ratifies)

    @cached_property
    def now(self) -> dict[str, bool]:
        """The circumstances in force."""
        return {c.id: c.now for c in self.circumstances}

    # ---- states ------------------------------------------------------------------------------------------------

    @cached_property
    def radices(self) -> tuple[int, ...]:
        """The number of levels of each option, in file order."""
        return tuple(len(option.levels) for option in self.options)

    @cached_property
    def possible(self) -> int:
        """The number of states, infeasible ones included."""
        product = 1
        for radix in self.radices:
            product *= radix
        return product

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The level names of every option."""
        return {option.id: option.levels for option in self.options}

    def code(self, state: State) -> int:
        """The number of a state."""
        code = 0
        for level, radix in zip(reversed(state), reversed(self.radices), strict=True):
            code = code * radix + level
        return code

    def state(self, code: int) -> State:
        """The state of that number."""
        levels = []
        for radix in self.radices:
            code, level = divmod(code, radix)
            levels.append(level)
        return tuple(levels)

    def holds(self, expr: Expr, state: State, circumstances: Mapping[str, bool] | None = None) -> bool:
        """Whether an expression holds in a state (under the circumstances in force unless others are given)."""
        level = _Levels(self._by_id["options"], state)
        return holds(expr, level, self.levels, self.now if circumstances is None else circumstances)

    def feasible(self, state: State, circumstances: Mapping[str, bool] | None = None) -> bool:
        """Whether no rule excludes the state."""
        return not any(self.holds(rule.never, state, circumstances) for rule in self.rules)

    def excluding(self, state: State) -> tuple[Rule, ...]:
        """The rules that exclude the state under the circumstances in force."""
        return tuple(rule for rule in self.rules if self.holds(rule.never, state))

    def barred(self, party: str, before: State, after: State) -> bool:
        """Whether a rule that binds the party alone keeps it from a move: it would bring about what it never does."""
        mine = (rule.never for rule in self.own_rules if rule.party == party)
        return any(self.holds(never, after) and not self.holds(never, before) for never in mine)

    def keeping(self, party: str, before: State, after: State) -> tuple[Rule, ...]:
        """The rules that keep a party from a move: those that exclude where it leads, its own that it would break."""
        own = (r for r in self.own_rules if r.party == party and not self.holds(r.never, before))
        return tuple(rule for rule in (*self.rules, *own) if self.holds(rule.never, after))

    def with_levels(self, state: State, levels: Levels) -> State:
        """The state with some options at other levels."""
        changed = list(state)
        for option, level in levels:
            changed[self.option_index(option)] = level
        return tuple(changed)

    def under(self, circumstances: Mapping[str, bool]) -> Dialogue:
        """The dialogue with other facts in force."""
        facts = (c.turned(circumstances[c.id]) if c.id in circumstances else c for c in self.circumstances)
        return replace(self, circumstances=tuple(facts))
