"""Neighbouring dialogues: each differs in one line, one rule or one fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.model.change import Change, DropStatement, LiftRule, MoveStatement, SetCircumstance
from detente.model.dialogue import Dialogue

VariantKind = Literal["swap", "drop", "rule", "circumstance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One neighbour of a dialogue, by what is otherwise in it.

    `swap`: statement `id` and the one after it, `other`, change places; `drop`: the statement is left out; `rule`: the
    rule is; `circumstance`: it has the other value. `party`: whose list it is. `line`: where it stands in the file.
    """

    kind: VariantKind
    id: str
    other: str = ""
    party: str = ""
    line: int = 0

    def change(self, dialogue: Dialogue) -> Change:
        """The change that makes the variant."""
        match self.kind:
            case "swap":
                return MoveStatement(self.id, 1)
            case "drop":
                return DropStatement(self.id)
            case "rule":
                return LiftRule(self.id)
            case "circumstance":
                return SetCircumstance(self.id, not dialogue.now[self.id])


def swaps(dialogue: Dialogue) -> Iterable[Variant]:
    """Every two neighbours of a list change places; a group of equal weight is one place.

    >>> import detente as dt
    >>> [(one.id, one.other) for one in swaps(dt.load("classroom-prisoners"))]
    [('north-safe', 'north-strong'), ('south-safe', 'south-strong')]
    """
    for party, preferences in dialogue.preferences.items():
        pairs = zip(preferences.priorities, preferences.priorities[1:], strict=False)
        yield from (Variant(kind="swap", id=a.id, other=b.id, party=party, line=a.line) for a, b in pairs)


def drops(dialogue: Dialogue) -> Iterable[Variant]:
    """Every statement is left out, one at a time, those of groups too.

    >>> import detente as dt
    >>> [one.id for one in drops(dt.load("classroom-prisoners"))]
    ['north-safe', 'north-strong', 'south-safe', 'south-strong']
    """
    for party, preferences in dialogue.preferences.items():
        yield from (Variant(kind="drop", id=s.id, party=party, line=s.line) for s in preferences.statements)


def lifts(dialogue: Dialogue) -> Iterable[Variant]:
    """Every rule is left out, one at a time.

    >>> import detente as dt
    >>> [one.id for one in lifts(dt.load("river"))]
    ['reservoir']
    """
    yield from (Variant(kind="rule", id=rule.id, line=rule.line) for rule in dialogue.every_rule)


def flips(dialogue: Dialogue) -> Iterable[Variant]:
    """Every circumstance has the other value, one at a time.

    >>> import detente as dt
    >>> [one.change(dt.load("river")) for one in flips(dt.load("river"))]
    [SetCircumstance(id='dry_year', value=False)]
    """
    yield from (Variant(kind="circumstance", id=c.id, line=c.line) for c in dialogue.circumstances)
