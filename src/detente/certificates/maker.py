"""The parts of certificates: verdicts about single states, each with what it rests on, as an engine finds it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import combinations, product
from typing import Any

from detente.certificates.edits import edited
from detente.certificates.verify import STEPS
from detente.engine.interface import Engine, Sanction
from detente.errors import TooLarge
from detente.model.dialogue import Dialogue, State

Verdict = dict[str, Any]
Edits = tuple[Mapping[str, Any], ...]


class Maker:
    """Verdicts about one dialogue, with some edits made, from an engine."""

    def __init__(self, dialogue: Dialogue, changes: Edits) -> None:
        self.original, self.changes = dialogue, changes
        self.dialogue = edited(dialogue, changes)
        self.engine = _engine(self.dialogue)
        self.stays = cache(self._stays)

    def under(self, more: Edits) -> Maker:
        """The same with more edits made."""
        return Maker(self.original, (*self.changes, *more))

    def verdict(self, kind: str, code: int, **fields: Any) -> Verdict:
        """A verdict of a kind that `verify` knows, about a state."""
        changes = {"changes": [dict(edit) for edit in self.changes]} if self.changes else {}
        return {"kind": kind, "state": code, **fields, **changes}

    def equilibrium(self, code: int, concept: str, lean: bool = False) -> Verdict:
        """That everybody stays, with the sanction of every improvement."""
        stays = {p.id: self.stays(p.id, code, concept, lean) for p in self.dialogue.parties}
        return self.verdict("equilibrium", code, concept=concept, **({"lean": True} if lean else {}), stays=stays)

    def staying(self, party: str, code: int, concept: str) -> Verdict:
        """That a party stays, with the sanction of each of its improvements."""
        sanctions = self.stays(party, code, concept, False)
        return self.verdict("stays", code, party=party, concept=concept, sanctions=sanctions)

    def leaving(self, party: str, code: int, concept: str) -> Verdict:
        """That a party leaves, with the best of its improvements that nothing deters."""
        state = self.dialogue.state(code)
        free = (t for t in self.engine.best(party, state) if self._steps(party, state, t, concept, False) is None)
        return self.verdict("leaves", code, party=party, concept=concept, to=self.dialogue.code(next(free)))

    def prefers(self, party: str, code: int, to: int, line: str) -> Verdict:
        """That a party prefers the first state, and the line that decides."""
        return self.verdict("prefers", code, party=party, to=to, line=line)

    def holds(self, that: str, code: int, holds: bool) -> Verdict:
        """Whether a condition holds in a state."""
        return self.verdict("holds", code, that=that, holds=holds)

    def deterred(self, party: str, code: int, to: int, concept: str) -> Verdict | None:
        """That one improvement is deterred; None if it is not."""
        steps = self._steps(party, self.dialogue.state(code), self.dialogue.state(to), concept, False)
        if steps is None:
            return None
        return self.verdict("deterred", code, party=party, to=to, concept=concept, steps=steps)

    def _stays(self, party: str, code: int, concept: str, lean: bool) -> dict[str, Any]:
        if party not in self.engine.movers:
            return {}
        state = self.dialogue.state(code)
        if self.engine.count(party, state) > STEPS:
            raise TooLarge("improvements to be told for one verdict", self.engine.count(party, state), STEPS)
        return {
            str(self.dialogue.code(t)): self._steps(party, state, t, concept, lean)
            for t in self.engine.improvements(party, state)
        }

    def _steps(self, party: str, state: State, to: State, concept: str, lean: bool) -> list[tuple[str, int]] | None:
        if concept == "sim":
            return self._at_once(party, state, to)
        found: Sanction | None = self.engine.sanction(party, state, to, concept, lean=lean)
        return None if found is None else [(step.mover, self.dialogue.code(step.after)) for step in found.steps]

    def _at_once(self, party: str, state: State, to: State) -> list[tuple[str, int]] | None:
        """Improvements of some others from the state itself which, with the party's, make it no better off."""
        others = [p for p in self.engine.movers if p != party]
        better = {p: list(self.engine.improvements(p, state)) for p in others}
        tried = 0
        for size in range(1, len(others) + 1):
            for group in combinations(others, size):
                for ends in product(*(better[p] for p in group)):
                    tried += 1
                    if tried > STEPS:
                        raise TooLarge("answers at once to be tried", tried, STEPS)
                    went = dict(zip(group, ends, strict=True)) | {party: to}
                    end = tuple(went.get(o.by, state)[k] for k, o in enumerate(self.dialogue.options))
                    if self.engine.feasible(end) and not self.engine.prefers(party, end, state):
                        return [(p, self.dialogue.code(went[p])) for p in group]
        return None


def _engine(dialogue: Dialogue) -> Engine:
    """Arrays where the states fit, else single states."""
    from detente.engine.arrays.single import Arrays
    from detente.engine.local.single import Local

    try:
        return Arrays.of(dialogue)
    except TooLarge:
        return Local(dialogue)
