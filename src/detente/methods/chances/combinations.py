"""The combinations of what is uncertain, weighted: all of them, or as drawn.

Items are independent. Weights are whole numbers, so that sums of them are exact in any order: products of the chances'
numerators, or how often a combination was drawn. Draws come in numbered blocks, each with random numbers of its own,
so that the first thousand are the same however many follow and whoever works them out. Source: definitions 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Literal

from detente.engine.arrays.lazily import np
from detente.methods.chances.draws import BLOCK
from detente.model.change import Change, DropStatement, LiftRule, SetCircumstance, apply
from detente.model.dialogue import Dialogue
from detente.model.expression import Expr, names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Combinations = NDArray[np.bool_]
    """Combinations × items: whether the item is true, or there."""

    Weights = NDArray[np.int64] | NDArray[np.object_]
    """The weight of each combination, a whole number (of Python's where they are large)."""


MAX_FACTS = 4
"""Uncertain facts up to which a page works out every turn of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something uncertain: a circumstance that may be true, a statement or rule that may be there."""

    id: str
    kind: Literal["circumstance", "statement", "rule"]
    chance: float


@dataclass(frozen=True)
class Batch:
    """Combinations (one row of Booleans each: the item is true, or there) and their weights, whole numbers."""

    rows: Combinations
    weights: Weights

    def __len__(self) -> int:
        return len(self.rows)

    def parts(self, width: int) -> Iterator[Batch]:
        """The batch in pieces of no more than `width` combinations."""
        for start in range(0, len(self), width):
            yield Batch(self.rows[start : start + width], self.weights[start : start + width])


def items(dialogue: Dialogue) -> tuple[Item, ...]:
    """What is uncertain, in file order; chances of 0 and 1 are certain.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> [item.id for item in items(river)]
    ['dry_year', 'own-farmers', 'half-for-pay']
    """
    return tuple(item for item in _all_items(dialogue) if 0 < item.chance < 1)


def uncertain_facts(dialogue: Dialogue, *also: Expr) -> tuple[Item, ...]:
    """The circumstances among what is uncertain, as far as the dialogue, or these expressions `also`, speak of them.

    >>> import detente as dt
    >>> [item.id for item in uncertain_facts(dt.load("us-pakistan-2010"))][:2]
    ['flood_relief', 'afghan_order_clear']
    """
    named = {name for expr in (*dialogue.expressions, *also) for name in names(expr)}
    return tuple(item for item in items(dialogue) if item.kind == "circumstance" and item.id in named)


def as_certain(dialogue: Dialogue) -> Dialogue:
    """The dialogue in which what has the chance 0 or 1 is as that says.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> as_certain(river) is river
    True
    """
    changes = [change for item in _all_items(dialogue) for change in changed(item, item.chance == 1)]
    certain = {item.id for item in _all_items(dialogue) if item.chance in (0, 1)}
    return apply(dialogue, *(change for change in changes if change.id in certain))


def changed(item: Item, present: bool) -> tuple[SetCircumstance | LiftRule | DropStatement, ...]:
    """What makes an item true or there, or not.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> changed(items(river)[0], False)
    (SetCircumstance(id='dry_year', value=False),)
    """
    if item.kind == "circumstance":
        return (SetCircumstance(item.id, present),)
    if present:
        return ()
    return (LiftRule(item.id),) if item.kind == "rule" else (DropStatement(item.id),)


def combined(found: Sequence[Item], row: Sequence[bool]) -> list[Change]:
    """The changes that make a combination of a dialogue.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> combined(items(river)[:2], [True, False])
    [SetCircumstance(id='dry_year', value=True), DropStatement(id='own-farmers')]
    """
    return [change for item, present in zip(found, row, strict=True) for change in changed(item, bool(present))]


def _all_items(dialogue: Dialogue) -> Iterator[Item]:
    for fact in dialogue.circumstances:
        if fact.chance:
            yield Item(id=fact.id, kind="circumstance", chance=fact.chance.value)
    for rule in dialogue.every_rule:
        if rule.sure:
            yield Item(id=rule.id, kind="rule", chance=rule.sure.value)
    for preferences in dialogue.preferences.values():
        for statement in preferences.statements:
            if statement.sure:
                yield Item(id=statement.id, kind="statement", chance=statement.sure.value)


def every(found: Sequence[Item]) -> Batch:
    """All combinations, each with its chance times a number that they share.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> batch = every(items(river)[:2])
    >>> batch.rows.tolist(), batch.weights.tolist()
    ([[True, True], [True, False], [False, True], [False, False]], [729, 351, 351, 169])
    """
    chances = [Fraction(repr(item.chance)) for item in found]
    weights = [1]
    for chance in chances:
        present, absent = chance.numerator, chance.denominator - chance.numerator
        weights = [weight * part for weight in weights for part in (present, absent)]
    rows = np.array(list(product((True, False), repeat=len(found))), dtype=bool)
    return Batch(rows, np.array(weights, dtype=object))


def drawn(found: Sequence[Item], first: int, last: int, seed: int) -> Batch:
    """The draws numbered from `first` up to `last`, put together: each combination once, with how often it came.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> batch = drawn(items(river)[:1], 0, 100, seed=1)
    >>> int(batch.weights.sum())
    100
    """
    from detente.methods.inverse.edited_lists import distinct

    blocks = range(first // BLOCK, -(-last // BLOCK))
    rows = np.concatenate([_block(found, block, seed) for block in blocks])
    rows = rows[first - blocks[0] * BLOCK : last - blocks[0] * BLOCK]
    kinds, of_kind = distinct(rows)
    return Batch(rows[kinds], np.bincount(of_kind, minlength=len(kinds)).astype(np.int64))


def _block(found: Sequence[Item], block: int, seed: int) -> Combinations:
    draw = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block,))))
    chances = np.array([item.chance for item in found])
    return np.asarray(draw.random((BLOCK, len(found))) < chances)
