"""The same concepts on an explicit small graph, whose moves need not be transitive.

For linked models (a conditional offer makes some options follow others) and imported graphs. States are 0 … n−1;
sequences are searched over (state, last mover), so that nobody moves twice running.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.engine.concepts import Concept
from detente.engine.concepts import concept as by_name
from detente.engine.interface import deters, goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """`moves[party][state]`: the states it can move to from there; `ranks[party][state]`: higher is better."""

    moves: Mapping[str, Sequence[Sequence[int]]]
    ranks: Mapping[str, Sequence[int]]
    size: int

    def improvements(self, party: str, state: int) -> list[int]:
        """The party's moves to states that it strictly prefers."""
        ranks = self.ranks[party]
        return [t for t in self.moves[party][state] if goes(ranks[t], ranks[state])]


def reached(graph: Graph, party: str, start: int, *, improving: bool) -> set[int]:
    """The ends of legal sequences of the other parties from `start`, one step or more.

    >>> moves = {"a": [[1], [], []], "b": [[], [2], []]}
    >>> reached(Graph(moves=moves, ranks={"a": [1, 2, 0], "b": [0, 0, 1]}, size=3), "a", 1, improving=True)
    {2}
    """
    seen: set[tuple[int, str]] = set()
    edge = [(start, party)]
    while edge:
        here, last = edge.pop()
        for mover in graph.moves:
            if mover in (party, last):
                continue
            found = graph.improvements(mover, here) if improving else graph.moves[mover][here]
            fresh = {(after, mover) for after in found} - seen
            seen |= fresh
            edge.extend(fresh)
    return {state for state, _ in seen}


def stable(graph: Graph, concept: str | Concept, party: str, state: int) -> bool:
    """Whether the state is stable for the party.

    >>> moves = {"a": [[1], [], []], "b": [[], [2], []]}
    >>> graph = Graph(moves=moves, ranks={"a": [1, 2, 0], "b": [0, 0, 1]}, size=3)
    >>> stable(graph, "nash", "a", 0), stable(graph, "seq", "a", 0)
    (False, True)
    """
    asked = by_name(concept)
    improvements = graph.improvements(party, state)
    if asked.answer is None:
        return not improvements
    return all(_sanctioned(graph, asked, party, state, t) for t in improvements)


def _sanctioned(graph: Graph, concept: Concept, party: str, state: int, improvement: int) -> bool:
    ranks = graph.ranks[party]
    for end in reached(graph, party, improvement, improving=concept.answer == "improvements"):
        if not deters(ranks[end], ranks[state]):
            continue
        if not concept.reply or all(deters(ranks[v], ranks[state]) for v in graph.moves[party][end]):
            return True
    return False


def equilibria(graph: Graph, concept: str | Concept) -> list[int]:
    """The states that are stable for every party, ascending.

    >>> moves = {"a": [[1], [], []], "b": [[], [2], []]}
    >>> equilibria(Graph(moves=moves, ranks={"a": [1, 2, 0], "b": [0, 0, 1]}, size=3), "seq")
    [0, 2]
    """
    return [s for s in range(graph.size) if all(stable(graph, concept, party, s) for party in graph.moves)]
