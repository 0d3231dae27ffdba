"""Everything a brief says, as one result: the other analyses, asked for the page that a principal is handed.

Nothing is worked out here that another analysis does not define; this module chooses what to ask and in which states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from detente.analyses.assumptions import Assumptions, assumptions
from detente.analyses.facts import Facts, WaysByPart, facts
from detente.analyses.leverage import Leverage
from detente.analyses.outlook import Outlook, outlook
from detente.analyses.prospects import LARGE, Prospect, levers, prospects
from detente.analyses.robustness import Robustness, robustness
from detente.analyses.rounds import Rounds, rounds
from detente.analyses.settlements import (
    KEPT,
    Case,
    Given,
    Settlement,
    cases,
    outcomes,
    settlements,
    settlements_by_part,
    strongest,
)
from detente.analyses.why import Why, because
from detente.engine.solved import solved
from detente.errors import DetenteError, NoAnswer
from detente.methods.chances.combinations import items
from detente.model.dialogue import Dialogue, State
from detente.model.naming import Place, changes, place

if TYPE_CHECKING:
    from detente.analyses.alignment import Alignment
    from detente.analyses.check import Checked
    from detente.analyses.deals import Deals
    from detente.analyses.equilibria import Equilibria, Equilibrium
    from detente.analyses.paths import Paths

OUTLOOK_WORK = 2**24
"""Combinations of what is uncertain times states, up to which the page has an outlook."""

DETAILED = 2**21
"""Beyond so many states what the packages cost and need is not told in detail."""


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

    `prospects`: each ask, and what would open it. `found`: how many settlements there are as things stand, shown or
    not; `outcomes`: what they give of each ask, every outcome once.
    `gaps`: what has no answer, by the name of the question -> why not.
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
    leverage: tuple[Leverage, ...]
    prospects: dict[str, Prospect]
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
    """The brief of a dialogue: every section's analysis, from one set of states, each when it is first asked for.

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
    """A brief whose parts are worked out where they are first asked for: a figure needs few, the two pages no annex."""

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
        start = self.dialogue.start
        return None if start is None else place(self.dialogue, self.dialogue.code(start))

    @cached_property
    def leaving(self) -> tuple[Leaving, ...]:
        return tuple(_leaving(self.dialogue))

    @cached_property
    def _strongest(self) -> list[Equilibrium]:
        return strongest(self.equilibria)

    @cached_property
    def settlements(self) -> tuple[Settlement, ...]:
        if isinstance(self.facts.ways, WaysByPart):
            return settlements_by_part(self.dialogue, self.facts.ways.ways)
        return settlements(self.dialogue, self._strongest, self.cases, self.paths)

    @cached_property
    def found(self) -> int:
        return len(self._strongest)

    @cached_property
    def outcomes(self) -> dict[str, tuple[Given, ...]]:
        return outcomes(self.dialogue, (e.code for e in self._strongest))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(cases(self.dialogue))

    @cached_property
    def whys(self) -> tuple[Why, ...]:
        if self.facts.drift:
            return tuple(one.why for one in self.facts.asks if one.why)
        first = next((one.code for one in self.settlements if not one.under), None)
        return tuple(_whys(self.dialogue, first))

    @cached_property
    def prospects(self) -> dict[str, Prospect]:
        return prospects(self.facts, self.leverage)

    @cached_property
    def leverage(self) -> tuple[Leverage, ...]:
        return _asked(self.gaps, "leverage", lambda: _leverage(self.dialogue, self.whys), NO_LEVERAGE)

    @cached_property
    def assumptions(self) -> Assumptions:
        return _asked(self.gaps, "assumptions", lambda: assumptions(self.dialogue), NO_ASSUMPTIONS)

    @cached_property
    def robustness(self) -> Robustness:
        return _asked(self.gaps, "robustness", lambda: robustness(self.dialogue), UNTRIED)

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


def _paths(dialogue: Dialogue) -> Paths | None:
    from detente.analyses.paths import paths

    try:
        return paths(dialogue)
    except NoAnswer:
        return None


def _whys(dialogue: Dialogue, base: int | None) -> Iterable[Why]:
    """Why each ask is refused or granted where the dialogue settles, else in the status quo."""
    if base is None and dialogue.status_quo is None:
        return
    for ask in dialogue.asks:
        try:
            yield because(dialogue, ask.id, at="" if base is None else str(base))
        except NoAnswer:
            continue


def _leverage(dialogue: Dialogue, whys: tuple[Why, ...]) -> tuple[Leverage, ...]:
    """What would move each refused ask."""
    return tuple(levers(dialogue, [one.ask for one in whys if not one.granted]).values())


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
