"""The dialogue as a whole: its entries, the look-ups among them, its states and what excludes them.

A `Dialogue` is complete and sound by the time anybody holds one: names resolve, levels exist, expressions are parsed
(`formats` builds it and reports every problem at once). Nothing here computes anything but look-ups.

Conventions used by every room above:

* a **state** is a tuple of level indices, one for each option in file order;
* its **code** is the mixed-radix number of that tuple, the first option of the file least significant;
* circumstances have no digit: they are fixed before states are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from detente.model.dialogue.entry import Source
from detente.model.dialogue.judged import Happened, Judgement, Signature, Silence
from detente.model.dialogue.preferences import Preferences, Statement, View
from detente.model.dialogue.states import Levels, LevelsIn, State
from detente.model.dialogue.structure import Ask, Circumstance, Front, Option, OwnRule, Party, Rule
from detente.model.dialogue.talks import Commitment, Doubt, Draft, Offer, Round
from detente.model.expression import Expr, holds, names


@dataclass(frozen=True, kw_only=True, repr=False)
class Dialogue:
    """A strategic dialogue: who, what, under which facts, what cannot be, and who wants what.

    `status_quo` is None if none was stated and the state with every option at its first level is infeasible, and where
    it is not wholly known: then `known` has what is, a level for each option or None.
    `rules` bind everybody and exclude states; `own_rules` bind the moves of one party and exclude none.
    `preferences` has an entry for every party. `asks` holds the shorthand asks of options, too. `happened` is no part
    of what the dialogue says: no analysis reads it (back-tests do), and it does not count for the digest.
    `supposed`: the options whose level today somebody supposed, against what the file says; every page says it.
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
    supposed: Levels = field(default=(), compare=False)
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

    def named(self, *exprs: Expr) -> tuple[str, ...]:
        """The options that expressions speak of, each once, in the order in which they do."""
        every = dict.fromkeys(name for expr in exprs for name in names(expr))
        return tuple(name for name in every if self.has("options", name))

    @property
    def expressions(self) -> tuple[Expr, ...]:
        """All that is said of options and circumstances: rules, asks, promises, offers, preferences, views."""
        lists = (*self.preferences.values(), *(view.instead for view in self.views if view.instead is not None))
        return (
            *(rule.never for rule in self.every_rule),
            *(ask.that for ask in self.asks),
            *(party.unless for party in self.parties if party.unless is not None),
            *(promise.does for promise in self.commitments if promise.does is not None),
            *(offer.condition for offer in self.offers),
            *(expr for preferences in lists for expr in preferences.exprs),
            *(added.statement.want for view in self.views for added in view.add),
        )

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
        level = LevelsIn(self._by_id["options"], state)
        return holds(expr, level, self.levels, self.now if circumstances is None else circumstances)

    def feasible(self, state: State) -> bool:
        """Whether no rule excludes the state."""
        return not any(self.holds(rule.never, state) for rule in self.rules)

    @cached_property
    def start(self) -> State | None:
        """The status quo, if there is one and no rule excludes it."""
        return None if self.status_quo is None or not self.feasible(self.status_quo) else self.status_quo

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
