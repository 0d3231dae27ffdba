"""The settlements that a brief shows: as things stand, and what other facts would open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from detente.analyses.facts import WayFacts
from detente.engine.arrays.lazily import np
from detente.engine.concepts import FIRMNESS, SIM
from detente.engine.solved import solved, under
from detente.methods.bargaining.vetoes import refused_by
from detente.methods.chances.combinations import MAX_FACTS
from detente.methods.settling.held import held_by
from detente.methods.settling.openings import chance_of
from detente.model.dialogue import Ask, Dialogue, State
from detente.model.expression import And, Compare, Expr, Name
from detente.model.naming import changes, place

if TYPE_CHECKING:
    from detente.analyses.equilibria import Equilibria, Equilibrium
    from detente.analyses.paths import Paths, Route


Given = Literal["accepted", "partly", "refused"]

SHOWN = 6
"""How many settlements the page shows as columns; the rest are counted."""

FOR_OTHER_FACTS = 2
"""As many columns are kept for what other facts would open, where there is such."""

COMPARED = 2000
"""So many settlements are compared in choosing those shown."""

FIRMEST_FIRST = (*FIRMNESS.values(), SIM.name)

KEPT = 256
"""How many firm settlements of a case are kept; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A state where the dialogue can settle.

    `label`: A, B … in the order shown. `route`: how it comes about from the status quo by steps that each mover wants
    and nobody would undo (None: it is not led to). `gives`: per ask what it gives. `under`: the circumstances that
    would have to be otherwise (empty: as things stand), `opens` the asks that are refused now and granted then first;
    `chance`: that all of these come by the horizon, taken as independent (None: the file does not say, or no facts);
    `sure`: whether every firm settlement then grants them.
    `held_by`: rules over several parties but for which some party would leave it. `changes`: against the status quo.
    `refused`: the ratifiers that would refuse it, if it came to them.
    """

    label: str
    code: int
    state: dict[str, str]
    firmness: str | None
    free: bool | None
    held_by: tuple[str, ...]
    status_quo: bool
    route: Route | None
    changes: dict[str, str]
    gives: dict[str, Given]
    under: dict[str, bool]
    refused: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    chance: float | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where it can settle under some circumstances: `changed` against those in force; the codes of the first firm
    settlements, of `total`. Over all of them: `granted` by ask the first that grants it, `every` the asks that all
    grant."""

    changed: dict[str, bool]
    firm: tuple[int, ...]
    total: int
    granted: dict[str, int]
    every: tuple[str, ...]


def settlements(
    dialogue: Dialogue, among: list[Equilibrium], cases: tuple[Case, ...], ways: Paths | None
) -> tuple[Settlement, ...]:
    """Those shown of some equilibria, first as things stand, then those that other facts would open."""
    opened = _opened(dialogue, cases, {e.code for e in among})
    room = SHOWN - min(len(opened), FOR_OTHER_FACTS)
    now = [_settlement(dialogue, e, ways, {}) for e in _chosen(dialogue, among, ways, room)]
    return _labelled([*now, *opened][:SHOWN])


def settlements_by_part(dialogue: Dialogue, ways: Sequence[WayFacts]) -> tuple[Settlement, ...]:
    """Those that the drift or a package leads to, of a dialogue that falls apart."""
    return _labelled([_led_to(dialogue, way) for way in ways])


def strongest(found: Equilibria) -> list[Equilibrium]:
    """The equilibria worth showing: firm and credible ones that rest on no free deterrent; else the firmest there are.

    Where these are too many for the page, only firm ones, if there are any: all that is said then holds of one kind.
    Weaker concepts often hold in hundreds of states; what these share says more than a list of them.
    """
    listed = found.equilibria or ()
    solid = [e for e in listed if e.firmness in ("firm", "credible") and not e.free]
    firm = [e for e in solid if e.firmness == "firm"]
    if solid:
        return firm if firm and len(solid) > SHOWN else solid
    return [e for e in listed if e.firmness == listed[0].firmness] if listed else []


def _chosen(dialogue: Dialogue, found: list[Equilibrium], ways: Paths | None, room: int) -> list[Equilibrium]:
    """Those that the page has room for: by firmness, then those that the status quo leads to.

    Where there are more, the first of them, and then each time the one that grants most of what none so far grants: a
    reader who sees six of sixty should see what can be had.
    """
    led_to = set(ways.credible) if ways else set()
    order = sorted(found, key=lambda e: (FIRMEST_FIRST.index(e.firmness or "sim"), e.code not in led_to))
    if len(order) <= room:
        return order
    chosen, rest = order[:1], order[1:COMPARED]
    granted = {e.code: _granted_now(dialogue, (e.code,)) for e in order[:COMPARED]}
    seen = set(granted[chosen[0].code])
    while len(chosen) < room:
        best = max(rest, key=lambda e: len(granted[e.code] - seen))
        rest.remove(best)
        chosen.append(best)
        seen |= granted[best.code]
    return sorted(chosen, key=order.index)


