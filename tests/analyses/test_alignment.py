"""Tau-b and grant shares against their definitions, pair by pair and context by context."""

import json
import random
from fractions import Fraction
from itertools import combinations, product
from math import sqrt

import pytest

from detente.analyses.alignment import alignment
from detente.formats import parse
from detente.methods.record.likeness import Field, concord
from detente.methods.record.own_accord import grant
from detente.model.dialogue import Ask, Dialogue, Option, Party, Preferences, Rule, Statement
from detente.model.expression import And, Compare, Name, Not
from reference import worked

RIVER = """
parties: {upland: {}, lowland: {}, farmers: {at_table: false}}
circumstances: {dry_year: {now: true}}
options:
  release: {by: upland, asked_by: lowland, levels: [none, half, full]}
  pay: {by: lowland, asked_by: upland}
  dam: {by: upland, direction: forward}
  protest: {by: farmers}
asks:
  some: {of: upland, by: lowland, that: release >= half}
rules: [{never: release is full and dry_year}]
priorities:
  upland: [not release is full, pay, if pay then release is half, dam]
  lowland: [release >= half, not dam, not pay unless release >= half]
  farmers: [protest iff release is none]
"""


def check(field, tau, grants):
    for options, wanted in tau.items():
        found = concord(field, ("upland", "lowland"), options.split())
        assert (found.contexts, found.defined) == (wanted["contexts"], wanted["defined"])
        assert found.mean == pytest.approx(wanted["mean"]) and found.pooled == pytest.approx(wanted["pooled"])
    for ask, wanted in grants.items():
        found = grant(field, ask)
        assert (found.contexts, found.impossible) == (wanted["contexts"], wanted["impossible"])
        for name in ("would", "indifferent"):
            assert getattr(found, name) == (None if wanted[name] is None else Fraction(wanted[name]))


def test_river():
    dialogue = parse(RIVER)
    tau = {
        "release": {"contexts": 8, "defined": 4, "mean": 1.0, "pooled": sqrt(0.5)},
        "release pay": {"contexts": 4, "defined": 4, "mean": 0.0, "pooled": 0.0},
    }
    grants = {
        dialogue.ask("some"): {"contexts": 8, "impossible": 0, "would": "1/2", "indifferent": "1/2"},
        dialogue.ask("release"): {"contexts": 0, "impossible": 8, "would": None, "indifferent": None},
        dialogue.ask("pay"): {"contexts": 8, "impossible": 0, "would": "0", "indifferent": "1/2"},
    }
    check(Field.of(dialogue), tau, grants)


def test_the_computed_example():
    case = worked("alignment")
    dialogue = parse(json.dumps(case["given"]["dialogue"]))
    expected = case["expected"]
    half = Ask(id="half", of="upland", by="lowland", that=Compare("release", ">=", "half"), text="", option="release")
    asks = {"release half": half, "release full": dialogue.ask("release"), "pay": dialogue.ask("pay")}
    check(Field.of(dialogue), expected["tau"], {asks[name]: wanted for name, wanted in expected["grant"].items()})


def naive_tau(dialogue, ranks, feasible, options):
    inside = [dialogue.option_index(id) for id in options]
    contexts = {}
    for state in product(*map(range, dialogue.radices)):
        if state in feasible:
            contexts.setdefault(tuple(k for i, k in enumerate(state) if i not in inside), []).append(state)
    defined, totals = [], [0, 0, 0]
    for states in contexts.values():
        net = apart_a = apart_b = 0
        for s, t in combinations(states, 2):
            one, two = ranks["a"][s] - ranks["a"][t], ranks["b"][s] - ranks["b"][t]
            net += (one * two > 0) - (one * two < 0)
            apart_a, apart_b = apart_a + (one != 0), apart_b + (two != 0)
        totals = [x + y for x, y in zip(totals, (net, apart_a, apart_b), strict=True)]
        if apart_a and apart_b:
            defined.append(net / sqrt(apart_a * apart_b))
    mean = sum(defined) / len(defined) if defined else None
    pooled = totals[0] / sqrt(totals[1] * totals[2]) if defined else None
    return len(contexts), len(defined), mean, pooled


