"""One game as priorities, as weights and as a ranking: every question answers the same where the same can be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from itertools import product
from typing import Any

import pytest

import detente as dt
from detente import formats
from detente.methods.soundness.variants import drops, swaps
from detente.model.dialogue import Ask, Dialogue, Equally, Preferences, Weight
from detente.model.expression import Name, parse, unparse
from detente.plain import plain
from detente.report.document import Document
from detente.report.renderers import terminal
from strategies import random_dialogue

NAMED = ("classroom-prisoners", "river")
RANDOM = (2, 14, 21, 23)

LINES = frozenset({
    "line", "lines", "statement", "place", "because", "evidence", "inherited", "basis", "circumstances", "costs",
    "gains", "gives_up", "ground", "sure", "linked", "by_line", "expr", "id", "fears", "reason", "decides",
    "weighs", "matters", "order", "held_by", "barred", "then", "reasons",
})  # fmt: skip
"""What is said of single lines, which a ranking does not have and weights have otherwise; and what rules keep somebody
from: a ranking does not speak of states that cannot be."""

ALIKE = {"no_link": "indifferent", "open": "not"}
"""A ranking that does not tell two states apart is silent and indifferent at once, and speaks of no infeasible one."""


def weighed(given: Preferences) -> Preferences:
    """Weights that outweigh all later ones together."""
    made: list[Weight] = []
    for item in reversed(given.priorities):
        each = sum((w.value for w in made), Fraction(1))
        made += [Weight(expr=s.want, value=each) for s in item.statements]
    return Preferences(weights=tuple(reversed(made)))


def ranked(dialogue: Dialogue, party: str) -> Preferences:
    """All states by the lines that they fulfil, by definition."""
    classes: dict[tuple[int, ...], list[int]] = {}
    for state in product(*(range(len(o.levels)) for o in dialogue.options)):
        if dialogue.feasible(state):
            lines = dialogue.preferences[party].priorities
            key = tuple(sum(dialogue.holds(s.want, state) for s in line.statements) for line in lines)
            classes.setdefault(key, []).append(dialogue.code(state))
    return Preferences(ranking=tuple(tuple(sorted(classes[key])) for key in sorted(classes, reverse=True)))


def three(dialogue: Dialogue) -> list[Dialogue]:
    """The game in its three writings, read back from text; facts are fixed and lines sure: a ranking knows no other."""
    certain = tuple(replace(c, chance=None) for c in dialogue.circumstances)
    lists = {party: replace(given, priorities=tuple(replace(p, sure=None) if not isinstance(p, Equally) else p
                                                    for p in given.priorities))
             for party, given in dialogue.preferences.items()}  # fmt: skip
    first = replace(dialogue, circumstances=certain, preferences=lists, views=())
    listed = [p for p, given in first.preferences.items() if given.priorities]
    weights = replace(first, preferences={**lists, **{p: weighed(lists[p]) for p in listed}})
    rankings = replace(first, preferences={**lists, **{p: ranked(first, p) for p in listed}})
    return [formats.parse(formats.dump(one)) for one in (first, weights, rankings)]


def game(name: str | int) -> Dialogue:
    if isinstance(name, str):
        return dt.load(name)
    made = random_dialogue(name, most=48, least=8)
    others = [(o, p.id) for o in made.options for p in made.parties if p.id != o.by]
    asks = (Ask(id=f"{o.id}-{by}", of=o.by, by=by, that=Name(o.id), text=f"a gift of {o.id}") for o, by in others)
    return replace(made, asks=tuple(asks))


def bare(told: Any) -> Any:
    """A result without what it says of single lines."""
    if isinstance(told, dict):
        return {key: bare(value) for key, value in told.items() if key not in LINES}
    if isinstance(told, list):
        return [bare(one) for one in told]
    return ALIKE.get(told, told) if isinstance(told, str) else told


def asked(dialogue: Dialogue) -> Iterator[tuple[str, Callable[[Dialogue], Any]]]:
    """Every question that can be answered from the states alone, by name."""
    for name in ("equilibria", "paths", "coalitions", "deals", "ratification", "outlook", "rounds", "alignment",
                 "dilemmas", "views", "watch"):  # fmt: skip
        yield name, getattr(dt, name)
    yield "brief", lambda d: dt.brief(d).facts
    yield "robustness", lambda d: [(c.kind, c.id, c.code, c.verdict) for c in dt.robustness(d).conclusions]
    for ask in dialogue.asks:
        yield f"why {ask.id}", lambda d, id=ask.id: (lambda found: (found.granted, found.other, found.reason.kind))(
            dt.why(d, id))  # fmt: skip
    for option in dialogue.options:
        changed = dialogue.with_levels(dialogue.status_quo or (), ((option.id, len(option.levels) - 1),))
        if dialogue.feasible(changed):  # a ranking does not speak of states that cannot be
            yield f"respond {option.id}", lambda d, there=changed: dt.respond(d, str(d.code(there)))
            yield f"whatif {option.id}", lambda d, o=option: dt.whatif(d, grant={o.id: o.levels[-1]})


@pytest.mark.parametrize("name", [*NAMED, *RANDOM])
def test_every_question_answers_the_same(name: str | int) -> None:
    first, *others = three(game(name))
    differing = []
    for question, ask in asked(first):
        answers = [bare(plain(answer(ask, one))) for one in (first, *others)]
        for form, told in zip(("weights", "ranking"), answers[1:], strict=True):
            differing += [(question, form, one) for one in differences(answers[0], told)]
    assert not differing


WORDS = ("equilibria", "coalitions", "ratification", "outlook", "rounds", "alignment", "watch", "views")
"""Questions whose pages quote no lines: in all writings their words are the same."""


@pytest.mark.parametrize("name", [*NAMED, *RANDOM])
def test_pages_that_quote_no_lines_have_the_same_words(name: str | int) -> None:
    for row in WORDS:
        first, *others = (terminal.text(page).partition("Made offline")[0] if page else ""
                          for page in (paged(row, dialogue) for dialogue in three(game(name))))  # fmt: skip
        assert others == [first, first], row


@pytest.mark.parametrize("name", [*NAMED, 2, 23])
def test_what_pages_find_is_said_in_the_same_words(name: str | int) -> None:
    """Headlines and the findings of sections, but for how sure it is, which hangs on what could be otherwise."""
    for row in ("brief", "paths", "deals", "dilemmas"):
        said = [page and [page.headline, *(s.finding for s in page.sections if s.id != "sure")]
                for page in (paged(row, dialogue) for dialogue in three(game(name)))]  # fmt: skip
        assert said[1:] == [said[0], said[0]], row


def paged(row: str, dialogue: Dialogue) -> Document | None:
    """The page of a question; None where it is refused."""
    module = "detente.report.brief.page" if row == "brief" else f"detente.report.pages.{row}"
    try:
        result = getattr(dt, row)(dialogue)
    except dt.DetenteError:
        return None
    page: Document = import_module(module).view(dialogue, result)
    return page


@pytest.mark.parametrize("name", NAMED)
def test_no_page_counts_the_lines_of_what_has_none(name: str) -> None:
    """"line 0 of the list" was said of a weighing and of a ranking."""
    for dialogue in three(game(name))[1:]:
        facts = {c.id: not c.now for c in dialogue.circumstances}
        results = [(row, getattr(dt, row)(dialogue)) for row in ("brief", "paths", "views", "watch", "robustness",
                                                                 "assumptions", "deals")]  # fmt: skip
        results += [("whatif", dt.whatif(dialogue, set=facts))] if facts else []
        results += [("why", dt.why(dialogue, ask.id)) for ask in dialogue.asks]
        for row, result in results:
            module = "detente.report.brief.page" if row == "brief" else f"detente.report.pages.{row}"
            said = " ".join(terminal.text(import_module(module).view(dialogue, result)).split())
            assert "line 0" not in said and "0th" not in said and "priority" not in said, (row, said)


def test_what_a_weight_or_a_place_carries_is_varied_and_named() -> None:
    """Robustness and assumptions of a game without lists were silent: nothing was varied."""
    first, weights, ranking = three(dt.load("classroom-prisoners"))
    assert dt.robustness(weights).variants == {"swap": 0, "drop": 0, "weight": 4, "ranking": 0, "rule": 0}
    assert dt.robustness(ranking).variants == {"swap": 0, "drop": 0, "weight": 0, "ranking": 6, "rule": 0}
    carried = [(one.party, first.statement(one.id)[1].want) for one in dt.assumptions(first).carrying]
    assert [(one.party, parse(one.id)) for one in dt.assumptions(weights).carrying] == carried
    drop = next(v for v in drops(weights) if v.party)
    assert [unparse(w.expr) for w in drop.of(weights).preferences[drop.party].weights] == [
        unparse(w.expr) for w in weights.preferences[drop.party].weights if unparse(w.expr) != drop.id]  # fmt: skip
    swap = next(v for v in swaps(ranking) if v.id == "2")
    before, after = (one.preferences[swap.party].ranking for one in (ranking, swap.of(ranking)))
    assert (after[0], after[1], after[2], after[3:]) == (before[0], before[2], before[1], before[3:])


def answer(ask: Callable[[Dialogue], Any], dialogue: Dialogue) -> Any:
    try:
        return ask(dialogue)
    except dt.DetenteError as error:
        return type(error).__name__


def differences(one: Any, other: Any, at: str = "") -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from differences(one.get(key), other.get(key), f"{at}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from differences(a, b, f"{at}[{n}]")
    elif one != other:
        yield f"{at}: {str(one)[:60]} | {str(other)[:60]}"
