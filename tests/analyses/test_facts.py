"""The facts of a page against the analyses that they are gathered from, and on dialogues one can think through."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from naive import random_dialogue

import detente as dt
from detente.analyses.facts import facts
from detente.analyses.outlook import outlook
from detente.methods.settling.degrees import Degrees
from detente.methods.settling.minds import minded
from detente.methods.settling.ways import Grouped, grouped
from detente.model.change import Fix, apply
from detente.model.dialogue import Ask
from detente.plain import plain
from strategies import expression, judge_of, random_model

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


def test_deals_judge_a_package_as_the_brief_does():
    """With outsiders who answer and ratifiers: what holds it, what would hold it, and who would refuse it."""
    rng, alike, answered, refused = random.Random(8), 0, 0, 0
    while alike < 24:
        talks = random_dialogue(rng, largest=16)
        outsiders = [party.id for party in talks.parties if not party.at_table]
        if not outsiders:
            continue
        if rng.random() < 0.8:
            parties = (replace(p, ratifies=talks.table[0]) if p.id == outsiders[0] else p for p in talks.parties)
            talks = replace(talks, parties=tuple(parties))
        deal, found = facts(talks).deal, dt.deals(talks, limit=9)
        if deal.against != "drift":
            continue
        told = {package.code: package for package in found.packages}
        assert (deal.beating, deal.passing, deal.frontier) == (len(found.deals), len(found.ratified), len(found.groups))
        for one in deal.packages:
            other = told.get(one.signed.code)
            if other is not None:
                assert one.refused == other.refused
                assert (one.holds, one.guarantees) == (other.standing, other.guarantees)
                assert {move.party for move in one.leaves} == set(other.departs)
                answered += [place.code for place in other.outcomes] != [other.code]
            alike, refused = alike + 1, refused + bool(one.refused)
    assert answered > 2 and refused > 1


@pytest.mark.parametrize("seed", range(80))
def test_packages_are_among_the_deals_and_hold_as_the_judge_says(seed):
    talks = random_talks(seed)
    if talks is None:
        return
    found, deal = dt.deals(talks, limit=0), facts(talks).deal
    drifted = {place.code for place in found.ends}
    if found.deals:
        assert (deal.against, deal.number, deal.beating) == ("drift", found.number, len(found.deals))
        assert deal.frontier == len(found.groups) and deal.passing == deal.beating
        assert {one.signed.code for one in deal.packages} <= set(found.frontier) and deal.packages
    else:
        assert deal.against == "today" or not deal.beating
        assert all("better" in one.verdicts.values() for one in deal.packages)
    lean = judge_of(talks).equilibria("seq", lean=True)
    firm = judge_of(talks).equilibria("nash")
    for one in deal.packages:
        states = [talks.state(place.at.code) for place in one.outcomes]
        assert one.holds == ("firm" if set(states) <= firm else "credible" if set(states) <= lean else None)
        assert bool(one.holds) != bool(one.leaves)
        assert one.met == sum(all(talks.holds(ask.that, s) for s in states) for ask in talks.asks)
        assert not drifted & {place.at.code for place in one.outcomes} or deal.against == "drift"
        for lock in one.guarantees:
            levels = tuple((id, states[0][talks.option_index(id)]) for id in lock)
            locked = judge_of(apply(talks, Fix(levels=levels)))
            assert len(states) > 1 or states[0] in locked.equilibria("seq", lean=True)


def lines_held(talks, state):
    """Which lines of which list hold in a state; of a ranking, the group it is in."""
    held = []
    for preferences in talks.preferences.values():
        held += [talks.holds(s.want, state) for s in preferences.statements]
        held += [talks.holds(w.expr, state) for w in preferences.weights]
        code, last = talks.code(state), len(preferences.ranking)
        held.append(next((n for n, group in enumerate(preferences.ranking) if code in group), last))
    return tuple(held)


@pytest.mark.parametrize("seed", range(120))
def test_ways_are_settlements_with_the_same_lines(seed):
    talks = random_talks(seed)
    if talks is None:
        return
    found, judge = facts(talks), judge_of(talks)
    firm, lean = judge.equilibria("nash"), judge.equilibria("seq", lean=True)
    groups = {}
    for state in lean:
        groups.setdefault(lines_held(talks, state), []).append(state)
    ways = [*found.ways.ways, *found.ways.others]
    assert found.ways.whole and (found.ways.number, found.ways.states) == (len(groups), len(lean))
    assert len(ways) == len(groups)
    assert found.ways.fearful == len(judge.equilibria("gmr") - lean)

    def near(state):
        steps = sum(abs(a - b) for a, b in zip(state, talks.status_quo, strict=True))
        return steps, state not in firm, talks.code(state)

    for way in ways:
        members = groups[lines_held(talks, talks.state(way.shown.at.code))]
        assert talks.state(way.shown.at.code) == min(members, key=near) and way.members == len(members)
        assert way.holds == ("firm" if firm & set(members) else "credible")
        differing = {o.id for k, o in enumerate(talks.options) if len({s[k] for s in members}) > 1}
        assert {*way.open, *way.alike} == differing
        for ask in talks.asks:
            assert set(way.asks[ask.id]) == {Degrees(talks).of(ask.that, s) for s in members}
        ends = [e for e in found.drift.ends if any(talks.state(s.at.code) in members for s in e.states)]
        assert way.share == pytest.approx(sum(end.chance for end in ends))
    for one in found.asks:
        held = {talks.holds(talks.ask(one.ask).that, state) for state in lean}
        assert one.ways == (None if not held else "some" if len(held) > 1 else "all" if True in held else "none")


@pytest.mark.parametrize("seed", range(60))
def test_any_states_are_grouped_by_the_lines_that_hold_in_them(seed):
    talks = random_talks(seed)
    if talks is None:
        return
    draw = random.Random(seed)
    feasible = [code for code in range(talks.possible) if talks.feasible(talks.state(code))]
    codes = draw.sample(feasible, draw.randint(0, len(feasible)))
    groups = {}
    for code in codes:
        steps = sum(abs(a - b) for a, b in zip(talks.state(code), talks.status_quo, strict=True))
        groups.setdefault(lines_held(talks, talks.state(code)), []).append((steps, code))
    nearest = [code for _steps, code in sorted(min(group) for group in groups.values())]
    for most in (0, 1, 3, len(codes) + 1):
        wanted = Grouped(states=len(codes), ways=len(groups), nearest=tuple(nearest[:most]))
        assert grouped(talks, codes, most) == wanted


def test_what_a_fact_would_open():
    (opened,) = facts(dt.parse(FACT)).ways.opened
    assert (opened.facts, opened.asks, opened.sure, opened.chance) == ({"calm": True}, ("talks",), ("talks",), 0.25)
    assert opened.changes == {"talks": "yes"}


FACT = """
parties: {a: {name: Aland}, b: {name: Bland}}
circumstances: {calm: {text: Calm, now: false, chance: 0.25}}
options: {talks: {by: a, text: Talks, asked_by: b}}
priorities: {a: [talks iff calm], b: [talks]}
"""


def test_what_pressure_opens_and_why_it_stays():
    (pressure,) = facts(dt.parse(BLOCKADE)).ways.pressure
    assert (pressure.by, pressure.of, pressure.changes) == ("us", "ussr", {"blockade": "yes"})
    assert (pressure.asks, pressure.promised, pressure.hurts.expr) == (("withdraw",), False, "not blockade")
    assert pressure.at.holds == "credible"
    (stays,) = pressure.at.deterred
    assert (stays.party, stays.would.changes) == ("us", {"blockade": "no"})
    assert [move.changes for move in stays.answer] == [{"withdraw": "no"}]


BLOCKADE = """
parties: {us: {name: Washington}, ussr: {name: Moscow}}
options:
  blockade: {by: us, text: Blockade}
  withdraw: {by: ussr, text: Withdrawal, asked_by: us}
