"""In what order to carry a package out, so that nobody would rather walk away half-way (definitions 5).

One option goes to its final level in each step (one level in each step: `tranches`), and every state on the way must be
feasible. A party is *tempted off* at a state if staying there, or moving on from there by itself, is better for it than
the finished package. Best is the order with the fewest such states; one with none is *safe*.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.by_option import Grid
from detente.engine.arrays.lazily import np
from detente.engine.interface import goes
from detente.model.dialogue import State, differing
from detente.model.naming import named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Codes, Ranks, Scalar

    Points = NDArray[np.bool_]
    """Half-way states, one axis for each option that changes: for each whether it is one of them."""

    Costs = NDArray[np.int64]
    """A number for each half-way state, on the same axes."""

MAX_POINTS = 2**16
"""Half-way states beyond this number are not searched: a package of more than sixteen changes."""

SHOWN = 24
"""The most orders listed; how many there are is always told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an order: an option goes to a level, and who would then rather walk away (`tempted`)."""

    option: str
    level: str
    code: int
    state: dict[str, str]
    tempted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The best orders of steps to a package.

    `exposed`: at how many states on the way somebody is tempted off (0: safe). `paths`: the codes passed, from the
    status quo to the package, of the first orders in file order; `number` of them in all. `steps`: the first of them.
    """

    exposed: int
    paths: tuple[tuple[int, ...], ...]
    number: int
    steps: tuple[Step, ...]


def orders(grid: Grid, target: State, reach: dict[str, Ranks], *, tranches: bool = False) -> Orders | None:
    """The best orders from the status quo to `target`.

    `reach`: per party that could walk away the best rank in its reach (`Grid.best_in_reach`). None if no order passes
    feasible states alone, if there is nothing to do, or if there are too many half-way states to search.

    >>> import detente as dt
    >>> from detente.engine.solved import board_of
    >>> river = dt.load("river")
    >>> board = board_of(river)
    >>> reach = {party: board.best_in_reach(party) for party in river.table}
    >>> best = orders(board, (1, 1, 0, 0), reach)
    >>> best.exposed, best.number, [(step.option, step.tempted) for step in best.steps]
    (0, 1, [('release', ()), ('pay', ())])
    """
    start = grid.dialogue.status_quo
    assert start is not None
    changed = differing(start, target)
    rungs = [_rungs(start[k], target[k], tranches) for k in changed]
    size = int(np.prod([len(r) for r in rungs], dtype=np.int64))
    if not changed or size > MAX_POINTS:
        return None
    block: list[Any] = [[level] for level in start]
    for k, levels in zip(changed, rungs, strict=True):
        block[k] = levels
    shape = tuple(len(r) for r in rungs)
    at = np.ix_(*block)
    tempted = {p: goes(reach[p][at], grid.ranks[p][target]).reshape(shape) for p in reach}
    exposed = np.any(list(tempted.values()), axis=0)
    free = [_free(grid, at, shape, axis, grid.dialogue.options[k].by) for axis, k in enumerate(changed)]
    cost = _cost(grid.feasible[at].reshape(shape), exposed, free)
    first = (0,) * len(shape)
    if cost[first] >= _NEVER:
        return None
    onward = [_onward(cost, exposed, axis, free[axis]) for axis in range(len(changed))]
    number = _count(cost, onward)
    routes = _routes(onward)
    codes = grid.codes[at].reshape(shape)
    return Orders(
        exposed=int(cost[first]),
        paths=tuple(tuple(int(codes[point]) for point in route) for route in routes),
        number=int(number[first]),
        steps=tuple(_steps(grid, changed, codes, tempted, routes[0])),
    )


_NEVER = 1 << 40


def _rungs(a: int, b: int, tranches: bool) -> list[int]:
    if not tranches:
        return [a, b]
    return list(range(a, b + 1)) if b > a else list(range(a, b - 1, -1))


def _next(array: NDArray[Scalar], axis: int, edge: Any) -> NDArray[Scalar]:
    """Per point the value one step on along the axis; `edge` where there is none."""
    rest = np.moveaxis(array, axis, 0)[1:]
    last = np.full_like(np.moveaxis(array, axis, 0)[:1], edge)
    return np.moveaxis(np.concatenate([rest, last]), 0, axis)


def _free(grid: Grid, at: Any, shape: tuple[int, ...], axis: int, party: str) -> Points | None:
    """Per point whether its owner may take the next step along an axis: it breaks no further rule of its own by it."""
    if party not in grid.broken:
        return None
    here = grid.broken[party][at].reshape(shape)
    free: Points = (_next(here, axis, 0) & ~here) == 0
    return free


def _cost(feasible: Points, exposed: Points, free: list[Points | None]) -> Costs:
    """Per point how many exposed states the best way on to the end still passes (the point itself not counted)."""
    end = tuple(n - 1 for n in feasible.shape)
    cost = np.full(feasible.shape, _NEVER, dtype=np.int64)
    cost[end] = 0 if feasible[end] else _NEVER
    for _ in range(sum(end)):
        toll = cost + exposed
        toll[end] = cost[end]
        steps = [_next(toll, axis, _NEVER) for axis in range(cost.ndim)]
        allowed = [step if may is None else np.where(may, step, _NEVER) for step, may in zip(steps, free, strict=True)]
        best = np.min(allowed, axis=0)
        best[~feasible] = _NEVER
        best[end] = cost[end]
        cost = np.minimum(best, _NEVER)
    return cost


def _onward(cost: Costs, exposed: Points, axis: int, free: Points | None) -> Points:
    """Whether a step along the axis is on a best way on."""
    toll = cost + exposed
    end = tuple(n - 1 for n in cost.shape)
    toll[end] = cost[end]
    best: Points = (_next(toll, axis, 2 * _NEVER) == cost) & (cost < _NEVER)
    return best if free is None else best & free


def _count(cost: Costs, steps: list[Points]) -> Costs:
    end = tuple(n - 1 for n in cost.shape)
    number = np.zeros(cost.shape, dtype=np.int64)
    number[end] = 1
    for _ in range(sum(end)):
        number = np.sum([np.where(on, _next(number, axis, 0), 0) for axis, on in enumerate(steps)], axis=0)
        number[end] = 1
    return number


def _routes(steps: list[Points]) -> list[tuple[tuple[int, ...], ...]]:
    """The first best ways from the first point to the last, options in file order."""
    end = tuple(n - 1 for n in steps[0].shape)
    found: list[tuple[tuple[int, ...], ...]] = []
    stack: list[tuple[tuple[int, ...], ...]] = [((0,) * len(end),)]
    while stack and len(found) < SHOWN:
        route = stack.pop()
        here = route[-1]
        if here == end:
            found.append(route)
            continue
        onward = [axis for axis, open_ in enumerate(steps) if open_[here]]
        stack.extend((*route, (*here[:a], here[a] + 1, *here[a + 1 :])) for a in reversed(onward))
    return found


def _steps(
    grid: Grid,
    changed: tuple[int, ...],
    codes: Codes,
    tempted: dict[str, Points],
    route: tuple[tuple[int, ...], ...],
) -> list[Step]:
    steps = []
    for before, after in pairwise(route):
        axis = next(k for k in range(len(after)) if before[k] != after[k])
        option = grid.dialogue.options[changed[axis]]
        code = int(codes[after])
        state = named(grid.dialogue, code)
        leaving = tuple(p for p, where in tempted.items() if where[after]) if after != route[-1] else ()
        steps.append(Step(option=option.id, level=state[option.id], code=code, state=state, tempted=leaving))
    return steps
