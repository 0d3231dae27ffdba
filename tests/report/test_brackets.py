"""A condition in words is the condition: where a reader could group it otherwise, brackets say how it is meant."""

import random
from itertools import product

import pytest

import detente as dt
from detente.model.expression import And, Expr, If, Iff, Name, Not, Or, Unless, parse
from detente.report import wording

TALKS = dt.parse(
    "parties: {p: {name: Quay}}\n"
    "options: {a: {by: p, text: tolls}, b: {by: p, text: pilots}, c: {by: p, text: buoys}}\n"
)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("(a or b) and not c", "(“tolls” is done or “pilots” is done) and “buoys” is not done"),
        ("a or b and c", "“tolls” is done or (“pilots” is done and “buoys” is done)"),
        ("a and b and c", "“tolls” is done, “pilots” is done and “buoys” is done"),
        ("not (a and b) and c", "it is not so that (“tolls” is done and “pilots” is done) and “buoys” is done"),
        ("a iff (b and c)", "“tolls” is done exactly when (“pilots” is done and “buoys” is done)"),
    ],
)
def test_a_group_inside_a_condition_stands_in_brackets(rule: str, said: str) -> None:
    assert wording.condition(TALKS, parse(rule)) == said


def drawn(draw: random.Random, depth: int) -> Expr:
    """A random condition over three options."""
    if not depth or draw.random() < 0.2:
        name = Name(draw.choice("abc"))
        return name if draw.random() < 0.7 else Not(name)
    one, other = drawn(draw, depth - 1), drawn(draw, depth - 1)
    return draw.choice(
        [And((one, other)), Or((one, other)), If(one, other), Iff(one, other), Unless(one, other), Not(one)]
    )


def truth(expr: Expr) -> tuple[bool, ...]:
    """Whether it holds in each state."""
    return tuple(TALKS.holds(expr, state) for state in product((0, 1), repeat=3))


def test_different_conditions_are_never_told_in_the_same_words() -> None:
    draw = random.Random(7)
    told: dict[str, tuple[bool, ...]] = {}
    for _ in range(3000):
        expr = drawn(draw, 3)
        assert told.setdefault(wording.condition(TALKS, expr), truth(expr)) == truth(expr)
    assert len(told) > 500
