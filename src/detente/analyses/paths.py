"""How does it get there? What single steps reach from the status quo, and shortest ways to where it can settle.

Three kinds of steps, each a part of the one before: any moves, improvements, and credible ones, which are those of the
drift (`methods.chances.drift`): what a mover wants, no lean reply deters, and changes no more than it needs. Read
plainly, credible are all improvements that no answer of the others deters, in the sense of SEQ.
What "reached" ignores: that a mover may rather wait or go elsewhere, that two may move at once, that others may act
first; time; how likely.
Source: Li, Kilgour & Hipel 2005 (status quo analysis); definitions 10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

from detente.analyses.equilibria import in_order
from detente.engine.arrays.lazily import np
from detente.engine.arrays.reach import Kind, components, reach, traps
from detente.engine.concepts import FIRMNESS
from detente.engine.solved import solved
from detente.errors import NoAnswer
from detente.kept import kept
from detente.methods.chances.drift import layers, moves
from detente.methods.chances.playout import Replies
from detente.methods.reasons.question import state_at
from detente.methods.reasons.sanctions import Step, step
from detente.model.change import supposing
from detente.model.dialogue import Dialogue, State
from detente.model.naming import Place, check_limit, named, place, places, started

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Ints
    from detente.engine.arrays.space import Space
    from detente.engine.interface import Step as Taken

KINDS: tuple[Kind, ...] = ("credible", "improvements", "moves")
"""From the strictest to the loosest."""

MAX_LISTED = 100_000
"""Reached states listed for each kind, the nearest first."""

MAX_CLOSED = 5_000
"""States reached by improvements, up to which closed sets are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The way from the status quo to a state.

    `moves`, `improvements`, `credible`: the least number of steps of each kind (None: not reached by them). `kind`: the
    kind that `steps` are of, a shortest way ("": not reached). `firmness`: of an equilibrium; None for another state.
    """

    code: int
    state: dict[str, str]
    firmness: str | None
    moves: int | None
    improvements: int | None
    credible: int | None
    kind: Kind | Literal[""]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmest:
    """The equilibria of the firmest kind there is, all of them: what is listed decides nothing here.

    `total` of them, and `reached`: to how many steps of each kind lead from the status quo.
    """

    firmness: str | None
    total: int
    reached: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """What single steps reach from the status quo.

    `moves`, `improvements`, `credible`: code of a state -> least number of steps (the nearest 100,000); `reached`: how
    many there are of each kind. `routes`: to the equilibria, the firmest first, of these first what the strictest steps
    lead to, then the nearest (or to the one state asked for); `total`: how many equilibria there are, `firmest`: to how
    many of the firmest steps lead (None: there is no equilibrium). `traps`: states reached that no move leaves.
    `closed`: sets of states reached by improvements that no improvement leaves, however play goes on within them (None:
    too many states to look). `supposed`: the facts that were taken otherwise.
    """

    status_quo: Place
    moves: dict[int, int]
    improvements: dict[int, int]
    credible: dict[int, int]
    reached: dict[str, int]
    routes: tuple[Route, ...]
    total: int
    firmest: Firmest | None
    traps: tuple[Place, ...]
    closed: tuple[tuple[Place, ...], ...] | None
    supposed: dict[str, bool] = field(default_factory=dict)


@kept
def paths(
    dialogue: Dialogue,
    *,
    to: str = "",
    circumstances: Mapping[str, bool] | None = None,
    kind: Kind | None = None,
    replies: Replies = "lean",
    limit: int = 20,
) -> Paths:
    """What moves, improvements and credible improvements reach from the status quo, and shortest ways there.

    `to`: the way to this state only (`OPTION=LEVEL,…` or a code) instead of those to the equilibria. `circumstances`:
    other facts than those in force, for this question. `kind`: show shortest ways of this kind (by steps of a stricter
    one where these are no more); otherwise of the strictest kind that gets there. `replies`: credible steps are those
    of the drift (lean), or all improvements that no answer deters (plain). `limit`: no more than this many ways.
    NoAnswer without a status quo, InputError for unknown names, TooLarge beyond the states that fit into memory.
    """
    check_limit(limit)
    dialogue = supposing(dialogue, circumstances)
    sq = started(dialogue, "so there is nothing to start from")
    target = _target(dialogue, to)
    space = solved(dialogue).space
    start = space.cell_of(sq)
    if not space.feasible.flat[start]:
        raise NoAnswer("The status quo is infeasible, so there is nothing to start from.")
    found: dict[str, Ways] = {name: reach(space, start, name) for name in KINDS[1:]}
    found["credible"] = _drift(space, start) if replies == "lean" else reach(space, start, "credible")
    settlements = _settlements(space, found)
    words = (*FIRMNESS.values(), None)
    listed = [(code, words[level]) for code, level in zip(*settlements, strict=True)]
    wanted = listed[:limit] if target is None else [(target, dict(listed).get(target))]
    distances = {name: _distances(space, found[name].distance) for name in KINDS}
    return Paths(
        status_quo=place(dialogue, dialogue.code(sq)),
        moves=distances["moves"],
        improvements=distances["improvements"],
        credible=distances["credible"],
        reached={name: int((found[name].distance >= 0).sum()) for name in KINDS},
        routes=tuple(_route(space, found, code, word, start, kind) for code, word in wanted),
        total=len(listed),
        firmest=_firmest(space, found, listed),
        traps=_traps(space, found["moves"]),
        closed=_closed(space, found["improvements"]),
        supposed=dict(circumstances or {}),
    )


class Ways(Protocol):
    """What steps of one kind reach: by cell the least number of them (-1: not reached), and a shortest way there."""

    @property
    def distance(self) -> Ints:
        """By cell, the least number of steps."""

    def way(self, cell: int) -> list[tuple[str, int]]:
        """(mover, cell) of each step of a shortest way."""


@dataclass(frozen=True, slots=True)
class _Drift:
    """What the drift reaches. `ways`: by state reached, the steps of a shortest way there."""

    space: Space
    distance: Ints
    ways: Mapping[State, Sequence[Taken]]

    def way(self, cell: int) -> list[tuple[str, int]]:
        """(mover, cell) of each step of a shortest way to a reached cell."""
        return [(step.mover, self.space.cell_of(step.after)) for step in self.ways[self.space.state_of(cell)]]


def _drift(space: Space, start: int) -> _Drift:
    engine, here = solved(space.dialogue).engine, space.state_of(start)
    reached = layers(moves(dict.fromkeys(engine.movers, engine), here), here)
    distance = np.full(space.layout.size, -1, dtype=np.int32)
    distance[[space.cell_of(state) for state in reached]] = [len(way) for way in reached.values()]
    return _Drift(space, distance, reached)


def _target(dialogue: Dialogue, to: str) -> int | None:
    """The code of the state asked for, if one is."""
    return dialogue.code(state_at(dialogue, to)) if to.strip() else None


def _settlements(space: Space, found: Mapping[str, Ways]) -> tuple[list[int], list[int]]:
    """The codes of the equilibria (of the five concepts of one rule) and the place of each one's firmness in FIRMNESS.

    By firmness, then by the strictest kind of steps that leads there and by how many, then by code.
    """
    solution = solved(space.dialogue)
    where = {name: solution.equilibria(name).reshape(-1) for name in solution.stable()}
    codes, levels = in_order(space, where)
    keys = [codes]
    for name in reversed(KINDS):
        steps = found[name].distance[space.layout.cells(codes)]
        keys.append(np.where(steps < 0, space.layout.size, steps))
    order = np.lexsort((*keys, levels))
    return codes[order].tolist(), levels[order].tolist()


def _firmest(space: Space, found: Mapping[str, Ways], listed: list[tuple[int, str | None]]) -> Firmest | None:
    if not listed:
        return None
    word = listed[0][1]
    cells = space.layout.cells([code for code, firmness in listed if firmness == word])
    reached = {str(name): int((found[name].distance[cells] >= 0).sum()) for name in KINDS}
    return Firmest(firmness=word, total=len(cells), reached=reached)


def _distances(space: Space, distance: Ints) -> dict[int, int]:
    """Code -> number of steps, the nearest first, then by code."""
    cells = np.flatnonzero(distance >= 0)
    codes, steps = space.layout.codes(cells), distance[cells]
    order = np.lexsort((codes, steps))[:MAX_LISTED]
    return dict(zip(codes[order].tolist(), steps[order].tolist(), strict=True))


def _route(
    space: Space, found: Mapping[str, Ways], code: int, firmness: str | None, start: int, asked: Kind | None
) -> Route:
    cell = space.cell_of_code(code)
    number = {name: int(found[name].distance[cell]) for name in KINDS}
    fits = (name for name in KINDS if number[name] >= 0 and (asked is None or number[name] == number[asked]))
    kind = next(fits, None)
    way = found[kind].way(cell) if kind else []
    states = [space.state_of(cell) for cell in (start, *(there for _, there in way))]
    engine, movers = solved(space.dialogue).engine, (by for by, _ in way)
    steps = tuple(step(engine, by, *pair) for by, pair in zip(movers, pairwise(states), strict=True))
    least = {name: None if number[name] < 0 else number[name] for name in KINDS}
    return Route(
        code=code,
        state=named(space.dialogue, code),
        firmness=firmness,
        moves=least["moves"],
        improvements=least["improvements"],
        credible=least["credible"],
        kind=kind or "",
        steps=steps,
    )


def _traps(space: Space, found: Ways) -> tuple[Place, ...]:
    cells = np.flatnonzero(traps(space) & (found.distance >= 0))
    return places(space.dialogue, np.sort(space.layout.codes(cells))[:MAX_LISTED].tolist())


def _closed(space: Space, found: Ways) -> tuple[tuple[Place, ...], ...] | None:
    """The sets of states that improvements lead round in or to, and never out of (closed communicating classes)."""
    cells = np.flatnonzero(found.distance >= 0).tolist()
    if len(cells) > MAX_CLOSED:
        return None
    after = {
        cell: [there for owner in space.layout.owners for there in space.improvements(owner, cell).tolist()]
        for cell in cells
    }
    final = [part for part in components(after) if all(there in part for cell in part for there in after[cell])]
    codes = sorted(sorted(space.code_of(cell) for cell in part) for part in final)
    return tuple(places(space.dialogue, part) for part in codes)
