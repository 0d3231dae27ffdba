"""Two dialogues, or two versions of one: what differs, what follows, and which line makes the difference.

Each entry that differs is taken over into the first dialogue alone, and the two are held beside each other: what is
otherwise then is what that line decides by itself. All conclusions are about firm (Nash) settlements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.analyses.versions import Versions, decides
from detente.engine.arrays.lazily import np
from detente.engine.concepts import NASH
from detente.engine.solved import solved
from detente.errors import DetenteError
from detente.methods.bargaining.at_home import Signing, at_home, signing
from detente.methods.bargaining.vetoes import ratifiers
from detente.methods.record.changes import Difference
from detente.methods.soundness.neighbours import Granted, granted
from detente.model.dialogue import Dialogue
from detente.model.naming import named

if TYPE_CHECKING:
    from detente.engine.solved import Solved

TRIED = 40
"""So many differing entries are tried one by one."""

LISTED = 12
"""So many settlements that only one side has are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCompared:
    """One ask: in which firm settlements of each side it is granted."""

    ask: str
    before: Granted
    after: Granted


@dataclass(frozen=True, slots=True, kw_only=True)
class Decides:
    """What one differing entry changes by itself. `firm`: how many firm settlements there are then.

    `asks`: those that fare otherwise than in the first dialogue. Where the entry alone makes no sound dialogue both are
    None. `passing`: how many packages that beat the drift pass at home in the first, and then (None: as many, or
    nobody at home is asked).
    """

    difference: Difference
    firm: int | None
    asks: tuple[AskCompared, ...] | None
    passing: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two dialogues side by side.

    `lines`: the entries that differ; `untried`: how many more there are (all, where the two share no option).
    `asks`: the asks of both that fare otherwise, `alike` how many do not; `gone`, `new`: ids of the asks that only one
    side has. `firm`: how many firm settlements each has. `lost`, `gained`: firm settlements, by level name, that only
    one side has, the first of them (`lost_total`, `gained_total`: of how many); empty where the two do not have the
    same options. `signing_before`, `signing_after`: what could be signed instead of the drift (None: nothing, for want
    of a status quo or a table); `signing_same`: the same ends, and the same packages beat them and pass at home (where
    the two do not have the same options: as many).
    """

    lines: tuple[Decides, ...]
    untried: int
    asks: tuple[AskCompared, ...]
    alike: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    firm: tuple[int, int]
    same_options: bool
    lost: tuple[dict[str, str], ...]
    lost_total: int
    gained: tuple[dict[str, str], ...]
    gained_total: int
    signing_before: Signing | None
    signing_after: Signing | None
    signing_same: bool


def compare(before: Dialogue, after: Dialogue) -> Compared:
    """What differs between two dialogues, and what each difference decides.

    Options are told apart by their ids and levels. TooLarge beyond the states that fit into memory.
    """
    versions = Versions(before, after)
    found = [k for k, one in enumerate(versions.found) if decides(one) and not _follows(before, after, one)]
    same = [(o.id, o.levels) for o in before.options] == [(o.id, o.levels) for o in after.options]
    tried = TRIED if before.options and any(after.has("options", o.id) for o in before.options) else 0
    lost, gained = _settlements(before, after) if same else ([], [])
    asks = list(_asks(before, after))
    both = [ask for ask in before.asks if after.has("asks", ask.id)]
    home = at_home(before), at_home(after)
    signed = signing(before, home[0]), signing(after, home[1])
    return Compared(
        lines=tuple(_decides(versions, k) for k in found[:tried]),
        untried=len(found) - min(tried, len(found)),
        asks=tuple(asks),
        alike=len(both) - len(asks),
        gone=tuple(ask.id for ask in before.asks if not after.has("asks", ask.id)),
        new=tuple(ask.id for ask in after.asks if not before.has("asks", ask.id)),
        firm=(_firm(before), _firm(after)),
        same_options=same,
        lost=tuple(named(before, code) for code in lost[:LISTED]),
        lost_total=len(lost),
        gained=tuple(named(after, code) for code in gained[:LISTED]),
        gained_total=len(gained),
        signing_before=signed[0],
        signing_after=signed[1],
        signing_same=home[0] == home[1] if same else signed[0] == signed[1],
    )


def _follows(before: Dialogue, after: Dialogue, one: Difference) -> bool:
    """Whether a difference comes with another: what is so now of an option that only one side has."""
    option = one.path[-1]
    return one.path[0] == "status_quo" and not (before.has("options", option) and after.has("options", option))


def _decides(versions: Versions, k: int) -> Decides:
    before, one = versions.dialogues[0], versions.found[k]
    try:
        alone = versions.with_((k,))
        asks = tuple(_asks(before, alone))
        return Decides(difference=one, firm=_firm(alone), asks=asks, passing=_passing(before, alone))
    except DetenteError:
        return Decides(difference=one, firm=None, asks=None)


def _passing(before: Dialogue, alone: Dialogue) -> tuple[int, int] | None:
    """How many packages pass at home in both, where that differs and somebody there is asked."""
    if not ratifiers(before) and not ratifiers(alone):
        return None
    was, now = (len(one.passing) if one else 0 for one in (at_home(before), at_home(alone)))
    return (was, now) if was != now else None


def _asks(before: Dialogue, after: Dialogue) -> Iterator[AskCompared]:
    """The asks of both that are granted in other firm settlements."""
    for ask in before.asks:
        if after.has("asks", ask.id):
            was, now = _granted(before, ask.id), _granted(after, ask.id)
            if was != now:
                yield AskCompared(ask=ask.id, before=was, after=now)


def _granted(dialogue: Dialogue, ask: str) -> Granted:
    from detente.engine.arrays.space import truth

    solution: Solved = solved(dialogue)
    firm = solution.equilibria(NASH.name).reshape(-1)
    return granted(truth(solution.space, dialogue.ask(ask).that).reshape(-1)[firm])


def _firm(dialogue: Dialogue) -> int:
    return int(solved(dialogue).equilibria(NASH.name).sum())


def _settlements(before: Dialogue, after: Dialogue) -> tuple[list[int], list[int]]:
    """Codes of the firm settlements that only the first, and only the second has."""
    codes = []
    for dialogue in (before, after):
        solution: Solved = solved(dialogue)
        cells = np.flatnonzero(solution.equilibria(NASH.name).reshape(-1))
        codes.append({int(code) for code in solution.space.layout.codes(cells)})
    return sorted(codes[0] - codes[1]), sorted(codes[1] - codes[0])
