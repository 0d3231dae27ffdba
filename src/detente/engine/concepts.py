"""The concepts of stability, as data: one row holds all that differs from one to the next.

A party leaves a state s for an improvement t. A sanction of t is a state u that the others reach from t – by moves, or
by improvements of their movers only –, by a sequence in which nobody moves twice running, with u no better than s for
the party; where it may reply, every state it can move to from u must be no better than s either. s is stable if
every improvement is sanctioned. The first concept knows no sanction at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from detente.model.nearest import unknown


@dataclass(frozen=True, slots=True)
class Concept:
    """`answer`: what the others may answer with (None: nothing counts); `reply`: whether the party may move again.

    `name`: in files, commands and JSON; `short`: in tables; `title`: in full. `firmness`: the word for a state that is
    stable for all under this concept and no firmer one ("": it has no word of its own).
    """

    name: str
    answer: Literal["moves", "improvements", "simultaneous"] | None
    reply: bool
    short: str
    title: str
    firmness: str
    source: str

    @property
    def by_moves(self) -> Concept:
        """The same with any move as an answer: what deters under this concept deters under that one.

        >>> concept("sseq").by_moves.name
        'smr'
        """
        return next(row for row in CONCEPTS if row.answer == "moves" and row.reply == self.reply)


NASH = Concept("nash", None, False, "Nash", "Nash stability", "firm", "Nash 1950; Fang, Hipel & Kilgour 1993")
SEQ = Concept(
    "seq", "improvements", False, "SEQ", "sequential stability", "credible", "Fraser & Hipel 1979, 1984"
)

CONCEPTS: tuple[Concept, ...] = (
    NASH,
    Concept("sseq", "improvements", True, "SSEQ", "symmetric sequential stability", "", "Rêgo & Vieira 2017"),
    SEQ,
    Concept("smr", "moves", True, "SMR", "symmetric metarationality", "held", "Howard 1971"),
    Concept("gmr", "moves", False, "GMR", "general metarationality", "fearful", "Howard 1971"),
)
"""Nash implies SSEQ, which implies SEQ and SMR, each of which implies GMR. The firmest comes first."""

SIM = Concept("sim", "simultaneous", False, "SIM", "simultaneous stability", "", "Fraser & Hipel 1984")
"""The others' improvements all at the same moment (`arrays.simultaneous`): no sequence, so no row of the rule above."""

EVERY: tuple[Concept, ...] = (*CONCEPTS, SIM)

FIRMNESS: Mapping[str, str] = {c.name: c.firmness for c in CONCEPTS if c.firmness}
"""The firmest concept of these under which a state is stable for all gives its word."""

SHORT: Mapping[str, str] = {c.name: c.short for c in EVERY}
"""What tables call them."""

ConceptName = Annotated[str, tuple(c.name for c in CONCEPTS)]
"""The name of a row of `CONCEPTS`; a surface offers those it carries as the choice."""


def concept(name: str | Concept) -> Concept:
    """The concept of that name (or the one given). InputError if there is none.

    >>> concept("smr").title
    'symmetric metarationality'
    """
    if isinstance(name, Concept):
        return name
    for row in CONCEPTS:
        if row.name == name:
            return row
    raise unknown("concept", name, (row.name for row in CONCEPTS))
