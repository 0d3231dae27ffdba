"""The bottom line of a dialogue in parts, and how it fares in neighbouring dialogues (`soundness.neighbours`).

A change of one line touches the part that the line is in; two neighbours of a list that are in different parts may
change places without any effect on where it can settle firmly. A part without a firm state leaves the whole without.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from math import prod

from detente.engine.solved import solved
from detente.methods.soundness.neighbours import Conclusions, Neighbourhood
from detente.methods.soundness.variants import Variant
from detente.model.dialogue import Dialogue
from detente.model.expression import names, unparse


def neighbourhood(dialogue: Dialogue) -> Neighbourhood | NeighbourhoodByPart:
    """The bottom line of a dialogue and of its variants, kept with what is known of it. Raises TooLarge.

    >>> import detente as dt
    >>> neighbourhood(dt.load("classroom-prisoners")).base.asks
    {'no-south-arms': 'no', 'no-north-arms': 'no'}
    """
    kind = NeighbourhoodByPart if solved(dialogue).falls_apart else Neighbourhood
    found: Neighbourhood | NeighbourhoodByPart = solved(dialogue).once(Neighbourhood, lambda: kind(dialogue))
    return found


class NeighbourhoodByPart:
    """As `soundness.neighbours.Neighbourhood`, part by part; no firm equilibrium is watched by itself."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue, self.split = dialogue, solved(dialogue).split
        self.watched: tuple[int, ...] = ()
        self._near = [Neighbourhood(part.dialogue) for part in self.split.parts]
        self._bases = [near.base for near in self._near]
        self._lines = [_lines(part.dialogue) for part in self.split.parts]
        self.base = self._whole(self._bases)

    def code(self, cell: int) -> int:
        """The code of a watched cell: there are none."""
        raise KeyError(cell)

    def of(self, variant: Variant) -> Conclusions | None:
        """The bottom line of a variant; None if it has no feasible state or its status quo is infeasible."""
        found = list(self._bases)
        for n, near in enumerate(self._near):
            if self._touches(variant, n):
                changed = near.of(variant)
                if changed is None:
                    return None
                found[n] = changed
        return self._whole(found)

    def _touches(self, variant: Variant, n: int) -> bool:
        """Whether a variant of the whole changes a part: both lines that change places have to be in it."""
        part = self.split.parts[n].dialogue
        if variant.kind in ("weight", "ranking") and variant.party not in part.preferences:
            return False
        if variant.kind == "rule":
            return part.has("rules", variant.id)
        if variant.kind == "circumstance":
            exprs = [expr for given in part.preferences.values() for expr in given.exprs]
            return any(variant.id in names(e) for e in (*exprs, *(rule.never for rule in part.every_rule)))
        return variant.id in self._lines[n] and variant.other in ("", *self._lines[n])

    def _whole(self, found: Sequence[Conclusions]) -> Conclusions:
        """The bottom line of the whole, from those of its parts."""
        firm = prod(one.firm for one in found)
        holds = [one.status_quo for one in found]
        asks = {id: verdict for one in found for id, verdict in one.asks.items()}
        return Conclusions(
            firm=firm,
            which=blake2b(b"".join(one.which for one in found) if firm else b"").digest(),
            watched=(),
            asks={ask.id: asks[ask.id] if firm else "none" for ask in self.dialogue.asks},
            status_quo=None if None in holds else all(holds),
        )


def _lines(part: Dialogue) -> set[str]:
    lists = part.preferences.values()
    wanted = {line.id for given in lists for line in (*given.priorities, *given.statements)}
    return wanted | {unparse(weight.expr) for given in lists for weight in given.weights}
