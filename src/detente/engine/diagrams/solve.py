"""Where a party is stable, as diagrams. No second copy of a state: a threshold stands for what it is worth.

With a **threshold** h, a vector of variables in place of what the state that is left is worth to the party i, let

    deterred(x, h)  <=>  the others can go from x, as the concept has it, to an end worth no more than h to i.

Moves are quantified. An improvement of j leads from x to an end y of the same fiber if and only if the best that j has
among the ends of that fiber is worth more to j than x is; that best is found line by line from the top of j's list
(`best`), with no variable for what anything is worth to j, and only as far down as some x is still undecided.

A state s is left for t if t is worth more than h and not deterred, with h what s is worth: s is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.engine.concepts import Concept
from detente.engine.diagrams.kernel import Diagram
from detente.engine.diagrams.space import Space


def stable(space: Space, party: str, concept: Concept) -> Diagram:
    """Where the party is stable under a concept."""
    if party not in space.movers or not space.bits[party]:
        return space.feasible  # it cannot go, or does not mind
    kernel, low = space.kernel, no_more(space, party)
    if concept.answer is None:
        left = space.reach(party, ~low)
    else:
        left = space.reach(party, ~(low | deterred(space, party, concept, low)))
    return space.feasible & ~kernel.put(left, dict(zip(space.worth[party], space.bits[party], strict=True)))


def no_more(space: Space, party: str) -> Diagram:
    """Where a state is worth no more to the party than the threshold."""
    kernel, found = space.kernel, space.kernel.true
    for h, bit in zip(reversed(space.worth[party]), reversed(space.bits[party]), strict=True):
        at = kernel.var(h)
        found = kernel.ite(at, ~bit | found, ~bit & found)
    return found


def deterred(space: Space, party: str, concept: Concept, low: Diagram) -> Diagram:
    """From where the others can go to an end that keeps the party where it was; `low`: `no_more` of it."""
    found = space.feasible & (~space.reach(party, ~low) if concept.reply else low)
    others = [mover for mover in space.movers if mover != party]
    quiet = turn = 0
    while quiet < len(others):
        mover = others[turn % len(others)]
        fresh = after(space, mover, found, concept)
        # One party's moves, and its improvements, are transitive: a second step of it in a row adds nothing.
        quiet = 1 if fresh != space.kernel.false else quiet + 1
        found, turn = found | fresh, turn + 1
    return found


def after(space: Space, mover: str, ends: Diagram, concept: Concept) -> Diagram:
    """From where else one step of the mover leads into `ends`."""
    open_ = space.feasible & ~ends
    if concept.answer == "moves":
        return open_ & space.reach(mover, ends)
    kernel, found = space.kernel, space.kernel.false
    for best, here in zip(_best(space, mover, ends), space.bits[mover], strict=True):
        found = found | (open_ & best & ~here)
        open_ = open_ & kernel.same(best, here)
        if open_ == kernel.false:
            break
    return found


def _best(space: Space, mover: str, ends: Diagram) -> Iterator[Diagram]:
    """Line by line what the best of the ends that the mover can go to is worth to it, from each state."""
    kernel, moved = space.kernel, space.moved(mover)
    left = space.aimed(mover, ends)
    for bit in space.bits[mover]:
        there = space.renamed(mover, bit)
        best = kernel.exists_both(moved, left, there)
        yield best
        left = left & (there | ~best)
