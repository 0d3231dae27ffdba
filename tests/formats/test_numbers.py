"""Numbers of a file: whole, decimal or fractions, exactly as they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente as dt
from detente.errors import InputError
from detente.formats import dump
from detente.formats.written import number_of
from detente.methods.reasons.preference import prefers

FILE = """
parties: {{a: {{}}, b: {{}}}}
options: {{x: {{by: a}}, y: {{by: a}}, z: {{by: b}}}}
weights: {{a: {{{weights}}}}}
"""


def weighted(**weights: object) -> dt.Dialogue:
    return dt.parse(FILE.format(weights=", ".join(f"{id}: {value}" for id, value in weights.items())))


WRITTEN = [("3", 3), ("-0.5", "-1/2"), ("+1", 1), (".25", "1/4"), ("1e3", 1000), ("42373/500000", "42373/500000"),
           ("-187 / 1250", "-187/1250")]  # fmt: skip
NONE = ["", "nan", "inf", "1/0", "1e999", "1e-999", "0x10", "1_000", "1,5", "--1", "½", "1" * 2000]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_a_number_is_what_is_written(text: str, value: object) -> None:
    assert number_of(text) == Fraction(str(value))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_or_has_no_end_is_refused(text: str) -> None:
    assert number_of(text) is None
    with pytest.raises(InputError, match=r"write 3, -0\.5 or 1/3"):
        weighted(x=f'"{text}"')


def test_three_thirds_are_one() -> None:
    """Of two states worth the same neither is preferred: in floating point one would be."""
    talks = dt.parse(FILE.format(weights="x: 1/49, y and z: 48/49, x and not y and not z: 48/49"))
    code = {"x": talks.state(1), "yz": talks.state(6)}
    assert prefers(talks, "a", code["x"], talks.state(7)) == 0
    assert prefers(talks, "a", code["x"], code["yz"]) > 0
    ranks = dt.equilibria(talks, stable=True)
    assert ranks.stable is not None


@given(st.lists(st.fractions(max_denominator=10**6), min_size=3, max_size=3))
def test_weights_come_back_as_they_were(values: list[Fraction]) -> None:
    talks = weighted(**dict(zip("xyz", values, strict=True)))
    assert [w.value for w in talks.preferences["a"].weights] == values
    assert dt.parse(dump(talks)) == talks
    assert dt.parse(dump(talks, ".json")) == talks


def test_a_chance_may_be_a_fraction() -> None:
    talks = dt.parse("parties: {a: {}}\noptions: {x: {by: a}}\ncircumstances: {c: {now: no, chance: 2/3}}")
    chance = talks.circumstances[0].chance
    assert chance is not None and chance.value == pytest.approx(2 / 3)
    with pytest.raises(InputError, match="is not a chance"):
        dt.parse("parties: {a: {}}\noptions: {x: {by: a}}\ncircumstances: {c: {now: no, chance: 4/3}}")
