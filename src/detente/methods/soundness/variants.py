"""Neighbouring dialogues: each differs in one line, one rule or one fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from detente.model.change import DropStatement, LiftRule, MoveStatement, SetCircumstance, apply
from detente.model.dialogue import Dialogue, Preferences
from detente.model.expression import unparse

VariantKind = Literal["swap", "drop", "weight", "ranking", "rule", "circumstance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One neighbour of a dialogue, by what is otherwise in it.

    `swap`: statement `id` and the one after it, `other`, change places; `drop`: the statement is left out; `rule`: the
    rule is; `circumstance`: it has the other value; `weight`: the weight on the expression `id` is left out; `ranking`:
    the class at place `id` of a ranking, counted from one, and the one after it change places. `party`: whose list it
    is. `line`: where it stands in the file.
    """

    kind: VariantKind
    id: str
    other: str = ""
    party: str = ""
    line: int = 0

    def of(self, dialogue: Dialogue) -> Dialogue:
        """The dialogue so varied."""
        match self.kind:
            case "swap":
                return apply(dialogue, MoveStatement(self.id, 1))
            case "drop":
                return apply(dialogue, DropStatement(self.id))
            case "rule":
                return apply(dialogue, LiftRule(self.id))
            case "circumstance":
                return apply(dialogue, SetCircumstance(self.id, not dialogue.now[self.id]))
        given = self._valued(dialogue.preferences[self.party])
        return replace(dialogue, preferences={**dialogue.preferences, self.party: given})

    def _valued(self, given: Preferences) -> Preferences:
        """Weights without the one, or a ranking with the two classes changed about."""
        if self.kind == "weight":
            return replace(given, weights=tuple(w for w in given.weights if unparse(w.expr) != self.id))
        n, classes = int(self.id), given.ranking
        return replace(given, ranking=(*classes[: n - 1], classes[n], classes[n - 1], *classes[n + 1 :]))


def swaps(dialogue: Dialogue) -> Iterable[Variant]:
    """Every two neighbours of a list or of a ranking change places; a group of equal weight is one place.

    >>> import detente as dt
    >>> [(one.id, one.other) for one in swaps(dt.load("classroom-prisoners"))]
    [('north-safe', 'north-strong'), ('south-safe', 'south-strong')]
    """
    for party, preferences in dialogue.preferences.items():
        pairs = zip(preferences.priorities, preferences.priorities[1:], strict=False)
        yield from (Variant(kind="swap", id=a.id, other=b.id, party=party, line=a.line) for a, b in pairs)
        yield from (Variant(kind="ranking", id=str(n), party=party) for n in range(1, len(preferences.ranking)))


def drops(dialogue: Dialogue) -> Iterable[Variant]:
    """Every statement is left out, one at a time, those of groups too; and every weight.

    >>> import detente as dt
    >>> [one.id for one in drops(dt.load("classroom-prisoners"))]
    ['north-safe', 'north-strong', 'south-safe', 'south-strong']
    """
    for party, preferences in dialogue.preferences.items():
        yield from (Variant(kind="drop", id=s.id, party=party, line=s.line) for s in preferences.statements)
        yield from (Variant(kind="weight", id=unparse(w.expr), party=party, line=w.line) for w in preferences.weights)


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
    >>> [one.of(dt.load("river")).now for one in flips(dt.load("river"))]
    [{'dry_year': False}]
    """
    yield from (Variant(kind="circumstance", id=c.id, line=c.line) for c in dialogue.circumstances)
