"""Single states of a dialogue of any size, from the dialogue alone: no array, no list of all states.

Relies on: moves of one party are transitive (option form), and a preference gives every state a worth (`worth`).
Options are decided one after another, those that matter most first, and what cannot be is not gone into; a search that
takes more than `search.STEPS` steps is refused. Whether a party stays is asked of many improvements at once first
(`covers`), then of one after another.
"""

from __future__ import annotations

from detente.engine.concepts import CONCEPTS, Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import Sanction
from detente.engine.local.covers import stays
from detente.engine.local.sanctions import Answers
from detente.engine.local.steps import Steps
from detente.model.dialogue import Dialogue, State


class Local(Steps):
    """The `interface.Engine` of a dialogue, under the circumstances in force.

    >>> from detente import load
    >>> river = load("river")
    >>> engine = Local(river)
    >>> [river.code(t) for t in engine.improvements("upland", river.status_quo)]
    [6, 7]
    """

    def __init__(self, dialogue: Dialogue) -> None:
        super().__init__(dialogue)
        self._stays: dict[tuple[str, State, str], bool | None] = {}

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        """A sanction of one improvement of the party, or None."""
        asked = by_name(concept)
        return Answers(self, party, state, asked, lean=lean).to(improvement)

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction."""
        asked = by_name(concept)
        answers = Answers(self, party, state, asked, lean=lean)
        known = None if answers.lean else self.soon(party, state, asked)
        if known is not None:
            return known
        better = self.improving(party, state, self._effort(party), among=self.spoken)
        return all(answers.to(improvement) is not None for improvement in better)

    def soon(self, party: str, state: State, concept: Concept) -> bool | None:
        """As `stable`, where it can be known in few steps; else None."""
        easier = [row for row in CONCEPTS if _deters_more(row, concept)]  # who leaves there leaves here, too
        if any(self._soon(party, state, row) is False for row in easier):
            return False
        return self._soon(party, state, concept)

    def _soon(self, party: str, state: State, concept: Concept) -> bool | None:
        key = (party, state, concept.name)
        if key not in self._stays:
            self._stays[key] = stays(Answers(self, party, state, concept, lean=False))
        return self._stays[key]


def _deters_more(one: Concept, other: Concept) -> bool:
    """Whether all that deters under one concept deters under the other, and not the other way round."""
    if one == other or None in (one.answer, other.answer):
        return False
    return (one.answer == "moves" or other.answer == "improvements") and one.reply <= other.reply