priorities: {us: [withdraw, not blockade], ussr: [not withdraw unless blockade, not blockade]}
"""


def test_both_like_another_state_better_than_the_one_firm_settlement():
    found = facts(dt.load("classroom-prisoners")).ways
    assert (found.dilemma.firm.holds, found.dilemma.better.changes) == ("firm", {})
    assert facts(dt.parse(BLOCKADE)).ways.dilemma is None


def test_a_ratifier_that_refuses_is_named_and_comes_last():
    talks = dt.parse(HOME)
    deal = facts(talks).deal
    assert (deal.beating, deal.passing) == (4, 2)
    assert [one.refused for one in deal.packages] == [(), ("senate",)]
    assert facts(dt.parse(HOME.replace("ratifies: a}", "ratifies: a, unless: b_cut}"))).deal.passing == 4


HOME = """
parties: {a: {name: Aland}, b: {name: Bland}, senate: {name: The Senate, ratifies: a}}
options:
  a_cut: {by: a, text: Cut, levels: [none, half, full], asked_by: b}
  b_cut: {by: b, text: Cut of the other, levels: [none, half, full], asked_by: a}
priorities:
  a: [b_cut >= half, b_cut is full, a_cut is none]
  b: [a_cut >= half, a_cut is full, b_cut is none]
  senate: [not a_cut is full]
"""


def test_the_brief_carries_them():
    found = json.loads(json.dumps(plain(dt.brief(dt.load("river")))))["facts"]
    assert found["asks"][0]["drift"] == "not" and found["drift"]["ends"][0]["chance"] == 1.0


VIEWS = """
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  talks: {by: a, text: Talks, asked_by: b}
  border: {by: b, text: An open border, asked_by: a}