def outcomes(dialogue: Dialogue, codes: Iterable[int]) -> dict[str, tuple[Given, ...]]:
    states = [dialogue.state(code) for code in codes]
    return {ask.id: tuple(dict.fromkeys(given(dialogue, ask, state) for state in states)) for ask in dialogue.asks}


def _settlement(dialogue: Dialogue, found: Equilibrium, ways: Paths | None, facts: dict[str, bool]) -> Settlement:
    state = dialogue.state(found.code)
    changed = under(dialogue, facts)
    base = dialogue.status_quo
    return Settlement(
        label="",
        code=found.code,
        state=found.state,
        firmness=found.firmness,
        free=found.free,
        held_by=held_by(changed, state),
        status_quo=state == base,
        route=_route(dialogue, ways, found.code),
        changes=changes(dialogue, base or tuple(0 for _ in state), state),
        gives={ask.id: given(changed, ask, state) for ask in dialogue.asks},
        under=facts,
        refused=refused_by(changed, state),
        chance=chance_of(dialogue, facts) if facts else None,
    )


def _route(dialogue: Dialogue, ways: Paths | None, code: int) -> Route | None:
    from detente.analyses.paths import paths

    if ways is None or code not in ways.credible:
        return None
    listed = next((route for route in ways.routes if route.code == code), None)
    return listed or paths(dialogue, to=str(code)).routes[0]  # only the first of them are listed


def given(dialogue: Dialogue, ask: Ask, state: State) -> Given:
    """What a state gives of an ask: all of it, some of it (a level on the way, or some of its parts), or nothing."""
    if dialogue.holds(ask.that, state):
        return "accepted"
    return "partly" if _in_part(dialogue, ask.that, state) else "refused"


def _in_part(dialogue: Dialogue, expr: Expr, state: State) -> bool:
    match expr:
        case And(items):
            return any(dialogue.holds(item, state) or _in_part(dialogue, item, state) for item in items)
        case Compare(option, "is" | ">=" | ">", level):
            asked, reached = dialogue.option(option).levels.index(level), state[dialogue.option_index(option)]
            return min(asked, reached) > 0  # nobody is on the way to "not at all"
        case Name():
            return dialogue.holds(expr, state)
        case _:
            return False


def cases(dialogue: Dialogue) -> Iterable[Case]:
    """Each combination of circumstances, fewest changes first; none where there are too many of them, or states."""
    if solved(dialogue).falls_apart:
        return
    facts = [fact.id for fact in dialogue.circumstances]
    if len(facts) > MAX_FACTS:
        facts = []
    for count in range(len(facts) + 1):
        for chosen in combinations(facts, count):
            changed = {id: not dialogue.now[id] for id in chosen}
            yield _case(dialogue, changed)


def _case(dialogue: Dialogue, changed: dict[str, bool]) -> Case:
    from detente.engine.arrays.space import truth

    solution = solved(under(dialogue, changed))
    cells = solution.equilibria("nash").reshape(-1).nonzero()[0]
    codes = np.sort(solution.space.layout.codes(cells))
    cells = solution.space.layout.cells(codes)
    met = {ask.id: truth(solution.space, ask.that).reshape(-1)[cells] for ask in dialogue.asks}
    return Case(
        changed=changed,
        firm=tuple(codes[:KEPT].tolist()),
        total=len(codes),
        granted={id: int(codes[where.argmax()]) for id, where in met.items() if where.any()},
        every=tuple(id for id, where in met.items() if len(codes) and where.all()),
    )


def _opened(dialogue: Dialogue, cases: tuple[Case, ...], known: set[int]) -> list[Settlement]:
    """For each ask that is refused now, the fewest facts that would let some firm settlement grant it."""
    now = _granted_now(dialogue, known).union(*(case.granted for case in cases if not case.changed))
    found: dict[int, Settlement] = {}
    for ask in (ask for ask in dialogue.asks if ask.id not in now):
        case = next((case for case in cases if ask.id in case.granted), None)
        if case is None:
            continue
        code, sure = case.granted[ask.id], ask.id in case.every
        settlement = found.get(code) or _settlement(dialogue, _firm(dialogue, code), None, case.changed)
        sure = sure and (settlement.sure or not settlement.opens)
        found[code] = replace(settlement, opens=(*settlement.opens, ask.id), sure=sure)
    return sorted(found.values(), key=lambda s: len(s.under))


def _led_to(dialogue: Dialogue, way: WayFacts) -> Settlement:
    found = replace(_firm(dialogue, way.shown.at.code), firmness=way.holds)
    return _settlement(dialogue, found, None, {})


def _firm(dialogue: Dialogue, code: int) -> Equilibrium:
    from detente.analyses.equilibria import Equilibrium

    state = place(dialogue, code).state
    return Equilibrium(state=state, code=code, firmness="firm", concepts=("nash",), lean=(), free=False)


def _granted_now(dialogue: Dialogue, codes: Iterable[int]) -> set[str]:
    states = [dialogue.state(code) for code in codes]
    return {ask.id for ask in dialogue.asks if any(dialogue.holds(ask.that, state) for state in states)}


def _labelled(found: list[Settlement]) -> tuple[Settlement, ...]:
    return tuple(replace(s, label="ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i]) for i, s in enumerate(found))
