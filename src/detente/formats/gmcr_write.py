"""A dialogue as GMCR+'s save file: what yes-or-no options, conjunctions and rankings can say, and what is left behind.

An option of more than two levels becomes one option for each level above the first ("at least this"), with conditions
that keep them in order: states, moves and preferences stay what they are. Circumstances keep the values in force.
Rankings are written state by state for all parties where one has weights or a ranking.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from detente.engine.arrays.lazily import np
from detente.engine.solved import solved
from detente.errors import TooLarge
from detente.formats.gmcr import feasible_codes
from detente.formats.gmcr_parts import Condition, Term
from detente.formats.left import left
from detente.formats.normal import normal
from detente.model.dialogue import Dialogue, Option, Preferences, Priority, State, Statement
from detente.model.expression import And, Expr, Or

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.engine.arrays.axes import Ranks

MAX_SUBSETS = 256
"""A group of equal weight of more members than eight is written as a ranking."""

_DIRECTIONS = {"both": "both", "forward": "fwd", "back": "back"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The yes-or-no options of the file, in its order: an option of the dialogue and the level it is to reach."""

    dialogue: Dialogue
    places: dict[tuple[str, int], int]

    @staticmethod
    def of(dialogue: Dialogue) -> _Plan:
        ours = [option for party in dialogue.parties for option in dialogue.options_of(party.id)]
        steps = [(option.id, level) for option in ours for level in range(1, len(option.levels))]
        return _Plan(dialogue, {step: place for place, step in enumerate(steps)})

    def condition(self, expr: Expr) -> Condition:
        """Where the expression holds. Empty: never; with an empty conjunction: always."""
        found = normal(expr, self.dialogue.levels, self.dialogue.now)
        return tuple(tuple(sorted((self.places[step], yes) for step, yes in terms)) for terms in found)

    def code(self, state: State) -> int:
        """The file's code of a state."""
        levels = dict(zip(self.dialogue.levels, state, strict=True))
        return sum(1 << place for (option, level), place in self.places.items() if levels[option] >= level)

    @property
    def infeasible(self) -> list[tuple[Term, ...]]:
        """The conjunctions of which none may hold: the rules, and that nobody reaches a level without those below."""
        above = [((place, True), (self.places[option, level - 1], False))
                 for (option, level), place in self.places.items() if level > 1]
        ruled = [terms for rule in self.dialogue.rules for terms in self.condition(rule.never)]
        return list(dict.fromkeys([*above, *ruled]))


def write(dialogue: Dialogue) -> tuple[str, tuple[str, ...]]:
    """The dialogue as `.gmcr` text, and what was left behind, in words.

    Raises TooLarge if an expression comes to too many conjunctions, or too many states would have to be ranked.
    """
    plan = _Plan.of(dialogue)
    manual = any(_needs_ranking(plan, preferences) for preferences in dialogue.preferences.values())
    codes = feasible_codes(len(plan.places), plan.infeasible) if manual else None
    data: dict[str, Any] = {
        "program": "Détente",
        "useManualPreferenceRanking": manual,
        "options": [_option(dialogue.option(id), level) for id, level in plan.places],
        "decisionMakers": [_maker(plan, party.id, codes) for party in dialogue.parties],
        "infeasibles": [_terms(terms) for terms in plan.infeasible],
        "coalitions": list(range(len(dialogue.parties))),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n", tuple(_left(dialogue, manual))


def _needs_ranking(plan: _Plan, preferences: Preferences) -> bool:
    """Whether statements cannot say it, or not in bearable length."""
    if preferences.weights or preferences.ranking:
        return True
    try:
        list(_statements(plan, preferences))
    except TooLarge:
        return True
    return False


def _option(option: Option, level: int) -> dict[str, str]:
    name = option.text if len(option.levels) == 2 else f"{option.text}: {option.levels[level]}"
    return {"name": name, "permittedDirection": _DIRECTIONS[option.direction]}


def _maker(plan: _Plan, party: str, codes: NDArray[np.uint32] | None) -> dict[str, Any]:
    preferences = plan.dialogue.preferences.get(party, Preferences())
    held = [place for (option, _), place in plan.places.items() if plan.dialogue.option(option).by == party]
    made: dict[str, Any] = {"name": plan.dialogue.party(party).name, "options": held}
    if codes is None:
        return {**made, "preferences": list(_statements(plan, preferences))}
    return {**made, "preferences": [], "preferenceRanking": _ranking(plan, party, codes)}


def _statements(plan: _Plan, preferences: Preferences) -> Iterator[Any]:
    """The statements in the file's form; those that always or never hold decide nothing and have none."""
    for want in (want for item in preferences.priorities for want in _in_order(item)):
        condition = plan.condition(want)
        if len(condition) == 1 and condition[0]:
            yield _terms(condition[0])
        elif condition and () not in condition:
            yield {"compound": True, "members": [_terms(terms) for terms in condition]}


def _in_order(item: Priority) -> Iterator[Expr]:
    """A line as statements in order; a group of equal weight says the same as "one holds", "two hold", and so on."""
    if isinstance(item, Statement):
        yield item.want
        return
    wants = [statement.want for statement in item.items]
    if 2 ** len(wants) > MAX_SUBSETS:
        raise TooLarge("subsets of a group of equal weight", 2 ** len(wants), MAX_SUBSETS)
    for count in range(1, len(wants) + 1):
        yield Or(tuple(And(some) for some in combinations(wants, count)))


def _terms(terms: Sequence[Term]) -> list[list[Any]]:
    return [[place, "Y" if yes else "N"] for place, yes in terms]


# ---- manual rankings -------------------------------------------------------------------------------------------------


def _ranking(plan: _Plan, party: str, codes: NDArray[np.uint32]) -> list[Any]:
    """Ordered state numbers, best first, ties as lists."""
    worth = _worth(plan, party, codes)
    order = np.argsort(-worth, kind="stable")
    groups: list[list[int]] = []
    last: int | None = None
    for at in order.tolist():
        if worth[at] != last:
            groups.append([])
        groups[-1].append(at + 1)
        last = worth[at]
    return [group if len(group) > 1 else group[0] for group in groups]


def _worth(plan: _Plan, party: str, codes: NDArray[np.uint32]) -> Ranks:
    """A number for each state, higher is better; only comparisons mean anything."""
    space = solved(plan.dialogue).space
    cells = np.zeros(len(codes), dtype=np.int64)
    for (option, _), place in plan.places.items():
        cells += (codes >> place & 1).astype(np.int64) * space.layout.cell_strides[plan.dialogue.option_index(option)]
    ranks: Ranks = space.flat_ranks[party][cells]
    return ranks


# ---- what is left behind ---------------------------------------------------------------------------------------------


def _left(dialogue: Dialogue, manual: bool) -> Iterator[str]:
    split = [option.id for option in dialogue.options if len(option.levels) > 2]
    if split:
        yield f"options with several levels ({', '.join(split)}): written as one option for each level above the " \
              "first, kept in order by infeasible conditions"
    renamed = [o.id for o in dialogue.options if len(o.levels) == 2 and o.levels != ("no", "yes")]
    if renamed:
        yield f"names of the two levels of {', '.join(renamed)}: options are taken or not"
    if manual:
        turned = [party for party, preferences in dialogue.preferences.items() if not preferences.ranking]
        if turned:
            yield f"statements and weights of {', '.join(turned)}: written as manual rankings, state by state (a " \
                  "file has these for all parties or for none)"
    yield from left(dialogue)
