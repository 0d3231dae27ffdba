"""The conclusions of a dialogue as values that can be compared: what the facts of a page say, and no more than that.

By ask its fate in the drift, how far the best package meets it, whether all settlements, some or none do; whether the
status quo holds; whether a package beats the drift and passes at home. They equal those of `analyses.facts`, found
without the rest of it. Where there are too many states to lay out, the drift alone is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.engine.interface import LIMIT
from detente.methods.bargaining.best_packages import Best, choose
from detente.methods.chances.drift import ends
from detente.methods.settling.degrees import Degrees
from detente.methods.settling.minds import minded
from detente.methods.settling.ways import quantified, settlements

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue, State

Value = str
Conclusions = dict[tuple[str, str], Value]
"""(what it is about, the ask or ""): the value. About: "drift", "deal", "ways" of an ask; "holds", "package"."""


def conclusions(dialogue: Dialogue) -> Conclusions:
    """The conclusions, by what they are about.

    >>> import detente as dt
    >>> found = conclusions(dt.load("river"))
    >>> found["drift", "pay"], found["holds", ""]
    ('not', 'no')
    """
    start = dialogue.start
    if start is None:
        return {("ways", id): value for id, value in _ways(dialogue, []).items()}
    degrees, minds, found = Degrees(dialogue), minded(dialogue), list(ends(dialogue))
    made: Conclusions = {}
    for ask in dialogue.asks:
        made["drift", ask.id] = degrees.fate(ask.that, {degrees.of(ask.that, s) for s in found}, minds) or ""
    made["holds", ""] = "yes" if found == [start] else "no"
    if dialogue.possible > LIMIT:
        return made
    beating, best = _deal(dialogue, found)
    for ask in dialogue.asks:
        made["deal", ask.id] = degrees.least(ask.that, best.outcomes) if best else ""
    led = best.outcomes if best else ()
    made |= {("ways", id): value for id, value in _ways(dialogue, [*found, *led]).items()}
    made["package", ""] = "yes" if beating else "no"
    return made


def _deal(dialogue: Dialogue, found: list[State]) -> tuple[bool, Best | None]:
    """Whether a package beats the drift and passes at home; the best of those that beat the drift, else today."""
    if not dialogue.table:
        return False, None
    assert dialogue.status_quo is not None
    first = choose(dialogue, found, against=found)
    if first.beating:
        return bool(first.passing), next(iter(first.best), None)
    second = choose(dialogue, found, against=[dialogue.status_quo])
    return False, next(iter(second.best), None)


def _ways(dialogue: Dialogue, led_to: list[State]) -> dict[str, Value]:
    """By ask whether all settlements, some or none meet it ("" : there is none)."""
    found = settlements(dialogue, led_to).found
    return {ask.id: quantified(dialogue.holds(ask.that, s) for s in found) or "" for ask in dialogue.asks}
