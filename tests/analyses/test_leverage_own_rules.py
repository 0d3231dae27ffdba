"""Leverage where rules bind one party alone: against every set tried, prices by hand, and what is refused."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from leverage_naive import as_asked, minimal_sets, random_dialogue, random_expression

import detente as dt
from detente.analyses.leverage import leverage
from detente.errors import NoAnswer
from detente.methods.inverse.edits import catalogue
from detente.model.dialogue import Dialogue, OwnRule
from detente.model.expression import parse
from detente.report import wording

TALKS = """
parties: {n: {name: Norway}, s: {name: Sweden}}
options:
  berth: {by: n, text: A berth, asked_by: s}
  boat: {by: s, text: A boat, asked_by: n}
rules: [{id: first, for: s, never: boat and not berth, because: Sweden sails only to a berth}]
priorities: {n: [boat, not berth], s: [berth, boat]}
status_quo: {}
"""


def bound(seed: int) -> Dialogue:
    """A random dialogue with one to three rules that bind one party alone."""
    rng = random.Random(seed)
    made = random_dialogue(rng, states=16, statements=2)
    atoms = [f"{o.id} is {level}" for o in made.options for level in o.levels] + [c.id for c in made.circumstances]
    own = tuple(
        OwnRule(id=f"own-{k}", never=parse(random_expression(rng, atoms, 1)), party=rng.choice(made.parties).id)
        for k in range(rng.randint(1, 3))
    )
    return replace(made, own_rules=own)


@pytest.mark.parametrize("seed", range(40))
def test_every_set_against_the_definition(seed: int) -> None:
    talks = bound(seed)
    rng = random.Random(seed)
    asker = rng.choice(talks.parties).id
    target = f"{(option := rng.choice(talks.options)).id} is {rng.choice(option.levels)}"
    goal = rng.choice(["firm", "every"])
    try:
        found = leverage(talks, target, asker=asker, goal=goal, size=2)
    except dt.DetenteError:  # the target holds nowhere, whatever the facts
        return
    edits = catalogue(talks, asker)
    there = as_asked(talks, parse(target), asker)
    wanted = minimal_sets(there, edits, parse(target), goal, "nash", 2, steps=True)
    told = {frozenset()} if found.already else {frozenset(e.number for e in one.edits) for one in found.sets}
    assert told == wanted
    assert all(one.granted for one in found.sets)  # each is solved anew by the engine


def test_a_rule_that_binds_its_giver_holds_what_it_gave() -> None:
    """Norway would take the berth back while the boat sails, but for its own rule."""
    bound = TALKS.replace("for: s, never: boat and not berth", "for: n, never: boat and not berth")
    bound = bound.replace("s: [berth, boat]", "s: [berth, boat iff berth]")
    assert leverage(dt.parse(bound), "berth").already
    free = leverage(dt.parse(bound.replace("for: n, never: boat", "for: s, never: boat")), "berth")
    assert not free.already


def test_whom_a_rule_binds_moves_once_it_has_what_it_waits_for() -> None:
    found = leverage(dt.parse(TALKS), "boat")
    assert [(one.levels, one.replies) for one in found.prices] == [({"berth": "yes"}, (3,))]
    unbound = leverage(dt.parse(TALKS.replace("for: s, ", "").replace("boat and not berth", "false")), "boat")
    assert [one.levels for one in unbound.prices] == [{}]


def test_what_it_does_not_know_is_refused_by_name_or_left_out() -> None:
    with pytest.raises(NoAnswer, match="--goal firm"):
        leverage(dt.parse(TALKS), "boat", goal="some", concept="seq")
    assert leverage(dt.parse(TALKS), "boat").offers == ()
    warned = [wording.warning(w) for w in dt.check(dt.parse(TALKS)).warnings if w.code == "not-used-yet"]
    assert any("offers on condition" in message for message in warned)
