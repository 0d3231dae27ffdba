"""Ways of settling: settlements in which every party's lines hold alike are one way, however many states it has.

A settlement is firm (nobody gains by a move of its own) or credible in the lean reading; what holds only out of fear is
none. A way is as firm as its firmest member; shown is the member nearest to the status quo (without one, to everything
at its first level), of equals the firmer, then the smaller code. Ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.lazily import np
from detente.engine.concepts import NASH, SEQ, Concept
from detente.engine.interface import LIMIT, goes
from detente.engine.solved import solved
from detente.methods.settling.held import Firmness, firmness
from detente.model.dialogue import distance

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Cells, Codes, Ints
    from detente.engine.arrays.space import Space
    from detente.model.dialogue import Dialogue, State

WHOLE = 2**16
MOST = 500
"""In dialogues of up to `WHOLE` states with no more than `MOST` SEQ equilibria that are not firm every credible
settlement is found; else the firm ones and those that something leads to."""

TOGETHER = 2**14
"""So many states are spelled out at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlements:
    """Where it can settle, and how firmly. `whole`: all of them; else credible ones only where something leads."""

    found: dict[State, Firmness]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of settling: the state shown, how firm, of `members` states, which differ on the options `open`."""

    state: State
    firmness: Firmness
    members: tuple[State, ...]
    open: tuple[str, ...]


def settlements(
    dialogue: Dialogue,
    led_to: Iterable[State] = (),
    where: Callable[[State], bool] = lambda _: True,
    *,
    most: int = MOST,
) -> Settlements:
    """The settlements: all firm ones, and the credible ones: all of them in dialogues of up to `WHOLE` states with no
    more than `most` SEQ equilibria, else those of `led_to`. `where`: only those where this holds.

    >>> import detente as dt
    >>> sorted(settlements(dt.load("classroom-prisoners")).found.values())
    ['credible', 'firm']
    """
    found: dict[State, Firmness] = dict.fromkeys(filter(where, stable_states(dialogue, NASH)), "firm")
    whole = dialogue.possible <= WHOLE
    candidates = list(islice(filter(where, stable_states(dialogue, SEQ)), most + len(found) + 1)) if whole else []
    whole = whole and len(candidates) <= most + len(found)
    if whole:
        found |= dict.fromkeys(solved(dialogue).leanly([s for s in candidates if s not in found]), "credible")
        return Settlements(found=found, whole=True)
    engine = solved(dialogue).engine
    for state in filter(where, led_to):
        held = None if state in found or not dialogue.feasible(state) else firmness(engine, state)
        if held:
            found[state] = held
    return Settlements(found=found, whole=False)


def quantified(held: Iterable[bool]) -> Literal["all", "some", "none"] | None:
    """In how many of some settlements something holds; None where there is none.

    >>> quantified([True, False]), quantified([])
    ('some', None)
    """
    seen = set(held)
    return None if not seen else "some" if len(seen) > 1 else "all" if True in seen else "none"


def stable_states(dialogue: Dialogue, concept: Concept) -> Iterator[State]:
    """The states where every party is stable, ascending by cell.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> list(stable_states(prisoners, NASH)), list(stable_states(prisoners, SEQ))
    ([(1, 1)], [(0, 0), (1, 1)])
    """
    solution = solved(dialogue)
    cells = np.flatnonzero(solution.equilibria(concept).reshape(-1))
    weights = np.cumprod([1, *dialogue.radices], dtype=np.int64)[:-1]
    for k in range(0, len(cells), TOGETHER):
        codes = solution.space.layout.codes(cells[k : k + TOGETHER])
        yield from map(tuple, (codes[:, None] // weights % np.array(dialogue.radices)).tolist())


def better_for_all(dialogue: Dialogue, state: State) -> State | None:
    """The state nearest to another that all at the table strictly prefer to it; None if there is none.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> better_for_all(prisoners, (1, 1))
    (0, 0)
    """
    space = solved(dialogue).space
    here, where = space.cell_of(state), space.flat_feasible.copy()
    for party in dialogue.table:
        where &= goes(space.flat_ranks[party], space.rank(party, here))
    states = [space.state_of(cell) for cell in np.flatnonzero(where).tolist()]
    return min(states, key=lambda s: (distance(state, s), dialogue.code(s)), default=None)


def ways(dialogue: Dialogue, found: Mapping[State, Firmness]) -> tuple[Way, ...]:
    """The ways among some settlements, the nearest to the status quo first.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> [(way.state, way.firmness) for way in ways(prisoners, settlements(prisoners).found)]
    [((0, 0), 'credible'), ((1, 1), 'firm')]
    """
    home = dialogue.status_quo or (0,) * len(dialogue.options)

    def near(state: State) -> tuple[int, bool, int]:
        return distance(home, state), found[state] != "firm", dialogue.code(state)

    groups: dict[bytes, list[State]] = {}
    states = sorted(found, key=near)
    large = dialogue.possible > LIMIT
    signatures = _spelled(dialogue, states) if large else _signatures(solved(dialogue).space, states)
    for state, signature in zip(states, signatures, strict=True):
        groups.setdefault(signature, []).append(state)
    return tuple(
        Way(
            state=members[0],
            firmness="firm" if any(found[state] == "firm" for state in members) else "credible",
            members=tuple(members),
            open=tuple(o.id for k, o in enumerate(dialogue.options) if len({state[k] for state in members}) > 1),
        )
        for members in groups.values()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Some states by ways: how many states and ways there are, and of each of the first ways the nearest state's code.

    The ways come nearest to the status quo first (without one, to everything at its first level).
    """

    states: int
    ways: int
    nearest: tuple[int, ...]


