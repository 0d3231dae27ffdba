"""What several people say of one dialogue: where their versions part from it, and which of that decides an ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.analyses.compare import Decides, compare
from detente.methods.soundness.neighbours import Granted
from detente.model.dialogue import Dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """An entry that some have otherwise than the dialogue: who, in their order, and what it changes by itself."""

    people: tuple[str, ...]
    line: Decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """An ask that fares otherwise with somebody: in which firm settlements it is granted, here and with each."""

    ask: str
    here: Granted
    each: tuple[Granted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Where people part: `partings` from the dialogue, by entry, and `asks` of which the conclusion is not the same.

    `agreed`: how many asks fare as in the dialogue with all; `firm`: how many firm settlements each has.
    """

    names: tuple[str, ...]
    partings: tuple[Parting, ...]
    asks: tuple[Fate, ...]
    agreed: int
    firm: tuple[int, ...]


def people(dialogue: Dialogue, versions: Mapping[str, Dialogue]) -> People:
    """Each person's version of a dialogue beside it, by name. TooLarge beyond the states that fit into memory."""
    found = {name: compare(dialogue, version) for name, version in versions.items()}
    lines: dict[str, tuple[list[str], Decides]] = {}
    for name, compared in found.items():
        for line in compared.lines:
            lines.setdefault(repr(line.difference), ([], line))[0].append(name)
    otherwise = {name: {one.ask: one for one in compared.asks} for name, compared in found.items()}
    asks = []
    for ask in dialogue.asks:
        here = next((one[ask.id].before for one in otherwise.values() if ask.id in one), None)
        if here is not None:
            each = tuple(one[ask.id].after if ask.id in one else here for one in otherwise.values())
            asks.append(Fate(ask=ask.id, here=here, each=each))
    return People(
        names=tuple(found),
        partings=tuple(Parting(people=tuple(who), line=line) for who, line in lines.values()),
        asks=tuple(asks),
        agreed=len(dialogue.asks) - len(asks),
        firm=tuple(compared.firm[1] for compared in found.values()),
    )
