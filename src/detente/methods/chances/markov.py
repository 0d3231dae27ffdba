"""A walk on a finite graph, solved: where it ends, with which chance, and after how many steps.

The graph is that part of an absorbing Markov chain which a start reaches. Its strongly connected components are gone
through in the order in which they are entered: what flows into a component that is left again is passed on (by the
visits v = inflow + Qᵀ v within it, which is the fundamental matrix (I − Q)⁻¹ applied to the inflow); a component that
nothing leaves keeps it, and is an outcome with the long-run shares π = π P. The arithmetic is exact, in fractions, or
in floating point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from detente.engine.arrays.lazily import np
from detente.engine.arrays.reach import components

Number = Fraction | float
Chain = Mapping[int, Sequence[tuple[int, int]]]
"""node -> (node it may go to, k): it goes there with the chance 1/k. Nodes without successors stay for ever."""

EXACT = 200
"""Up to this many nodes that are left again, chances are fractions; beyond, floating point."""


@dataclass(frozen=True, slots=True)
class End:
    """An outcome: the chance that the walk ends in it, and its nodes (ascending) with their long-run shares."""

    chance: Number
    nodes: tuple[int, ...]
    shares: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The ends of a walk, likeliest first, and the expected number of steps before it is in one of them."""

    ends: tuple[End, ...]
    steps: Number


def walk(chain: Chain, start: int) -> Walk:
    """Where the walk from `start` ends. Every node of the chain is taken to be reached from there.

    >>> found = walk({0: [(1, 2), (2, 2)], 1: [], 2: []}, 0)
    >>> [(end.nodes, end.chance) for end in found.ends], found.steps
    ([((1,), Fraction(1, 2)), ((2,), Fraction(1, 2))], Fraction(1, 1))
    """
    left = sum(1 for after in chain.values() if after)
    one: Number = Fraction(1) if left <= EXACT else 1.0
    mass: dict[int, Number] = dict.fromkeys(chain, one - one)
    mass[start] = one
    steps, ends = one - one, []
    for part in reversed(components({node: [to for to, _ in after] for node, after in chain.items()})):
        nodes = sorted(part)
        if all(to in part for node in nodes for to, _ in chain[node]):
            inflow = sum((mass[node] for node in nodes), one - one)
            ends.append(End(inflow, tuple(nodes), _shares(chain, nodes, one)))
            continue
        for node, visits in zip(nodes, _visits(chain, nodes, mass, one), strict=True):
            steps += visits
            parts = {k: visits / k for k in {k for _, k in chain[node]}}
            for to, k in chain[node]:
                if to not in part:
                    mass[to] = mass[to] + parts[k] if mass[to] else parts[k]
    return Walk(tuple(sorted(ends, key=lambda end: (-end.chance, end.nodes))), steps)


def _visits(chain: Chain, nodes: list[int], inflow: Mapping[int, Number], one: Number) -> list[Number]:
    """The expected number of times each node of a component that is left again is visited."""
    if len(nodes) == 1:
        return [inflow[nodes[0]]]
    rows = _identity_less_transposed(chain, nodes, one)
    return solve(rows, [inflow[node] for node in nodes], one)


def _shares(chain: Chain, nodes: list[int], one: Number) -> tuple[Number, ...]:
    """The long-run shares of a component that nothing leaves (also where the walk goes round in it for ever)."""
    if len(nodes) == 1:
        return (one,)
    rows = _identity_less_transposed(chain, nodes, one)
    # The equations of balance depend on each other: the last gives way to "the shares sum to one".
    rows[-1] = [one] * len(nodes)
    return tuple(solve(rows, [one - one] * (len(nodes) - 1) + [one], one))


def _identity_less_transposed(chain: Chain, nodes: list[int], one: Number) -> list[list[Number]]:
    """I − Qᵀ, Q being the chances of going from node to node within the component."""
    place = {node: k for k, node in enumerate(nodes)}
    rows = [[one if r == c else one - one for c in range(len(nodes))] for r in range(len(nodes))]
    for node in nodes:
        for to, k in chain[node]:
            if to in place:
                rows[place[to]][place[node]] -= one / k
    return rows


def solve(rows: list[list[Any]], right: list[Any], one: Number) -> list[Any]:
    """x with `rows` x = `right`: by elimination in fractions, by numpy in floating point.

    >>> solve([[Fraction(2), Fraction(1)], [Fraction(0), Fraction(4)]], [Fraction(3), Fraction(4)], Fraction(1))
    [Fraction(1, 1), Fraction(1, 1)]
    """
    if isinstance(one, float):
        found: list[Any] = np.linalg.solve(np.array(rows), np.array(right)).tolist()
        return found
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for k in range(len(table)):
        pivot = next(r for r in range(k, len(table)) if table[r][k])
        table[k], table[pivot] = table[pivot], table[k]
        head = table[k]
        for r in range(len(table)):
            if r != k and table[r][k]:
                factor = table[r][k] / head[k]
                table[r] = [a - factor * b if b else a for a, b in zip(table[r], head, strict=True)]
    return [row[-1] / row[k] for k, row in enumerate(table)]
