"""The verdict of one state: what it is worth is known, so no threshold is needed, and little can grow large.

Exact for any number of parties and any concept; at some hundred options it takes milliseconds once the diagrams of the
dialogue are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from detente.engine.concepts import Concept
from detente.engine.diagrams.kernel import Diagram, union
from detente.engine.diagrams.solve import before, minds, sanctions, undeterred
from detente.engine.diagrams.space import Space
from detente.engine.interface import Step
from detente.model.dialogue import State, permitted


def leaves(space: Space, party: str, state: State, concept: Concept) -> State | None:
    """The best of the party's improvements that nothing deters, of equals the first by code; None where it stays.

    >>> from detente import load
    >>> from detente.engine.concepts import NASH, SEQ
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> leaves(prisoners, "northland", (0, 0), NASH), leaves(prisoners, "northland", (0, 0), SEQ)
    ((1, 0), None)
    """
    if not minds(space, party):
        return None
    where = within_reach(space, party, state)
    for holds in undeterred(space, party, concept, no_more_than(space, party, state)):
        where = where & holds
    return next(space.each(best(space, party, where)), None)


def sanction(space: Space, party: str, state: State, improvement: State, concept: Concept) -> tuple[Step, ...] | None:
    """The steps of a shortest sanction of an improvement of the party; None if nothing the others can do is one.

    Layer by layer from where fewest steps lead to an end. Two steps of one mover in a row would be one: there are none.

    >>> from detente import load
    >>> from detente.engine.concepts import SEQ
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> [step.after for step in sanction(prisoners, "northland", (0, 0), (1, 0), SEQ)]
    [(1, 1)]
    """
    low, start = no_more_than(space, party, state), space.values(improvement)
    layers = [sanctions(space, party, concept, low)] if concept.answer else []
    while layers and not space.kernel.at(layers[-1], start):
        wider = union(space.kernel, layers[-1], *(
            before(space, mover, layers[-1], concept) for mover in space.movers if mover != party))  # fmt: skip
        if wider == layers[-1]:
            return None
        layers.append(wider)
    steps, here = list[Step](), improvement
    for layer in reversed(layers[:-1]):
        steps.append(next(_into(space, party, here, layer, concept)))
        here = steps[-1].after
    return tuple(steps) if layers else None


def _into(space: Space, party: str, here: State, layer: Diagram, concept: Concept) -> Iterator[Step]:
    """Steps of the others from a state into a set, mover by mover, the first by code of each."""
    for mover in space.movers:
        if mover != party:
            there = within_reach(space, mover, here) & layer
            if concept.answer == "improvements":
                there = there & ~no_more_than(space, mover, here)
            for after in islice(space.each(there), 1):
                yield Step(mover=mover, before=here, after=after)


def no_more_than(space: Space, party: str, state: State) -> Diagram:
    """Where a state is worth no more to the party than this one.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> list(prisoners.each(no_more_than(prisoners, "northland", (1, 1))))
    [(0, 1), (1, 1)]
    """
    values, found = space.values(state), space.kernel.true
    for bit in reversed(space.bits[party]):
        found = ~bit | found if space.kernel.at(bit, values) else ~bit & found
    return found


def within_reach(space: Space, party: str, state: State) -> Diagram:
    """The feasible states that the party can move to from there, and the state itself.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> list(prisoners.each(within_reach(prisoners, "northland", (0, 0))))
    [(0, 0), (1, 0)]
    """
    found = space.feasible
    for k, option in enumerate(space.dialogue.options):
        ways = [n for n in range(len(option.levels)) if n == state[k] or (
            option.by == party and permitted(option.direction, state[k], n))]  # fmt: skip
        if len(ways) < len(option.levels):
            found = found & space.at_one(k, ways)
    return found


def best(space: Space, party: str, where: Diagram) -> Diagram:
    """Those of some states that are worth most to the party.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> list(prisoners.each(best(prisoners, "northland", prisoners.feasible)))
    [(1, 0)]
    """
    for bit in space.bits[party]:
        better = where & bit
        where = where if better == space.kernel.false else better
    return where
