"""The linked model of a conditional offer: the offered options have the levels given while its condition holds.

Some options X of the offering party follow a condition g on the others' options: they go to the level promised while g
holds and to the other level while it does not, each as far as its direction permits, else it stays. So a payment that
cannot be taken back is not taken back when the grant is withdrawn, and the model shows it. States are those that follow
already; a move changes its party's free options, then X follow; an infeasible result is no move. Preferences are
unchanged. Definitions 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.engine.arrays.axes import Cells
from detente.engine.arrays.by_option import ahead
from detente.engine.arrays.space import Space, truth
from detente.engine.interface import deters
from detente.errors import InputError
from detente.model.dialogue import Dialogue, Levels, Offer, Option
from detente.model.expression import names

NO_MOVE = -1


@dataclass(frozen=True)
class Linked:
    """A linked model: `cells` are its states, as cells of `space`, ascending."""

    space: Space
    offer: Offer
    follow: _Follow
    cells: Cells

    def nash(self) -> Cells:
        """The cells of its Nash equilibria."""
        left = self.cells
        hang = {o.by for o in self.space.dialogue.options if o.id in names(self.offer.condition)}
        # Those first whose reach is one array for all states: few states are left for the others.
        for party in sorted(self.space.layout.owners, key=lambda owner: owner in hang):
            # Where nothing follows a party's moves they stay among the model's states.
            best = self._followed(party, left) if party in hang else self._best(party)[left]
            left = left[deters(best, self.space.flat_ranks[party][left])]
        return left

    def _free(self, party: str) -> list[Option]:
        offered = {option for option, _ in self.offer.give}
        return [o for o in self.space.dialogue.options_of(party) if o.id not in offered]

    def _ends(self, party: str, cells: Cells) -> Cells:
        """Where each setting of a party's free options leads from each cell; NO_MOVE where it leads nowhere."""
        where = self._reach(party, cells)
        return np.where(where == cells[:, None], NO_MOVE, where)

    def _reach(self, party: str, cells: Cells) -> Cells:
        """As `_ends`, but a setting that leads back to the cell has its place, too."""
        there = _settings(self.space, cells, self._free(party))
        where = self.follow(np.where(there == NO_MOVE, cells[:, None], there))
        return np.where((there != NO_MOVE) & self.space.flat_feasible[where], where, NO_MOVE)

    def _followed(self, party: str, cells: Cells) -> Cells:
        """For each cell the highest rank within a party's reach, where the offered options follow its moves."""
        free = self._free(party)
        starts, same = cells, np.arange(len(cells))
        if all(option.direction == "both" for option in free):
            # From cells that differ in its free options alone it reaches the same: one of them is looked at.
            starts, same = np.unique(_at_first_levels(self.space, cells, free), return_inverse=True)
        where = self._reach(party, starts)
        ranks = self.space.flat_ranks[party][where].astype(np.int64)
        best: Cells = np.where(where == NO_MOVE, -1, ranks).max(axis=1, initial=-1)
        return best[same]

    def _best(self, party: str) -> Cells:
        """For every cell the highest rank within a party's reach by its free options alone."""
        if party != self.offer.by:  # all its options are free, whatever is offered
            return self.space.best_in_reach(party).reshape(-1)
        layout = self.space.layout
        ranks = np.where(self.space.flat_feasible, self.space.flat_ranks[party].astype(np.int64), -1)
        best = ranks.reshape(layout.fine)
        for option in self._free(party):
            axis = layout.order.index(self.space.dialogue.option_index(option.id))
            best = ahead(np.maximum, best, axis, option.direction)
        return np.asarray(best).reshape(-1)


def link(space: Space, offer: Offer) -> Linked:
    """The linked model of an offer, under the circumstances of the space.

    Options that `offer.otherwise` does not name go back to their level in the status quo (without one, the first).
    InputError if the condition mentions an offered option, or the offering party does not own one.

    >>> import detente as dt
    >>> from detente.engine.solved import solved
    >>> from detente.model.expression import parse
    >>> space = solved(dt.load("classroom-prisoners")).space
    >>> kind = parse("not south_arms")  # Northland stays unarmed as long as Southland does
    >>> offer = Offer(id="", by="northland", give=(("north_arms", 0),), condition=kind, otherwise=(("north_arms", 1),))
    >>> [space.state_of(cell) for cell in link(space, offer).nash().tolist()]
    [(0, 0)]
    """
    follow = _Follow(space, offer)
    feasible = np.flatnonzero(space.flat_feasible)
    return Linked(space, offer, follow, feasible[follow(feasible) == feasible])


class _Follow:
    """The offered options go where the condition sends them, as far as their directions permit."""

    def __init__(self, space: Space, offer: Offer) -> None:
        dialogue = space.dialogue
        _check(dialogue, offer)
        back = dict(_otherwise(dialogue, offer))
        self.holds = truth(space, offer.condition).reshape(-1)
        self.rows = [
            (dialogue.option(id), space.layout.cell_strides[dialogue.option_index(id)], level, back[id])
            for id, level in offer.give
        ]

    def __call__(self, cells: Cells) -> Cells:
        holds, moved = self.holds[cells], cells
        for option, stride, given, back in self.rows:
            level = cells // stride % len(option.levels)
            aim = np.where(holds, given, back)
            moved = moved + np.where(_permitted(option, level, aim), (aim - level) * stride, 0)
        return moved


def _settings(space: Space, cells: Cells, free: list[Option]) -> Cells:
    """Where each setting of some options leads from each cell; NO_MOVE where a direction forbids it."""
    settings = list(product(*(range(len(option.levels)) for option in free)))
    ends = np.repeat(cells[:, None], len(settings), axis=1)
    allowed = np.ones(ends.shape, dtype=bool)
    for n, option in enumerate(free):
        stride = space.layout.cell_strides[space.dialogue.option_index(option.id)]
        level = (cells // stride % len(option.levels))[:, None]
        aim = np.array([setting[n] for setting in settings])[None, :]
        allowed &= _permitted(option, level, aim)
        ends = ends + (aim - level) * stride
    return np.where(allowed, ends, NO_MOVE)


def _at_first_levels(space: Space, cells: Cells, options: list[Option]) -> Cells:
    """The cells with some options at their first levels."""
    for option in options:
        stride = space.layout.cell_strides[space.dialogue.option_index(option.id)]
        cells = cells - cells // stride % len(option.levels) * stride
    return cells


def _permitted(option: Option, start: Cells, end: Cells) -> NDArray[np.bool_]:
    if option.direction == "both":
        return np.ones(np.broadcast_shapes(start.shape, end.shape), dtype=bool)
    return np.asarray(end >= start if option.direction == "forward" else end <= start)


def _otherwise(dialogue: Dialogue, offer: Offer) -> Levels:
    stated = dict(offer.otherwise)
    now = dialogue.status_quo or (0,) * len(dialogue.options)
    return tuple((id, stated.get(id, now[dialogue.option_index(id)])) for id, _ in offer.give)


def _check(dialogue: Dialogue, offer: Offer) -> None:
    for id, _ in offer.give:
        if dialogue.option(id).by != offer.by:
            raise InputError(f"`{offer.by}` cannot offer `{id}`: it is an option of `{dialogue.option(id).by}`")
        if id in names(offer.condition):
            raise InputError(f"an offer of `{id}` cannot hang on a condition that mentions `{id}` itself")
