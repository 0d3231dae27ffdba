"""What would open an ask that no way of settling grants: other facts, or pressure by whoever asks.

Pressure is a change of the asker's own options that, made alone at the status quo, leaves the asked party worse off. It
opens an ask if, while it lasts, it can settle firmly where the ask is met, and nowhere it settles without it is. Ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.lazily import np
from detente.engine.concepts import NASH
from detente.engine.interface import goes
from detente.engine.solved import solved, under
from detente.methods.chances.drift import ends
from detente.methods.settling.held import Firmness
from detente.methods.settling.ways import settlements
from detente.model.dialogue import distance, permitted
from detente.model.expression import names

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Cells, StateMask
    from detente.engine.arrays.space import Space
    from detente.model.dialogue import Ask, Dialogue, State

FEW = 64
"""So many credible states at most are looked for under other facts, besides firm ones and where it then drifts."""

PAIRS = 2**18
"""Up to so many states two facts, or pressure by two options, are tried together."""

AT_A_TIME = 2**20
"""So many moves are looked at at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Facts that are otherwise, and the asks that some settlement then grants; `sure`: those that the drift then meets
    wherever it ends. `state`: the settlement nearest to the status quo that grants the first of them."""

    facts: dict[str, bool]
    asks: tuple[str, ...]
    sure: tuple[str, ...]
    state: State
    firmness: Firmness


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Pressure by `by` on `of`: options, by id, and the level of each; the asks that it opens. `state`: where it can
    settle while the pressure lasts, the nearest; `promised`: while it lasts it settles nowhere else."""

    by: str
    of: str
    levels: dict[str, str]
    asks: tuple[str, ...]
    state: State
    promised: bool


def by_facts(dialogue: Dialogue, refused: Sequence[Ask]) -> Iterator[Opened]:
    """What other facts would open of some asks that no way grants; for each ask the fewest facts alone.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [one.facts for one in by_facts(river, river.asks)]
    [{'dry_year': False}]
    """
    left = list(refused)
    for facts in turned(dialogue, pairs=dialogue.possible <= PAIRS):
        if not left:
            return
        changed = under(dialogue, facts)
        drifted = ends(changed)
        found = settlements(changed, drifted, _meets_any(changed, left), most=FEW).found
        opened = [ask for ask in left if any(changed.holds(ask.that, state) for state in found)]
        if opened:
            left = [ask for ask in left if ask not in opened]
            home = dialogue.status_quo or (0,) * len(dialogue.options)
            met = [state for state in found if changed.holds(opened[0].that, state)]
            nearest = min(met, key=lambda state: (distance(home, state), dialogue.code(state)))
            yield Opened(
                facts=facts,
                asks=tuple(ask.id for ask in opened),
                sure=tuple(a.id for a in opened if drifted and all(changed.holds(a.that, end) for end in drifted)),
                state=nearest,
                firmness=found[nearest],
            )


def _meets_any(dialogue: Dialogue, asks: Sequence[Ask]) -> Callable[[State], bool]:
    return lambda state: any(dialogue.holds(ask.that, state) for ask in asks)


def turned(dialogue: Dialogue, *, pairs: bool) -> Iterator[dict[str, bool]]:
    """The facts that something hangs on turned round: one at a time, then (`pairs`) two.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> list(turned(river, pairs=True))
    [{'dry_year': False}]
    """
    spoken = {name for expr in _exprs(dialogue) for name in names(expr)}
    facts = [fact.id for fact in dialogue.circumstances if fact.id in spoken]
    for count in (1, 2) if pairs else (1,):
        for chosen in combinations(facts, count):
            yield {id: not dialogue.now[id] for id in chosen}


def chance_of(dialogue: Dialogue, facts: Mapping[str, bool]) -> float | None:
    """The chance that facts turn out so by the horizon, taken as independent; None where the file does not say of one.

    >>> import detente as dt
    >>> chance_of(dt.load("river"), {"dry_year": True})
    0.675
    """
    stated = [(dialogue.circumstance(id).chance, value) for id, value in facts.items()]
    chances = [chance.value if value else 1 - chance.value for chance, value in stated if chance]
    return prod(chances) if len(chances) == len(stated) else None


def _exprs(dialogue: Dialogue) -> Iterator[Any]:
    yield from (rule.never for rule in dialogue.rules)
    yield from (ask.that for ask in dialogue.asks)
    for preferences in dialogue.preferences.values():
        yield from preferences.exprs


