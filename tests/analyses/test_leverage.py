"""Leverage: against every set tried, on the river, its prices and offers, and what bad questions are told."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from leverage_naive import minimal_sets, random_dialogue, random_expression, river

from detente.analyses.board import Board
from detente.analyses.deterred import Deterred
from detente.analyses.edits import catalogue
from detente.analyses.firm import Firm
from detente.analyses.leverage import leverage
from detente.analyses.search import minimal
from detente.engine import concepts
from detente.model.expression import parse

CASE = Path(__file__).parents[3] / "shared/cases/definitions/leverage.json"


def told(edit):
    """An edit as the case file writes it."""
    match edit.kind:
        case "circumstance":
            return {"circumstance": edit.id, "to": edit.to}
        case "lift_rule":
            return {"lift_rule": int(edit.id.split("-")[1])}
        case "drop":
            return {"drop": [edit.party, int(edit.id.split(".")[1])]}
        case "move":
            return {"move": [edit.party, int(edit.id.split(".")[1]), edit.places]}
        case _:
            return {"fix": dict(edit.levels)}


def as_sets(sets):
    return {frozenset(json.dumps(edit, sort_keys=True) for edit in one) for one in sets}


RAIN, LIFT = {"circumstance": "dry_year", "to": False}, {"lift_rule": 0}
RIVER = {
    ("release is full", "firm", "seq"): [[a, {"drop": ["upland", 0]}] for a in (RAIN, LIFT)],
    ("release is full", "some", "seq"): [[a, {"drop": ["upland", 0]}] for a in (RAIN, LIFT)],
    ("release is full", "some", "gmr"): [
        [a, b]
        for a in (RAIN, LIFT)
        for b in (
            {"drop": ["upland", 0]},
            {"move": ["upland", 0, 1]},
            {"move": ["upland", 0, 2]},
            {"move": ["upland", 1, -1]},
        )
    ],
    ("release is full", "every", "seq"): [],
    ("release >= half", "every", "seq"): [[{"fix": {"pay": "yes"}}]],
}


@pytest.mark.parametrize(("target", "goal", "concept"), RIVER)
def test_river(target, goal, concept):
    found = leverage(river(), target, asker="lowland", goal=goal, concept=concept, size=3)
    assert found.catalogue == 19
    assert not found.already
    expected = RIVER[target, goal, concept]
    assert len(found.sets) == len(expected)
    assert as_sets([map(told, one.edits) for one in found.sets]) == as_sets(expected)


@pytest.mark.parametrize(("goal", "concept"), [("firm", "seq"), ("some", "seq"), ("some", "gmr"), ("some", "nash")])
def test_river_already(goal, concept):
    found = leverage(river(), "release >= half", asker="lowland", goal=goal, concept=concept, size=3)
    assert found.already
    assert found.sets == ()


@pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not here")
def test_case_file():
    from detente.formats import parse as read

    case = json.loads(CASE.read_text())
    dialogue = read(json.dumps(case["given"]["dialogue"]))
    lines = {
        (party, n): line.id
        for party, preferences in dialogue.preferences.items()
        for n, line in enumerate(preferences.priorities)
    }

    def named(edit):
        match edit:
            case {"circumstance": id, "to": to}:
                return ("circumstance", id, to)
            case {"lift_rule": n}:
                return ("lift_rule", dialogue.rules[n].id)
            case {"drop": [party, n]}:
                return ("drop", lines[party, n])
            case {"move": [party, n, places]}:
                return ("move", lines[party, n], places)
            case {"fix": levels}:
                return ("fix", *sorted(levels.items()))

    def ours(edit):
        rest = {
            "circumstance": (edit.id, edit.to),
            "lift_rule": (edit.id,),
            "drop": (edit.id,),
            "move": (edit.id, edit.places),
            "fix": tuple(sorted(edit.levels.items())),
        }
        return (edit.kind, *rest[edit.kind])

    edits = catalogue(dialogue, case["given"]["asker"])
    assert {ours(e) for e in edits} == {named(e) for e in case["given"]["catalogue"]}
    assert len(edits) == len(case["given"]["catalogue"])
    for question, expected in case["expected"]["leverage"].items():
        target, how = question.split(" | ")
        goal, _, concept = how.partition(":")
        found = leverage(dialogue, target, asker="lowland", goal=goal, concept=concept or "seq", size=3)
        assert {frozenset(map(ours, one.edits)) for one in found.sets} == {
            frozenset(map(named, one)) for one in expected if one
        }, question
        assert found.already == ([] in expected)


def differences(seed, goal, concept, size):
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    asker = rng.choice([p.id for p in dialogue.parties])
    edits = catalogue(dialogue, asker)
    size = size if len(edits) <= 12 else min(size, 2)
    atoms = [f"{o.id} >= {o.levels[-1]}" for o in dialogue.options]
    target = parse(random_expression(rng, atoms, 1))
    board = Board(dialogue, edits)
    if goal == "some":
        judge = Deterred(board, asker, target, concepts.concept(concept))
    else:
        judge = Firm(board, asker, target, goal)
    naive = minimal_sets(dialogue, edits, target, goal, concept, size)
    return set(minimal(edits, judge, size).sets), naive


@pytest.mark.parametrize("goal", ["firm", "every"])
def test_against_every_set_tried(goal):
    telling = 0
    for seed in range(200):
        fast, naive = differences(seed, goal, "nash", 3)
        assert fast == naive, seed
        telling += bool(naive) and naive != {frozenset()}
    assert telling > 40


@pytest.mark.parametrize("concept", ["seq", "sseq", "gmr", "smr"])
def test_deterrents_against_every_set_tried(concept):
    telling = 0
    for seed in range(1000, 1060):
        fast, naive = differences(seed, "some", concept, 2)
        assert fast == naive, seed
        telling += bool(naive) and naive != {frozenset()}
    assert telling > 5
