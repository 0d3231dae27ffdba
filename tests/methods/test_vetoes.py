"""Vetoes: which options, refused when, overridden by what; against the definition, written out over single packages."""

from __future__ import annotations

import random

import pytest

from detente import formats
from detente.analyses.facts import facts
from detente.analyses.ratification import ratification
from detente.engine.solved import solved
from detente.methods.bargaining.packages import packages
from detente.methods.bargaining.vetoes import ratifiers, refused_by, vetoed
from detente.model.dialogue import Dialogue, State
from strategies import judge_of

TEXT = """
parties: {{a: , b: , house: {{ratifies: a{more}}}}}
circumstances: {{crisis: {{now: {crisis}}}}}
options: {{x: {{by: a}}, y: {{by: a, levels: [none, some, all]}}, z: {{by: b}}}}
priorities: {{a: [{a}], b: [{b}], house: [{house}]}}
status_quo: {{x: {x}}}
"""
WANTS = ("x", "not x", "y >= some", "y is all", "not z", "z", "x iff z", "z unless x", "crisis or x")


def made(seed: int) -> Dialogue:
    draw = random.Random(seed)
    more = draw.choice(("", ", unless: crisis", ", unless: y is all", ", of: [y]", ", of: [x], unless: z"))
    lists = {p: ", ".join(draw.sample(WANTS, draw.randint(1, 4))) for p in ("a", "b", "house")}
    return formats.parse(
        TEXT.format(more=more, crisis=draw.choice(("yes", "no")), x=draw.choice(("yes", "no")), **lists)
    )


def refuses(talks: Dialogue, state: State, now: State, *, strict: bool) -> bool:
    """The definition: it may veto something that changes, it is not overridden, and it likes the state less."""
    house = talks.party("house")
    may = house.may_veto or tuple(option.id for option in talks.options if option.by == "a")
    if all(state[talks.option_index(id)] == now[talks.option_index(id)] for id in may):
        return False
    if house.unless is not None and talks.holds(house.unless, state):
        return False
    rank = judge_of(talks).rank["house"]
    return rank[state] <= rank[now] if strict else rank[state] < rank[now]


@pytest.mark.parametrize("seed", range(80))
def test_what_a_ratifier_lets_pass_is_what_the_definition_says(seed: int) -> None:
    talks = made(seed)
    now = talks.status_quo
    assert now is not None
    assert ratifiers(talks) == ("house",)
    found = packages(solved(talks).space, react=False)
    for strict in (False, True):
        result = ratification(talks, strict=strict, against="reference", react=False)
        passes = {int(code) for code in found.codes if not refuses(talks, talks.state(int(code)), now, strict=strict)}
        assert set(result.win_set_strict if strict else result.win_set_weak) == passes
        assert result.ratifiers[0].options == vetoed(talks, "house")
    for code in range(talks.possible):
        state = talks.state(code)
        if talks.feasible(state):
            assert refused_by(talks, state) == (("house",) if refuses(talks, state, now, strict=False) else ())


@pytest.mark.parametrize("seed", range(80))
def test_the_facts_say_who_would_refuse_an_end_and_a_package(seed: int) -> None:
    talks = made(seed)
    now = talks.status_quo
    told = facts(talks)
    assert told.drift is not None and now is not None
    for end in told.drift.ends:
        for standing in end.states:
            refused = refuses(talks, talks.state(standing.at.code), now, strict=False)
            assert standing.refused == (("house",) if refused else ())


ORDER = """
parties: {a: , b: }
options:
  p: {by: a, text: Peace, asked_by: b}
  q: {by: a, text: Quiet, asked_by: b, asked_matters: must}
  r: {by: a, text: Rest, asked_by: b, asked_matters: could}
priorities: {a: [not p, not q, not r], b: [r, p, q]}
status_quo: {}
"""


def test_what_must_be_met_comes_before_what_should_and_could() -> None:
    assert facts(formats.parse(ORDER)).order == ("q", "p", "r")
    plain = ORDER.replace(", asked_matters: must", "").replace(", asked_matters: could", "")
    assert facts(formats.parse(plain)).order == ("r", "p", "q"), "else as the asker's list has them"


def test_of_packages_worth_the_same_that_is_told_which_meets_what_must_be() -> None:
    text = """
parties: {{a: , b: }}
options:
  p: {{by: a, text: Peace, asked_by: b{p}}}
  q: {{by: a, text: Quiet, asked_by: b{q}}}
  pay: {{by: b, text: Pay, asked_by: a}}
rules: [{{never: p and q}}]
priorities: {{a: [pay, not p and not q], b: [p or q, not pay]}}
status_quo: {{}}
"""
    for one in ("p", "q"):
        marks = {key: ", asked_matters: must" if key == one else "" for key in ("p", "q")}
        deal = facts(formats.parse(text.format(**marks))).deal
        assert deal is not None and deal.packages[0].signed.state[one] == "yes"
