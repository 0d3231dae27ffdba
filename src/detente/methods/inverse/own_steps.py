"""Packages that are a step of the asker's own: one that a rule bars as long as nobody else moves is no offer.

If such a package opened something, the rule would do it: what cannot be beside the package would be taken as done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.methods.inverse.edited_space import Board
from detente.methods.inverse.minimal_sets import Judge, Numbers, Question


@dataclass(frozen=True)
class OwnSteps:
    """A judge that counts a package only where the asker can take that step from the status quo.

    Without a status quo, and in a situation in which that cannot be itself, every package counts.
    """

    judge: Judge
    board: Board
    _steps: dict[tuple[Numbers, int], bool] = field(default_factory=dict)

    def prepare(self, questions: Iterable[Question], without: Numbers) -> None:
        """As the judge prepares itself."""
        self.judge.prepare(questions, without)

    def met(self, situation: Numbers, packaged: bool, shares: Mapping[str, int], without: Numbers) -> Iterator[Numbers]:
        """The sets that meet the judge's target, but for those with a package that is no such step."""
        edits = self.board.edits
        for one in self.judge.met(situation, packaged, shares, without):
            if all(self._is_step(situation, n) for n in one if packaged and edits[n].kind == "fix"):
                yield one

    def _is_step(self, situation: Numbers, package: int) -> bool:
        if (situation, package) not in self._steps:
            self._steps[situation, package] = self._taken(situation, package)
        return self._steps[situation, package]

    def _taken(self, situation: Numbers, package: int) -> bool:
        dialogue, edit = self.board.dialogue.under(self.board.facts(situation)), self.board.edits[package]
        now, lifted = dialogue.status_quo, self.board.lifted(situation)
        if now is None or any(rule.id not in lifted for rule in dialogue.excluding(now)):
            return True
        levels = tuple((id, dialogue.levels[id].index(level)) for id, level in edit.levels.items())
        return all(rule.id in lifted for rule in dialogue.keeping(edit.party, now, dialogue.with_levels(now, levels)))
