"""The engines of many models on the same states.

What a party can do hangs on what is feasible and on its own list alone: models that have both in common share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detente.engine.arrays.lean import Improvements, Lean
from detente.engine.arrays.single import Arrays
from detente.engine.arrays.space import Space
from detente.model.dialogue import Dialogue, State

if TYPE_CHECKING:
    from detente.engine.arrays.layout import Layout
    from detente.methods.chances.models import Models

Best = dict[State, tuple[State, ...]]
"""For a state the improvements of one party from there, the best first."""


KEPT = 2**8
"""Of so many lists and feasible sets the improvements are kept for outlooks of dialogues that differ in little: a fact,
a line, how things stand."""


class _Known(NamedTuple):
    lean: Improvements
    best: Best


@lru_cache(maxsize=KEPT)
def _shared(name: bytes) -> _Known:
    """What is known so far of the improvements that hang on what has this name; whoever asks adds to it."""
    return _Known({}, {})


class ModelEngine(Arrays):
    """The engine of one model; `best` and the lean improvements are kept in common with other models."""

    def __init__(self, space: Space, lean: Mapping[str, Improvements], best: Mapping[str, Best]) -> None:
        super().__init__(space, lean=Lean(space, known=lean))
        self._best = best

    def best(self, party: str, state: State) -> Iterator[State]:
        """Its improvements, the best first, then fewest changes, then by code."""
        known = self._best[party]
        if state not in known:
            known[state] = tuple(super().best(party, state))
        return iter(known[state])


def engines(dialogue: Dialogue, layout: Layout, models: Models) -> Iterator[tuple[int, ModelEngine]]:
    """The engine of each model, by its number; parties without options, which make no step, have no ranking there.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> from detente.methods.chances.shared_arrays import Variants
    >>> variants = Variants(river, [])
    >>> models, _ = variants.models(np.ones((1, 0), bool))
    >>> [(number, engine.feasible((0, 0, 0, 0))) for number, engine in engines(river, variants.layout, models)]
    [(0, True)]
    """
    known: dict[Any, _Known] = {}
    idle = np.zeros(1, dtype=np.int8)
    for number, sound in enumerate(models.of_feasible.tolist()):
        lists = zip(layout.owners, models.of_rank, strict=True)
        sets = dict(zip(layout.owners, models.of_broken, strict=True))
        kinds = {owner: (owner, sound, int(of[number]), int(sets[owner][number])) for owner, of in lists}
        tables = zip(layout.owners, models.ranks, strict=True)
        ranks = {owner: table[kinds[owner][2]].reshape(layout.shape) for owner, table in tables}
        space = Space(
            dialogue=dialogue,
            circumstances={},
            layout=layout,
            feasible=models.feasible[sound].reshape(layout.shape),
            ranks=tuple(ranks.get(party, idle) for party in layout.parties),
            broken=tuple(
                None if table is None else table[kinds[owner][3]].reshape(layout.shape)
                for owner, table in zip(layout.owners, models.broken, strict=True)
            ),
        )
        for kind in kinds.values():
            if kind not in known:
                known[kind] = _shared(_name(space, kind[0]))
        yield (
            number,
            ModelEngine(
                space,
                {owner: known[kind].lean for owner, kind in kinds.items()},
                {owner: known[kind].best for owner, kind in kinds.items()},
            ),
        )


def _name(space: Space, owner: str) -> bytes:
    """A name for all that one party's improvements hang on."""
    axis, layout = space.layout.owners.index(owner), space.layout
    broken = space.flat_broken[axis]
    named = blake2b(repr((axis, layout.order, layout.radices, layout.own, layout.way)).encode())
    for table in (space.feasible, space.flat_ranks[owner], *(() if broken is None else (broken,))):
        named.update(str(table.dtype).encode() + np.ascontiguousarray(table).data)
    return named.digest()
