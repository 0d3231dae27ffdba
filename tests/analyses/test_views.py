"""Who misreads whom, against hypergames worked out state by state with the slow judge."""

import json
import random
from dataclasses import replace

import pytest
from river import CHICKEN, PRISONERS, river, two_by_two

from detente.analyses.views import views
from detente.formats import load, parse
from detente.model.change import AsSeenBy, apply
from detente.model.dialogue import Preferences, View
from reference import worked
from strategies import judge_of, random_dialogue

CONCEPTS = ("nash", "sseq", "seq", "smr", "gmr")


def ranking(codes):
    return Preferences(ranking=tuple((c,) for c in codes))


def summary(found):
    return {
        "expects": {party: list(codes) for party, codes in found.expects.items()},
        "equilibria": list(found.equilibria),
        "true": list(found.true),
        "steady": list(found.steady),
        "surprises": sorted([s.who, s.of, s.code] for s in found.surprises),
    }


TAKEN_FOR_CHICKEN = View(id="v", who="one", of="two", instead=ranking(CHICKEN[1]))
TAKEN_FOR_PRISONER = View(id="v", who="one", of="two", instead=ranking(PRISONERS[1]))
WRITTEN = [
    (two_by_two(*PRISONERS, views=(TAKEN_FOR_CHICKEN,)), "nash",
     {"expects": {"one": [2], "two": [0]}, "equilibria": [0], "true": [0], "steady": [],
      "surprises": [["one", "two", 2]]}),
    (two_by_two(*PRISONERS, views=(TAKEN_FOR_CHICKEN,)), "seq",
     {"expects": {"one": [2], "two": [0, 3]}, "equilibria": [0], "true": [0, 3], "steady": [],
      "surprises": [["one", "two", 2], ["two", "one", 3]]}),
    (two_by_two(PRISONERS[0], CHICKEN[1], views=(TAKEN_FOR_PRISONER,)), "nash",
     {"expects": {"one": [0], "two": [2]}, "equilibria": [2], "true": [2], "steady": [],
      "surprises": [["one", "two", 0]]}),
    (two_by_two(PRISONERS[0], CHICKEN[1], views=(TAKEN_FOR_PRISONER,)), "seq",
     {"expects": {"one": [0, 3], "two": [2]}, "equilibria": [2, 3], "true": [2], "steady": [],
      "surprises": [["one", "two", 0]]}),
]  # fmt: skip


@pytest.mark.parametrize(("dialogue", "concept", "expected"), WRITTEN)
def test_the_examples_written_out(dialogue, concept, expected):
    assert summary(views(dialogue, concept=concept)) == expected


def test_the_computed_examples():
    seen = 0
    for example in worked("hypergame")["expected"]:
        given = example["dialogue"]
        held = given.pop("views")
        dialogue = parse(json.dumps(given))
        dialogue = replace(dialogue, views=tuple(
            View(id=f"{who}-{of}", who=who, of=of, instead=ranking(instead["ranking"]))
            for who, of_others in held.items() for of, instead in of_others.items()
        ))  # fmt: skip
        for concept, expected in example["expected"].items():
            assert summary(views(dialogue, concept=concept)) == expected
            seen += 1
    assert seen == 4


def test_cooperation_is_lost_to_a_misreading_and_won_back_by_correcting_it():
    found = views(two_by_two(*PRISONERS, views=(TAKEN_FOR_CHICKEN,)))
    (correction,) = found.corrections
    assert (correction.who, correction.of, correction.gained, correction.lost) == ("one", "two", (3,), ())
    assert correction.expects == (0, 3)
    assert found.false_hopes["one"] == (2,) and found.unforeseen["one"] == (0,)


def with_views(seed):
    draw = random.Random(seed)
    dialogue = random_dialogue(seed, most=24)
    others = random_dialogue(seed + 10_000, most=24)
    judge = judge_of(dialogue)
    if not judge.states:
        return None
    held = []
    for who in dialogue.parties:
        for of in dialogue.parties:
            if who.id != of.id and draw.random() < 0.4:
                codes = list(range(dialogue.possible))
                draw.shuffle(codes)
                cut = draw.randint(1, len(codes))
                instead = Preferences(ranking=(*((c,) for c in codes[:cut]), tuple(codes[cut:])))
                held.append(View(id=f"{who.id}-{of.id}", who=who.id, of=of.id, instead=instead))
    assert others
    return replace(dialogue, views=tuple(held), status_quo=draw.choice(judge.states))


