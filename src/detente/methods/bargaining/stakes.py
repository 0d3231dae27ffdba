"""What a party gains and gives when one state takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass

from detente.methods.settling.degrees import Degrees
from detente.model.dialogue import Dialogue, Preferences, State
from detente.model.naming import changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What changes for a party, by ids.

    `gains`, `costs`: its statements that come to hold and that no longer hold, most important first. `gets`, `loses`:
    the asks it makes that come to be met and that no longer are; `nearer`: by ask it makes that comes nearer to being
    met, and is not, the new levels of its options. `sets`: the levels of its own options that change. `gives`,
    `withdraws`: the asks made of it that it comes to meet and that it no longer meets. `decides`: the first statement
    on which the two states differ (a group by its own id; empty if they tie or if the party has no statements).
    """

    party: str
    gains: tuple[str, ...]
    costs: tuple[str, ...]
    gets: tuple[str, ...]
    loses: tuple[str, ...]
    nearer: dict[str, dict[str, str]]
    sets: dict[str, str]
    gives: tuple[str, ...]
    withdraws: tuple[str, ...]
    decides: str


def stake(dialogue: Dialogue, party: str, before: State, after: State) -> Stake:
    """What changes for `party` from one state to the other.

    >>> import detente as dt
    >>> found = stake(dt.load("classroom-prisoners"), "northland", (1, 1), (0, 0))
    >>> found.gains, found.costs, found.decides
    (('north-safe',), ('north-strong',), 'north-safe')
    """
    preferences = dialogue.preferences.get(party, Preferences())
    wants = {s.id: (dialogue.holds(s.want, before), dialogue.holds(s.want, after)) for s in preferences.statements}
    made = {a.id: (dialogue.holds(a.that, before), dialogue.holds(a.that, after)) for a in dialogue.asks}
    own = {a.id: made[a.id] for a in dialogue.asks if a.by == party}
    degrees, changed = Degrees(dialogue), changes(dialogue, before, after)
    received = {a.id: made[a.id] for a in dialogue.asks if a.of == party}
    return Stake(
        party=party,
        gains=_turned(wants, (False, True)),
        costs=_turned(wants, (True, False)),
        gets=_turned(own, (False, True)),
        loses=_turned(own, (True, False)),
        nearer={
            a.id: {id: level for id, level in changed.items() if id in degrees.options(a.that)}
            for a in dialogue.asks
            if a.by == party and degrees.nearer(a.that, before, after)
        },
        sets={id: level for id, level in changed.items() if dialogue.option(id).by == party},
        gives=_turned(received, (False, True)),
        withdraws=_turned(received, (True, False)),
        decides=_decides(preferences, wants),
    )


def _turned(pairs: dict[str, tuple[bool, bool]], wanted: tuple[bool, bool]) -> tuple[str, ...]:
    return tuple(id for id, pair in pairs.items() if pair == wanted)


def _decides(preferences: Preferences, wants: dict[str, tuple[bool, bool]]) -> str:

    for priority in preferences.priorities:
        if sum(wants[s.id][0] for s in priority.statements) != sum(wants[s.id][1] for s in priority.statements):
            return priority.id
    return ""
