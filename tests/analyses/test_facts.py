"""The facts of a page against the analyses that they are gathered from, and on dialogues one can think through."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

import detente as dt
from detente.analyses.facts import facts
from detente.analyses.outlook import outlook
from detente.methods.settling.degrees import Degrees
from detente.model.dialogue import Ask
from detente.plain import plain
from strategies import expression, random_model

RULE = """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  sign: {by: a, text: A signature, asked_by: b}
  assembly: {by: b, text: An assembly, asked_by: a}
rules: [{id: only-signed, never: assembly and not sign, because: The assembly comes only with the signature}]
priorities: {a: [not sign, assembly], b: [sign, not assembly unless sign]}
status_quo: {sign: yes, assembly: yes}
"""

ARMS = """
parties: {a: {name: Aland}, b: {name: Bland}, c: {name: Cland}}
options:
  a_arms: {by: a, text: Arms, asked_by: c}
  b_arms: {by: b, text: Arms of the other}
  gift: {by: c, text: Gift, asked_by: a}
  parade: {by: c, text: Parade, asked_by: b}
priorities: {a: [not b_arms, a_arms], b: [not a_arms, b_arms], c: [gift]}
"""


def random_talks(seed, most=36):
    """A random dialogue with a status quo and some asks; None if it has no state."""
    model = random_model(seed, most=most)
    draw = random.Random(seed)
    if not model.judge.states:
        return None
    asks = []
    for k in range(3):
        owner = draw.choice(model.dialogue.options).by
        own = [o for o in model.dialogue.options if o.by == owner]
        by = next((p.id for p in model.dialogue.parties if p.id != owner), owner)
        asks.append(Ask(id=f"ask{k}", of=owner, by=by, that=expression(draw, own), text=f"Ask {k}"))
    return replace(model.dialogue, status_quo=draw.choice(model.judge.states), asks=tuple(asks))


def test_a_rule_over_two_parties_is_what_holds_it():
    found = facts(dt.parse(RULE))
    assert found.now.holds == "firm" and found.drift.next == () and found.now.deterred == ()
    (barred,) = found.now.barred
    assert (barred.party, barred.would.changes, barred.rules) == ("a", {"sign": "no"}, ("only-signed",))
    assert barred.would.because.expr == "not sign"


def test_deterrence_is_told_as_such():
    found = facts(dt.parse(ARMS))
    (end,) = found.drift.ends
    (rest,) = end.states
    assert [(m.party, m.changes) for m in end.way] == [("c", {"gift": "yes"})] and rest.holds == "credible"
    assert [(d.party, d.would.changes, [m.changes for m in d.answer]) for d in rest.deterred] == [
        ("a", {"a_arms": "yes"}, [{"b_arms": "yes"}]),
        ("b", {"b_arms": "yes"}, [{"a_arms": "yes"}]),
    ]
    assert {one.ask: one.drift for one in found.asks} == {"a_arms": "not", "gift": "full", "parade": "open"}


def test_no_status_quo_has_no_drift_and_no_fates():
    found = facts(replace(dt.load("river"), status_quo=None))
    assert found.now is None and found.drift is None
    assert {(one.drift, one.now, one.chance, one.why) for one in found.asks} == {(None, None, None, None)}


@pytest.mark.parametrize("seed", range(100))
def test_fates_are_what_the_ends_give(seed):
    talks = random_talks(seed)
    if talks is None:
        return
    found, chances, degrees = facts(talks), outlook(talks), Degrees(talks)
    assert [(end.chance, {s.at.code for s in end.states}) for end in found.drift.ends] == [
        (end.chance, set(end.codes)) for end in chances.ends
    ]
    assert [one.chance for one in found.asks] == [one.chance for one in chances.asks]
    assert sorted(found.order) == sorted(one.ask for one in found.asks)
    for one in found.asks:
        that = talks.ask(one.ask).that
        met = {degrees.of(that, talks.state(s.at.code)) for end in found.drift.ends for s in end.states}
        if one.drift == "open":
            assert "full" not in met
        else:
            assert met == {one.drift} if one.drift != "depends" else len(met) > 1
        assert (one.chance == 1) == (met == {"full"}) and (one.chance == 0) == ("full" not in met)
        assert not one.yes_no or "part" not in met
    for end in found.drift.ends:
        assert len(end.states) > 1 or end.states[0].holds
        assert (end.states[0].holds == "credible") == bool(end.states[0].deterred) or len(end.states) > 1
    assert (found.now.holds is not None) == (not found.drift.next)


def test_the_brief_carries_them():
    found = json.loads(json.dumps(plain(dt.brief(dt.load("river")))))["facts"]
    assert found["asks"][0]["drift"] == "not" and found["drift"]["ends"][0]["chance"] == 1.0
