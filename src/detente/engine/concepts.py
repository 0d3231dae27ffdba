"""The concepts of stability, as data.

A party leaves a state s for an improvement t. A sanction of t is a state u that the others reach from t – by moves, or
by improvements of their movers only –, by a sequence in which nobody moves twice running, with u no better than s for
the party; where it may reply, every state it can move to from u must be no better than s either. s is stable if
every improvement is sanctioned. The first concept knows no sanction at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Concept:
    """`answer`: what the others may answer with (None: nothing counts); `reply`: whether the party may move again."""

    name: str
    answer: Literal["moves", "improvements"] | None
    reply: bool
    title: str
    source: str


CONCEPTS: tuple[Concept, ...] = (
    Concept("nash", None, False, "Nash stability", "Nash 1950; Fang, Hipel & Kilgour 1993"),
    Concept("sseq", "improvements", True, "symmetric sequential stability", "Rêgo & Vieira 2017"),
    Concept("seq", "improvements", False, "sequential stability", "Fraser & Hipel 1979, 1984"),
    Concept("smr", "moves", True, "symmetric metarationality", "Howard 1971"),
    Concept("gmr", "moves", False, "general metarationality", "Howard 1971"),
)
"""Nash implies SSEQ, which implies SEQ and SMR, each of which implies GMR. SIM (in `sim`) fits no such rule."""

NASH, SSEQ, SEQ, SMR, GMR = CONCEPTS


def concept(name: str) -> Concept:
    """The concept of that name. KeyError if there is none."""
    for row in CONCEPTS:
        if row.name == name:
            return row
    raise KeyError(name)