def naive_grant(dialogue, ranks, feasible, ask, options):
    inside = [dialogue.option_index(id) for id in options]
    first = (0,) * len(dialogue.options)
    abstain = dialogue.holds(ask.that, first)
    start = dialogue.status_quo if abstain and dialogue.status_quo else first
    contexts = impossible = would = tied = 0
    for rest in product(*(range(1) if i in inside else range(r) for i, r in enumerate(dialogue.radices))):
        sides = []
        for wanted in (True, False):
            found = []
            for setting in product(*(range(dialogue.radices[i]) for i in inside)):
                state = list(rest)
                for i, k in zip(inside, setting, strict=True):
                    state[i] = k
                state = tuple(state)
                if state in feasible and dialogue.holds(ask.that, state) == wanted:
                    far = sum(state[i] != start[i] for i in inside)
                    if wanted or abstain or not ask.option or far == 0:
                        found.append((far, -ranks[ask.of][state]))
            sides.append(-min(found)[1] if found else None)
        if None in sides:
            impossible += any(s in feasible for s in product(*([k] if i not in inside else range(dialogue.radices[i])
                                                               for i, k in enumerate(rest))))
            continue
        contexts += 1
        would += sides[0] > sides[1]
        tied += sides[0] == sides[1]
    return contexts, impossible, *(Fraction(n, contexts) if contexts else None for n in (would, tied))


def random_talks(rng):
    options = []
    for k in range(rng.randint(2, 5)):
        levels = ("no", "yes") if rng.random() < 0.6 else ("none", "half", "full")
        options.append(Option(id=f"o{k}", by=rng.choice("ab"), text="", levels=levels))
    exprs = [Name(o.id) for o in options] + [Compare(o.id, "is", o.levels[-1]) for o in options]

    def expr():
        one = rng.choice(exprs)
        two = And((one, rng.choice(exprs))) if rng.random() < 0.4 else one
        return Not(two) if rng.random() < 0.5 else two

    rules = tuple(Rule(id=f"r{k}", never=And((rng.choice(exprs), rng.choice(exprs)))) for k in range(rng.randint(0, 2)))
    lists = {
        p: Preferences(priorities=tuple(Statement(id=f"{p}{k}", want=expr()) for k in range(rng.randint(0, 4))))
        for p in "ab"
    }
    sizes = [len(o.levels) for o in options]
    asked = rng.choice(options)
    that = rng.choice((Name(asked.id), Not(Name(asked.id)), Compare(asked.id, ">=", asked.levels[-1])))
    same = [o for o in options if o.by == asked.by]
    if rng.random() < 0.3:
        that = And((that, Not(Name(rng.choice(same).id))))
    plain = that == Compare(asked.id, ">=", asked.levels[-1])
    ask = Ask(id="q", of=asked.by, by="a", that=that, text="", option=asked.id if plain else "")
    return Dialogue(
        title="t",
        parties=(Party(id="a", name="A"), Party(id="b", name="B")),
        options=tuple(options),
        rules=rules,
        asks=(ask,),
        preferences=lists,
        status_quo=tuple(rng.randrange(n) for n in sizes),
    )


def test_three_hundred_random_dialogues():
    rng = random.Random(3)
    defined = granted = 0
    for _ in range(300):
        dialogue = random_talks(rng)
        states = [s for s in product(*map(range, dialogue.radices)) if dialogue.feasible(s)]
        if not states:
            continue
        ranks = {
            p: {s: sum(dialogue.holds(x.want, s) << -k for k, x in enumerate(lines, -len(lines))) for s in states}
            for p in "ab"
            for lines in [dialogue.preferences[p].statements]
        }
        field = Field.of(dialogue)
        options = rng.sample([o.id for o in dialogue.options], rng.randint(1, len(dialogue.options)))
        found = concord(field, ("a", "b"), options)
        contexts, number, mean, pooled = naive_tau(dialogue, ranks, set(states), options)
        assert (found.contexts, found.defined) == (contexts, number)
        assert found.mean == (None if mean is None else pytest.approx(mean))
        assert found.pooled == (None if pooled is None else pytest.approx(pooled))
        defined += number
        (ask,) = dialogue.asks
        named = list(dict.fromkeys(n for n in (o.id for o in dialogue.options) if n in str(ask.that)))
        share = grant(field, ask)
        wanted = naive_grant(dialogue, ranks, set(states), ask, named)
        assert (share.contexts, share.impossible, share.would, share.indifferent) == wanted
        granted += share.contexts
    assert defined > 300 and granted > 300


def test_every_front_kind_and_rank_for_two_parties_at_the_table():
    text = RIVER.replace("asked_by: lowland", "front: water, asked_by: lowland")
    fronts = "fronts: {water: {kind: development, rank: experts}}\n"
    dialogue = parse(text.replace("circumstances:", fronts + "circumstances:"))
    found = {(t.by, t.front or t.kind or t.rank): t for t in alignment(dialogue).tau}
    assert set(found) == {("front", "water"), ("kind", "development"), ("rank", "experts")}
    assert {t.parties for t in found.values()} == {("upland", "lowland")}
