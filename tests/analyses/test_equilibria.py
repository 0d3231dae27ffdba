"""Where it can settle, against the slow judge; the river by hand; what the equilibria share."""

from dataclasses import replace

import pytest
from river import CHICKEN, PRISONERS, river, two_by_two

from detente.analyses import equilibria as module
from detente.analyses.equilibria import equilibria
from detente.engine.concepts import EVERY
from detente.errors import InputError, TooLarge
from detente.formats import load
from detente.formats import parse as parse_dialogue
from detente.model.dialogue import Circumstance
from detente.model.expression import parse
from strategies import random_model

CONCEPTS = tuple(c.name for c in EVERY)
FIRMNESS = (("nash", "firm"), ("seq", "credible"), ("smr", "held"), ("gmr", "fearful"))
ORDER = ["firm", "credible", "held", "fearful", None]


def test_the_river_by_hand():
    found = equilibria(river(), stable=True)
    assert (found.states.possible, found.states.feasible) == (24, 16)
    assert [(e.code, e.firmness) for e in found.equilibria if e.firmness] == [
        *((c, "firm") for c in (7, 10, 18)),
        *((c, "held") for c in (4, 15)),
        *((c, "fearful") for c in (3, 6, 16, 19, 22)),
    ]
    assert (found.counts["nash"], found.counts["seq"], found.counts["smr"], found.counts["gmr"]) == (3, 3, 5, 10)
    assert found.status_quo.code == 0 and found.status_quo.state == {
        "release": "none", "pay": "no", "dam": "no", "protest": "no"
    }
    firm = next(c for c in found.common if c.of == "nash")
    assert (firm.always, firm.never, firm.open) == (("dam",), (), ("release", "pay", "protest"))
    assert firm.levels["release"] == ("none", "half") and firm.status_quo is False


@pytest.mark.parametrize("block", range(5))
def test_everything_said_is_what_the_definitions_say(block):
    for seed in range(block * 50, block * 50 + 50):
        model = random_model(seed, most=36)
        dialogue, judge = model.dialogue, model.judge
        if not judge.states:
            continue
        found = equilibria(dialogue, stable=True)
        sets = {name: {dialogue.code(s) for s in judge.equilibria(name)} for name in CONCEPTS}
        lean = {name: {dialogue.code(s) for s in judge.equilibria(name, lean=True)} for name in ("seq", "sseq")}
        assert {name: found.counts[name] for name in CONCEPTS} == {n: len(s) for n, s in sets.items()}, seed
        assert found.total == len(found.equilibria) == len(set().union(*sets.values()))
        for e in found.equilibria:
            assert e.state == {o.id: o.levels[k] for o, k in zip(dialogue.options, dialogue.state(e.code), strict=True)}
            assert e.concepts == tuple(name for name in CONCEPTS if e.code in sets[name]), seed
            assert e.firmness == next((word for name, word in FIRMNESS if e.code in sets[name]), None)
            assert e.lean == tuple(name for name in ("seq", "sseq") if e.code in sets[name] and e.code in lean[name])
            assert e.free == (e.code in sets["seq"] and e.code not in lean["seq"])
        keys = [(ORDER.index(e.firmness), e.code) for e in found.equilibria]
        assert keys == sorted(keys)
        for name in CONCEPTS:
            for party in judge.parties:
                stable = {dialogue.code(s) for s in judge.states if judge.stable(name, party, s)}
                assert found.stable[name][party] == tuple(sorted(stable)), (seed, name, party)
        check_common(dialogue, found, sets)


def check_common(dialogue, found, sets):
    groups = {"any": set().union(*sets.values()), **sets}
    assert [c.of for c in found.common] == [name for name in ("any", *CONCEPTS) if groups[name]]
    for c in found.common:
        states = [dialogue.state(code) for code in groups[c.of]]
        assert c.count == len(states)
        for k, option in enumerate(dialogue.options):
            seen = {s[k] for s in states}
            assert c.levels[option.id] == tuple(option.levels[level] for level in sorted(seen))
            assert (option.id in c.always) == (0 not in seen)
            assert (option.id in c.never) == (seen == {0})
            assert (option.id in c.open) == (0 in seen and len(seen) > 1)


