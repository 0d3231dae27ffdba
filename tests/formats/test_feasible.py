"""The search for feasible states against every state, one by one."""

import itertools
import random
from dataclasses import replace

import pytest

from detente import formats
from detente.engine.arrays import rules as masks
from detente.errors import InputError, TooLarge
from detente.formats import feasible
from detente.formats.feasible import conflict, contradiction, feasible_states
from detente.model.expression import Name, Not
from effort import effort


def random_file(seed):
    rng = random.Random(seed)
    levels = [rng.choice(["", ", levels: [n, h, f]"]) for _ in range(rng.randint(1, 5))]
    text = "parties: {a: {}}\ncircumstances: {c: {now: true}}\noptions:\n"
    text += "".join(f"  o{i}: {{by: a{more}}}\n" for i, more in enumerate(levels))
    names = [f"o{i}" for i in range(len(levels))] + ["c"]

    def expression(depth):
        if depth == 0:
            return rng.choice(["", "not "]) + rng.choice(names)
        parts = (expression(depth - 1), expression(depth - 1))
        return rng.choice(["({} and {})", "({} or {})", "({} iff {})", "({} unless {})", "(if {} then {})"]).format(
            *parts
        )

    rules = [expression(rng.randint(0, 2)) for _ in range(rng.randint(0, 4))]
    return text + "rules:\n" + "".join(f"- never: '{rule}'\n" for rule in rules)


@pytest.mark.parametrize("seed", range(150))
def test_states_and_contradictions(seed):
    try:
        dialogue = formats.parse(random_file(seed))
    except InputError as error:
        assert "no state is feasible" in str(error)
        # Without its rules the file loads; with them, no state is left.
        text = random_file(seed)
        free = formats.parse(text.split("rules:")[0])
        rules = formats.parse(
            text.split("rules:")[0] + "priorities:\n  a:" + text.split("rules:")[1].replace("- never", "\n  - want")
        )
        wants = [s.want for s in rules.preferences["a"].statements]
        for state in itertools.product(*(range(r) for r in free.radices)):
            assert any(free.holds(want, state) for want in wants)
        return
    naive = {s for s in itertools.product(*(range(r) for r in dialogue.radices)) if dialogue.feasible(s)}
    found = list(feasible_states(dialogue))
    assert set(found) == naive
    assert len(found) == len(naive)
    assert contradiction(dialogue) == ()


def test_the_rules_named_are_all_needed():
    with pytest.raises(InputError) as caught:
        formats.parse(
            "parties: {a: {}}\noptions: {x: {by: a}, y: {by: a}}\nrules:\n"
            "- {id: p, never: x and y}\n- {id: q, never: not x}\n"
            "- {id: r, never: x and not y}\n- {id: s, never: y and x}\n"
        )
    message = str(caught.value)
    assert "`q`" in message
    assert "`r`" in message
    assert ("`p`" in message) != ("`s`" in message)


def pigeons(pigeons, holes, idle=0):
    """A file whose rules say that each pigeon has a hole and no two share one."""
    names = [[f"p{i}_{j}" for j in range(holes)] for i in range(pigeons)]
    text = "parties: {a: {}}\noptions:\n" + "".join(f"  {n}: {{by: a}}\n" for row in names for n in row)
    text += "".join(f"  idle{k}: {{by: a}}\n" for k in range(idle))
    text += "rules:\n" + "".join(f"- never: not ({' or '.join(row)})\n" for row in names)
    return text + "".join(
        f"- never: {a} and {b}\n" for column in zip(*names, strict=True) for a, b in itertools.combinations(column, 2)
    )


def test_a_long_search_is_given_up():
    """Beyond the limit of the arrays nothing can be analysed, and nobody claims to know."""
    dialogue = formats.parse(pigeons(9, 8))
    with pytest.raises(TooLarge):
        conflict(dialogue)
    assert contradiction(dialogue) == ()


@pytest.mark.parametrize("idle", [0, 4])
def test_where_the_search_gives_up_arrays_decide(idle, monkeypatch):
    """Up to 2^24 states no file without a feasible state is ever taken for sound."""
    monkeypatch.setattr(feasible, "MAX_STEPS", 50)
    told = r"no state is feasible: the rules .* and \d+ more together exclude"
    with effort() as spent, pytest.raises(InputError, match=told):
        formats.parse(pigeons(5, 4, idle))
    assert spent.calls < 1_500_000
    assert formats.parse(pigeons(4, 4, idle)).possible == 2 ** (16 + idle)


@pytest.mark.parametrize("seed", range(40))
def test_arrays_and_search_agree(seed):
    """Random clauses about as many as leave a state or none."""
    draw = random.Random(seed)
    names = [f"o{k}" for k in range(8)]
    text = "parties: {a: {}}\noptions:\n" + "".join(f"  {n}: {{by: a}}\n" for n in names)
    free = formats.parse(text)
    clauses = [" and ".join(draw.choice(("", "not ")) + n for n in draw.sample(names, 3)) for _ in range(38)]
    try:
        dialogue = formats.parse(text + "rules:\n" + "".join(f"- never: {c}\n" for c in clauses))
    except InputError as error:
        assert "no state is feasible" in str(error)
        wants = formats.parse(text + "priorities: {a: [" + ", ".join(clauses) + "]}\n").preferences["a"].statements
        for state in itertools.product((0, 1), repeat=8):
            assert any(free.holds(s.want, state) for s in wants)
    else:
        assert masks.exhausted(dialogue) == ()
        assert masks.feasible(dialogue).sum() == len(list(feasible_states(dialogue)))


def test_the_rules_named_by_arrays_are_those_that_took_the_last_state():
    dialogue = formats.parse("parties: {a: {}}\noptions: {x: {by: a}, y: {by: a}}\nrules: [never: x, never: x and y]\n")
    rules = dialogue.rules
    empty = replace(dialogue, rules=(*rules, replace(rules[0], id="q", never=Not(Name("x"))), *rules))
    assert [r.id for r in masks.exhausted(empty)] == ["x", "x-and-y", "q"]


def test_a_ranking_of_many_states_is_checked_quickly():
    options = "".join(f"  o{k}: {{by: a}}\n" for k in range(16))
    text = "parties: {a: {}}\noptions:\n" + options + "rules: [{never: o0 and o1}]\n"
    codes = [code for code in range(2**16) if code & 3 != 3]
    told = r"leaves out 2 feasible states, for instance 65532 \(o0: no, o1: no, o2: yes"
    with effort() as spent:
        assert formats.parse(text + f"ranking: {{a: {codes}}}\n").possible == 2**16
        with pytest.raises(InputError, match=told):
            formats.parse(text + f"ranking: {{a: {codes[:-3] + codes[-1:]}}}\n")
    assert spent.calls < 30_000_000
