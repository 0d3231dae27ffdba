"""Which conclusions are fragile, and to what?

Variants of the dialogue are tried one at a time: every two neighbours of a list change places, every statement is left
out, every rule is left out. For each conclusion, the share of variants in which it holds, and those that break it. The
share is no probability: nobody has said how likely the variants are. Source: definitions 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from detente.kept import kept
from detente.methods.by_part.neighbours import NeighbourhoodByPart, neighbourhood
from detente.methods.soundness.neighbours import Conclusions, Neighbourhood
from detente.methods.soundness.variants import Variant, drops, lifts, swaps
from detente.model.dialogue import Dialogue
from detente.model.naming import named

ConclusionKind = Literal["equilibria", "equilibrium", "ask", "status_quo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """One line of the bottom line. `verdict` tells what it is:

    `equilibria`: these are the firm equilibria (their number); `equilibrium`: the state of that code is a firm one;
    `ask`: "every", "some" or "no" firm equilibrium grants the ask ("none": there is no firm equilibrium);
    `status_quo`: "stays" or "leaves", whether nobody would leave it.
    `holds`: in how many variants, `of` how many; `broken_by`: the others, those of the file's order.
    """

    kind: ConclusionKind
    id: str
    code: int | None
    state: dict[str, str] | None
    verdict: str
    holds: int
    of: int
    broken_by: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How the bottom line fares in the variants; the dialogue itself is not counted.

    `variants`: how many of each kind (swap, drop, weight, ranking, rule). `invalid`: those that make no sound dialogue
    (no feasible state, or the status quo excluded); they count nowhere. `firm`: how many firm equilibria there are; the
    first twenty have a conclusion of their own.
    """

    conclusions: tuple[Conclusion, ...]
    variants: dict[str, int]
    invalid: tuple[Variant, ...]
    firm: int


@kept
def robustness(dialogue: Dialogue) -> Robustness:
    """In which variants of the dialogue each conclusion holds, and which break it.

    Conclusions are those about firm (Nash) equilibria. TooLarge where the largest part does not fit into memory.
    """
    near = neighbourhood(dialogue)
    tried = [(v, near.of(v)) for v in (*swaps(dialogue), *drops(dialogue), *lifts(dialogue))]
    valid = [(variant, found) for variant, found in tried if found is not None]
    kinds = [variant.kind for variant, _ in valid]
    return Robustness(
        conclusions=tuple(_conclusions(dialogue, near, valid)),
        variants={kind: kinds.count(kind) for kind in ("swap", "drop", "weight", "ranking", "rule")},
        invalid=tuple(variant for variant, found in tried if found is None),
        firm=near.base.firm,
    )


def _conclusions(
    dialogue: Dialogue, near: Neighbourhood | NeighbourhoodByPart, valid: list[tuple[Variant, Conclusions]]
) -> Iterable[Conclusion]:
    base = near.base

    def conclusion(kind: ConclusionKind, id: str, verdict: str, read: Callable[[Conclusions], object],
                   code: int | None = None) -> Conclusion:  # fmt: skip
        broken = tuple(variant for variant, found in valid if read(found) != read(base))
        state = None if code is None else named(dialogue, code)
        return Conclusion(
            kind=kind, id=id, code=code, state=state, verdict=verdict,
            holds=len(valid) - len(broken), of=len(valid), broken_by=broken,
        )  # fmt: skip

    yield conclusion("equilibria", "", str(base.firm), lambda found: found.which)
    for n, cell in enumerate(near.watched):
        yield conclusion("equilibrium", "", "firm", _watched(n), near.code(cell))
    for ask, verdict in base.asks.items():
        yield conclusion("ask", ask, verdict, _of_ask(ask))
    if base.status_quo is not None:
        yield conclusion("status_quo", "", "stays" if base.status_quo else "leaves", lambda found: found.status_quo)


def _watched(n: int) -> Callable[[Conclusions], object]:
    return lambda found: found.watched[n]


def _of_ask(ask: str) -> Callable[[Conclusions], object]:
    return lambda found: found.asks[ask]
