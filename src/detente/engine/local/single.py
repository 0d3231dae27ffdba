"""Single states of a dialogue of any size, from the dialogue alone: no array, no list of all states.

Relies on: moves of one party are transitive (option form), and a preference gives every state a worth (`worth`).
Options are decided one after another, those that matter most first, and what cannot be is not gone into; a search that
takes more than `search.STEPS` steps is refused.
"""

from __future__ import annotations

from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import Sanction
from detente.engine.local.sanctions import Answers
from detente.engine.local.steps import Steps
from detente.model.dialogue import State


class Local(Steps):
    """The `interface.Engine` of a dialogue, under the circumstances in force.

    >>> from detente import load
    >>> river = load("river")
    >>> engine = Local(river)
    >>> [river.code(t) for t in engine.improvements("upland", river.status_quo)]
    [6, 7]
    """

    def sanction(
        self, party: str, state: State, improvement: State, concept: str | Concept, *, lean: bool = False
    ) -> Sanction | None:
        """A sanction of one improvement of the party, or None."""
        asked = by_name(concept)
        return Answers(self, party, state, asked, lean=lean).to(improvement)

    def stable(self, party: str, state: State, concept: str | Concept, *, lean: bool = False) -> bool:
        """Whether every improvement of the party from there has a sanction."""
        asked = by_name(concept)
        better = self.improving(party, state, self._effort(party), among=self.spoken)
        if asked.answer is None:
            return next(better, None) is None
        answers = Answers(self, party, state, asked, lean=lean)
        return all(answers.to(improvement) is not None for improvement in better)
