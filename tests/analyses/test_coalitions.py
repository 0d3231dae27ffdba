"""Coalitions: small games by hand, the computed examples, and the definitions read literally on random dialogues."""

from __future__ import annotations

import json
import random
from itertools import combinations

import pytest
from naive import Naive, random_dialogue
from river import PRISONERS, river, two_by_two

from detente.analyses.coalitions import coalitions
from detente.errors import InputError, TooLarge
from detente.formats import parse
from detente.model.dialogue import Dialogue, Option, Party, Preferences
from reference import worked

CONCEPTS = ("nash", "gmr", "smr", "seq")


class Banded(Naive):
    """Definitions 3, word for word; coalitions of parties with options."""

    def __init__(self, dialogue):
        super().__init__(dialogue)
        self.movers = [p for p in self.parties if p in self.owner]
        self._reach = {}

    def all(self, group):
        return [h for n in range(1, len(group) + 1) for h in combinations(group, n)]

    def reached(self, group, s):
        if (group, s) not in self._reach:
            self._reach[group, s] = self.reach(group, s, self.moves)
        return self._reach[group, s]

    def better(self, group, s):
        return {x for x in self.reached(group, s) if all(self.rank(i, x) > self.rank(i, s) for i in group)}

    def deters(self, group, s, u):
        return any(self.rank(i, u) <= self.rank(i, s) for i in group)

    def chains(self, outside, x, sanction):
        """Ends of sequences of improvements of outsiders: one by one, or by coalitions; nobody twice running."""
        groups = self.all(outside) if sanction == "coalitions" else [(k,) for k in outside]
        seen, queue = set(), [(x, None)]
        while queue:
            state, last = queue.pop()
            for group in groups:
                if group != last:
                    for t in self.better(group, state):
                        if (t, group) not in seen:
                            seen.add((t, group))
                            queue.append((t, group))
        return {t for t, _ in seen}

    def loose(self, concept, group, s, sanction="coalitions"):
        outside = tuple(p for p in self.movers if p not in group)
        return {x for x in self.better(group, s) if not self.deterred(concept, group, outside, s, x, sanction)}

    def deterred(self, concept, group, outside, s, x, sanction):
        if concept == "nash":
            return False
        if concept == "seq":
            return any(self.deters(group, s, y) for y in self.chains(outside, x, sanction))
        for y in self.reached(outside, x):
            if self.deters(group, s, y) and (
                concept == "gmr" or all(self.deters(group, s, z) for z in self.reached(group, y))
            ):
                return True
        return False


def only(dialogue, code, **how):
    (held,) = coalitions(dialogue, states=[code], **how).states
    return held


def upset(held, concept):
    return [(u.coalition, u.targets) for u in getattr(held, f"upset_{concept}")]


def test_prisoners_leave_together_what_neither_leaves_alone():
    defect = only(two_by_two(*PRISONERS), 0)
    assert upset(defect, "nash") == upset(defect, "seq") == [(("one", "two"), (3,))]
    (target,) = defect.upset_seq[0].told
    assert [leg.party for leg in target.route] == ["one", "two"] and target.route[-1].code == 3
    assert "seq" in target.equilibrium and "nash" not in target.equilibrium
    cooperate = only(two_by_two(*PRISONERS), 3)
    assert upset(cooperate, "nash") == [(("one",), (2,)), (("two",), (1,))]
    assert cooperate.universal == ("gmr", "smr", "seq")


def trio() -> Dialogue:
    rankings = {"a": (4, 1, 0, 7, 2, 6, 3, 5), "b": (6, 7, 4, 1, 2, 5, 3, 0), "c": (7, 3, 4, 1, 5, 6, 2, 0)}
    return Dialogue(
        title="Trio",
        parties=tuple(Party(id=p, name=p) for p in rankings),
        options=tuple(Option(id=o, by=p, text=o) for o, p in zip("xyz", rankings, strict=True)),
        preferences={p: Preferences(ranking=tuple((c,) for c in codes)) for p, codes in rankings.items()},
        status_quo=(0, 0, 0),
    )


def test_a_joint_answer_deters_where_single_ones_do_not():
    jointly, singly = only(trio(), 0), only(trio(), 0, sanction="single")
    assert ("a",) not in jointly.unstable_coalitions["seq"]
    assert ("a",) in singly.unstable_coalitions["seq"]