def by_pressure(dialogue: Dialogue, found: Mapping[State, Firmness], refused: Sequence[Ask]) -> Iterator[Pressed]:
    """What pressure would open of some asks. `found`: where it settles as things are. One option at a time, then two;
    for each ask the least pressure alone.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.methods.settling.ways import settlements
    >>> [one.levels for one in by_pressure(river, settlements(river).found, river.asks)]
    [{'dam': 'yes'}]
    """
    space = solved(dialogue).space
    firm = {party: where.reshape(-1) for party, where in solved(dialogue).stable(NASH)[NASH.name].items()}
    left = [ask for ask in refused if ask.by and ask.by != ask.of and ask.by in space.layout.owners]
    for size in (1, 2) if dialogue.possible <= PAIRS else (1,):
        for by, of in dict.fromkeys((ask.by, ask.of) for ask in left):
            for levels in _pressures(space, by, of, size):
                asks = [ask for ask in left if (ask.by, ask.of) == (by, of)]
                opened = list(_pressed(space, firm, found, by, levels, asks))
                left = [ask for ask in left if ask.id not in {id for one in opened for id in one.asks}]
                yield from opened


def _pressures(space: Space, by: str, of: str, size: int) -> Iterator[dict[int, int]]:
    """Changes of so many options of a party that it can make alone, and that leave another worse off than today."""
    dialogue = space.dialogue
    sq = dialogue.status_quo
    assert sq is not None
    own = [k for k, option in enumerate(dialogue.options) if option.by == by]
    for chosen in combinations(own, size):
        ranges = [
            [x for x in range(dialogue.radices[k]) if x != sq[k] and permitted(dialogue.options[k].direction, sq[k], x)]
            for k in chosen
        ]
        for levels in product(*ranges):
            there = dict(zip(chosen, levels, strict=True))
            state = tuple(there.get(k, level) for k, level in enumerate(sq))
            if dialogue.feasible(state) and space.prefers(of, space.cell_of(sq), space.cell_of(state)):
                yield there


def _pressed(
    space: Space,
    firm: Mapping[str, StateMask],
    found: Mapping[State, Firmness],
    by: str,
    levels: dict[int, int],
    asks: Sequence[Ask],
) -> Iterator[Pressed]:
    """What one pressure opens of some asks of one party."""
    from detente.engine.arrays.space import truth

    dialogue, sq = space.dialogue, space.dialogue.status_quo
    assert sq is not None
    without = [state for state in found if all(state[k] == sq[k] for k in levels)]
    new = [ask for ask in asks if not any(dialogue.holds(ask.that, state) for state in without)]
    if not new:
        return
    cells = _kept(space, firm, by, levels)
    met = {ask.id: truth(space, ask.that).reshape(-1) for ask in new}
    some = any(where[cells].any() for where in met.values())
    staying = _staying(space, by, levels, cells) if some else cells[:0]
    groups: dict[tuple[State, bool], list[str]] = {}
    for id, where in met.items():
        there = staying[where[staying]]
        if len(there):
            states = map(space.state_of, there.tolist())
            nearest = min(states, key=lambda state: (distance(sq, state), dialogue.code(state)))
            groups.setdefault((nearest, len(there) == len(staying)), []).append(id)
    for (state, promised), opened in groups.items():
        yield Pressed(
            by=by,
            of=dialogue.ask(opened[0]).of,
            levels={dialogue.options[k].id: dialogue.options[k].levels[level] for k, level in levels.items()},
            asks=tuple(opened),
            state=state,
            promised=promised,
        )


def _kept(space: Space, firm: Mapping[str, StateMask], by: str, levels: Mapping[int, int]) -> Cells:
    """The cells in which one party keeps some of its options at a level, and no other would leave."""
    layout = space.layout
    here = space.flat_feasible.copy()
    for party, where in firm.items():
        if party != by:
            here &= where
    cells = np.flatnonzero(here)
    for k, x in levels.items():
        cells = cells[cells // layout.cell_strides[k] % layout.radices[k] == x]
    return cells


def _staying(space: Space, by: str, levels: Mapping[int, int], cells: Cells) -> Cells:
    """Those of these cells that the party would not leave by moving its other options."""
    layout, ranks, parts = space.layout, space.flat_ranks[by], []
    many = max(1, AT_A_TIME // prod(len(option.levels) for option in space.dialogue.options_of(by)))
    for start in range(0, len(cells), many):
        here = cells[start : start + many]
        targets, usable = space.steps(by, here)
        for k, x in levels.items():
            usable &= targets // layout.cell_strides[k] % layout.radices[k] == x
        parts.append(here[~(usable & goes(ranks[targets], ranks[here][:, None])).any(axis=1)])
    return np.concatenate([cells[:0], *parts])
