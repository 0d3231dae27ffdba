"""The bottom line of a dialogue, and how it fares in neighbouring dialogues.

The bottom line is read off the firm equilibria (Nash), because each party's firmness hangs on its own list and on the
rules alone, so that a change of one list touches one party: hundreds of neighbours are looked at in a blink.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

from detente.engine.arrays.lazily import np
from detente.methods.soundness.variants import Variant
from detente.model.dialogue import Dialogue, Preferences, Rule
from detente.model.expression import names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Bools, Broken, Cells, Ranks, StateMask
    from detente.engine.arrays.layout import Layout
    from detente.engine.arrays.truth import Truths

Granted = Literal["every", "some", "no", "none"]
"""In every settlement, in some, in none though there are settlements; "none": there is no settlement."""

WATCHED = 20
"""Firm equilibria that are looked at one by one, the first by code."""


@dataclass(frozen=True, slots=True)
class Conclusions:
    """The bottom line. `firm`: how many firm equilibria there are, `which` a digest that tells sets of them apart, and
    `watched` whether each cell watched is one. `asks`: per ask, whether every, some or no firm equilibrium grants it
    ("none": there is no firm equilibrium). `status_quo`: whether nobody would leave it (None: there is none, or it is
    infeasible)."""

    firm: int
    which: bytes
    watched: tuple[bool, ...]
    asks: Mapping[str, Granted]
    status_quo: bool | None


class Neighbourhood:
    """A dialogue and its variants; what a variant leaves as it was is not worked out again.

    `watched`: the cells of the dialogue's first firm equilibria, by code, which conclusions speak of one by one.
    """

    def __init__(self, dialogue: Dialogue) -> None:
        from detente.engine.arrays.layout import check_size, layout

        check_size(dialogue)
        self.dialogue, self.layout = dialogue, layout(dialogue)
        self._truths: dict[tuple[bool, ...], Truths] = {}
        self._stays: dict[tuple[Any, ...], NDArray[np.uint8]] = {}
        self._feasible: dict[tuple[Any, ...], StateMask] = {}
        self._known: dict[Variant, Conclusions | None] = {}
        self._met = {ask.id: self._where(ask.that) for ask in dialogue.asks}
        self.watched: tuple[int, ...] = self._first_firm()
        self.base = self._conclude(dialogue)

    def code(self, cell: int) -> int:
        """The code of a cell."""
        return self.layout.code_of(cell)

    def of(self, variant: Variant) -> Conclusions | None:
        """The bottom line of a variant; None if it has no feasible state or its status quo is infeasible."""
        if variant not in self._known:
            self._known[variant] = self._of(variant)
        return self._known[variant]

    def _of(self, variant: Variant) -> Conclusions | None:
        changed = variant.of(self.dialogue)
        found = self._conclude(changed)
        if not self._allowed(changed).any() or (self.base.status_quo is not None and found.status_quo is None):
            return None
        return found

    def _first_firm(self) -> tuple[int, ...]:
        codes = np.sort(self.layout.codes(self._cells(self._firm(self.dialogue))))[:WATCHED]
        return tuple(self.layout.cells(codes).tolist())

    def _firm(self, dialogue: Dialogue) -> NDArray[np.uint8]:
        """Where everybody stays, as bits: an eighth of the room, for as many variants as there are."""
        firm = np.packbits(self._allowed(dialogue))
        for axis, owner in enumerate(self.layout.owners):
            firm &= self._staying(dialogue, axis, owner)
        return firm

    def _cells(self, bits: NDArray[np.uint8]) -> Cells:
        return np.flatnonzero(np.unpackbits(bits, count=self.layout.size))

    def _conclude(self, dialogue: Dialogue) -> Conclusions:
        firm = self._firm(dialogue)
        cells = self._cells(firm)
        here = None if dialogue.start is None else self.layout.cell_of(dialogue.start)

        def holds(cell: int) -> bool:
            return bool(firm[cell >> 3] >> (7 - (cell & 7)) & 1)

        return Conclusions(
            firm=len(cells),
            which=blake2b(firm.tobytes()).digest(),
            watched=tuple(map(holds, self.watched)),
            asks={id: granted(met[cells]) for id, met in self._met.items()},
            status_quo=None if here is None else holds(here),
        )

    def _staying(self, dialogue: Dialogue, axis: int, owner: str) -> NDArray[np.uint8]:
        """Where the owner of an axis has no improvement, as bits."""
        from detente.engine.arrays.ranking import ranking
        from detente.engine.arrays.rules import broken_by

        preferences = dialogue.preferences.get(owner, Preferences())
        # Lists are values: the same list under the same facts and rules stays at the same states.
        facts = self._facts(dialogue, preferences.exprs)
        own = tuple(rule for rule in dialogue.own_rules if rule.party == owner)
        rules = self._rules_key(dialogue, dialogue.rules), self._rules_key(dialogue, own)
        key = (axis, _list_key(preferences), facts, rules)
        if key not in self._stays:
            truths = self._truth(dialogue)
            broken = broken_by([truths.full(truths(rule.never)) for rule in own])
            ranks = ranking(truths, preferences)
            self._stays[key] = np.packbits(stays(self.layout, self._allowed(dialogue), ranks, axis, broken))
        return self._stays[key]

    def _allowed(self, dialogue: Dialogue) -> StateMask:
        from detente.engine.arrays.rules import allowed

        key = self._rules_key(dialogue, dialogue.rules)
        if key not in self._feasible:
            self._feasible[key] = allowed(self._truth(dialogue), dialogue.rules)
        return self._feasible[key]

    def _rules_key(self, dialogue: Dialogue, rules: Sequence[Rule]) -> tuple[Any, ...]:
        return tuple(rule.id for rule in rules), self._facts(dialogue, [rule.never for rule in rules])

    def _facts(self, dialogue: Dialogue, exprs: Iterable[Any]) -> tuple[bool, ...]:
        """The values of those circumstances that some of the expressions mention."""
        mentioned = {name for expr in exprs for name in names(expr)}
        return tuple(value for id, value in dialogue.now.items() if id in mentioned)

    def _truth(self, dialogue: Dialogue) -> Truths:
        from detente.engine.arrays.truth import Truths

        key = tuple(dialogue.now.values())
        if key not in self._truths:
            self._truths[key] = Truths(dialogue, self.layout, dialogue.now)
        return self._truths[key]

    def _where(self, expr: Any) -> StateMask:
        truths = self._truth(self.dialogue)
        return truths.full(truths(expr)).reshape(-1)


def stays(layout: Layout, feasible: StateMask, ranks: Ranks, axis: int, broken: Broken | None = None) -> StateMask:
    """Where the owner of an axis has no improvement (Nash stability of one party), False at infeasible cells.

    `broken`: by state which rules that bind it alone are broken, as bits.

    >>> import detente as dt, numpy as np
    >>> from detente.engine.solved import solved
    >>> space = solved(dt.load("classroom-prisoners")).space
    >>> stays(space.layout, space.feasible, space.ranks[0], 0).tolist()
    [[False, False], [True, True]]
    """
    from detente.engine.arrays.game import game

    idle = np.zeros((1,) * len(layout.shape), dtype=np.int16)
    every = [ranks if k == axis else idle for k in range(len(layout.shape))]
    sets = [broken if k == axis else None for k in range(len(layout.shape))]
    play = game(layout.levels, layout.directions, feasible, every, sets)
    own = play.low(axis)
    return play.masked(own >= play.reach(np.maximum, own, axis))


def _list_key(preferences: Preferences) -> tuple[Any, ...]:
    lists = tuple((p.id, len(getattr(p, "items", ()))) for p in preferences.priorities)
    return lists, tuple(s.id for s in preferences.statements), preferences.weights, preferences.ranking


def granted(met: Bools) -> Granted:
    """In which of some states an ask is met; `met`: for each of them, whether it is.

    >>> import numpy as np
    >>> [granted(np.array(met, bool)) for met in ([1, 1], [0, 1], [0, 0], [])]
    ['every', 'some', 'no', 'none']
    """
    if not len(met):
        return "none"
    return "every" if met.all() else "some" if met.any() else "no"
