"""What could be signed in place of the drift, and how much of it passes at home: for comparing two dialogues."""

from __future__ import annotations

from dataclasses import dataclass

from detente.engine.solved import solved
from detente.methods.bargaining.best_packages import refuses
from detente.methods.bargaining.packages import beating
from detente.methods.bargaining.vetoes import ratifiers
from detente.methods.chances.drift import ends
from detente.model.dialogue import Dialogue
from detente.model.naming import Place, places


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHome:
    """The codes of the states that the drift ends in, of the packages that beat it, and of those no ratifier refuses;
    `total`: how many packages there are."""

    total: int
    ends: tuple[int, ...]
    beating: tuple[int, ...]
    passing: tuple[int, ...]


def at_home(dialogue: Dialogue) -> AtHome | None:
    """What beats the drift and passes at home; None where there is no drift or no table to sign anything.

    >>> import detente as dt
    >>> talks = dt.parse('''
    ... parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: Senate, at_table: no, ratifies: a, unless: decree}}
    ... circumstances: {decree: {text: There is a decree, now: no}}
    ... options: {visas: {by: a, text: Visas}, pay: {by: b, text: A payment}}
    ... priorities: {a: [pay, not visas], b: [visas, not pay], senate: [not visas]}
    ... status_quo: {}''')
    >>> from detente.engine.solved import under
    >>> [(len(one.beating), len(one.passing)) for one in map(at_home, (talks, under(talks, {"decree": True})))]
    [(1, 0), (1, 1)]
    """
    if dialogue.start is None or not dialogue.table:
        return None
    drifted = ends(dialogue)
    found = beating(solved(dialogue).space, drifted)
    refused = [refuses(dialogue, found, who) for who in ratifiers(dialogue)]
    passed = [code for k, code in enumerate(found.codes.tolist()) if not any(where[k] for where in refused)]
    return AtHome(
        total=found.total,
        ends=tuple(sorted(dialogue.code(end) for end in drifted)),
        beating=tuple(found.codes.tolist()),
        passing=tuple(passed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Of `total` packages that the table could sign how many beat the drift, and how many of these pass at home;
    `ends`: where it drifts."""

    total: int
    beating: int
    passing: int
    ends: tuple[Place, ...]


def signing(dialogue: Dialogue, found: AtHome | None) -> Signing | None:
    """The same in numbers, as a result tells it.

    >>> import detente as dt
    >>> river = dt.load("river")
    >>> told = signing(river, at_home(river))
    >>> told.total, told.beating, told.passing
    (8, 3, 3)
    """
    if found is None:
        return None
    ends = places(dialogue, found.ends)
    return Signing(total=found.total, beating=len(found.beating), passing=len(found.passing), ends=ends)
