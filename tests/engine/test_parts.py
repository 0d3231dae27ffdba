"""Dialogues that fall apart, put together from their parts, against the slow judge on the whole."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import pytest
from common import deterred, order

from definitions import Judge
from detente.engine.concepts import CONCEPTS
from detente.engine.parts.single import Parts
from detente.engine.parts.split import parts
from detente.engine.parts.wanted import wanted
from detente.engine.solved import solved
from detente.formats import load, parse
from detente.formats.generated import generated
from detente.model.dialogue import State
from sanction_checks import checks
from strategies import Model, judge_of, separable

FALLS_APART = [(concept.name, False) for concept in CONCEPTS if concept.answer != "improvements"] + [
    (concept.name, True) for concept in CONCEPTS if concept.answer == "improvements"
]

HIDDEN = """
title: Each arms, and a third has a gift
parties: {north: {name: Northland}, south: {name: Southland}, island: {name: Islandia}}
options:
  north_guns: {by: north, text: Guns for the north, asked_by: island}
  south_guns: {by: south, text: Guns for the south}
  present: {by: island, text: A present, asked_by: north}
  march: {by: island, text: A march}
  dance: {by: island, text: A dance}
priorities:
  north: [not south_guns, north_guns]
  south: [not north_guns, south_guns]
  island: [present]
