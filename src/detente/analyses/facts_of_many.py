"""The facts of many versions of one dialogue: what is said in rounds and promised is on record and changes nothing else
of them, so versions that differ in no more than that are worked out once."""

from __future__ import annotations

from dataclasses import replace

from detente.analyses.facts import Facts, facts
from detente.analyses.gathered_rest import recorded
from detente.engine.interface import LIMIT
from detente.model.dialogue import Dialogue
from detente.model.expression import Expr


class FactsOfMany:
    """The facts of versions of one dialogue, as `facts` has them (and with its `views`).

    >>> from dataclasses import replace
    >>> from detente import load
    >>> from detente.analyses.facts import facts
    >>> river, known = load("river"), FactsOfMany()
    >>> later = replace(river, rounds=river.rounds[:1])
    >>> known.of(river) == facts(river), known.of(later) == facts(later), len(known.worked_out)
    (True, True, 1)
    """

    def __init__(self, *, views: bool = True) -> None:
        self._views = views
        self.worked_out: list[tuple[Dialogue, list[Expr], Facts]] = []

    def of(self, dialogue: Dialogue) -> Facts:
        """The facts of one version. Raises as `facts` does."""
        bare = replace(dialogue, rounds=(), commitments=())
        large = dialogue.possible > LIMIT  # then it may be asked by parts, which promises join
        does = [promise.does for promise in dialogue.commitments if large and promise.does is not None]
        for other, others, known in self.worked_out:
            if does == others and bare == other:
                return recorded(dialogue, known)
        found = facts(dialogue, views=self._views)
        self.worked_out.append((bare, does, found))
        return found
