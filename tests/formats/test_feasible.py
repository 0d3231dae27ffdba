"""The search for feasible states against every state, one by one."""

import itertools
import random

import pytest

from detente import formats
from detente.errors import InputError
from detente.formats.feasible import Undecided, contradiction, feasible_states


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


def test_a_long_search_is_given_up():
    holes, pigeons = 8, 9
    names = [[f"p{i}_{j}" for j in range(holes)] for i in range(pigeons)]
    text = "parties: {a: {}}\noptions:\n" + "".join(f"  {n}: {{by: a}}\n" for row in names for n in row)
    text += "rules:\n" + "".join(f"- never: not ({' or '.join(row)})\n" for row in names)
    text += "".join(
        f"- never: {a} and {b}\n" for column in zip(*names, strict=True) for a, b in itertools.combinations(column, 2)
    )
    dialogue = formats.parse(text)
    with pytest.raises(Undecided):
        contradiction(dialogue)
