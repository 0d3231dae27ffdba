"""Where a party is stable, its list solved in blocks from the top.

Whatever the concept, a state is left if and only if what is left is worth less than some value that hangs only on where
the party can go to: the greater h is, the fewer are worth more than it, and the more are deterred. So the state is left
if it is worth less than the **best that is sure** from there. Bit by bit from the top of the list, as long as the two
have agreed, it is asked whether that best has the next bit: if it has, a state without it is left, and if it has not, a
state with it stays; the others are looked at further. What is known of the bits is a constant, not a variable; only for
the last of a long list, when little is undecided, a threshold stands (`solve`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.engine.concepts import Concept
from detente.engine.diagrams.kernel import Diagram, union
from detente.engine.diagrams.solve import Going, minds, no_more, undeterred
from detente.engine.diagrams.space import Space

FIRST = 10
"""At the most so many bits of a list are solved one by one: every one of them can double the number of blocks."""

LAST = 10
"""At the least so many bits are solved at once, with all the states that those before have left undecided."""

Known = dict[tuple[bool, ...], dict[str, Going]]
"""For the bits of a block, from where the others go under which concepts (`solve.undeterred`)."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The states of which the first bits of a list are these.

    `undecided`: those of them that the best that is sure from there agrees with; `alike`: all of them; `less`: those
    that are worth less.
    """

    bits: tuple[bool, ...]
    undecided: Diagram
    alike: Diagram
    less: Diagram


def stable(space: Space, party: str, concept: Concept, known: Known | None = None) -> Diagram:
    """Where the party is stable under a concept. `known`: what was found out before; what is new is added.

    >>> from detente import load
    >>> from detente.engine.concepts import NASH
    >>> from detente.engine.diagrams.space import build
    >>> prisoners = build(load("classroom-prisoners"))
    >>> list(prisoners.each(stable(prisoners, "northland", NASH)))
    [(1, 0), (1, 1)]
    """
    if not minds(space, party):
        return space.feasible
    single = min(FIRST, len(space.bits[party]) - LAST) if concept.answer == "improvements" else 0
    kernel, known = space.kernel, {} if known is None else known
    stays, waiting = kernel.false, [_Block((), space.feasible, space.feasible, kernel.false)]
    while waiting:
        block = waiting.pop()
        if len(block.bits) < single:
            decided, further = _next(space, party, concept, block)
            waiting += further
        else:
            decided = _last(space, party, concept, block, known.setdefault(block.bits, {}))
        stays = union(kernel, stays, decided)
    return stays


def _next(space: Space, party: str, concept: Concept, block: _Block) -> tuple[Diagram, Iterator[_Block]]:
    """Those of a block that the next bit shows to be stable, and what it leaves undecided."""
    kernel, bit = space.kernel, space.bits[party][len(block.bits)]
    more = block.less | (block.alike & ~bit)
    sure = _left(space, party, concept, block, more, {})
    halves = (
        _Block((*block.bits, False), block.undecided & ~bit & ~sure, block.alike & ~bit, block.less),
        _Block((*block.bits, True), block.undecided & bit & sure, block.alike & bit, more),
    )
    return block.undecided & bit & ~sure, (half for half in halves if half.undecided != kernel.false)


def _last(space: Space, party: str, concept: Concept, block: _Block, known: dict[str, Going]) -> Diagram:
    """The stable ones of a block, by all bits that remain."""
    first = len(block.bits)
    low = block.less | (block.alike & no_more(space, party, first))
    left = _left(space, party, concept, block, low, known)
    worth = dict(zip(space.worth[party][first:], space.bits[party][first:], strict=True))
    return block.undecided & ~space.kernel.put(left, worth)


def _left(space: Space, party: str, concept: Concept, block: _Block, low: Diagram, known: dict[str, Going]) -> Diagram:
    """From where the party leaves, with `low` and `known` as `undeterred` has them; right for those undecided."""
    near = space.kernel.exists(space.own[party], block.undecided)
    return space.reach(party, near, *undeterred(space, party, concept, low, known))
