"""Fallback bargaining: the compromise that all reach first when each gives ground down its own ranking.

Brams & Kilgour 2001, Group Decision and Negotiation 10:287-316, for strict rankings. With ties there are two readings
of how far a party has come down (`better`: by the number of alternatives it likes better; `class`: by the number of
the tie class, as Brams, Kilgour & Sanver 2007 have it with distances); alternatives liked the same are never counted
against each other. A quota below all gives the majoritarian compromise and, at one, plurality.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from detente.engine.arrays.lazily import np
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools, Ints

Reading = Literal["better", "class"]
T = TypeVar("T", bound=Hashable)

AT_ONCE = 2**16
"""So many alternatives are compared at once where all are looked at for which is dominated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback(Generic[T]):
    """Where bargaining by falling back ends.

    `depth`: how far down each party has to approve (1: only its best) until some alternative has `quota` approvals;
    `support`: the most approvals there are at that depth; `set`: the alternatives with that many; `undominated`: those
    of them that no other member beats for all. `impasse`: nothing lies above no agreement for enough parties.
    """

    reading: Reading
    quota: int
    impasse: bool
    depth: int
    support: int
    set: tuple[T, ...]
    undominated: tuple[T, ...]


def fallback(
    rankings: Mapping[str, Sequence[Sequence[T]]],
    *,
    quota: int | None = None,
    reading: Reading = "better",
    impasse: Mapping[str, T] | None = None,
) -> Fallback[T]:
    """Fallback bargaining on rankings: per party groups of alternatives, best first, a group being tied.

    `quota`: how many must approve (all, unless given). `impasse`: per party its place of no agreement, which stands in
    the rankings but is no alternative; nobody approves what it ranks with or below its own. Raises InputError when the
    rankings do not hold the same alternatives, or when the quota is out of range.

    >>> rankings = {"a": [["x"], ["y"], ["z"]], "b": [["z"], ["y"], ["x"]]}
    >>> fallback(rankings).set, fallback(rankings, impasse={"a": "y"}).impasse
    (('y',), False)
    """
    items = _alternatives(rankings)
    places = {
        party: {item: -k for k, group in enumerate(groups) for item in group} for party, groups in rankings.items()
    }
    none = set((impasse or {}).values())
    offered = [item for item in items if item not in none]
    worth = np.array([[places[party][item] for item in offered] for party in rankings], dtype=np.int64)
    floors = [places[p][impasse[p]] if impasse and p in impasse else -len(items) for p in rankings]
    found = by_worth(
        worth.reshape(len(rankings), len(offered)), floor=np.array(floors), quota=quota, reading=reading
    )
    return Fallback(
        reading=found.reading,
        quota=found.quota,
        impasse=found.impasse,
        depth=found.depth,
        support=found.support,
        set=tuple(offered[k] for k in found.set),
        undominated=tuple(offered[k] for k in found.undominated),
    )


def by_worth(
    worth: Ints,
    *,
    floor: Ints | None = None,
    quota: int | None = None,
    reading: Reading = "better",
) -> Fallback[int]:
    """The same on numbers: `worth` has a row per party and a column per alternative, higher is better.

    `floor`: per party the worth of no agreement; it approves only what is worth more. The alternatives are named by
    their column.

    >>> import numpy as np
    >>> found = by_worth(np.array([[3, 2, 1], [1, 2, 3]]))
    >>> found.set, found.depth, found.support
    ((1,), 2, 2)
    """
    parties, count = worth.shape
    quota = parties if quota is None else quota
    if not 1 <= quota <= parties:
        raise InputError(f"a quota of {quota}: it must be from 1 to the number of parties, {parties}")
    never = count + 1
    down = np.empty((parties, count), dtype=np.int64)
    for i in range(parties):
        down[i] = depths(worth[i], reading)
        if floor is not None:
            down[i][worth[i] <= floor[i]] = never
    reached = np.sort(down, axis=0)[quota - 1]
    depth = int(reached.min(initial=never))
    if depth == never:
        return Fallback(reading=reading, quota=quota, impasse=True, depth=0, support=0, set=(), undominated=())
    approvals = (down <= depth).sum(axis=0)
    support = int(approvals.max())
    best = np.flatnonzero(approvals == support)
    kept = best[undominated(worth[:, best])]
    return Fallback(
        reading=reading,
        quota=quota,
        impasse=False,
        depth=depth,
        support=support,
        set=tuple(int(k) for k in best),
        undominated=tuple(int(k) for k in kept),
    )


def undominated(worth: Ints) -> Bools:
    """Per column whether no other column is at least as good in every row and better in one (equal ones stay).

    >>> import numpy as np
    >>> undominated(np.array([[2, 1, 0], [0, 1, 0]])).tolist()
    [True, True, False]
    """
    columns = np.arange(worth.shape[1])
    if len(columns) > AT_ONCE:  # what is best of all is best of its block: no more is laid out than a block, and these
        blocks = np.split(columns, range(AT_ONCE, len(columns), AT_ONCE))
        columns = np.concatenate([block[_undominated(worth[:, block])] for block in blocks])
    found: Bools = np.zeros(worth.shape[1], dtype=bool)
    found[columns[_undominated(worth[:, columns])]] = True
    return found


def _undominated(worth: Ints) -> Bools:
    points, place = np.unique(worth, axis=1, return_inverse=True)
    alive = np.ones(points.shape[1], dtype=bool)
    # A point can be dominated only by one with a larger sum of places, so each survivor strikes out the rest once.
    dense = np.array([np.unique(row, return_inverse=True)[1] for row in points]).reshape(points.shape)
    for k in np.argsort(-dense.sum(axis=0), kind="stable"):
        if alive[k]:
            alive[(points <= points[:, k : k + 1]).all(axis=0)] = False
            alive[k] = True
    kept: Bools = alive[place.reshape(-1)]
    return kept


def depths(worth: Ints, reading: Reading = "better") -> Ints:
    """How far down its ranking one party has to come for each alternative (1: the best; `worth` is its row).

    >>> import numpy as np
    >>> depths(np.array([9, 5, 5, 1])).tolist(), depths(np.array([9, 5, 5, 1]), "class").tolist()
    ([1, 2, 2, 4], [1, 2, 2, 3])
    """
    values = np.unique(worth) if reading == "class" else np.sort(worth)
    down: Ints = 1 + len(values) - np.searchsorted(values, worth, side="right")
    return down


def _alternatives(rankings: Mapping[str, Sequence[Sequence[T]]]) -> list[T]:
    if not rankings:
        raise InputError("fallback bargaining needs at least one party with a ranking")
    first, *_ = rankings
    items = [item for group in rankings[first] for item in group]
    for party, groups in rankings.items():
        own = [item for group in groups for item in group]
        if len(set(own)) < len(own):
            raise InputError(f"the ranking of `{party}` names an alternative twice")
        if set(own) != set(items):
            raise InputError(f"the rankings of `{first}` and `{party}` do not hold the same alternatives")
    return items
