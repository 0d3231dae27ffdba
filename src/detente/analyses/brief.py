"""Everything a brief says, as one result: the other analyses, asked for the page that a principal is handed.

Nothing is worked out here that another analysis does not define; this module chooses what to ask and in which states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Literal, TypeVar

from detente.analyses.assumptions import Assumptions, assumptions
from detente.analyses.facts import Facts, WayFacts, WaysByPart, facts
from detente.analyses.leverage import Leverage, leverage_each
from detente.analyses.outlook import Outlook, outlook
from detente.analyses.robustness import Robustness, robustness
from detente.analyses.rounds import Rounds, rounds
from detente.analyses.why import Why, why
from detente.engine.concepts import FIRMNESS, SIM
from detente.engine.solved import solved, under
from detente.errors import DetenteError, NoAnswer
from detente.methods.bargaining.vetoes import refused_by
from detente.methods.chances.combinations import MAX_FACTS, items
from detente.model.dialogue import Ask, Dialogue, State
from detente.model.expression import And, Compare, Expr, Name
from detente.model.naming import Place, changes, place

if TYPE_CHECKING:
    from detente.analyses.alignment import Alignment
    from detente.analyses.check import Checked
    from detente.analyses.deals import Deals
    from detente.analyses.equilibria import Equilibria, Equilibrium
    from detente.analyses.paths import Paths, Route
    from detente.analyses.respond import Respond

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

OUTLOOK_WORK = 2**24
"""Combinations of what is uncertain times states, up to which the page has an outlook."""

LARGE = 2**18
"""Beyond so many states sets of two changes are not looked for, and of the equilibria only the first are listed."""

DETAILED = 2**21
"""Beyond so many states what the packages cost and need is not told in detail."""

LEVERAGE_SIZE = 2
"""The largest sets of changes looked for; `detente leverage` looks further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A state where the dialogue can settle.

    `label`: A, B … in the order shown. `route`: how it comes about from the status quo by steps that each mover wants
    and nobody would undo (None: it is not led to). `gives`: per ask what it gives. `under`: the circumstances that
    would have to be otherwise (empty: as things stand), `opens` the asks that are refused now and granted then first;
    `chance`: that all of these come by the horizon, taken as independent (None: the file does not say, or no facts);
    `sure`: whether every firm settlement then grants them.
    `changes`: against the status quo. `refused`: the ratifiers that would refuse it, if it came to them.
    """

    label: str
    code: int
    state: dict[str, str]
    firmness: str | None
    free: bool | None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A party that would do better by a move of its own from the status quo: its best one, and what it changes."""

    party: str
    to: Place
    changes: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What the pages and their annex say.

    `facts`: what its sentences may say and count. `settlements`: those shown, first as things stand, then those that
    other facts would open.

    `found`: how many settlements there are as things stand, shown or not; `outcomes`: what they give of each ask, every
    outcome once. `gaps`: what has no answer, by the name of the question -> why not.
    """

    facts: Facts
    title: str
    round: str
    as_of: str
    horizon: str
    status_quo: Place | None
    leaving: tuple[Leaving, ...]
    settlements: tuple[Settlement, ...]
    found: int
    outcomes: dict[str, tuple[Given, ...]]
    cases: tuple[Case, ...]
    equilibria: Equilibria
    whys: tuple[Why, ...]
    answers: tuple[Respond, ...]
    leverage: tuple[Leverage, ...]
    deals: Deals | None
    rounds: Rounds
    alignment: Alignment
    paths: Paths | None
    outlook: Outlook | None
    assumptions: Assumptions
    robustness: Robustness
    check: Checked
    gaps: dict[str, str]


def brief(dialogue: Dialogue) -> Brief:
    """The brief of a dialogue: every section's analysis, from one set of states; the annex's when it is asked for.

    TooLarge beyond the states that fit into memory, unless it falls into parts that do.
    """
    from detente.engine.arrays.layout import check_size

    gaps: dict[str, str] = {}
    chances = _asked(gaps, "outlook", lambda: _outlook(dialogue), None)
    told = facts(dialogue, chances, weighed="outlook" not in gaps)
    if not solved(dialogue).falls_apart:
        check_size(dialogue)
    last = dialogue.rounds[-1] if dialogue.rounds else None
    made = object.__new__(_Brief)
    vars(made).update(
        dialogue=dialogue,
        gaps=gaps,
        facts=told,
        title=dialogue.title,
        round=last.id if last else "",
        as_of=last.date if last else "",
        horizon=dialogue.horizon,
        outlook=chances,
        rounds=rounds(dialogue),
    )
    vars(made).update(
        leverage=_asked(gaps, "leverage", lambda: _leverage(dialogue, made.whys), NO_LEVERAGE),
        assumptions=_asked(gaps, "assumptions", lambda: assumptions(dialogue), NO_ASSUMPTIONS),
        robustness=_asked(gaps, "robustness", lambda: robustness(dialogue), UNTRIED),
    )
    return made


NO_LEVERAGE: tuple[Leverage, ...] = ()
NO_ASSUMPTIONS = Assumptions(carrying=(), unstated=(), tried=0)
UNTRIED = Robustness(conclusions=(), variants={}, invalid=(), firm=0)

Answer = TypeVar("Answer")


def _asked(gaps: dict[str, str], question: str, ask: Callable[[], Answer], instead: Answer) -> Answer:
    """The answer to one question; a refusal is a gap of the brief, which says so, and no end of it."""
    try:
        return ask()
    except DetenteError as refusal:
        gaps[question] = str(refusal)
        return instead


class _Brief(Brief):
    """A brief whose annex is worked out where it is first asked for: the two pages do without."""

    dialogue: Dialogue

    @cached_property
    def equilibria(self) -> Equilibria:
        from detente.analyses.equilibria import equilibria

        if solved(self.dialogue).falls_apart:
            from detente.analyses.equilibria_by_part import by_part

            return by_part(self.dialogue)
        return equilibria(self.dialogue, limit=KEPT if self.dialogue.possible > LARGE else None)

    @cached_property
    def status_quo(self) -> Place | None:
        sq = self.dialogue.status_quo
        if sq is None or not self.dialogue.feasible(sq):
            return None
        return place(self.dialogue, self.dialogue.code(sq))

    @cached_property
    def leaving(self) -> tuple[Leaving, ...]:
        return tuple(_leaving(self.dialogue))

    @cached_property
    def _strongest(self) -> list[Equilibrium]:
        return _strongest(self.equilibria)

    @cached_property
    def settlements(self) -> tuple[Settlement, ...]:
        if isinstance(self.facts.ways, WaysByPart):
            return _labelled([_led_to(self.dialogue, way) for way in self.facts.ways.ways])
        opened = _opened(self.dialogue, self.cases, {e.code for e in self._strongest})
        room = SHOWN - min(len(opened), FOR_OTHER_FACTS)
        chosen = _chosen(self.dialogue, self._strongest, self.paths, room)
        now = [_settlement(self.dialogue, e, self.paths, {}) for e in chosen]
        return _labelled([*now, *opened][:SHOWN])

    @cached_property
    def found(self) -> int:
        return len(self._strongest)

    @cached_property
    def outcomes(self) -> dict[str, tuple[Given, ...]]:
        return _outcomes(self.dialogue, (e.code for e in self._strongest))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(_cases(self.dialogue))

    @cached_property
    def whys(self) -> tuple[Why, ...]:
        if self.facts.drift:
            return tuple(one.why for one in self.facts.asks if one.why)
        first = next((one.code for one in self.settlements if not one.under), None)
        return tuple(_whys(self.dialogue, first))

    @cached_property
    def answers(self) -> tuple[Respond, ...]:
        return tuple(_answers(self.dialogue, self.whys))

    @cached_property
    def deals(self) -> Deals | None:
        return _asked(self.gaps, "deals", lambda: _deals(self.dialogue, self.facts), None)

    @cached_property
    def alignment(self) -> Alignment:
        from detente.analyses.alignment import alignment

        return alignment(self.dialogue)

    @cached_property
    def paths(self) -> Paths | None:
        return _asked(self.gaps, "paths", lambda: _paths(self.dialogue), None)

    @cached_property
    def check(self) -> Checked:
        from detente.analyses.check import check

        return check(self.dialogue)


def _strongest(found: Equilibria) -> list[Equilibrium]:
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


def _outcomes(dialogue: Dialogue, codes: Iterable[int]) -> dict[str, tuple[Given, ...]]:
    states = [dialogue.state(code) for code in codes]
    return {ask.id: tuple(dict.fromkeys(given(dialogue, ask, state) for state in states)) for ask in dialogue.asks}


def _paths(dialogue: Dialogue) -> Paths | None:
    from detente.analyses.paths import paths

    try:
        return paths(dialogue)
    except NoAnswer:
        return None


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
        status_quo=state == base,
        route=_route(dialogue, ways, found.code),
        changes=changes(dialogue, base or tuple(0 for _ in state), state),
        gives={ask.id: given(changed, ask, state) for ask in dialogue.asks},
        under=facts,
        refused=refused_by(changed, state),
        chance=_chance(dialogue, facts),
    )


def _chance(dialogue: Dialogue, under: dict[str, bool]) -> float | None:
    """The chance that facts turn out so by the horizon."""
    stated = [(dialogue.circumstance(id).chance, value) for id, value in under.items()]
    if not stated or any(chance is None for chance, _ in stated):
        return None
    return prod(chance.value if value else 1 - chance.value for chance, value in stated if chance)


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


def _cases(dialogue: Dialogue) -> Iterable[Case]:
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
    import numpy as np

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
    """A settlement that the drift or a package leads to, of a dialogue that falls apart."""
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


def _whys(dialogue: Dialogue, base: int | None) -> Iterable[Why]:
    """Why each ask is refused or granted where the dialogue settles, else in the status quo."""
    if base is None and dialogue.status_quo is None:
        return
    for ask in dialogue.asks:
        try:
            yield why(dialogue, ask.id, at="" if base is None else str(base))
        except NoAnswer:
            continue


def _leverage(dialogue: Dialogue, whys: tuple[Why, ...]) -> tuple[Leverage, ...]:
    """What would move each refused ask; asks of one party for the same thing are worked out once."""
    size = 1 if dialogue.possible > LARGE else LEVERAGE_SIZE
    refused = [one for one in whys if not one.granted]
    asks = {(one.by, one.of, one.that): one.ask for one in refused}
    found = leverage_each(dialogue, tuple(asks.values()), size=size)
    if not all(one.complete for one in found):  # an interrupt of the brief is one, not a shorter list
        raise KeyboardInterrupt
    answers = dict(zip(asks, found, strict=True))
    return tuple(replace(answers[one.by, one.of, one.that], ask=one.ask) for one in refused)


def _deals(dialogue: Dialogue, told: Facts) -> Deals | None:
    """The packages in detail, compared with what the facts compare them with; None of very large dialogues."""
    from detente.analyses.deals import deals

    if dialogue.possible > DETAILED:
        return None
    try:
        return deals(dialogue, against="drift" if told.deal and told.deal.against == "drift" else "reference", limit=3)
    except NoAnswer:
        return None


def _outlook(dialogue: Dialogue) -> Outlook | None:
    """The outlook where it is quickly worked out; `detente outlook` always is there for the rest."""
    if dialogue.status_quo is None or 2 ** len(items(dialogue)) * dialogue.possible > OUTLOOK_WORK:
        return None
    found = outlook(dialogue, equilibria=False)
    if not found.complete:  # an interrupt of the brief is one, not a shorter outlook
        raise KeyboardInterrupt
    return found


def _leaving(dialogue: Dialogue) -> Iterable[Leaving]:
    """Who would not leave things as they are."""
    if dialogue.status_quo is None:
        return
    for party, state in _best_moves(dialogue, dialogue.status_quo):
        yield Leaving(
            party=party,
            to=place(dialogue, dialogue.code(state)),
            changes=changes(dialogue, dialogue.status_quo, state),
        )


def _best_moves(dialogue: Dialogue, here: State) -> Iterator[tuple[str, State]]:
    """For each party that would do better by a move of its own the best one; of equals the smallest code."""
    solution = solved(dialogue)
    if solution.falls_apart:  # of equals that which changes least
        found = ((party, next(solution.engine.best(party, here), None)) for party in solution.engine.movers)
        yield from ((party, state) for party, state in found if state is not None)
        return
    space = solution.space
    for party in space.layout.owners:
        cells = space.improvements(party, space.cell_of(here)).tolist()
        if cells:
            best = max(cells, key=lambda cell: (space.rank(party, cell), -space.code_of(cell)))
            yield party, space.state_of(best)


def _answers(dialogue: Dialogue, whys: tuple[Why, ...]) -> Iterable[Respond]:
    """Who would answer the granting of each refused ask; asks that nobody would answer are left out."""
    from detente.analyses.respond import respond

    if dialogue.status_quo is None:
        return
    seen: set[int] = set()
    for found in whys:
        if not found.granted and found.other.code not in seen:
            seen.add(found.other.code)
            answer = respond(dialogue, str(found.other.code))
            if answer.replies:
                yield answer
