"""Deals: the river by hand, the computed examples, and filtering all states on random dialogues."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from functools import partial
from itertools import combinations, permutations

import pytest
from naive import Naive, random_dialogue
from river import PRISONERS, river, two_by_two

from detente.analyses.deals import deals as deals_
from detente.engine.arrays.space import build
from detente.engine.solved import board_of
from detente.errors import InputError, NoAnswer
from detente.formats import load, parse
from detente.methods.bargaining.in_full import Telling
from detente.methods.bargaining.packages import beating, packages
from detente.plain import plain
from reference import worked

deals = partial(deals_, against="reference")


def examine(dialogue, code, concept="seq"):
    """Any one package told in full, deal or not."""
    board = board_of(dialogue)
    telling = Telling.of(board, packages(board.space), {}, concept=concept, size=2, tranches=False)
    return telling.package((code,))


class Table(Naive):
    """The definitions of a deal, a lock, an order and a trade, by filtering all states."""

    def __init__(self, dialogue, react=True):
        super().__init__(dialogue)
        self.sq, self.table = dialogue.status_quo, dialogue.table
        self.outside = [p for p in self.parties if p not in self.table]
        self.packages = sorted([self.sq, *self.joint(set(self.table), self.sq)], key=dialogue.code)
        self.react = react

    def reference(self, i):
        return self.dialogue.with_levels(self.sq, self.dialogue.fallback.get(i, ()))

    def outcomes(self, s):
        if not self.react:
            return {s}
        reached = self.closure(self.outside, s, self.lean)
        ended = {t for t in reached if not any(self.improvements(j, t) for j in self.outside)}
        return ended or reached

    def worth(self, i, s):
        return min(self.rank(i, o) for o in self.outcomes(s))

    def deals(self):
        return [s for s in self.packages if all(self.worth(i, s) > self.rank(i, self.reference(i)) for i in self.table)]

    def beats(self, s, ends):
        """Whether a package beats the drift that ends in these states (the definition, clause by clause)."""
        def floor(i, end):
            stated = [self.reference(i)] if i in self.dialogue.fallback else []
            return max(self.rank(i, end), *(self.rank(i, state) for state in stated)) if stated else self.rank(i, end)

        def changed(i, end):
            return any(a != b and owner == i for a, b, owner in zip(s, end, self.owner, strict=True))

        return all(
            all(self.worth(i, s) >= floor(i, end) for i in self.table)
            and all(self.worth(i, s) > floor(i, end) for i in self.table if changed(i, end))
            and any(changed(i, end) for i in self.table)
            for end in ends
        )

    def weak(self):
        return [
            s for s in self.packages
            if all(self.worth(i, s) >= self.rank(i, self.reference(i)) for i in self.table)
            and any(self.worth(i, s) > self.rank(i, self.reference(i)) for i in self.table)
        ]

    def frontier(self):
        worth = {s: [self.worth(i, s) for i in self.table] for s in self.packages}
        good = self.deals()

        def beaten(s):
            pairs = [list(zip(worth[t], worth[s], strict=True)) for t in good if worth[t] != worth[s]]
            return any(all(a >= b for a, b in pair) for pair in pairs)

        return [s for s in good if not beaten(s)]

    def leaves(self, s):
        first = {}
        for i in self.parties:
            unstable = [c for c in ("gmr", "seq", "smr", "nash") if not self.stable(c, i, s)]
            if unstable:
                first[i] = unstable[0]
        return first

    def holds(self, s):
        return [
            c for c in ("nash", "sseq", "seq", "smr", "gmr")
            if all(self.stable(c, i, o) for o in self.outcomes(s) for i in self.parties)
        ]

    def locks(self, s, concept, size):
        found = []
        for n in range(size + 1):
            for lock in combinations(range(len(s)), n):
                if any(set(less) <= set(lock) for less in found):
                    continue
                locked = Locked(self.dialogue, s, lock)
                if all(locked.stable(concept, i, s) for i in self.parties):
                    found.append(lock)
        return [tuple(self.dialogue.options[k].id for k in lock) for lock in found]

    def tempted(self, s, target):
        return any(
            self.rank(i, t) > self.rank(i, target) for i in self.table for t in (s, *self.moves(i, s))
        )

    def orders(self, target, tranches=False):
        changed = [k for k, (a, b) in enumerate(zip(self.sq, target, strict=True)) if a != b]
        steps = [k for k in changed for _ in range(abs(self.sq[k] - target[k]) if tranches else 1)]
        paths = set()
        for order in permutations(steps):
            path, here = [self.sq], list(self.sq)
            for k in order:
                here[k] = here[k] + (1 if target[k] > here[k] else -1) if tranches else target[k]
                path.append(tuple(here))
            if all(s in self.feasible for s in path):
                paths.add((sum(self.tempted(s, target) for s in path[1:-1]), tuple(path)))
        least = min((n for n, _ in paths), default=None)
        return least, sorted([self.dialogue.code(s) for s in path] for n, path in paths if n == least)


class Locked(Naive):
    """The same dialogue where some options, once at their level in a state, stay there."""

    def __init__(self, dialogue, state, lock):
        super().__init__(dialogue)
        self.at, self.lock = state, lock

    def joint(self, parties, s):
        return [t for t in super().joint(parties, s) if not any(s[k] == self.at[k] != t[k] for k in self.lock)]


def codes(dialogue, states):
    return tuple(dialogue.code(s) for s in states)


def test_river_by_hand():
    result = deals(river())
    assert (result.deals, result.frontier, result.weak) == ((4, 7, 10), (4, 10), (1, 4, 7, 10))
    told = {p.code: p for p in result.packages}
    assert told[4].first == "upland" and told[4].leaves == {"upland": "seq"}
    assert told[4].locks_nash == (("dam",),) and told[4].orders.paths == ((0, 1, 4),)
    assert told[10].holds[0] == "nash" and told[10].locks_nash == ((),) and told[10].first is None
    assert result.fallback.set == (4,)
    assert result.weak_only == ()  # 1 is weak, and 4 beats it
    assert result.nearest == ()
    assert [(s.party, s.gains, s.gives) for s in told[4].stakes] == [
        ("upland", ("upland-2",), ()), ("lowland", ("lowland-1",), ("pay",))
    ]


def test_river_against_the_drift():
    """It drifts to the dam and the protest (18). 3, payment alone, is worse for Lowland than today, and beats that; 7,
    half with the dam, does not: Upland would give half, and gain nothing by it."""
    result = deals_(river())
    assert (result.against, [place.code for place in result.ends]) == ("drift", [18])
    assert (result.deals, result.frontier) == ((3, 4, 10), (4, 10))
    assert {p: place.code for p, place in result.references.items()} == {"upland": 18, "lowland": 18}


def test_a_dialogue_that_drifts_where_all_want_it_has_no_deal():
    talks = load("us-pakistan-2010")
    assert deals_(talks, limit=0).deals == () and len(deals(talks, limit=0).deals) == 53


def test_river_trade():
    (trade,) = deals(river()).trades
    assert trade.levels == {"release": "half", "pay": "yes"}
    assert trade.better == {"upland": True, "lowland": True} and trade.loses == ()
    assert trade.asks == {"upland": ("release",), "lowland": ("pay",)} and trade.met["upland"] == ()
    assert trade.alone == {"upland": False, "lowland": False}


def test_river_order_tells_who_is_exposed():
    orders = examine(river(), 10).orders
    assert [step.option for step in orders.steps] == ["pay", "release", "dam"] or orders.exposed == 0
    assert orders.number == 3 and orders.paths == ((0, 3, 9, 10), (0, 6, 7, 10), (0, 6, 9, 10))


def test_outsiders_overturn_a_deal():
    """6 (the dam alone) is worth what 18 is: the farmers block the road."""
    package = examine(river(), 6)
    assert [place.code for place in package.outcomes] == [18]
    assert "nash" in package.holds and package.leaves["farmers"]


def test_no_deal_tells_what_comes_nearest():
    dialogue = river()
    hard = replace(dialogue, preferences=dialogue.preferences | {"lowland": dialogue.preferences["farmers"]})
    result = deals(replace(hard, fallback={"lowland": (("release", 1),)}))
    assert result.deals == () and result.packages == () and result.fallback.impasse
    assert {miss.party for miss in result.nearest} <= {"upland", "lowland"} and result.nearest


def test_conditional_offer_holds_what_falls_apart():
    """Prisoners: both cooperating is left by either; a conditional offer of either holds it."""
    (package,) = deals(two_by_two(*PRISONERS), concept="nash").packages
    assert (package.code, package.locks) == (3, (("c1", "c2"),))
    assert package.orders.exposed == 1 and package.orders.steps[0].tempted == ("two",)
    assert [(k.by, k.of, k.give, k.condition) for k in package.linkage] == [
        ("one", "two", {"c1": "yes"}, {"c2": "yes"}), ("two", "one", {"c2": "yes"}, {"c1": "yes"})
    ]
    assert all(k.worth_it and k.needs_guarantee for k in package.linkage)


def test_what_cannot_be_asked():
    with pytest.raises(NoAnswer, match="status quo"):
        deals(river(status_quo=None))
    with pytest.raises(InputError, match="concept"):
        deals(river(), concept="nsh")
    for wrong in ({"size": -1}, {"limit": -1}):
        with pytest.raises(InputError, match="0"):
            deals(river(), **wrong)


def test_a_fallback_that_a_rule_bars_is_the_status_quo():
    barred = deals(river(fallback={"upland": (("release", 2),)}))
    assert barred.packages == deals(river()).packages != deals(river(fallback={"upland": (("release", 1),)})).packages


def test_computed_example():
    case = worked("deals")
    dialogue, expected = parse(json.dumps(case["given"]["dialogue"])), case["expected"]
    result = deals(dialogue, concept="nash")
    assert result.table == tuple(case["given"]["table"])
    for key in ("deals", "frontier", "weak"):
        assert list(getattr(result, key)) == expected[key]
    told = plain(result)
    for key in ("leaves", "locks_nash"):
        for code, wanted in expected[key].items():
            assert told[key][code] == plain(getattr(examine(dialogue, int(code)), key)) == wanted
    for code, orders in expected["orders"].items():
        assert {key: told["orders"][code][key] for key in orders} == orders
    assert set(told["leaves"]) == set(told["locks_nash"]) == set(told["orders"]) >= set(expected["leaves"])
    assert [[t.levels, t.better] for t in result.trades] == expected["trades"]


def test_what_beats_the_drift_as_filtering_all_packages():
    rng = random.Random(11)
    beaten = 0
    for _ in range(300):
        dialogue = random_dialogue(rng)
        if rng.random() < 0.4:
            party, option = rng.choice(dialogue.table), rng.choice(dialogue.options)
            stated = {party: ((option.id, rng.randrange(len(option.levels))),)}
            if dialogue.feasible(dialogue.with_levels(dialogue.status_quo, stated[party])):
                dialogue = replace(dialogue, fallback=stated)
        table = Table(dialogue, True)
        ends = rng.sample(table.states, min(len(table.states), rng.choice((1, 1, 2))))
        found = beating(build(dialogue), ends)
        wanted = [s for s in table.packages if table.beats(s, ends)]
        assert (found.total, tuple(found.codes)) == (len(table.packages), codes(dialogue, wanted))
        for column, s in enumerate(wanted):
            assert set(found.outcomes(column)) == {dialogue.code(o) for o in table.outcomes(s)}
        beaten += bool(wanted)
    assert beaten > 20


@pytest.mark.parametrize("react", [True, False])
def test_as_filtering_all_states(react):
    rng = random.Random(3)
    with_deals = 0
    for _ in range(220):
        dialogue = random_dialogue(rng)
        if rng.random() < 0.3:
            party = rng.choice(dialogue.table)
            option = rng.choice(dialogue.options)
            stated = replace(dialogue, fallback={party: ((option.id, rng.randrange(len(option.levels))),)})
            if dialogue.feasible(dialogue.with_levels(dialogue.status_quo, stated.fallback[party])):
                dialogue = stated
        table = Table(dialogue, react)
        result = deals(dialogue, react=react, limit=1)
        with_deals += bool(result.deals)
        assert result.number == len(table.packages)
        assert result.deals == codes(dialogue, table.deals())
        assert result.weak == codes(dialogue, table.weak())
        assert result.frontier == codes(dialogue, table.frontier())
        assert (result.fallback.set, result.fallback.depth) == literal_compromise(table)
        for package in result.packages:
            state = dialogue.state(package.code)
            assert {o.code for o in package.outcomes} == set(codes(dialogue, table.outcomes(state)))
    assert with_deals > 60


def literal_compromise(table):
    offered = [s for s in table.packages if s not in {table.reference(i) for i in table.table}]
    depth = {}
    for s in offered:
        deep = []
        for i in table.table:
            if table.worth(i, s) <= table.rank(i, table.reference(i)):
                break
            deep.append(1 + sum(table.worth(i, t) > table.worth(i, s) for t in offered))
        else:
            depth[s] = max(deep)
    least = min(depth.values(), default=0)
    return codes(table.dialogue, [s for s in depth if depth[s] == least]), least


def test_leaving_holding_locks_and_orders_of_any_package():
    rng = random.Random(4)
    locked, moved = 0, 0
    for _ in range(200):
        dialogue = random_dialogue(rng, largest=16)
        table = Table(dialogue)
        state = rng.choice(table.packages)
        concept = rng.choice(("seq", "smr", "gmr", "sseq"))
        package = examine(dialogue, dialogue.code(state), concept=concept)
        assert package.leaves == table.leaves(state)
        assert list(package.holds) == table.holds(state)
        assert list(package.locks_nash) == table.locks(state, "nash", 2)
        assert list(package.locks) == table.locks(state, concept, 2)
        locked += any(package.locks)
        least, paths = table.orders(state)
        if state == table.sq or least is None:
            assert package.orders is None
            continue
        moved += len(paths[0]) > 2
        assert (package.orders.exposed, sorted(map(list, package.orders.paths))) == (least, paths)
        assert package.orders.number == len(paths)
    assert locked > 20 and moved > 40


def test_orders_in_tranches():
    rng = random.Random(5)
    stepped = 0
    while stepped < 40:
        dialogue = random_dialogue(rng, largest=30)
        for package in deals(dialogue, tranches=True, limit=3).packages:
            least, paths = Table(dialogue).orders(dialogue.state(package.code), tranches=True)
            found = package.orders
            if dialogue.state(package.code) == dialogue.status_quo:
                assert found is None  # outsiders alone make it better for all
                continue
            assert (found and found.exposed) == least
            if found is not None:
                assert sorted(map(list, found.paths)) == paths
                stepped += 1