@pytest.mark.parametrize("block", range(5))
def test_against_the_definitions(block):
    seen = 0
    for seed in range(block * 45, block * 45 + 45):
        dialogue = with_views(seed)
        if dialogue is None:
            continue
        concept = CONCEPTS[seed % 5]
        check(dialogue, concept, views(dialogue, concept=concept), seed)
        seen += 1
    assert seen > 30


def check(dialogue, concept, found, seed):
    true = judge_of(dialogue)
    ids = [p.id for p in dialogue.parties]
    seen = {i: judge_of(apply(dialogue, AsSeenBy(i))) for i in ids}
    code = dialogue.code
    stable = {i: {s: {j: seen[i].stable(concept, j, s) for j in ids} for s in true.states} for i in ids}
    expects = {i: {s for s in true.states if all(stable[i][s].values())} for i in ids}
    held = {s for s in true.states if all(stable[i][s][i] for i in ids)}
    assert set(found.true) == {code(s) for s in true.equilibria(concept)}
    assert set(found.equilibria) == {code(s) for s in held}, seed
    for i in ids:
        assert set(found.expects[i]) == {code(s) for s in expects[i]}, seed
        assert set(found.false_hopes[i]) == {code(s) for s in expects[i] - held}
        assert set(found.unforeseen[i]) == {code(s) for s in held - expects[i]}
    steady = {s for s in held if all(s in expects[i] for i in ids)}
    assert set(found.steady) == {code(s) for s in steady}
    assert set(found.unsteady) == {code(s) for s in held - steady}
    surprises = {
        (i, j, s) for i in ids for j in ids if i != j for s in true.states if stable[i][s][j] and not stable[j][s][j]
    }
    assert found.surprise_count == len(surprises), seed
    shown = {(s.who, s.of, dialogue.state(s.code)) for s in found.surprises}
    assert shown <= surprises and len(shown) == min(50, len(surprises))
    for s in found.surprises:
        at = dialogue.state(s.code)
        left = {t for t in seen[s.of].UI[s.of, at] if not seen[s.of].sanctions(concept, s.of, at, t)}
        assert s.moves and {m.code for m in s.moves} <= {code(t) for t in left}
        assert s.expected == (at in expects[s.who]) and s.status_quo == (at == dialogue.status_quo)
    keys = [(not s.status_quo, not s.expected) for s in found.surprises]
    assert keys == sorted(keys)


def test_correcting_everything_gives_the_truth():
    for seed in range(60):
        dialogue = with_views(seed)
        if dialogue is None or len({v.who for v in dialogue.views}) < 2:
            continue
        found = views(dialogue)
        last = found.corrections[-1]
        assert (last.who, last.of) == ("", "")
        assert (set(found.equilibria) | set(last.gained)) - set(last.lost) == set(found.true)
        assert last.playout == found.true_playout


def test_views_of_preferences_change_nothing_that_looks_at_ones_own_ranking_alone():
    for seed in range(60):
        dialogue = with_views(seed)
        for concept in ("nash", "gmr", "smr") if dialogue else ():
            found = views(dialogue, concept=concept)
            assert found.equilibria == found.true


def test_without_views_everybody_sees_the_same():
    found = views(river())
    assert found.believers == () and found.corrections == () and found.surprise_count == 0
    assert found.equilibria == found.true == found.steady == (7, 10, 18)
    assert [(o.chance, [s.code for s in o.states]) for o in found.playout.outcomes] == [(1, [18])]
    assert views(river(status_quo=None)).playout is None


def test_washington_expects_what_the_shipped_file_says_it_will_not_get():
    found = views(load("us-pakistan-2010"))
    assert found.believers == ("us", "pakistan")
    assert found.false_hopes["us"]
    assert all(found.states[code]["us_forces"] == "yes" for code in found.false_hopes["us"])
    first = found.surprises[0]
    assert (first.who, first.of, first.expected) == ("us", "pakistan", True)
