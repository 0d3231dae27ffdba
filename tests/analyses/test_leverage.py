"""Leverage: against every set tried, on the river, its prices and offers, and what bad questions are told."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from leverage_naive import (
    Game,
    as_asked,
    contradictory,
    dialogue_of,
    grant,
    minimal_sets,
    random_dialogue,
    random_expression,
    river,
)

from detente.analyses.leverage import leverage, leverage_each
from detente.engine import concepts
from detente.engine.arrays.space import build
from detente.errors import InputError, TooLarge
from detente.methods.bargaining.linked_model import NO_MOVE, link
from detente.methods.inverse import deterred_judge
from detente.methods.inverse.deterred_judge import Deterred
from detente.methods.inverse.edited_space import Board
from detente.methods.inverse.edits import catalogue, change
from detente.methods.inverse.minimal_sets import minimal, number_of_sets
from detente.methods.inverse.nash_judge import Firm
from detente.methods.inverse.prices import offers, prices
from detente.methods.inverse.target import Target
from detente.model.change import apply
from detente.model.dialogue import Offer, Preferences, Weight
from detente.model.expression import parse
from reference import worked


def told(edit):
    """An edit as the case file writes it."""
    match edit.kind:
        case "circumstance":
            return {"circumstance": edit.id, "to": edit.to}
        case "lift_rule":
            return {"lift_rule": int(edit.id.split("-")[1])}
        case "drop":
            return {"drop": [edit.party, int(edit.id.split(".")[1])]}
        case "move":
            return {"move": [edit.party, int(edit.id.split(".")[1]), edit.places]}
        case _:
            return {"fix": dict(edit.levels)}


def as_sets(sets):
    return {frozenset(json.dumps(edit, sort_keys=True) for edit in one) for one in sets}


RAIN, LIFT = {"circumstance": "dry_year", "to": False}, {"lift_rule": 0}
RIVER = {
    ("release is full", "firm", "seq"): [[a, {"drop": ["upland", 0]}] for a in (RAIN, LIFT)],
    ("release is full", "some", "seq"): [[a, {"drop": ["upland", 0]}] for a in (RAIN, LIFT)],
    ("release is full", "some", "gmr"): [
        [a, b]
        for a in (RAIN, LIFT)
        for b in (
            {"drop": ["upland", 0]},
            {"move": ["upland", 0, 1]},
            {"move": ["upland", 0, 2]},
            {"move": ["upland", 1, -1]},
        )
    ],
    ("release is full", "every", "seq"): [],
    ("release >= half", "every", "seq"): [[{"fix": {"pay": "yes"}}]],
}


@pytest.mark.parametrize(("target", "goal", "concept"), RIVER)
def test_river(target, goal, concept):
    found = leverage(river(), target, asker="lowland", goal=goal, concept=concept, size=3)
    assert found.catalogue == 19
    assert not found.already
    expected = RIVER[target, goal, concept]
    assert len(found.sets) == len(expected)
    assert as_sets([map(told, one.edits) for one in found.sets]) == as_sets(expected)


@pytest.mark.parametrize(("goal", "concept"), [("firm", "seq"), ("some", "seq"), ("some", "gmr"), ("some", "nash")])
def test_river_already(goal, concept):
    found = leverage(river(), "release >= half", asker="lowland", goal=goal, concept=concept, size=3)
    assert found.already
    assert found.sets == ()


def test_case_file():
    from detente.formats import parse as read

    case = worked("leverage")
    dialogue = read(json.dumps(case["given"]["dialogue"]))
    lines = {
        (party, n): line.id
        for party, preferences in dialogue.preferences.items()
        for n, line in enumerate(preferences.priorities)
    }

    def named(edit):
        match edit:
            case {"circumstance": id, "to": to}:
                return ("circumstance", id, to)
            case {"lift_rule": n}:
                return ("lift_rule", dialogue.rules[n].id)
            case {"drop": [party, n]}:
                return ("drop", lines[party, n])
            case {"move": [party, n, places]}:
                return ("move", lines[party, n], places)
            case {"fix": levels}:
                return ("fix", *sorted(levels.items()))

    def ours(edit):
        rest = {
            "circumstance": (edit.id, edit.to),
            "lift_rule": (edit.id,),
            "drop": (edit.id,),
            "move": (edit.id, edit.places),
            "fix": tuple(sorted(edit.levels.items())),
        }
        return (edit.kind, *rest[edit.kind])

    edits = catalogue(dialogue, case["given"]["asker"])
    assert {ours(e) for e in edits} == {named(e) for e in case["given"]["catalogue"]}
    assert len(edits) == len(case["given"]["catalogue"])
    for question, expected in case["expected"]["leverage"].items():
        target, how = question.split(" | ")
        goal, _, concept = how.partition(":")
        found = leverage(dialogue, target, asker="lowland", goal=goal, concept=concept or "seq", size=3)
        assert {frozenset(map(ours, one.edits)) for one in found.sets} == {
            frozenset(map(named, one)) for one in expected if one
        }, question
        assert found.already == ([] in expected)


def differences(seed, goal, concept, size):
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    asker = rng.choice([p.id for p in dialogue.parties])
    edits = catalogue(dialogue, asker)
    size = size if len(edits) <= 12 else min(size, 2)
    atoms = [f"{o.id} >= {o.levels[-1]}" for o in dialogue.options]
    target = parse(random_expression(rng, atoms, 1))
    board = Board(dialogue, edits)
    if goal == "some":
        judge = Deterred(board, asker, target, concepts.concept(concept))
    else:
        judge = Firm(board, asker, target, goal)
    naive = minimal_sets(dialogue, edits, target, goal, concept, size)
    return set(minimal(edits, judge, size).sets), naive


@pytest.mark.parametrize("goal", ["firm", "every"])
def test_against_every_set_tried(goal):
    telling = 0
    for seed in range(200):
        fast, naive = differences(seed, goal, "nash", 3)
        assert fast == naive, seed
        telling += bool(naive) and naive != {frozenset()}
    assert telling > 40


@pytest.mark.parametrize("concept", ["seq", "sseq", "gmr", "smr"])
def test_deterrents_against_every_set_tried(concept):
    telling = 0
    for seed in range(1000, 1060):
        fast, naive = differences(seed, "some", concept, 2)
        assert fast == naive, seed
        telling += bool(naive) and naive != {frozenset()}
    assert telling > 5


# ---- prices and conditional offers -----------------------------------------------------------------------------------


def best_answers(game, party, start):
    """The best states for a party among `start` and where it can go from there."""
    there = [start, *game.moves(party, start)]
    top = max(game.worth(party, s) for s in there)
    return [s for s in there if game.worth(party, s) == top]


def naive_prices(dialogue, asker, asked, target):
    """Fixed packages, from the definition: the ⊆-minimal price sets with the codes of the best answers."""
    game, now = Game(dialogue, (), {}), dialogue.status_quo
    found = []
    options = dialogue.options_of(asker)
    for levels in product(*(range(len(o.levels)) for o in options)):
        package = dict(zip((o.id for o in options), levels, strict=True))
        start = dialogue.with_levels(now, tuple(package.items()))
        if start not in game.there or (start != now and start not in game.moves(asker, now)):
            continue
        best = best_answers(game, asked, start)
        if all(game.holds(target, s) for s in best):
            changes = {o: k for o, k in package.items() if k != now[dialogue.option_index(o)]}
            worth = all(game.better(asker, s, now) for s in best)
            found.append((changes, {dialogue.code(s) for s in best}, worth))
    return [one for one in found if not any(other[0].items() < one[0].items() for other in found)]


@pytest.mark.parametrize("seed", range(200))
def test_prices_against_their_definition(seed):
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    if dialogue.status_quo is None:
        return
    asked = rng.choice([o.by for o in dialogue.options])
    asker = rng.choice([p.id for p in dialogue.parties if p.id != asked])
    target = parse(random_expression(rng, [o.id for o in dialogue.options_of(asked)], 1))
    wanted = Target(that=target, ask="", asker=asker, of=asked)
    levels = dialogue.levels
    ours = [
        ({o: levels[o].index(name) for o, name in price.levels.items()}, set(price.replies), price.worth_it)
        for price in prices(build(dialogue), wanted)
        if not price.weak
    ]
    naive = naive_prices(dialogue, asker, asked, target)
    assert sorted(ours, key=repr) == sorted(naive, key=repr)


def naive_linked(dialogue, offer):
    """The linked model from its definition: states, moves by party."""
    game, now = Game(dialogue, (), {}), dialogue.status_quo or (0,) * len(dialogue.options)
    back = dict(offer.otherwise)

    def follow(s):
        holds, t = game.holds(offer.condition, s), list(s)
        for id, level in offer.give:
            n = dialogue.option_index(id)
            aim = level if holds else back.get(id, now[n])
            direction = dialogue.options[n].direction
            if direction == "both" or (direction == "forward") == (aim > t[n]):
                t[n] = aim
        return tuple(t)

    states = [s for s in game.states if follow(s) == s]
    offered = {id for id, _ in offer.give}
    moves = {}
    for party in {o.by for o in dialogue.options}:
        free = [n for n, o in enumerate(dialogue.options) if o.by == party and o.id not in offered]
        for s in states:
            ends = set()
            for levels in product(*(range(dialogue.radices[n]) for n in free)):
                t = list(s)
                for n, level in zip(free, levels, strict=True):
                    direction = dialogue.options[n].direction
                    if level != s[n] and direction != "both" and (direction == "forward") != (level > s[n]):
                        break
                    t[n] = level
                else:
                    end = follow(tuple(t))
                    if end in game.there and end != s:
                        ends.add(end)
            moves[party, s] = ends
    nash = [s for s in states if not any(game.better(p, t, s) for (p, u), ts in moves.items() if u == s for t in ts)]
    return states, moves, nash


def codes(linked, cells):
    """The codes of some cells of a linked model."""
    return set(linked.space.layout.codes(cells).tolist())


@pytest.mark.parametrize("seed", range(200))
def test_linked_models_against_their_definition(seed):
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    by = rng.choice([o.by for o in dialogue.options])
    own = dialogue.options_of(by)
    given = rng.sample(own, rng.randint(1, len(own)))
    rest = [o.id for o in dialogue.options if o not in given]
    if not rest:
        return
    offer = Offer(
        id="",
        by=by,
        give=tuple((o.id, rng.randrange(len(o.levels))) for o in given),
        condition=parse(random_expression(rng, rest, 1)),
        otherwise=tuple((o.id, rng.randrange(len(o.levels))) for o in given if rng.random() < 0.3),
    )
    linked = link(build(dialogue), offer)
    states, moves, nash = naive_linked(dialogue, offer)
    code = dialogue.code
    assert codes(linked, linked.cells) == set(map(code, states))
    for (party, s), ends in moves.items():
        there = linked._ends(party, np.array([linked.space.cell_of(s)]))
        assert codes(linked, there[there != NO_MOVE]) == set(map(code, ends))
    assert codes(linked, linked.nash()) == set(map(code, nash))


@pytest.mark.parametrize("seed", range(200))
def test_offers_against_the_linked_model(seed):
    """An offer is listed exactly if, in its linked model, the best answers from the status quo all grant."""
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    asked = rng.choice([o.by for o in dialogue.options])
    asker = rng.choice([p.id for p in dialogue.parties if p.id != asked])
    target = parse(random_expression(rng, [o.id for o in dialogue.options_of(asked)], 1))
    now = dialogue.status_quo
    if now is None or dialogue.holds(target, now):
        return
    game, found = Game(dialogue, (), {}), []
    options = dialogue.options_of(asker)
    for levels in product(*(range(len(o.levels)) for o in options)):
        package = {
            o.id: k for o, k in zip(options, levels, strict=True) if k != now[dialogue.option_index(o.id)]
        }
        offer = Offer(id="", by=asker, give=tuple(package.items()), condition=target)
        if any(not _permitted(dialogue, now, id, k) for id, k in offer.give):
            continue
        _, moves, nash = naive_linked(dialogue, offer)
        there = [now, *moves[asked, now]]
        top = max(game.worth(asked, s) for s in there)
        best = [s for s in there if game.worth(asked, s) == top]
        if all(game.holds(target, s) for s in best):
            found.append((package, {dialogue.code(s) for s in best}, len(nash)))
    found = [one for one in found if not any(other[0].items() < one[0].items() for other in found)]
    ours = [
        ({o: dialogue.levels[o].index(name) for o, name in one.levels.items()}, set(one.replies), one.firm)
        for one in offers(build(dialogue), Target(that=target, ask="", asker=asker, of=asked))
    ]
    assert sorted(ours, key=repr) == sorted([one for one in found if one[0]], key=repr)


def _permitted(dialogue, now, id, level):
    option, at = dialogue.option(id), now[dialogue.option_index(id)]
    return level == at or option.direction == "both" or (option.direction == "forward") == (level > at)


def test_a_payment_moves_the_river():
    found = leverage(river(), "release >= half", asker="lowland", goal="every")
    (price,) = (p for p in found.prices if not p.weak)
    assert (price.levels, price.replies, price.worth_it) == ({"pay": "yes"}, (10,), True)
    assert (found.packages.tried, found.packages.suffice) == (2, 1)


def test_only_a_conditional_offer_moves_the_grant():
    found = leverage(grant(), "grant")
    assert found.prices == ()
    (offer,) = found.offers
    assert (offer.levels, offer.replies, offer.worth_it) == ({"pay": "yes"}, (3,), True)
    assert offer.needs_guarantee  # granted unpaid is better still
    assert (offer.firm, offer.granted) == (1, 1)
    assert (found.packages.tried, found.packages.suffice) == (2, 0)
    assert (found.packages.standing, found.packages.statement) == ("no_link", "a.1")


@pytest.mark.parametrize(
    ("pay", "asked", "states", "settle"),
    [
        ("both", "both", (0, 3), [3]),
        ("forward", "both", (0, 2, 3), [2]),
        ("forward", "forward", (0, 2, 3), [2, 3]),
    ],
)
def test_what_follows_a_grant(pay, asked, states, settle):
    offer = Offer(id="", by="b", give=(("pay", 1),), condition=parse("grant"))
    linked = link(build(grant(pay, asked)), offer)
    assert codes(linked, linked.cells) == set(states)
    assert codes(linked, linked.nash()) == set(settle)


# ---- what is told of a set -------------------------------------------------------------------------------------------


def test_who_can_do_it_and_what_it_brings():
    found = leverage(river(), "release is full", asker="lowland")
    by_fact, by_rule = found.sets
    assert [e.reach for e in by_fact.edits] == ["circumstance", "persuasion"]
    assert [e.reach for e in by_rule.edits] == ["capacity", "persuasion"]
    assert by_fact.edits[1].party == "upland"
    for one in found.sets:
        assert (one.firm, one.granted, one.every, one.outside) == (4, 1, False, 2)
        assert one.indifferent  # no longer blocked, not promised
        assert one.reached.state["release"] == "full"
        assert one.status_quo
    assert (found.packages.standing, found.packages.statement) == ("outranked", "upland.0")
    assert found.packages.rules == ("rule-0",)
    assert found.packages.links == ("upland.2",)


def test_every_is_more_than_some():
    (one,) = leverage(river(), "release >= half", asker="lowland", goal="every").sets
    assert one.every
    assert not one.indifferent
    assert one.outside == 0
    assert one.edits[0].reach == "package"


def test_a_package_that_a_rule_bars_from_today_is_no_offer():
    """Were it taken as given, the rule alone would make the other grant."""
    dialogue = dialogue_of(
        ("a", "b"),
        (("x", "a", ("no", "yes"), "both"), ("y", "b", ("no", "yes"), "both")),
        {"a": ["x iff y"], "b": ["not y"]},
        rules=("y and not x",),
        asks=(("x", "a", "b", "x"),),
    )
    found = leverage(dialogue, "x", size=1, goal="every")
    assert not [s for s in found.sets if s.edits[0].kind == "fix"]
    assert found.packages.suffice == 0
    kept = leverage(replace(dialogue, status_quo=None), "x", size=1, goal="every")  # nothing to step from
    assert [s.edits[0].changes for s in kept.sets if s.edits[0].kind == "fix"] == [{"y": "yes"}]


@pytest.mark.parametrize("seed", range(150))
def test_what_is_settled_as_things_are(seed):
    """A firm settlement has it; and whether only because nobody could take it back."""
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    asker = rng.choice([p.id for p in dialogue.parties])
    target = f"{(option := rng.choice(dialogue.options)).id} is {rng.choice(option.levels)}"
    try:
        found = leverage(dialogue, target, asker=asker, size=0)
    except InputError:
        return
    firm = {
        kept: {s for s in Game(talks, (), {}).equilibria("nash") if talks.holds(parse(target), s)}
        for kept, talks in ((True, dialogue), (False, as_asked(dialogue, parse(target), asker)))
    }
    assert found.already == bool(firm[False])
    assert (found.settled is not None) == bool(firm[True] or firm[False])
    if found.settled:
        assert found.settled.kept == (not firm[False])
        assert dialogue.state(found.settled.at.code) in firm[found.settled.kept]


@pytest.mark.parametrize("seed", range(60))
def test_sets_are_ordered_and_true_of_the_changed_dialogue(seed):
    rng = random.Random(seed)
    dialogue = random_dialogue(rng)
    asker = rng.choice([p.id for p in dialogue.parties])
    target = random_expression(rng, [f"{o.id} >= {o.levels[-1]}" for o in dialogue.options], 1)
    try:
        found = leverage(dialogue, target, asker=asker, size=2)
    except InputError as error:
        assert "holds in no state" in str(error)
        return
    keys = []
    there = as_asked(dialogue, parse(target), asker)
    for one in found.sets:
        keys.append((
            len(one.edits),
            sum(e.kind != "fix" for e in one.edits),
            sum(abs(e.places) for e in one.edits),
            sum(len(e.changes) for e in one.edits),
            [e.number for e in one.edits],
        ))
        changed = apply(there, *(change(there, e) for e in one.edits))
        naive = Game(changed, (), {})
        firm = naive.equilibria("nash")
        met = [s for s in firm if changed.holds(parse(target), s)]
        assert (one.firm, one.granted, one.every) == (len(firm), len(met), len(met) == len(firm))
        assert one.reached.code in {dialogue.code(s) for s in met}
    wanted = minimal_sets(there, catalogue(there, asker), parse(target), "firm", "nash", 2, steps=True)
    assert {frozenset(e.number for e in one.edits) for one in found.sets} == wanted - {frozenset()}
    assert (frozenset() in wanted) == found.already
    assert keys == sorted(keys)
    assert found.tried == number_of_sets(catalogue(dialogue, asker), 2)


def test_the_number_of_sets_tried():
    edits = catalogue(river(), "lowland")
    for size in range(4):
        chosen = (c for r in range(size + 1) for c in combinations(edits, r))
        assert number_of_sets(edits, size) == sum(not contradictory(c) for c in chosen)


def test_long_lists_stay_exact():
    """More statements than a float has bits: what is first still outweighs all that follows."""
    names = [f"o{n}" for n in range(4)]
    wants = [f"if o{n % 3} then (o{(n + 1) % 3} iff o{(n + 2) % 3}) or o3" for n in range(60)]
    dialogue = dialogue_of(
        ("a", "b"),
        tuple((n, "b" if n == "o3" else "a", ("no", "yes"), "both") for n in names),
        {"a": ["not o0", *wants, "o0", "o1"], "b": []},
    )
    edits = tuple(e for e in catalogue(dialogue, "b") if e.number % 9 == 0 or e.kind == "fix")
    edits = tuple(replace(e, number=n) for n, e in enumerate(edits))
    target = parse("o0 and o1")
    fast = set(minimal(edits, Firm(Board(dialogue, edits), "b", target, "firm"), 2).sets)
    assert fast == minimal_sets(dialogue, edits, target, "firm", "nash", 2)


def test_several_targets_share_their_work_and_differ_in_nothing_but_what_the_page_of_one_tells_besides():
    asks = [a.id for a in river().asks]
    each = [leverage(river(), ask) for ask in asks]
    assert leverage_each(river(), asks) == tuple(replace(one, prospect=None) for one in each)
    assert all(one.prospect is not None for one in each)


def test_prices_of_a_party_that_weighs():
    values = {"release >= half": -2.0, "true": -3.0}
    weighed = Preferences(weights=tuple(Weight(expr=parse(text), value=v) for text, v in values.items()))
    dialogue = replace(river(), preferences={**river().preferences, "upland": weighed}, status_quo=(1, 0, 1, 0))
    found = leverage(dialogue, "release is none", asker="lowland")
    assert [(p.levels, p.replies) for p in found.prices] == [({}, (6,))]


@pytest.mark.parametrize(("goal", "size"), [("firm", 0), ("firm", 2), ("every", 0), ("every", 1)])
def test_packages_are_counted_whatever_the_size_and_though_it_is_met_already(goal, size):
    found = leverage(river(), "release >= half", asker="lowland", goal=goal, size=size)
    assert (found.already, found.packages.tried) == (goal == "firm", 2)
    assert found.packages.suffice == (2 if goal == "firm" else 1)


def test_other_kinds_of_preference_cannot_be_edited():
    ranked = {"upland": Preferences(ranking=((10, 22), (4, 16), (9, 21), (3, 15), (6, 7, 18, 19), (0, 1, 12, 13)))}
    plain = river()
    dialogue = replace(plain, preferences={**plain.preferences, **ranked})
    found = leverage(dialogue, "release >= half", asker="lowland", goal="every")
    assert [dict(e.levels) for s in found.sets for e in s.edits] == [{"pay": "yes"}]
    assert {e.party for e in catalogue(dialogue, "lowland")} == {"", "farmers", "lowland"}
    some = leverage(dialogue, "release is full", asker="lowland", goal="some", concept="seq")
    assert some.sets == ()


# ---- questions that cannot be asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "options", "said"),
    [
        ("release is full and release is none", {"asker": "lowland"}, "holds in no state"),
        ("false", {"asker": "lowland"}, "names no option"),
        ("dry_year", {"asker": "lowland"}, "names no option"),
        ("relaese", {}, "did you mean `release`"),
        ("release is ful", {"asker": "lowland"}, "did you mean `full`"),
        ("release is full", {"asker": "lowlands"}, "did you mean `lowland`"),
        ("release >= half", {}, "nobody in this dialogue asks for `release >= half`.*lowland"),
        ("release and", {}, "does not parse"),
        ("release", {"size": -1}, "0 or more"),
    ],
)
def test_bad_targets_are_told_clearly(target, options, said):
    with pytest.raises(InputError, match=said):
        leverage(river(), target, **options)


def test_an_ask_of_two_parties_needs_an_asker():
    plain = river()
    twice = replace(plain, asks=(*plain.asks, replace(plain.asks[0], id="also", by="farmers")))
    with pytest.raises(InputError, match="lowland and farmers ask for"):
        leverage(twice, "release is full")
    assert leverage(twice, "also", size=1).asker == "farmers"


def test_too_many_sets_are_refused_with_a_size_that_would_do():
    wants = [f"o{n % 3}" for n in range(300)]
    dialogue = dialogue_of(
        ("a", "b"), tuple((f"o{n}", "a", ("no", "yes"), "both") for n in range(3)), {"a": wants, "b": []}
    )
    with pytest.raises(TooLarge, match="size 2 would do"):
        leverage(dialogue, "o0", asker="b", size=3)


def test_too_many_states_to_solve_are_refused_before_they_are_solved(monkeypatch):
    solved = []
    solve = Deterred._solve

    def counted(self, situation, packaged, worth, count):
        solved.append(bool(worth))
        return solve(self, situation, packaged, worth, count)

    def asked(size):
        solved.clear()
        return leverage(river(), "release is full", asker="lowland", goal="some", concept="gmr", size=size)

    monkeypatch.setattr(Deterred, "_solve", counted)
    assert asked(2).sets
    assert any(solved)
    monkeypatch.setattr(deterred_judge, "WORK", 1)
    with pytest.raises(TooLarge, match=r"sets of 2 changes .* smaller `size` would do: 1") as told:
        asked(2)
    assert not any(solved)
    assert told.value.figure > told.value.limit == 1
    assert asked(1).sets == ()


@pytest.mark.parametrize("after", [1, 3, 10, 40])
def test_an_interrupt_keeps_the_sets_found_so_far(monkeypatch, after):
    whole = leverage(river(), "release is full", asker="lowland", goal="some", concept="gmr", size=2)
    left = [after]
    met = Deterred.met

    def interrupted(self, *question):
        left[0] -= 1
        if left[0] == -1:
            raise KeyboardInterrupt
        return met(self, *question)

    monkeypatch.setattr(Deterred, "met", interrupted)
    found = leverage(river(), "release is full", asker="lowland", goal="some", concept="gmr", size=2)
    assert whole.complete
    assert found.complete == (left[0] >= 0)
    assert found.complete == (found.size == 2)
    known, told = ({frozenset(e.number for e in one.edits) for one in some.sets} for some in (whole, found))
    assert {one for one in known if len(one) <= found.size} <= told <= known
    monkeypatch.setattr(Deterred, "prepare", _stopped)
    with pytest.raises(KeyboardInterrupt):
        leverage(river(), "release is full", asker="lowland", goal="some", concept="gmr", size=2)


def _stopped(self, questions, without):
    raise KeyboardInterrupt


def test_without_a_status_quo_the_sets_are_there_and_no_prices():
    dialogue = river(rules=("release is full and dry_year", "not pay and not dam"))
    assert dialogue.status_quo is None
    found = leverage(dialogue, "release is full", asker="lowland", size=2)
    assert found.sets
    assert not found.context
    assert found.prices == found.offers == ()
    assert all(one.status_quo is None for one in found.sets)
