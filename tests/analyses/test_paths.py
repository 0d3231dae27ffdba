"""Ways from the status quo, against a search over (state, last mover) on the slow judge's sets."""

import json
import random
from dataclasses import replace

import pytest
from river import river

from detente.analyses.paths import KINDS, paths
from detente.errors import InputError, NoAnswer
from detente.formats import load, parse
from reference import worked
from strategies import random_model

PLAIN = {
    "moves": {0: 0, 1: 1, 6: 1, 7: 1, 3: 1, 12: 1, 4: 2, 13: 2, 9: 2, 18: 2, 10: 2, 19: 2, 15: 2, 16: 3, 21: 3, 22: 3},
    "improvements": {0: 0, 6: 1, 7: 1, 12: 1, 18: 2, 19: 2},
    "credible": {0: 0, 6: 1, 7: 1, 18: 2},
}
RIVER = PLAIN | {"credible": {0: 0, 6: 1, 12: 1, 18: 2}}


def test_the_river_by_hand():
    found = paths(river())
    assert {name: getattr(found, name) for name in RIVER} == RIVER
    assert found.reached == {"credible": 4, "improvements": 6, "moves": 16}
    plain = paths(river(), replies="plain")
    assert {name: getattr(plain, name) for name in PLAIN} == PLAIN
    routes = {route.code: route for route in found.routes}
    assert (routes[7].kind, routes[18].kind, routes[10].kind) == ("improvements", "credible", "moves")
    assert [(s.by, s.changes) for s in routes[18].steps] == [
        ("upland", {"dam": "yes"}),
        ("farmers", {"protest": "yes"}),
    ]
    assert routes[18].steps[1].because.id == "farmers-1"
    assert [[p.code for p in part] for part in found.closed] == [[7], [18]] and found.traps == ()


def test_the_computed_example():
    case = worked("paths")
    found = paths(parse(json.dumps(case["given"]["dialogue"])), replies="plain")
    for name, expected in case["expected"].items():
        assert {str(code): steps for code, steps in getattr(found, name).items()} == expected


def credible(judge, party, state):
    return {t for t in judge.UI[party, state] if not judge.sanctions("seq", party, state, t)}


def naive(judge, start, step):
    """Least lengths of sequences in which nobody moves twice running."""
    seen, edge, least = {(start, None)}, [(start, None)], {start: 0}
    length = 0
    while edge:
        length += 1
        fresh = []
        for state, last in edge:
            for party in judge.parties:
                for there in step(party, state) if party != last else ():
                    if (there, party) not in seen:
                        seen.add((there, party))
                        fresh.append((there, party))
                        least.setdefault(there, length)
        edge = fresh
    return least


@pytest.mark.parametrize("block", range(5))
def test_the_same_as_a_search_over_states_and_last_movers(block):
    led = 0
    for seed in range(block * 50, block * 50 + 50):
        model = random_model(seed, most=40)
        judge = model.judge
        if not judge.states:
            continue
        start = random.Random(seed).choice(judge.states)
        dialogue = replace(model.dialogue, status_quo=start)
        plain = bool(seed % 2)
        found = paths(dialogue, replies="plain" if plain else "lean")
        steps = {
            "moves": lambda p, s, j=judge: j.R[p, s],
            "improvements": lambda p, s, j=judge: j.UI[p, s],
            "credible": lambda p, s, j=judge, plain=plain: credible(j, p, s) if plain else j.wanted(p, s),
        }
        least = {name: naive(judge, start, step) for name, step in steps.items()}
        for name in KINDS:
            assert getattr(found, name) == {dialogue.code(s): n for s, n in least[name].items()}, (seed, name)
            assert found.reached[name] == len(least[name])
        for route in found.routes:
            check_route(dialogue, judge, steps, least, start, route)
            led += route.kind == "credible" and bool(route.steps)
        stuck = {s for s in least["moves"] if not any(judge.R[p, s] for p in judge.parties)}
        assert {p.code for p in found.traps} == {dialogue.code(s) for s in stuck}
        check_closed(dialogue, judge, least["improvements"], found.closed)
    assert led


def check_route(dialogue, judge, steps, least, start, route):
    target = dialogue.state(route.code)
    numbers = [getattr(route, name) for name in KINDS]
    assert numbers == [least[name].get(target) for name in KINDS]
    assert route.kind == next((name for name, n in zip(KINDS, numbers, strict=True) if n is not None), "")
    if not route.kind:
        assert route.steps == ()
        return
    assert len(route.steps) == getattr(route, route.kind)
    here, last = start, None
    for step in route.steps:
        there = dialogue.state(step.code)
        assert step.by != last and there in steps[route.kind](step.by, here)
        changed = {o.id: o.levels[k] for o, was, k in zip(dialogue.options, here, there, strict=True) if was != k}
        assert step.changes == changed
        here, last = there, step.by
    assert here == target


def check_closed(dialogue, judge, reached, closed):
    """A state is in a closed set exactly if whatever improvements lead to from it leads back."""
    def ahead(state):
        seen, edge = {state}, [state]
        while edge:
            here = edge.pop()
            for party in judge.parties:
                for there in judge.UI[party, here] - seen:
                    seen.add(there)
                    edge.append(there)
        return frozenset(seen)

    onward = {s: ahead(s) for s in reached}
    sets = {onward[s] for s in reached if all(onward[t] == onward[s] for t in onward[s])}
    assert {frozenset(dialogue.state(p.code) for p in part) for part in closed} == sets


def test_to_a_state_and_by_a_kind():
    (route,) = paths(river(), to="protest=yes", replies="plain").routes
    assert (route.code, route.kind, route.firmness) == (12, "improvements", None)
    (route,) = paths(river(), to="18", kind="moves").routes
    assert route.kind == "credible" and len(route.steps) == 2 and route.firmness == "firm"  # moves need as many
    (route,) = paths(river(), to="10", kind="credible").routes
    assert route.kind == "" and route.steps == () and route.moves == 2
    assert len(paths(river(), limit=1).routes) == 1 and paths(river(), limit=1).total == 10
    with pytest.raises(InputError, match="rule `reservoir` excludes it"):
        paths(river(), to="release=full")


def test_without_a_status_quo_there_is_no_answer():
    with pytest.raises(NoAnswer):
        paths(river(status_quo=None))


def test_the_shipped_dialogue_goes_where_it_settles_firmly():
    found = paths(load("us-pakistan-2010"))
    firm = [route for route in found.routes if route.firmness == "firm"]
    assert firm and all(route.kind == "credible" for route in firm)
    assert all(route.state["north_waziristan"] == "targeted" for route in firm)


MANY = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {p: {by: b}, q: {by: b}, r: {by: b}, s: {by: b}, t: {by: b}, x: {by: a}}
priorities: {a: [x], b: []}
status_quo: {}"""


def test_how_many_ways_are_listed_decides_nothing():
    """32 firm settlements, one of them led to, the last by code but for the order of what leads there."""
    whole, few = (paths(parse(MANY), limit=limit) for limit in (100, 3))
    assert len(whole.routes) == 32 and len(few.routes) == 3
    assert whole.firmest == few.firmest
    assert few.firmest.total == 32 == few.firmest.reached["moves"] and few.firmest.reached["credible"] == 1
    assert few.routes == whole.routes[:3] and few.routes[0].kind == "credible"


def test_a_way_is_named_by_what_it_is_made_of_not_by_what_was_asked():
    wanted = parse("{parties: {a: {name: A}}, options: {x: {by: a, text: X}}, priorities: {a: [x]}, status_quo: {}}")
    assert paths(wanted, kind="moves").routes[0].kind == "credible"