"""


def verdicts(dialogue, engine, judge: Judge) -> int:
    """Every verdict that falls apart, of every party in every state; how many were compared."""
    compared = 0
    for s in judge.states:
        for party in judge.parties:
            for concept, lean in FALLS_APART:
                expected = judge.stable(concept, party, s, lean)
                assert engine.stable(party, s, concept, lean=lean) == expected, (dialogue.title, concept, party, s)
                compared += 1
    return compared


@pytest.mark.parametrize("seed", range(60))
def test_every_answer_of_a_dialogue_in_parts(seed: int) -> None:
    dialogue = separable(seed, most=24)
    judge, engine = judge_of(dialogue), Parts.of(dialogue)
    model = Model(seed=seed, dialogue=dialogue, judge=judge)
    verdicts(dialogue, engine, judge)
    for (party, s), better in judge.UI.items():
        assert engine.count(party, s) == len(better)
        assert list(engine.best(party, s)) == sorted(better, key=lambda t: order(model, party, s, t))
        assert set(engine.moves(party, s)) == judge.R[party, s]
        assert set(engine.lean(party, s)) == judge.lean[party, s]
        top = {t for t in better if all(judge.rank[party][t] >= judge.rank[party][u] for u in better)}
        assert set(engine.lean(party, s, best=True)) == judge.lean[party, s] & top
        for t in better:
            assert engine.is_lean(party, s, t) == (t in judge.lean[party, s])
            for concept, lean in FALLS_APART:
                found = engine.sanction(party, s, t, concept, lean=lean)
                assert (found is not None) == deterred(judge, concept, party, s, t, lean)
                assert found is None or checks(engine, found)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_verdicts_of_a_thousand_dialogues_in_parts(block: int) -> None:
    for seed in range(1000 + block * 50, 1050 + block * 50):
        dialogue = separable(seed, most=40)
        judge = judge_of(dialogue)
        verdicts(dialogue, Parts.of(dialogue), judge)


def test_the_material_falls_apart() -> None:
    sizes = [len(parts(separable(seed)).parts) for seed in range(200)]
    assert sum(size > 1 for size in sizes) > 150 and max(sizes) > 3


def test_deterrence_crosses_parts() -> None:
    prisoners = load("classroom-prisoners")
    assert [len(part.options) for part in parts(prisoners).parts] == [1, 1]
    engine, judge = Parts.of(prisoners), judge_of(prisoners)
    verdicts(prisoners, engine, judge)
    kept = [s for s in judge.states if all(engine.stable(p, s, "seq", lean=True) for p in engine.movers)]
    assert len(kept) == 2  # both confess, as each part by itself says; and, across the parts, neither does
    (quiet,) = [s for s in kept if not all(engine.stable(p, s, "nash") for p in engine.movers)]
    for part in parts(prisoners).parts:
        alone = Parts.of(part.dialogue)
        assert not alone.stable(alone.movers[0], part.cut(quiet), "seq", lean=True)


def test_deterrence_crosses_five_parts() -> None:
    dialogue = parse(HIDDEN)
    assert len(parts(dialogue).parts) == 5
    engine, judge = Parts.of(dialogue), judge_of(dialogue)
    verdicts(dialogue, engine, judge)
    quiet = (0, 0, 1, 0, 0)
    assert all(engine.stable(p, quiet, "seq", lean=True) for p in engine.movers)
    assert not engine.stable("north", quiet, "nash")


# ---- the split -------------------------------------------------------------------------------------------------------

FRONTS = """
title: Two fronts
parties: {a: {name: Aland}, b: {name: Bland}}
circumstances: {dry: {text: A dry year, now: true}}
options: {w1: {by: a, text: w1}, w2: {by: b, text: w2}, t1: {by: a, text: t1}, t2: {by: b, text: t2}}
LINES
"""


def groups(lines: str) -> list[set[str]]:
    split = parts(parse(FRONTS.replace("LINES", lines)))
    assert sorted(k for part in split.parts for k in part.options) == [0, 1, 2, 3]
    assert prod(part.dialogue.possible for part in split.parts) == 16
    return [{option.id for option in part.dialogue.options} for part in split.parts]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("priorities: {a: [w1 or w2]}", {"w1", "w2"}),
        ("priorities: {a: [w1 and dry, t1 and dry]}", None),
        ("rules: [{id: r, never: w1 and t2}]", {"w1", "t2"}),
        ("rules: [{id: r, never: w1 and not dry}]", None),
        ("asks: {x: {of: a, by: b, that: w1 and t1, text: Both}}", {"w1", "t1"}),
        ("commitments: {c: {by: a, text: Both, does: w1 and t1}}", {"w1", "t1"}),
        ("offers: [{id: o, by: a, give: {w1: yes}, if: t2}]", {"w1", "t2"}),
        ("priorities: {a: [{equally: [w1, t1]}]}", {"w1", "t1"}),
        ("weights: {a: {w1: 2, t1: 1}}", {"w1", "t1"}),
    ],
)
def test_what_joins_options(lines: str, joined: set[str] | None) -> None:
    found = groups(lines)
    assert ([g for g in found if len(g) > 1] == [joined]) if joined else all(len(g) == 1 for g in found)


# ---- the drift -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", range(10))
def test_steps_of_the_drift_are_those_of_the_whole(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        dialogue = separable(seed, most=40)
        judge, engine = judge_of(dialogue), Parts.of(dialogue)
        for s in judge.states:
            for party in engine.movers:
                assert wanted(engine, party, s) == literally_wanted(judge, party, s), (seed, party, s)


def literally_wanted(judge: Judge, party: str, s: State) -> tuple[State, ...]:
    """Undeterred by lean replies, of these the best, of these those that put no changed option back in another one."""
    free = [t for t in judge.UI[party, s] if not judge.sanctions("seq", party, s, t, True)]
    best = [t for t in free if all(judge.rank[party][t] >= judge.rank[party][u] for u in free)]

    def spared(t: State) -> bool:
        within = [all(min(a, c) <= b <= max(a, c) for a, b, c in zip(s, u, t, strict=True)) for u in best if u != t]
        return any(within)

    return tuple(sorted(t for t in best if not spared(t)))


def test_a_what_if_shares_what_is_known_of_the_parts_that_do_not_differ() -> None:
    talks = parse(generated(fronts=13, options=26, parties=3, seed=2))
    first = solved(talks).engine
    there = (1 - talks.status_quo[0], *talks.status_quo[1:])
    changed = replace(talks, status_quo=there)
    again = solved(changed, like=talks).engine
    same = [one is other for one, other in zip(first.pieces, again.pieces, strict=True)]
    assert same.count(False) == 1
    assert not same[solved(talks).split.of(talks.options[0].id)]
    fresh = solved(replace(talks, status_quo=there)).engine
    assert all(again.count(p, there) == fresh.count(p, there) for p in again.movers)
