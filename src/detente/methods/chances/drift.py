"""The drift: where it goes if nobody signs anything, step by step, each mover changing no more than it needs.

`wanted` (C_i(s) of the definition): the improvements of a party that no lean reply of the others deters; of these the
best for it; of these the ones that change least: no other of them puts some of the changed options back, wholly or in
part. At a state every party that wants a step takes it with the same chance, each of its steps as likely; the walk has
no memory. It stays exactly where lean SEQ equilibria are, and what nobody minds stays as it is. Its ends are the closed
classes that the status quo leads to. Ours: the play-out (`playout`) read leanly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.engine.interface import Engine, Step
from detente.engine.parts.wanted import wanted as in_parts
from detente.methods.chances.markov import Walk, walk
from detente.methods.chances.playout import Playout, playout
from detente.model.dialogue import between, distance

if TYPE_CHECKING:
    from detente.engine.arrays.layout import Layout
    from detente.methods.chances.models import Models
    from detente.methods.chances.steps import Steps
    from detente.model.dialogue import Dialogue, State

Engines = Mapping[str, Engine]
"""By party that has options the engine by which it moves: all the same, or each its own picture of the dialogue."""

Moves = dict["State", dict[str, tuple["State", ...]]]
"""For each state that the drift reaches, who wants a step there, and where to."""


def wanted(engine: Engine, party: str, state: State) -> tuple[State, ...]:
    """The states that the party would move to: undeterred, the best of these, changing least; none if it stays.

    >>> import detente as dt
    >>> from detente.engine.arrays.single import Arrays
    >>> engine = Arrays.of(dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}}
    ... options: {tariff: {by: a, text: Tariff}, archive: {by: a, text: Archive}, visa: {by: b, text: Visa}}
    ... priorities: {a: [not tariff], b: [archive]}
    ... status_quo: {tariff: yes}'''))
    >>> wanted(engine, "a", (1, 0, 0))
    ((0, 0, 0),)
    """
    from detente.engine.parts.single import Parts

    if isinstance(engine, Parts):  # too many improvements to go through one by one
        return in_parts(engine, party, state)
    for alike in classes(engine, party, state):
        chosen = _least_changes(engine, party, state, alike)
        if chosen:
            return tuple(sorted(chosen))
    return ()


def classes(engine: Engine, party: str, state: State) -> Iterator[list[State]]:
    """The party's improvements, those it likes alike together, the best first.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> list(classes(solved(dt.load("classroom-prisoners")).engine, "northland", (0, 0)))
    [[(1, 0)]]
    """
    alike: list[State] = []
    for there in engine.best(party, state):
        if alike and engine.prefers(party, alike[0], there):
            yield alike
            alike = []
        alike.append(there)
    if alike:
        yield alike


def _least_changes(engine: Engine, party: str, state: State, alike: list[State]) -> list[State]:
    """Of improvements liked alike those that nothing deters and that hold no other such one on their way.

    The smaller are looked at first, so whatever lies beyond one that was chosen need not be asked about.
    """
    chosen: list[State] = []
    for there in sorted(alike, key=lambda there: distance(state, there)):
        if any(between(state, less, there) for less in chosen):
            continue
        if engine.sanction(party, state, there, "seq", lean=True) is None:
            chosen.append(there)
    return chosen


def moves(engines: Engines, start: State) -> Moves:
    """Every step of the drift from a state.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> engine = solved(dt.load("classroom-chicken")).engine
    >>> moves(dict.fromkeys(engine.movers, engine), (0, 0))
    {(0, 0): {'eastland': ((1, 0),), 'westland': ((0, 1),)}, (0, 1): {}, (1, 0): {}}
    """
    reached: Moves = {}
    edge = [start]
    while edge:
        here = edge.pop()
        if here in reached:
            continue
        steps = {party: wanted(engine, party, here) for party, engine in engines.items()}
        reached[here] = {party: there for party, there in steps.items() if there}
        edge += [state for there in steps.values() for state in there]
    return reached


def layers(made: Moves, start: State) -> dict[State, tuple[Step, ...]]:
    """For each state that the drift reaches a shortest way there, the nearest first.

    >>> layers({(0, 0): {"a": ((1, 0),)}, (1, 0): {}}, (0, 0))[1, 0]
    (Step(mover='a', before=(0, 0), after=(1, 0)),)
    """
    ways: dict[State, tuple[Step, ...]] = {start: ()}
    edge = [start]
    for here in edge:  # grows as it is gone through: breadth first
        for mover, targets in made[here].items():
            for there in targets:
                if there not in ways:
                    ways[there] = (*ways[here], Step(mover=mover, before=here, after=there))
                    edge.append(there)
    return ways


def rows(made: Moves) -> Iterator[tuple[State, State, int]]:
    """The steps as (from, to, k): taken with chance 1/k.

    >>> list(rows({(0, 0): {"a": ((1, 0),), "b": ((0, 1),)}, (1, 0): {}, (0, 1): {}}))
    [((0, 0), (1, 0), 2), ((0, 0), (0, 1), 2)]
    """
    for here, steps in made.items():
        for targets in steps.values():
            for there in targets:
                yield here, there, len(steps) * len(targets)


def walked(dialogue: Dialogue, made: Moves, start: State) -> Walk:
    """The drift from a state as a walk on codes, from every step of it.

    >>> import detente as dt
    >>> made = {(0, 0): {"eastland": ((1, 0),), "westland": ((0, 1),)}, (1, 0): {}, (0, 1): {}}
    >>> [(end.nodes, end.chance) for end in walked(dt.load("classroom-chicken"), made, (0, 0)).ends]
    [((1,), Fraction(1, 2)), ((2,), Fraction(1, 2))]
    """
    chain: dict[int, list[tuple[int, int]]] = {dialogue.code(state): [] for state in made}
    for before, after, k in rows(made):
        chain[dialogue.code(before)].append((dialogue.code(after), k))
    return walk(chain, dialogue.code(start))


def ended(dialogue: Dialogue, made: Moves, start: State) -> Playout:
    """Where the drift from a state ends, the likeliest end first, and after how many steps on average.

    >>> import detente as dt
    >>> made = {(0, 0): {"eastland": ((1, 0),)}, (1, 0): {}}
    >>> [outcome.chance for outcome in ended(dt.load("classroom-chicken"), made, (0, 0)).outcomes]
    [Fraction(1, 1)]
    """
    return playout(dialogue, walked(dialogue, made, start))


def drift(dialogue: Dialogue, engines: Engines, start: State) -> Playout:
    """The drift from a state.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> chicken = dt.load("classroom-chicken")
    >>> engine = solved(chicken).engine
    >>> found = drift(chicken, dict.fromkeys(engine.movers, engine), (0, 0))
    >>> [(outcome.states[0].code, outcome.chance) for outcome in found.outcomes]
    [(1, Fraction(1, 2)), (2, Fraction(1, 2))]
    """
    return ended(dialogue, moves(engines, start), start)


def ends(dialogue: Dialogue) -> tuple[State, ...]:
    """All states that the drift from the status quo ends in, the likeliest end first; none without a status quo.

    >>> import detente as dt
    >>> ends(dt.load("classroom-chicken")), ends(dt.load("classroom-prisoners"))
    (((1, 0), (0, 1)), ((0, 0),))
    """
    from detente.engine.solved import solved

    start = dialogue.start
    if start is None:
        return ()
    engine = solved(dialogue).engine

    def found() -> tuple[State, ...]:
        outcomes = drift(dialogue, dict.fromkeys(engine.movers, engine), start).outcomes
        return tuple(dialogue.state(share.code) for outcome in outcomes for share in outcome.states)

    return solved(dialogue).once("the ends of the drift", found)


def drifts(dialogue: Dialogue, layout: Layout, models: Models, start: int) -> Steps:
    """Every step of the drift from a cell in each of many models in which it is feasible, as `steps.steps` has it.

    >>> import detente as dt
    >>> import numpy as np
    >>> from detente.methods.chances.shared_arrays import Variants
    >>> chicken = dt.load("classroom-chicken")
    >>> variants = Variants(chicken, [])
    >>> made = drifts(chicken, variants.layout, variants.models(np.ones((1, 0), bool))[0], 0)
    >>> made.before.tolist(), made.after.tolist(), made.k.tolist()
    ([0, 0], [2, 1], [2, 2])
    """
    from detente.methods.chances.model_engines import engines
    from detente.methods.chances.steps import Steps

    table = []
    for number, engine in engines(dialogue, layout, models):
        if engine.space.flat_feasible[start]:
            first = number * models.cells
            made = moves(dict.fromkeys(engine.movers, engine), layout.state_of(start))
            table += [(first + layout.cell_of(a), first + layout.cell_of(b), k) for a, b, k in rows(made)]
    columns = np.array(table, dtype=np.int64).reshape(-1, 3)
    return Steps(before=columns[:, 0], after=columns[:, 1], k=columns[:, 2])