def test_lean_says_something():
    """Some equilibrium rests on a free deterrent, and some does not: the loop above has seen both."""
    free = [e.free for seed in range(60) for e in equilibria(random_model(seed, most=36).dialogue).equilibria]
    assert True in free and False in free


def test_limit_counts_and_circumstances():
    assert len(equilibria(river(), limit=2).equilibria) == 2
    assert equilibria(river(), limit=2).total == 10
    with pytest.raises(InputError, match="not -1"):
        equilibria(river(), limit=-1)
    only = equilibria(river(), counts=True, stable=True)
    assert only.equilibria is None and only.stable is None and only.counts["gmr"] == 10
    (rule,) = river().rules
    wet = river(
        circumstances=(Circumstance(id="dry", text="", now=True),),
        rules=(replace(rule, never=parse("release is full and dry")),),
    )
    assert equilibria(wet).states.feasible == 16
    assert equilibria(wet, circumstances={"dry": False}).states.feasible == 24
    with pytest.raises(InputError, match="did you mean `dry`"):
        equilibria(wet, circumstances={"dri": False})


def test_no_status_quo_is_no_obstacle():
    found = equilibria(river(status_quo=None))
    assert found.status_quo is None and found.common[0].status_quo is None and found.counts["nash"] == 3


def test_the_lean_reading_stops_where_it_says(monkeypatch):
    monkeypatch.setattr(module, "LEAN_LIMIT", 4)
    found = equilibria(river())
    assert found.lean_checked == 4 and [e.lean is None for e in found.equilibria] == [False] * 4 + [True] * 6


def test_prisoners_and_chicken():
    assert [e.code for e in equilibria(two_by_two(*PRISONERS)).equilibria if "nash" in e.concepts] == [0]
    assert [e.code for e in equilibria(two_by_two(*PRISONERS)).equilibria if "seq" in e.concepts] == [0, 3]
    assert [e.code for e in equilibria(two_by_two(*CHICKEN)).equilibria if "nash" in e.concepts] == [1, 2]


def test_the_shipped_dialogue_settles_firmly_in_one_place():
    found = equilibria(load("us-pakistan-2010"))
    firm = [e for e in found.equilibria if e.firmness == "firm"]
    assert found.counts["nash"] == len(firm) >= 1
    assert all(e.state["north_waziristan"] == "targeted" for e in firm)
    assert all(e.state["afghan_role"] == e.state["visit_2011"] == "yes" for e in firm)
    assert all(e.state["civil_nuclear"] == "no" for e in firm)
    nowhere = next(c for c in found.common if c.of == "any").never
    assert {"balochistan", "us_forces", "civil_nuclear"} <= set(nowhere)


def test_how_many_there_are_of_each_firmness_whatever_is_listed() -> None:
    everything = equilibria(load("us-pakistan-2010"))
    assert everything.firmness == {
        word: sum((e.firmness or "none") == word for e in everything.equilibria)
        for word in ("firm", "credible", "held", "fearful", "none")
    }
    assert equilibria(load("us-pakistan-2010"), limit=1).firmness == everything.firmness


def test_lists_beyond_all_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.analyses.equilibria.LISTED", 100)
    talks = load("us-pakistan-2010")
    with pytest.raises(TooLarge, match=r"equilibria to list .*: 145 is more than the limit of 100"):
        equilibria(talks)
    assert equilibria(talks, counts=True).counts["gmr"] == 145
    assert len(equilibria(talks, limit=20).equilibria) == 20


def test_settlements_in_which_the_same_lines_hold_are_one_way():
    """Nobody minds the fair, and Bland alone minds the tariff: four firm states in two ways, told by the nearest."""
    talks = parse_dialogue(
        """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {tariff: {by: a, text: Tariff}, fair: {by: a, text: Fair}}
priorities: {b: [not tariff]}
status_quo: {fair: yes}
"""
    )
    found = equilibria(talks)
    assert [(way.code, way.firmness, way.members, way.open) for way in found.ways] == [
        (2, "firm", (2, 0), ("fair",)), (3, "firm", (3, 1), ("fair",))
    ]  # fmt: skip
    assert equilibria(talks, counts=True).ways is None
    assert sum(len(way.members) for way in equilibria(river()).ways) == 3
