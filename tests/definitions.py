"""The slow judge: every concept from its definition, with sets and loops, on plain data.

Nothing here is shared with the engine. A game has `levels` (one count for each option, in file order), `owners` (the
party of each option), `directions` ("both", "forward", "back"), a predicate `feasible` on states and, for each party,
`rank` (state -> number, higher is better). `never`: what a party by itself does not bring about (a move to where one of
these holds, from where it does not). States are tuples of level indices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

State = tuple[int, ...]


@dataclass(frozen=True)
class Judge:
    """A game in plain data, and what the definitions say of it."""

    levels: tuple[int, ...]
    owners: tuple[str, ...]
    directions: tuple[str, ...]
    parties: tuple[str, ...]
    feasible: Callable[[State], bool]
    rank: Mapping[str, Mapping[State, int]]
    never: Mapping[str, tuple[Callable[[State], bool], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        states = [s for s in product(*(range(k) for k in self.levels)) if self.feasible(s)]
        object.__setattr__(self, "states", states)
        moves = {(i, s): {t for t in states if self._may(i, s, t)} for i in self.parties for s in states}
        object.__setattr__(self, "R", moves)
        better = {(i, s): {t for t in ts if self.rank[i][t] > self.rank[i][s]} for (i, s), ts in moves.items()}
        object.__setattr__(self, "UI", better)

    def _may(self, party: str, s: State, t: State) -> bool:
        if s == t:
            return False
        for a, b, owner, way in zip(s, t, self.owners, self.directions, strict=True):
            if a != b and owner != party:
                return False
            if (way == "forward" and b < a) or (way == "back" and b > a):
                return False
        return not self._brings_about(party, s, t)

    def _brings_about(self, party: str, s: State, t: State) -> bool:
        return any(never(t) and not never(s) for never in self.never.get(party, ()))

    def sequences(self, focal: str, t: State, steps: Mapping[tuple[str, State], set[State]]) -> set[State]:
        """Ends of sequences of one or more steps by parties other than `focal`, nobody twice in a row."""
        seen: set[tuple[State, str]] = set()
        edge = [(t, focal)]
        while edge:
            here, last = edge.pop()
            for other in self.parties:
                if other in (focal, last):
                    continue
                for there in steps[other, here]:
                    if (there, other) not in seen:
                        seen.add((there, other))
                        edge.append((there, other))
        return {state for state, _ in seen}

    def closure(self, focal: str, t: State, steps: Mapping[tuple[str, State], set[State]]) -> set[State]:
        """Ends of one or more steps by parties other than `focal`, the same one also twice in a row."""
        found: set[State] = set()
        edge = [t]
        while edge:
            here = edge.pop()
            fresh = {u for j in self.parties if j != focal for u in steps[j, here]} - found
            found |= fresh
            edge.extend(fresh)
        return found

    def sanctions(self, concept: str, i: str, s: State, t: State, lean: bool = False) -> set[State]:
        """The states at which the others can end and that deter i from leaving s for t."""
        if concept == "nash":
            return set()
        steps = self.R if concept in ("gmr", "smr") else self.lean if lean else self.UI
        ends = self.closure(i, t, steps) if lean else self.sequences(i, t, steps)
        no_better = {u for u in ends if self.rank[i][u] <= self.rank[i][s]}
        if concept in ("gmr", "seq"):
            return no_better
        return {u for u in no_better if all(self.rank[i][v] <= self.rank[i][s] for v in self.R[i, u])}

    def stable(self, concept: str, i: str, s: State, lean: bool = False) -> bool:
        """Whether i stays at s."""
        if concept == "sim":
            return all(self._met_at_once(i, s, t) for t in self.UI[i, s])
        return all(self.sanctions(concept, i, s, t, lean) for t in self.UI[i, s])

    def _met_at_once(self, i: str, s: State, t: State) -> bool:
        others = [j for j in self.parties if j != i]
        for size in range(1, len(others) + 1):
            for group in combinations(others, size):
                for targets in product(*(self.UI[j, s] for j in group)):
                    joint = list(s)
                    for mover, target in ((i, t), *zip(group, targets, strict=True)):
                        for k, owner in enumerate(self.owners):
                            if owner == mover:
                                joint[k] = target[k]
                    u = tuple(joint)
                    if self.feasible(u) and self.rank[i][u] <= self.rank[i][s]:
                        return True
        return False

    @property
    def lean(self) -> Mapping[tuple[str, State], set[State]]:
        """Improvements no part of which, put back, would leave something at least as good for the mover."""
        found = self.__dict__.get("_lean")
        if found is None:
            found = {(j, s): {t for t in ts if self._is_lean(j, s, t)} for (j, s), ts in self.UI.items()}
            object.__setattr__(self, "_lean", found)
        return found

    def _is_lean(self, j: str, s: State, t: State) -> bool:
        for v in self._box(s, t):
            there = self.feasible(v) and not self._brings_about(j, s, v)
            if v != t and there and self.rank[j][v] >= self.rank[j][t]:
                return False
        return True

    def wanted(self, i: str, s: State) -> set[State]:
        """Where the drift takes i from s: undeterred by lean replies, best for i, and none of them on another's way."""
        free = {t for t in self.UI[i, s] if not self.sanctions("seq", i, s, t, lean=True)}
        best = {t for t in free if self.rank[i][t] == max(self.rank[i][u] for u in free)}
        return {t for t in best if not any(u in self._box(s, t) for u in best - {t})}

    @staticmethod
    def _box(s: State, t: State) -> set[State]:
        return set(product(*(range(min(a, b), max(a, b) + 1) for a, b in zip(s, t, strict=True))))

    def equilibria(self, concept: str, lean: bool = False) -> set[State]:
        """States that are stable for every party."""
        return {s for s in self.states if all(self.stable(concept, i, s, lean) for i in self.parties)}
