"""How far a state meets an ask, against its definition; which options anybody minds, against the rankings."""

from __future__ import annotations

import random
from itertools import product

import pytest

import detente as dt
from detente.methods.settling.degrees import Degrees
from detente.methods.settling.minds import minded
from detente.model.expression import names
from strategies import expression, random_dialogue, random_model


def literal(dialogue, expr, state):
    """d(s) of the definition, by looking at every setting of the named options."""
    places = [k for k, o in enumerate(dialogue.options) if o.id in names(expr)]

    def holds(levels):
        return dialogue.holds(expr, tuple(dict(zip(places, levels, strict=True)).get(k, 0) for k in range(len(state))))

    short = {}
    for here in product(*(range(dialogue.radices[k]) for k in places)):
        short[here] = min(
            (
                sum(abs(a - b) for a, b in zip(here, there, strict=True))
                for there in product(*(range(dialogue.radices[k]) for k in places))
                if holds(there)
            ),
            default=float("inf"),
        )
    own = short[tuple(state[k] for k in places)]
    return "full" if not own else "not" if own == max(short.values()) else "part"


@pytest.mark.parametrize("seed", range(120))
def test_degrees_are_those_of_the_definition(seed):
    dialogue = random_dialogue(seed, most=200)
    draw = random.Random(seed)
    expr = expression(draw, list(dialogue.options), 3)
    degrees = Degrees(dialogue)
    seen = set()
    for code in draw.sample(range(dialogue.possible), min(20, dialogue.possible)):
        state = dialogue.state(code)
        seen.add(degrees.of(expr, state))
        assert degrees.of(expr, state) == literal(dialogue, expr, state)
    assert degrees.parts(expr) or "part" not in seen


def test_wording_cannot_matter():
    talks = dt.load("us-pakistan-2010")
    one, other = dt.parse(WORDED).asks, Degrees(dt.parse(WORDED))
    assert {tuple(other.of(ask.that, (k,)) for ask in one) for k in range(3)} == {
        ("not", "not"), ("part", "part"), ("full", "full")
    }  # fmt: skip
    yes_no = [ask for ask in talks.asks if all(len(talks.option(n).levels) == 2 for n in names(ask.that))]
    single = [ask for ask in yes_no if len(names(ask.that)) == 1]
    assert single and not any(Degrees(talks).parts(ask.that) for ask in single)


WORDED = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {cut: {by: a, text: Cut, levels: [none, half, full]}}
asks:
  up: {of: a, by: b, that: cut is full, text: All of it}
  round: {of: a, by: b, that: not (cut is none or cut is half), text: No less than all}
"""


@pytest.mark.parametrize("seed", range(80))
def test_an_option_that_nobody_minds_changes_no_ranking(seed):
    """One way round for every list (a line may be outweighed everywhere, so the other way round it need not be so)."""
    model = random_model(seed, most=60)
    dialogue, judge = model.dialogue, model.judge
    known = minded(dialogue)
    for k, option in enumerate(dialogue.options):
        if option.id not in known:
            for s in judge.states:
                for level in range(len(option.levels)):
                    t = (*s[:k], level, *s[k + 1 :])
                    assert not judge.feasible(t) or all(r[s] == r[t] for r in judge.rank.values())
