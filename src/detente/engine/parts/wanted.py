"""The drift in a dialogue that falls apart: a party's best steps that nothing deters, changing least.

Down the party's list: of the part that a line is in only what fulfils it is kept, if with what is left of the others a
move is still there that no lean reply deters. Of what is left all is liked alike, and that which changes least is
chosen over the whole: whether a move is deterred hangs on all parts together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.engine.concepts import SEQ
from detente.engine.parts.merge import merged
from detente.errors import TooLarge
from detente.model.dialogue import between

if TYPE_CHECKING:
    from detente.engine.parts.piece import Piece
    from detente.engine.parts.single import Cells, Parts
    from detente.model.dialogue import State

MOST = 2**12
"""So many steps of one party that it likes alike, and that change as little, are told at most."""


class Way(NamedTuple):
    """What a party can choose in a part: the cell, its rank, and the key of the worst that the others make of it."""

    cell: int
    rank: int
    comes: int


def wanted(engine: Parts, party: str, state: State) -> tuple[State, ...]:
    """The states that the party would move to: undeterred, the best of these, changing least; none if it stays.

    TooLarge where there are too many that it likes alike.

    >>> from detente import load
    >>> from detente.engine.parts.single import Parts
    >>> from detente.engine.parts.split import parts
    >>> from detente.engine.solved import solved
    >>> engine = Parts(parts(load("classroom-prisoners")), lambda part: (solved(part).space, solved(part).lean))
    >>> wanted(engine, "northland", (0, 0)), wanted(engine, "northland", (1, 1))
    ((), ())
    """
    start = engine.cells(state)
    left = [_ways(piece, party, cell) for piece, cell in zip(engine.pieces, start, strict=True)]
    best = [_best(ways) for ways in left]
    if merged(best) <= 0:
        return ()
    for n, line in _lines(engine, party):
        if len(left[n]) > 1:
            left[n] = _kept(engine.pieces[n], party, line, left[n], merged(best[:n] + best[n + 1 :]))
            best[n] = _best(left[n])
    chosen = sorted(engine.state(cells) for cells in _least_changes(engine, start, left))
    return tuple(there for there in chosen if there != state)


def _ways(piece: Piece, party: str, cell: int) -> list[Way]:
    scale, cells = piece.scale(party), piece.ways(party, cell)
    here = int(scale.ranks[cell])
    comes = piece.worst(party, cells, SEQ)
    ranks = scale.ranks[cells].tolist()
    return [Way(c, r, scale.key(w, here)) for c, r, w in zip(cells.tolist(), ranks, comes, strict=True)]


def _best(ways: Iterable[Way]) -> int:
    """The best that can come of some choices, whatever the others reply."""
    return max(way.comes for way in ways)


def _lines(engine: Parts, party: str) -> Iterator[tuple[int, int]]:
    """The lines of the party's list from the top: (the part that a line is in, its number there)."""
    places = [piece.part.places[party] for piece in engine.pieces]
    lines = sorted((place, n, k) for n, mine in enumerate(places) for k, place in enumerate(mine))
    return ((n, k) for _, n, k in lines)


def _kept(piece: Piece, party: str, line: int, left: list[Way], others: int) -> list[Way]:
    """Of what is left of a part that which fulfils a line best while a move is left that nothing deters.

    `others`: the key of the best that can come of the other parts.
    """
    lines, groups = piece.scale(party).lines, dict[Any, list[Way]]()
    for way in left:
        groups.setdefault(lines(way.rank)[line], []).append(way)
    for worth in sorted(groups, reverse=True):
        if merged((others, _best(groups[worth]))) > 0:
            return groups[worth]
    raise AssertionError("what was left had a move that nothing deters")


def _least_changes(engine: Parts, start: Cells, left: Sequence[Sequence[Way]]) -> Iterator[Cells]:
    """The choices that nothing deters, and on whose way there is no other such one."""
    safe = merged(min(way.comes for way in ways) for ways in left) > 0
    pruned = [
        [way for way in ways if not any(_spares(piece, cell, other, way, safe) for other in ways)]
        for piece, cell, ways in zip(engine.pieces, start, left, strict=True)
    ]
    number = prod(map(len, pruned))
    if number > MOST:
        raise TooLarge("steps that one party likes alike", number, MOST)
    chosen = [one for one in product(*pruned) if safe or merged(way.comes for way in one) > 0]
    cells = [tuple(way.cell for way in one) for one in chosen]
    if safe:
        yield from cells
        return
    states = [engine.state(one) for one in cells]
    home = engine.state(start)
    for one, there in zip(cells, states, strict=True):
        if not any(other != there and between(home, other, there) for other in states):
            yield one


def _spares(piece: Piece, cell: int, less: Way, way: Way, safe: bool) -> bool:
    """Whether one choice lies on the way to another and is as safe from replies in every company."""
    if less is way or not (safe or less.comes >= way.comes):
        return False
    return between(*map(piece.space.state_of, (cell, less.cell, way.cell)))
