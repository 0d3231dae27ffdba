"""The drift against its definition, and on dialogues whose drift can be said in a sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest

import detente as dt
from detente.analyses.outlook import outlook
from detente.engine.arrays.single import Arrays
from detente.errors import InputError
from detente.methods.chances.drift import drift, ended, layers, moves, wanted
from reference import CASES
from strategies import random_model

EXAMPLES = {
    # The gift comes; neither side arms, since the other would answer.
    "arms": """
parties: {a: {name: Aland}, b: {name: Bland}, c: {name: Cland}}
options:
  a_arms: {by: a, text: Arms}
  b_arms: {by: b, text: Arms of the other}
  gift: {by: c, text: Gift}
  parade: {by: c, text: Parade}
priorities: {a: [not b_arms, a_arms], b: [not a_arms, b_arms], c: [gift]}
""",
    # The tariff goes, and what its owner does not mind stays where it is.
    "tariffs": """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  tariff: {by: a, text: Tariff, levels: [none, low, high]}
  visas: {by: a, text: Visas, levels: [none, some, all]}
priorities: {a: [not tariff], b: [visas]}
status_quo: {tariff: low, visas: some}
""",
    # Each would rather be the one that keeps on, and somebody gives way.
    "chicken": """
parties: {red: {name: Red}, blue: {name: Blue}}
options: {red_swerves: {by: red, text: Red swerves}, blue_swerves: {by: blue, text: Blue swerves}}
priorities:
  red: [red_swerves or blue_swerves, blue_swerves, not red_swerves]
  blue: [red_swerves or blue_swerves, red_swerves, not blue_swerves]
""",
}


def everyone(engine):
    return dict.fromkeys(engine.movers, engine)


def ends(dialogue):
    """Chance by what is changed from the status quo, of ends that are single states."""
    found = {}
    for end in drift(dialogue, everyone(Arrays.of(dialogue)), dialogue.status_quo).outcomes:
        (one,) = end.states
        options = zip(dialogue.options, dialogue.status_quo, dialogue.state(one.code), strict=True)
        found[", ".join(f"{o.id} {o.levels[b]}" for o, a, b in options if a != b)] = end.chance
    return found


def test_examples_drift_where_one_would_say():
    assert ends(dt.parse(EXAMPLES["arms"])) == {"gift yes": 1}
    assert ends(dt.parse(EXAMPLES["tariffs"])) == {"tariff none": 1}
    half = Fraction(1, 2)
    assert ends(dt.parse(EXAMPLES["chicken"])) == {"red_swerves yes": half, "blue_swerves yes": half}
    shipped = ends(dt.load("us-pakistan-2010"))
    assert shipped == {"security_aid raised, afghan_role yes, visit_2011 yes, north_waziristan targeted": 1}


@pytest.mark.parametrize("seed", range(150))
def test_steps_are_those_of_the_definition_and_it_rests_at_lean_equilibria(seed):
    random = random_model(seed, most=36)
    judge, engine = random.judge, Arrays.of(random.dialogue)
    for s in judge.states:
        assert {p: set(wanted(engine, p, s)) for p in engine.movers} == {p: judge.wanted(p, s) for p in engine.movers}
    resting = {s for s in judge.states if not any(judge.wanted(p, s) for p in judge.parties)}
    assert resting == judge.equilibria("seq", lean=True)


@pytest.mark.parametrize("seed", range(60))
def test_a_walk_never_leaves_where_it_ends(seed):
    random = random_model(seed, most=36)
    engine = Arrays.of(random.dialogue)
    for start in random.judge.states[:4]:
        made = moves(everyone(engine), start)
        found = ended(random.dialogue, made, start)
        assert sum(end.chance for end in found.outcomes) == 1
        for end in found.outcomes:
            inside = {random.dialogue.state(one.code) for one in end.states}
            left = {t for state in inside for there in made[state].values() for t in there}
            assert left <= inside
            assert len(inside) > 1 or not left
        for state, way in layers(made, start).items():
            assert [step.before for step in way] == [start, *(step.after for step in way)][: len(way)]
            assert (way[-1].after if way else start) == state
            assert all(step.after in made[step.before][step.mover] for step in way)


def test_lean_play_takes_best_credible_steps_alone():
    talks = dt.load("river")
    assert outlook(talks) == outlook(talks, replies="lean") != outlook(talks, replies="plain")
    assert outlook(talks, moves="improving") == outlook(talks, moves="improving", replies="plain")
    for other in ({"moves": "improving"}, {"choose": "any"}):
        with pytest.raises(InputError, match="plain"):
            outlook(talks, replies="lean", **other)


@pytest.mark.parametrize(
    ("name", "changed"),
    [("belgrade-pristina", "cluster3 yes"), ("iran-2015", "fuel yes"), ("classroom-cuba", ""), ("missiles-fr", "")],
)
def test_real_dialogues(name, changed):
    assert ends(dt.load(CASES / "real" / f"{name}.yaml")) == {changed: 1}