def grouped(dialogue: Dialogue, codes: Sequence[int] | Codes, most: int) -> Grouped:
    """Any states, given by their codes, by the lines that hold in them; of at most `most` ways the nearest state.

    >>> import detente as dt
    >>> grouped(dt.load("classroom-prisoners"), (0, 1, 2, 3), 2)
    Grouped(states=4, ways=4, nearest=(0, 1))
    """
    if not len(codes):
        return Grouped(states=0, ways=0, nearest=())
    space = solved(dialogue).space
    numbers = np.asarray(codes, dtype=np.int64)
    cells = space.layout.cells(numbers)
    home = dialogue.status_quo or (0,) * len(dialogue.options)
    away = np.zeros(len(cells), dtype=np.int64)
    for stride, radix, level in zip(space.layout.cell_strides, space.layout.radices, home, strict=True):
        away += abs(cells // stride % radix - level)
    order = np.lexsort((numbers, away))
    _rows, first = np.unique(_lines(space, cells[order]), axis=0, return_index=True)
    return Grouped(
        states=len(numbers), ways=len(first), nearest=tuple(numbers[order][np.sort(first)][:most].tolist())
    )


def _signatures(space: Space, states: list[State]) -> Iterator[bytes]:
    """For each state which lines of which party hold in it; of a ranking, the group it is in."""
    cells = np.array([space.cell_of(state) for state in states], dtype=np.int64)
    return (row.tobytes() for row in _lines(space, cells))


def _lines(space: Space, cells: Cells) -> Ints:
    """A row for each cell: which lines of which party hold in it; of a ranking, the group it is in."""
    from detente.engine.arrays.space import truth

    rows = []
    for party, preferences in space.dialogue.preferences.items():
        rows += [truth(space, expr).reshape(-1)[cells].astype(np.int64) for expr in preferences.exprs]
        if preferences.ranking:
            rows.append(space.flat_ranks[party][cells].astype(np.int64))
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(cells)).T.copy()


def _spelled(dialogue: Dialogue, states: list[State]) -> Iterator[bytes]:
    """As `_signatures`, where the states are too many for arrays: line by line."""
    from detente.engine.local.worth import closed, preference, truth

    lines = [truth(dialogue, expr) for wants in dialogue.preferences.values() for expr in wants.exprs]
    ranked = [preference(dialogue, party) for party, wants in dialogue.preferences.items() if wants.ranking]
    for state in states:
        here = closed(state)
        yield bytes(line(here) is True for line in lines) + repr([one.worth(state) for one in ranked]).encode()
