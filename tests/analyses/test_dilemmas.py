"""Dilemmas: the two small games and the river by hand, derived stances, and the predicates read literally."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from naive import Naive, random_dialogue
from river import CHICKEN, PRISONERS, river, two_by_two

from detente.analyses.dilemmas import WAYS_OUT, dilemmas
from detente.errors import InputError, NoAnswer
from detente.formats import parse
from detente.model.dialogue import Answer, Ask, Doubt, Round
from detente.model.expression import parse as expression
from reference import worked


def six(result):
    return sorted((d.kind, d.who, d.toward) for d in result.six) if result.six else []


def three(result):
    return sorted((d.kind, d.who, d.toward, d.option) for d in result.dt2)


def stances(dialogue, positions, code=None):
    """With these positions (level indices), and a code whose levels all intend."""
    intentions = {}
    if code is not None:
        state = dialogue.state(code)
        for party in dialogue.parties:
            intentions[party.id] = tuple(
                (o.id, k) for o, k in zip(dialogue.options, state, strict=True) if o.by == party.id
            )
    given = {p: tuple(levels.items()) for p, levels in positions.items()}
    return replace(dialogue, positions=given, intentions=intentions)


BOTH = {"c1": 1, "c2": 1}


def test_prisoners_who_agree_cannot_trust_each_other():
    game = stances(two_by_two(*PRISONERS), {"one": BOTH, "two": BOTH})
    result = dilemmas(game)
    assert result.phase == "collaboration" and result.positions_completed == {"one": 3, "two": 3}
    assert six(result) == [
        ("cooperation", "one", None), ("cooperation", "two", None), ("trust", "one", "two"), ("trust", "two", "one")
    ]
    assert {d.about for d in result.six if d.kind == "trust"} == {("c1",), ("c2",)}
    said = dilemmas(stances(two_by_two(*PRISONERS), {"one": BOTH, "two": BOTH}, 3), version="DT2")
    assert three(said) == [("trust", "one", "two", "c2"), ("trust", "two", "one", "c1")]


def test_chicken_when_both_stand_firm():
    game = stances(two_by_two(*CHICKEN), {"one": {"c1": 0, "c2": 1}, "two": {"c1": 1, "c2": 0}})
    assert six(dilemmas(game)) == [
        ("inducement", "one", "two"), ("inducement", "two", "one"), ("threat", "one", None), ("threat", "two", None)
    ]
    later = dilemmas(game, version="DT2")
    assert three(later) == [("rejection", "one", "two", "c1"), ("rejection", "two", "one", "c2")]


def test_positioning_when_one_likes_the_other_position_better():
    game = stances(two_by_two(*PRISONERS), {"one": {"c1": 0, "c2": 0}, "two": BOTH})
    assert ("positioning", "one", "two") in six(dilemmas(game))


def test_river_with_ties_flagged():
    dialogue = river(positions={
        "upland": (("release", 1), ("pay", 1), ("dam", 0)), "lowland": (("release", 1), ("pay", 0), ("dam", 0))
    })
    result = dilemmas(dialogue)
    assert result.positions_completed == {"upland": 4, "lowland": 1} and result.threatened == 0
    assert [(d.kind, d.who, d.toward, d.indifferent) for d in result.six] == [
        ("cooperation", "upland", None, False),
        ("trust", "lowland", "upland", False),
        ("deterrence", "lowland", "upland", True),
        ("inducement", "upland", "lowland", True),
        ("inducement", "lowland", "upland", False),
        ("threat", "upland", None, False),
    ]
    assert result.six[0].about == ("dam",) and result.six[0].to.code == 10
    assert all(d.ways == WAYS_OUT[d.kind] for d in result.six)


def test_an_ask_that_a_rule_forbids_is_a_finding():
    result = dilemmas(river())
    assert result.positions == {
        "upland": {"release": "none", "pay": "yes", "dam": "no"}, "lowland": {"release": "full", "pay": "no"}
    }
    (finding,) = result.findings
    assert (finding.what, finding.party, finding.rules) == ("position", "lowland", ("reservoir",))
    assert finding.place.code == 2
    assert not any(d.kind == "trust" and d.who == "lowland" for d in result.six)


def test_positions_derived_from_asks_and_answers():
    asks = (
        *river().asks,
        Ask(id="no_dam", of="upland", by="lowland", text="", that=expression("not dam")),
        Ask(id="some", of="upland", by="lowland", text="", that=expression("release >= half")),
    )
    answers = (Answer(ask="release", answer="partly", granted="half"), Answer(ask="pay", answer="refused"))
    earlier = Round(id="first", answers=(Answer(ask="pay", answer="accepted"),))
    dialogue = river(asks=asks, rounds=(earlier, Round(id="second", answers=answers)), rules=())
    result = dilemmas(dialogue)
    assert result.positions["upland"] == {"release": "half", "pay": "yes", "dam": "no"}
    assert result.positions["lowland"] == {"release": "full", "pay": "no", "dam": "no"}
    assert result.stated_intentions == 1 and result.threatened == 0
    unanswered = replace(dialogue, rounds=(earlier, Round(id="second", answers=answers[:1])))
    assert dilemmas(unanswered).stated_intentions == 4


def test_doubts_of_the_file_replace_the_derived_ones():
    game = stances(two_by_two(*PRISONERS), {"one": BOTH, "two": BOTH}, 3)
    trusting = replace(game, doubts=(Doubt(who="one", of="two", option="c1"),))
    assert three(dilemmas(trusting, version="DT2")) == [("trust", "two", "one", "c1")]
    doubting = replace(game, doubts=(Doubt(who="one", of="two", option="c2"),))
    assert len(three(dilemmas(doubting, version="DT2"))) == 2


def test_what_cannot_be_asked():
    with pytest.raises(InputError, match="DT3"):
        dilemmas(river(), version="DT3")
    with pytest.raises(NoAnswer, match="status quo"):
        dilemmas(river(status_quo=None))


def test_computed_examples():
    for case in worked("drama")["expected"]:
        dialogue, expected = parse(json.dumps(case["dialogue"])), case["expected"]
        result = dilemmas(stances(dialogue, case["positions"], case["threatened"]))
        assert list(result.characters) == case["characters"]
        assert result.positions_completed == expected["positions_completed"]
        assert result.threatened == case["threatened"]
        assert [list(d) for d in six(result)] == expected["six"]
        said = dilemmas(stances(dialogue, case["positions"], case["stated_intentions"]), version="DT2")
        assert said.stated_intentions == case["stated_intentions"]
        assert [list(d) for d in three(said)] == expected["dt2"]


def random_scene(rng):
    dialogue = random_dialogue(rng, parties=4, largest=30)
    positions = {}
    for party in dialogue.table:
        stand = {o.id: rng.randrange(len(o.levels)) for o in dialogue.options
                 if o.by == party or (o.by in dialogue.table and rng.random() < 0.6)}
        positions[party] = stand
    return stances(dialogue, positions, rng.randrange(dialogue.possible) if rng.random() < 0.8 else None)


def complete(dialogue, i):
    """P_i: i's own word, else the owner's, else the status quo."""
    stands = {p: dict(levels) for p, levels in dialogue.positions.items()}
    other = [stands.get(o.by, {}).get(o.id, dialogue.status_quo[k]) for k, o in enumerate(dialogue.options)]
    return tuple(stands[i].get(o.id, level) for o, level in zip(dialogue.options, other, strict=True))


def literal_six(dialogue, result):
    naive, table = Naive(dialogue), dialogue.table
    P = {i: complete(dialogue, i) for i in table}
    T = dialogue.state(result.threatened)
    ok = naive.feasible
    pairs = [(i, j) for i in table for j in table if i != j]

    def tempted(i, s):
        return s in ok and bool(naive.improvements(i, s))

    found = {("cooperation", i, None) for i in table if tempted(i, P[i])}
    found |= {("trust", i, j) for i, j in pairs if tempted(j, P[i])}
    for i, j in pairs:
        if P[i] != P[j] and P[i] in ok and T in ok and naive.rank(j, T) >= naive.rank(j, P[i]):
            found.add(("deterrence", i, j))
        if P[i] != P[j] and P[j] in ok and T in ok and naive.rank(i, P[j]) >= naive.rank(i, T):
            found.add(("inducement", i, j))
        if P[i] in ok and P[j] in ok and naive.rank(i, P[j]) > naive.rank(i, P[i]):
            found.add(("positioning", i, j))
    if len(set(P.values())) > 1:
        found |= {("threat", i, None) for i in table if tempted(i, T)}
    return sorted(found, key=str)


def literal_three(dialogue, result):
    naive = Naive(dialogue)
    t, found = dialogue.state(result.stated_intentions), set()
    if t not in naive.feasible:
        return []
    for k, o in enumerate(dialogue.options):
        for i in dialogue.table:
            p = dict(dialogue.positions[i]).get(o.id)
            if o.by == i or o.by not in dialogue.table or p is None:
                continue
            doubt = any(
                all(a == b for n, (a, b) in enumerate(zip(t, u, strict=True)) if n != k)
                and (t[k] == p or ((u[k] - t[k]) * (p - t[k]) > 0 and abs(u[k] - t[k]) <= abs(p - t[k])))
                for u in naive.improvements(o.by, t)
            )
            if t[k] != p:
                found.add(("rejection", o.by, i, o.id) if doubt else ("persuasion", i, o.by, o.id))
            elif doubt:
                found.add(("trust", i, o.by, o.id))
    return sorted(found)


def test_as_the_predicates():
    rng = random.Random(9)
    kinds = set()
    for _ in range(250):
        dialogue = random_scene(rng)
        result, later = dilemmas(dialogue), dilemmas(dialogue, version="DT2")
        assert sorted(six(result), key=str) == literal_six(dialogue, result)
        assert three(later) == literal_three(dialogue, later)
        kinds |= {d.kind for d in (*result.six, *later.dt2)}
        for d in result.six:
            if d.to is not None:
                assert d.about == tuple(o for o in d.to.state if d.to.state[o] != start(dialogue, result, d)[o])
    assert kinds == set(WAYS_OUT)


def start(dialogue, result, dilemma):
    code = result.threatened if dilemma.kind == "threat" else result.positions_completed[dilemma.who]
    return {o.id: o.levels[k] for o, k in zip(dialogue.options, dialogue.state(code), strict=True)}


def test_a_confrontation_has_a_dilemma():
    """Howard's theorem in this reading: for feasible positions that differ one of two holds, both only in a tie."""
    rng = random.Random(10)
    confronted = 0
    for _ in range(250):
        dialogue = random_scene(rng)
        result = dilemmas(dialogue)
        P, forbidden = result.positions_completed, {f.party for f in result.findings if f.what == "position"}
        if any(f.what == "threatened" for f in result.findings):
            continue
        ties = {(d.kind, d.who, d.toward): d.indifferent for d in result.six}
        for i in result.characters:
            for j in result.characters:
                if P[i] != P[j] and i not in forbidden:
                    confronted += 1
                    a, b = ties.get(("deterrence", i, j)), ties.get(("inducement", j, i))
                    assert (a is not None) or (b is not None)
                    assert (a is not None and b is not None) == bool(a or b)
    assert confronted > 100