priorities: {a: [border, not talks unless border], b: [not border unless talks, talks]}
views: [{who: a, of: b, because: It hopes so, add: [{want: border, before: b.not-border-unless-talks}]}]
"""


def test_who_waits_for_what_will_not_come():
    (one,) = facts(dt.parse(VIEWS)).misread.misreadings
    assert (one.who, one.of, one.changes_end) == ("a", "b", False)
    assert [(m.party, m.changes) for m in one.waits_for] == [("b", {"border": "yes"})] and one.surprised_by == ()
    assert facts(dt.load("classroom-prisoners")).misread is None


PROMISES = """
parties: {a: {name: Aland}, b: {name: Bland}}
sources: {early: {title: An early word, date: 2010-05}, late: {title: A late word, date: 2012}}
options: {x: {by: a, text: X, asked_by: b}}
rounds: [{id: first, date: 2010-06-01}, {id: second, date: 2011-06-01}]
commitments:
  broken: {by: a, to: b, text: One, round: first, due: 2011-01-01, status: {state: broken, as_of: 2013}}
  kept: {by: a, to: b, text: Two, round: first, status: {state: kept, as_of: 2011-01-01}}
  open: {by: a, to: b, text: Three, round: first, status: {state: broken, as_of: 2012-01-01}}
"""


def test_nothing_later_than_the_pages_date_is_told_as_known():
    found = facts(dt.parse(PROMISES))
    assert {p.id: p.state for p in found.promises} == {"broken": "overdue", "kept": "kept", "open": "open"}
    assert found.later_sources == ("late",)


def test_what_matters_is_what_the_lists_place_highest_and_nobody_minds_is_never_there():
    talks = dt.load("us-pakistan-2010")
    found = facts(talks).matters
    assert found and all(one.party in talks.table for one in found)
    free = facts(dt.parse(ARMS)).matters
    assert [(m.by, m.option, m.level, m.ask, m.party) for m in free][:1] == [("drift", "gift", "yes", "gift", "c")]
    assert all(m.option != "parade" for m in free)
    assert facts(dt.load("classroom-prisoners")).matters == ()


@pytest.mark.parametrize("seed", range(100))
def test_a_deciding_line_is_the_first_that_putting_the_option_back_changes(seed):
    talks = random_talks(seed)
    if talks is None:
        return
    found = facts(talks)
    for one in found.matters:
        assert one.option in {o.id for o in talks.options}
        if one.by == "drift":
            end = talks.state(found.drift.ends[0].states[0].at.code)
            k = talks.option_index(one.option)
            back = (*end[:k], talks.status_quo[k], *end[k + 1 :])
            assert end[k] != talks.status_quo[k] and talks.options[k].levels[end[k]] == one.level
            lines = talks.preferences[one.party].priorities
            if lines:
                differs = [line.id for line in lines if held(talks, line, end) != held(talks, line, back)]
                assert one.line.id == differs[0]
    moved = {id for end in found.drift.ends[:1] for id in end.states[0].changes}
    told = {one.option for one in found.matters if one.by == "drift"}
    assert told <= moved and all(id not in minded(talks) for id in moved - told)


def held(talks, line, state):
    return [talks.holds(item.want, state) for item in getattr(line, "items", (line,))]


@pytest.mark.parametrize("name", dt.examples())
def test_no_number_contradicts_the_analyses(name):
    """The facts of every shipped dialogue beside the JSON of the analyses that tell the same."""
    talks = dt.load(name)
    found = plain(facts(talks))
    asks = {one["ask"]: one for one in found["asks"]}
    if found["drift"] is not None:
        chances = plain(outlook(talks, equilibria=False))
        if not chances["items"]:
            ends = [(end["chance"], [s["at"]["code"] for s in end["states"]]) for end in found["drift"]["ends"]]
            assert ends == [(end["chance"], list(end["codes"])) for end in chances["ends"]]
        assert {one["ask"]: one["chance"] for one in chances["asks"]} == {id: one["chance"] for id, one in asks.items()}
        led = plain(dt.paths(talks, limit=0))["credible"]
        for end in found["drift"]["ends"]:
            assert led[str(end["states"][0]["at"]["code"])] == len(end["way"])
    if found["deal"] is not None and found["deal"]["against"] == "drift":
        deals = plain(dt.deals(talks, limit=0))
        assert (found["deal"]["number"], found["deal"]["beating"]) == (deals["number"], len(deals["deals"]))
        assert all(one["signed"]["code"] in deals["deals"] for one in found["deal"]["packages"])
    listed = plain(dt.equilibria(talks))
    firm = {e["code"] for e in listed["equilibria"] if e["firmness"] == "firm"}
    lean = {e["code"] for e in listed["equilibria"] if e["lean"] and "seq" in e["lean"]}
    for way in [*found["ways"]["ways"], *found["ways"]["others"]]:
        assert way["shown"]["at"]["code"] in (firm if way["shown"]["holds"] == "firm" else lean)
    assert not found["ways"]["whole"] or found["ways"]["states"] == len(lean)
    last = {one.id: one.replies[-1].answer if one.replies else None for one in dt.rounds(talks).asks}
    for id, one in asks.items():
        if one["answers"]:
            assert (one["answers"][-1]["answer"] or None) == last[id]
