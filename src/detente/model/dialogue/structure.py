"""Who can do what, under which facts, what each asks of the others, and what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from detente.model.dialogue.entry import Chance, Line
from detente.model.expression import Expr

Direction = Literal["both", "forward", "back"]
Matters = Literal["must", "should", "could"]
IMPORTANCE: tuple[Matters, ...] = get_args(Matters)
"""How much an ask matters, most first."""


def permitted(direction: Direction, before: int, after: int) -> bool:
    """Whether an option of that direction can go from one level to the other (staying is always permitted)."""
    return before == after or direction == "both" or (after > before) == (direction == "forward")


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
