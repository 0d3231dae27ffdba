"""How often a party would of its own accord grant what it is asked, whatever else is done (definitions 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.engine.arrays.lazily import np
from detente.methods.record.likeness import Field
from detente.model.dialogue import Ask, Dialogue, State, differing

if TYPE_CHECKING:
    from detente.engine.arrays.axes import Bools, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """In which share of the contexts the asked party would rather have an ask granted than not.

    `contexts`: those in which both granting and not granting are feasible; `impossible`: those with a feasible state in
    which one of them is not. `would`, `indifferent`: shares of `contexts`, None if there are none
    (what is left of 1 would rather not).
    """

    ask: str
    of: str
    contexts: int
    impossible: int
    would: Fraction | None
    indifferent: Fraction | None


def grant(field: Field, ask: Ask) -> Grant:
    """How often, over all settings of the options that the ask does not name, the asked party would rather grant it.

    Granted and not granted are the nearest feasible settings of the named options, from all of them at their first
    level (from the status quo, if the ask holds there: an ask to abstain), in which the ask holds and does not; of
    equally near ones the best for the asked party. For the shorthand, not granted is the option's first level itself.

    >>> import detente as dt
    >>> prisoners = dt.load("classroom-prisoners")
    >>> grant(Field.of(prisoners), prisoners.ask("no-south-arms")).would
    Fraction(0, 1)
    """
    dialogue = field.dialogue
    options = dialogue.named(ask.that)
    settings = _settings(dialogue, options)
    holds = np.array([_holds(dialogue, ask, options, setting) for setting in settings])
    start = _start(dialogue, ask, options)
    far = np.array([len(differing(setting, start)) for setting in settings])
    kept = far == 0 if ask.option and not holds[far == 0].any() else ~holds
    feasible, rank = field.rows(field.feasible, options), field.rows(field.ranks[ask.of], options)
    granted, possible = _nearest(feasible & holds, rank, far)
    refused, otherwise = _nearest(feasible & kept, rank, far)
    both = possible & otherwise
    count = int(both.sum())
    return Grant(
        ask=ask.id,
        of=ask.of,
        contexts=count,
        impossible=int(feasible.any(axis=1).sum()) - count,
        would=Fraction(int((granted > refused)[both].sum()), count) if count else None,
        indifferent=Fraction(int((granted == refused)[both].sum()), count) if count else None,
    )


def _settings(dialogue: Dialogue, options: Sequence[str]) -> list[tuple[int, ...]]:
    """All settings of the options, the first option fastest."""
    found: list[tuple[int, ...]] = [()]
    for id in options:
        found = [(*setting, k) for k in range(len(dialogue.option(id).levels)) for setting in found]
    return found


def _holds(dialogue: Dialogue, ask: Ask, options: Sequence[str], setting: tuple[int, ...]) -> bool:
    first: State = (0,) * len(dialogue.options)
    return dialogue.holds(ask.that, dialogue.with_levels(first, tuple(zip(options, setting, strict=True))))


def _start(dialogue: Dialogue, ask: Ask, options: Sequence[str]) -> tuple[int, ...]:
    first = (0,) * len(options)
    if dialogue.status_quo is None or not _holds(dialogue, ask, options, first):
        return first
    return tuple(dialogue.status_quo[dialogue.option_index(id)] for id in options)


def _nearest(usable: Bools, rank: Ints, far: Ints) -> tuple[Ints, Bools]:
    """Per context the best rank among the nearest usable settings, and whether there is one."""
    distance = np.where(usable, far, far.max(initial=0) + 1)
    near = usable & (distance == distance.min(axis=1, keepdims=True))
    best: Ints = np.where(near, rank, np.iinfo(np.int64).min).max(axis=1)
    return best, np.asarray(usable.any(axis=1))
