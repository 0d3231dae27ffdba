"""Where a party is stable, as diagrams. No second copy of a state: a threshold stands for what it is worth.

With a **threshold** h, a vector of variables in place of what the state that is left is worth to the party i, let

    deterred(x, h)  <=>  the others can go from x, as the concept has it, to an end worth no more than h to i.

Moves are quantified. An improvement of j leads from x to an end if and only if the best that j has among the ends it
can move to is worth more to j than x is; that best is found bit by bit from the top of j's list, as a function of what
is not j's to choose, with no variable for what anything is worth to j. Ends come in pieces, of which the best are
compared: their union is never made. Lines that j's own options have no part in drop out, being worth the same at both.

A state s is left for t if t is worth more than h and not deterred, with h what s is worth (`blocks` finds these).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.engine.concepts import Concept
from detente.engine.diagrams.kernel import Diagram, Kernel, union
from detente.engine.diagrams.space import Space

Going = Mapping[str, Diagram]
"""For some movers, from where an improvement of each leads to an end."""


def minds(space: Space, party: str) -> bool:
    """Whether a party can move and prefers anything to anything.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> minds(build(load("classroom-prisoners")), "northland")
    True
    """
    return bool(space.bits[party]) and party in space.movers


def undeterred(
    space: Space, party: str, concept: Concept, low: Diagram, known: dict[str, Going] | None = None
) -> tuple[Diagram, ...]:
    """What all holds at a feasible state exactly if the party leaves for it, once it can move there.

    `low`: where a state is worth no more to it than the one that it leaves. `known`: by concepts of improvements that
    were asked about before, for the same `low`, from where the others went; one asked about later that deters wherever
    those do starts from there. What is found out is added.

    >>> from detente import load
    >>> from detente.engine.concepts import NASH
    >>> from detente.engine.diagrams.one import no_more_than
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> low = no_more_than(prisoners, "northland", (0, 0))
    >>> [list(prisoners.each(where & prisoners.feasible)) for where in undeterred(prisoners, "northland", NASH, low)]
    [[(1, 0)]]
    """
    if concept.answer is None:
        return (~low,)
    others = [mover for mover in space.movers if mover != party]
    ends = sanctions(space, party, concept, low)
    if concept.answer == "moves":
        return ~low, ~by_moves(space, others, ends)
    known = {} if known is None else known
    going = known[concept.name] = by_improvements(space, others, ends, None if concept.reply else known)
    return ~(low | ends), *(~goes for goes in going.values())


def sanctions(space: Space, party: str, concept: Concept, low: Diagram) -> Diagram:
    """Where the others have to end: the party is no better off, nor, if it may move again, wherever it can go.

    >>> from detente import load
    >>> from detente.engine.concepts import concept
    >>> from detente.engine.diagrams.one import no_more_than
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> low = no_more_than(prisoners, "northland", (0, 0))
    >>> list(prisoners.each(sanctions(prisoners, "northland", concept("gmr"), low)))
    [(0, 0), (0, 1), (1, 1)]
    """
    return space.feasible & (~space.reach(party, ~low) if concept.reply else low)


def before(space: Space, mover: str, ends: Diagram, concept: Concept) -> Diagram:
    """The feasible states from which one step of the mover leads to the ends.

    >>> from detente import load
    >>> from detente.engine.concepts import concept
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> both = prisoners.at_one(0, [1]) & prisoners.at_one(1, [1])
    >>> list(prisoners.each(before(prisoners, "southland", both, concept("seq"))))
    [(1, 0)]
    """
    if concept.answer == "moves":
        return space.feasible & space.reach(mover, ends)
    return space.feasible & _goes(space, mover, _best(space, mover, ends))


def no_more(space: Space, party: str, first: int = 0) -> Diagram:
    """Where a state is worth no more to the party than the threshold, from the `first` of the list's bits on.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> no_more(prisoners, "northland") != prisoners.kernel.true
    True
    """
    thresholds = [space.kernel.var(h) for h in space.worth[party][first:]]
    return ~_less(space.kernel, thresholds, space.bits[party][first:])


def by_moves(space: Space, movers: Sequence[str], ends: Diagram) -> Diagram:
    """From where moves of some parties lead to the ends.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> both = prisoners.at_one(0, [1]) & prisoners.at_one(1, [1])
    >>> list(prisoners.each(by_moves(prisoners, ["southland"], both)))
    [(1, 0), (1, 1)]
    """
    quiet = turn = 0
    while quiet < len(movers):
        # One party's moves are transitive: a second step of it in a row adds nothing.
        wider = ends | (space.feasible & space.reach(movers[turn % len(movers)], ends))
        quiet, turn, ends = 1 if wider != ends else quiet + 1, turn + 1, wider
    return ends


def by_improvements(space: Space, movers: Sequence[str], ends: Diagram, known: Mapping[str, Going] | None) -> Going:
    """From where improvements of some parties, each of its mover, lead to the ends; what each begins.

    `known`: such of fewer ends, by any name, to start from. What one mover comes by through another is no part of what
    it comes by through itself: its own improvements are transitive.

    >>> from detente import load
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> both = prisoners.at_one(0, [1]) & prisoners.at_one(1, [1])
    >>> list(prisoners.each(by_improvements(prisoners, ["southland"], both, None)["southland"]))
    [(1, 0)]
    """
    kernel = space.kernel
    earlier = list((known or {}).values())
    best = {mover: _best(space, mover, ends) for mover in movers}
    going = {
        mover: union(kernel, _goes(space, mover, best[mover]), *(one[mover] for one in earlier)) for mover in movers
    }
    looked_at: dict[tuple[str, str], Diagram] = {}
    waiting = {mover: [other for other in movers if other != mover] for mover in movers}
    while any(waiting.values()):
        for mover in movers:
            through, waiting[mover] = waiting[mover], []
            for other in through:  # only what is new of it
                fresh = going[other] & ~looked_at.get((mover, other), kernel.false)
                best[mover] = _greater(kernel, best[mover], _best(space, mover, fresh))
                looked_at[mover, other] = going[other]
            goes = _goes(space, mover, best[mover]) if through else going[mover]
            if goes != going[mover]:
                going[mover] = goes
                for other in movers:
                    if other != mover and mover not in waiting[other]:
                        waiting[other].append(mover)
    return going


def _best(space: Space, mover: str, ends: Diagram) -> list[Diagram]:
    """What the best of the feasible ends that the mover can go to is worth to it, from each state: bit by bit.

    Where it goes to is forgotten as soon as no later bit asks: else what is left of the ends grows.
    """
    kernel, moved, found = space.kernel, space.moved(mover), []
    idle, *spent = space.spent[mover]
    left = kernel.exists(idle, space.aimed(mover, ends & space.feasible))
    for bit, gone in zip(space.choice[mover], spent, strict=True):
        there = space.renamed(mover, bit)
        best = kernel.exists_both(moved, left, there)
        left = kernel.exists_both(gone, left, there | ~best)
        found.append(best)
    return found


def _goes(space: Space, mover: str, best: Sequence[Diagram]) -> Diagram:
    """Where the state is worth less to the mover than the best of the ends."""
    return _less(space.kernel, space.choice[mover], best)


def _less(kernel: Kernel, some: Sequence[Diagram], others: Sequence[Diagram]) -> Diagram:
    """Where the first of two vectors of bits is the lesser."""
    found = kernel.false
    for one, other in zip(reversed(some), reversed(others), strict=True):
        found = kernel.ite(one, other & found, other | found)
    return found


def _greater(kernel: Kernel, some: Sequence[Diagram], others: Sequence[Diagram]) -> list[Diagram]:
    """The greater of two vectors of bits."""
    less = _less(kernel, some, others)
    return [kernel.ite(less, other, one) for one, other in zip(some, others, strict=True)]
