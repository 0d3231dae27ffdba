"""What is necessary for stability under deterrents, cheaply: it leaves few sets of edits for the engine to solve.

Where the others' lists stand still, `answers` decides a party exactly. Where they do not: no state is stable for SEQ or
SSEQ from which the party has an improvement to a *quiet* state, one where all others are at rest whatever their lists
are; there nobody would answer. Verdicts here are for `firm.Firm`; a state called stable may still not be.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from detente.engine.arrays.axes import Bools
from detente.engine.concepts import Concept
from detente.methods.inverse.deterred_cases import answered
from detente.methods.inverse.edited_lists import Ints, distinct
from detente.methods.inverse.edited_space import Board
from detente.methods.inverse.minimal_sets import Numbers
from detente.methods.inverse.nash_cases import Cases
from detente.methods.inverse.nash_judge import Kind
from detente.model.expression import Expr


class Possible:
    """Where a party may be stable under a concept: `firm.Verdicts` for one asker and target."""

    def __init__(self, board: Board, asker: str, target: Expr, concept: Concept) -> None:
        self.board, self.asker, self.target = board, asker, target
        self.moves = concept.answer == "moves"
        self._quiet: dict[tuple[str, Kind], Cases | None] = {}
        self._answered: dict[tuple[str, Numbers, bool], Cases | None] = {}

    def key(self, kind: Kind) -> object:
        """See `firm.Verdicts`."""
        return kind

    def cases(self, party: str, kind: Kind) -> Cases | None:
        """See `firm.Verdicts`."""
        if self.board.cases(party, kind.situation) is None:
            return None
        alone = all(other == party for other, _ in kind.shares)
        exact = self._answers(party, kind) if self.moves or alone else None
        return exact if exact is not None or self.moves else self._against_quiet(party, kind)

    def columns(self, party: str, kind: Kind, size: int) -> tuple[Bools, Ints]:
        """See `firm.Verdicts`."""
        found = self.cases(party, kind)
        assert found is not None
        stable = found.stable(self.board.lists(party, size).places)
        first, column = distinct(stable.T)
        return stable[:, first], column

    def _answers(self, party: str, kind: Kind) -> Cases | None:
        preferences = self.board.dialogue.preferences[party]
        if preferences.weights or preferences.ranking:
            return None
        key = (party, kind.situation, kind.packaged)
        if key not in self._answered:
            still = self.asker if kind.packaged else ""
            found = answered(self.board, party, kind.situation, still, self.moves, self.target)
            self._answered[key] = found
        return self._answered[key]

    def _against_quiet(self, party: str, kind: Kind) -> Cases | None:
        if (party, kind) not in self._quiet:
            quiet = self._rest(party, kind)
            self._quiet[party, kind] = self.board.find_cases(party, kind.situation, quiet)
        return self._quiet[party, kind]

    def _rest(self, party: str, kind: Kind) -> Bools:
        """Where all others stay under every list of the kind; a package keeps the asker still."""
        still = {party, self.asker} if kind.packaged else {party}
        rest = [self._rests(other, kind) for other in self.board.movers if other not in still]
        return np.asarray(reduce(np.logical_and, rest, np.ones((1,) * len(self.board.movers), dtype=bool)))

    def _rests(self, party: str, kind: Kind) -> Bools:
        found = self.board.cases(party, kind.situation)
        if found is None:
            return np.ones((1,) * len(self.board.movers), dtype=bool)
        stable, _ = self.board.columns(party, kind.situation, dict(kind.shares).get(party, 0))
        everywhere: Bools = np.asarray(stable.all(axis=1))
        return everywhere[found.case]
