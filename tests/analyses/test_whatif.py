"""What-if: only the differences, checked against both dialogues looked at one by one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from leverage_naive import Game, dialogue_of, random_dialogue, river

from detente.analyses.whatif import whatif
from detente.errors import InputError
from detente.formats import load
from detente.model.dialogue import Preferences

WORDS = {"nash": "firm", "seq": "credible", "smr": "held", "gmr": "fearful"}


def firmness(game):
    """The firmest word of every equilibrium, from the definitions."""
    return {
        game.dialogue.code(s): next(
            word
            for concept, word in (*WORDS.items(), ("", None))
            if not concept or all(game.stable(p.id, s, concept) for p in game.dialogue.parties)
        )
        for s in game.states
    }


@pytest.mark.parametrize("seed", range(40))
def test_differences_are_those_of_the_definitions(seed):
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    lines = [s.id for p in dialogue.preferences.values() for s in p.statements]
    facts = [f"{c.id}={'no' if c.now else 'yes'}" for c in dialogue.circumstances]
    if not lines:
        return
    drop, set_ = rng.sample(lines, 1), rng.sample(facts, min(1, len(facts)))
    found = whatif(dialogue, drop=drop, set=set_, limit=None)
    before = firmness(Game(dialogue, (), {}))
    edits = [type("E", (), {"kind": "drop", "id": drop[0]})()]
    edits += [type("E", (), {"kind": "circumstance", "id": f.split("=")[0], "to": f.endswith("yes")})() for f in set_]
    after = firmness(Game(dialogue, edits, {}))
    codes = {*before, *after}
    pairs = {c: (before.get(c), after.get(c)) for c in codes}
    assert {s.code: (s.before, s.after) for s in (*found.gained, *found.lost, *found.shifted)} == {
        c: pair for c, pair in pairs.items() if pair[0] != pair[1]
    }
    assert all(s.before is None for s in found.gained)
    assert all(s.after is None for s in found.lost)
    assert found.before["firm"] == sum(word == "firm" for word in before.values())
    assert (found.after["feasible"], found.before["feasible"]) == (len(after), len(before))


def test_rain_on_the_river():
    found = whatif(river(), set=["dry_year=no"])
    assert found.supposed.set == {"dry_year": False}
    assert not found.same
    assert (found.before["feasible"], found.after["feasible"]) == (16, 24)
    release = next(r for r in found.reasons if r.ask == "release")
    assert (release.before.kind, release.after.kind) == ("rule", "priority")
    assert release.after.statement == "upland.0"


def test_two_changes_let_the_ask_be_granted():
    found = whatif(river(), set=["dry_year=no"], drop=["upland.0"])
    release = next(a for a in found.asks if a.ask == "release")
    assert (release.before.firm, release.after.firm) == ("no", "some")


def test_a_grant_takes_the_status_quo_along():
    found = whatif(river(), grant=["pay=yes"])
    assert found.supposed.grant == {"pay": "yes"}
    assert found.status_quo_before.place.state["pay"] == "no"
    assert found.status_quo_after.place.state["pay"] == "yes"
    assert found.after["feasible"] == 8


def test_an_addition_is_told_with_its_id():
    found = whatif(river(), add=["upland: want not dam before upland.0"])
    (added,) = found.supposed.add
    assert (added.party, added.want, added.before) == ("upland", "not dam", "upland.0")
    assert added.id.startswith("upland.")
    assert all(s.state["dam"] == "no" for s in found.gained + found.shifted if s.after == "firm")
    assert any(s.after == "firm" and s.state["dam"] == "no" for s in found.gained + found.shifted)


def test_what_changes_nothing_says_so():
    dialogue = dialogue_of(("a", "b"), (("x", "a", ("no", "yes"), "both"),), {"a": ["x", "x"]})
    found = whatif(dialogue, drop=["a.1"])
    assert found.same
    assert found.before == found.after


def test_the_limit_leaves_totals_alone():
    found = whatif(river(), set=["dry_year=no"], drop=["upland.0"], limit=1)
    whole = whatif(river(), set=["dry_year=no"], drop=["upland.0"], limit=None)
    assert found.gained_total == whole.gained_total == len(whole.gained)
    assert len(found.gained) == min(1, whole.gained_total)


@pytest.mark.parametrize(
    ("supposed", "said"),
    [
        ({}, "say what is supposed"),
        ({"set": ["dry_yaer=no"]}, "did you mean `dry_year`"),
        ({"set": ["dry_year=perhaps"]}, "CIRCUMSTANCE=true"),
        ({"set": ["dry_year=no", "dry_year=yes"]}, "both true and false"),
        ({"drop": ["upland.9"]}, "did you mean"),
        ({"grant": ["pay=maybe"]}, "pay"),
        ({"grant": ["release=half", "release=none"]}, "both"),
        ({"add": ["upland want dam"]}, "PARTY: want"),
        ({"add": ["upland: want ships"]}, "ships"),
        ({"set": ["dry_year=no"], "limit": -1}, "limit"),
    ],
)
def test_bad_suppositions_are_told_clearly(supposed, said):
    with pytest.raises(InputError, match=said):
        whatif(river(), **supposed)


def test_python_gives_mappings_for_what_a_command_writes():
    talks = load("us-pakistan-2010")
    written = whatif(talks, set=["flood_relief=no"], grant=["incursions=no"])
    assert whatif(talks, set={"flood_relief": False}, grant={"incursions": "no"}) == written


def test_a_line_that_moves_is_the_list_written_so():
    dialogue = river()
    first, second, *rest = dialogue.preferences["upland"].priorities
    written = replace(dialogue, preferences={**dialogue.preferences, "upland": Preferences(
        priorities=(second, first, *rest))})  # fmt: skip
    found = whatif(dialogue, move=[f"{second.id}=-1"], limit=None)
    assert found.after == whatif(written, set={"dry_year": dialogue.now["dry_year"]}, limit=None).before
    assert whatif(dialogue, move={first.id: 1}).after == found.after
    assert found.supposed.move == {second.id: -1}


@pytest.mark.parametrize("text", ["upland.0", "upland.0=", "upland.0=up", "upland.0=0", "upland.0=1.5", "=1"])
def test_a_move_says_how_far(text):
    with pytest.raises(InputError, match="moves no line; write ID=-1"):
        whatif(river(), move=[text])