def test_river():
    result = coalitions(river(), concept="nash")
    assert [held.code for held in result.states] == [7, 18, 10], "the nearest to the status quo first"
    assert result.number == result.ways == 3
    told = {held.code: held for held in result.states}
    assert told[7].universal == told[10].universal == CONCEPTS
    assert upset(told[18], "seq") == [(("upland", "lowland"), (22,))]
    route = told[18].upset_seq[0].told[0].route
    assert {leg.party for leg in route} == {"upland", "lowland"} and len(route) == 2


def test_what_cannot_be_asked():
    with pytest.raises(InputError, match="infeasible"):
        coalitions(river(), states=[2])
    with pytest.raises(InputError, match="99"):
        coalitions(river(), states=[99])
    with pytest.raises(InputError, match="concept"):
        coalitions(river(), concept="sim")
    many = [f"p{k}" for k in range(9)]
    with pytest.raises(TooLarge):
        coalitions(Dialogue(
            title="crowd", parties=tuple(Party(id=p, name=p) for p in many), status_quo=(0,) * 9,
            options=tuple(Option(id=f"o{p}", by=p, text=p) for p in many), preferences={p: Preferences() for p in many},
        ))


def test_computed_examples():
    for case in worked("coalitions")["expected"]:
        dialogue = parse(json.dumps(case["dialogue"]))
        for code, expected in case["expected"].items():
            held = only(dialogue, int(code))
            unstable = {c: [list(h) for h in found] for c, found in held.unstable_coalitions.items()}
            assert unstable == expected["unstable_coalitions"]
            for key in ("upset_nash", "upset_seq"):
                assert [[list(u.coalition), list(u.targets)] for u in getattr(held, key)] == expected[key]


@pytest.mark.parametrize("sanction", ["coalitions", "single"])
def test_as_the_definitions(sanction):
    rng = random.Random(6)
    disturbed, differ, answered = 0, 0, 0
    for _ in range(220):
        dialogue = random_dialogue(rng, parties=4, largest=24, outsiders=False)
        band = Banded(dialogue)
        state = rng.choice(band.states)
        held = only(dialogue, band.code[state], sanction=sanction)
        for concept in CONCEPTS:
            loose = {h: band.loose(concept, h, state, sanction) for h in band.all(band.movers)}
            unstable = tuple(h for h, targets in loose.items() if targets)
            assert held.unstable_coalitions[concept] == unstable
            assert (concept in held.universal) == (not unstable)
            smallest = [h for h in unstable if not any(set(k) < set(h) for k in unstable)]
            assert [u.coalition for u in getattr(held, f"upset_{concept}")] == smallest
            for found in getattr(held, f"upset_{concept}"):
                targets = loose[found.coalition]
                everything = band.loose("nash", found.coalition, state, sanction)
                for listed, pool in ((found.targets, everything), (found.unanswered, targets)):
                    assert set(listed) == {band.code[x] for x in pool if not beaten(band, found.coalition, x, pool)}
                disturbed += len(found.unanswered) < len(targets)
                answered += found.targets != found.unanswered
                for target in found.told:
                    assert_shortest(band, found.coalition, state, target)
        differ += held.unstable_coalitions["seq"] != held.unstable_coalitions["nash"]
    assert disturbed > 20 and differ > 20 and answered > 20


def beaten(band, coalition, x, targets):
    worth = {t: [band.rank(i, t) for i in coalition] for t in targets}
    return any(
        worth[t] != worth[x] and all(a >= b for a, b in zip(worth[t], worth[x], strict=True)) for t in targets
    )


def assert_shortest(band, coalition, state, target):
    """Every step is a move of its party, nobody moves twice running, and no shorter sequence exists."""
    here = state
    for leg, after in zip(target.route, [*target.route[1:], None], strict=True):
        there = band.dialogue.state(leg.code)
        assert leg.party in coalition and there in band.moves(leg.party, here)
        assert after is None or after.party != leg.party
        here = there
    assert band.code[here] == target.place.code
    layer, length = {state}, 0
    while here not in layer:
        layer |= {t for s in layer for p in coalition for t in band.moves(p, s)}
        length += 1
    assert length == len(target.route)


def test_single_parties_are_the_plain_concepts():
    rng = random.Random(7)
    for _ in range(100):
        dialogue = random_dialogue(rng, largest=16)
        band = Banded(dialogue)
        state = rng.choice(band.states)
        unstable = only(dialogue, band.code[state], sanction="single").unstable_coalitions
        for concept in CONCEPTS:
            for party in band.movers:
                assert ((party,) not in unstable[concept]) == band.stable(concept, party, state)


def test_a_limit_below_nothing_is_refused():
    with pytest.raises(InputError, match="`limit` must be 0 or more"):
        coalitions(river(), limit=-1)
