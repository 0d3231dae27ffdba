"""Tables of options × parties, as people keep them in spreadsheets: in, out, and what is wrong with them."""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError, TooLarge
from detente.formats import render
from detente.formats.csv import read
from detente.methods.reasons.preference import prefers
from detente.model.dialogue import Dialogue, Equally, Option, Party, Preferences, Statement, Weight
from detente.model.expression import Compare, Name

TABLE = """option,by,level,now,asked by,Upland,Lowland
Water in the dry months,Upland,half,,Lowland,-1,3
Water in the dry months,Upland,full,,,-2,5
Payment,Lowland,,yes,Upland,2,-1/3
"""


def talks(text: str) -> Dialogue:
    return read(text, "water.csv")[0]


def test_a_table_is_a_dialogue() -> None:
    made = talks(TABLE)
    assert [(o.id, o.by, o.levels) for o in made.options] == [
        ("water_in_the_dry_months", "upland", ("none", "half", "full")),
        ("payment", "lowland", ("no", "yes")),
    ]
    assert made.status_quo == (0, 1)
    assert [(a.id, a.by, a.of) for a in made.asks] == [
        ("water_in_the_dry_months", "lowland", "upland"), ("payment", "upland", "lowland")
    ]  # fmt: skip
    assert [w.value for w in made.preferences["lowland"].weights] == [3, 5, Fraction(-1, 3)]


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace(",", ";"),
        lambda t: t.replace(",", "\t"),
        lambda t: t.replace("option,by", "Option,BY").replace("asked by", "Asked_By"),
        lambda t: t.replace("Water in the dry months,Upland,full", ",,full"),
        lambda t: "\n" + t.replace("\n", "\n\n,,,,,,\n"),
        lambda t: t.replace("yes", "x"),
        lambda t: t.replace("-1/3", ' "-1/3" '),
    ],
)
def test_as_spreadsheets_write_it(change) -> None:  # type: ignore[no-untyped-def]
    one, other = talks(TABLE), talks(change(TABLE))
    assert (one.options, one.preferences, one.asks, one.status_quo) == (
        other.options, other.preferences, other.asks, other.status_quo
    )  # fmt: skip


def test_a_decimal_comma_beside_semicolons() -> None:
    made = talks("option;by;A;B\nTrade;A;1,5;-0,25\n")
    assert [made.preferences[p].weights[0].value for p in ("a", "b")] == [Fraction(3, 2), Fraction(-1, 4)]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "the table is empty", 0),
        ("by,A\nA,1\n", "there is no column `option`", 1),
        ("option,bye,A\nx,A,1\n", "did you mean `bye`|there is no column `by`", 1),
        ("option,by,A,A\nx,A,1,2\n", "the column `A` stands twice", 1),
        ("option,by,A\nx,A,lots\n", "`lots` in column `A` is not a number", 2),
        ("option,by,A\nx,A,1,2\n", "this row has 4 cells", 2),
        ("option,by,A\n,A,1\n", "an option needs a name", 2),
        ("option,by,A\n", "there are no options", 1),
        ("option,by,level,A\nx,A,half,1\nx,A,half,2\n", "has the level `half` twice", 3),
        ("option,by,level,A,B\nx,A,half,1,1\nx,B,full,2,2\n", "is decided by `A` above", 3),
        ('option,by,A\n"x,A,1\n', "not a table|an option needs", 0),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(InputError, match=message) as told:
        talks(text)
    assert not line or told.value.problems[0].line == line


def additive(seed: int) -> Dialogue:
    """A random dialogue of which a table can say everything."""
    draw = random.Random(seed)
    options = tuple(
        Option(id=f"o{k}", by=draw.choice("ab"), text=f"={k}" if k == 1 else f"O {k}",
               levels=draw.choice((("no", "yes"), ("none", "half", "full"))))
        for k in range(draw.randint(2, 4))
    )  # fmt: skip

    def weights() -> tuple[Weight, ...]:
        return tuple(
            Weight(expr=Name(o.id) if o.levels == ("no", "yes") else Compare(o.id, draw.choice(("is", ">=")), level),
                   value=Fraction(draw.randint(-9, 9), draw.choice((1, 3))))
            for o in options for level in o.levels[1:]
        )  # fmt: skip

    return Dialogue(
        title="additive", parties=(Party(id="a", name="Aland"), Party(id="b", name="Bland")), options=options,
        preferences={p: Preferences(weights=weights()) for p in "ab"},
        status_quo=tuple(draw.randrange(len(o.levels)) for o in options),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_what_a_table_can_say_comes_back(seed: int) -> None:
    made = additive(seed)
    text, left = render(made, ".csv")
    again = talks(text)
    assert not left
    assert [(o.text, o.levels) for o in again.options] == [(o.text, o.levels) for o in made.options]
    assert again.status_quo == made.status_quo
    states = list(product(*(range(radix) for radix in made.radices)))
    for party, other in zip("ab", ("aland", "bland"), strict=True):
        for a, b in product(states, repeat=2):
            assert prefers(made, party, a, b) == prefers(again, other, a, b)


def test_a_list_of_single_options_keeps_its_order() -> None:
    one, two, three, four = (Statement(id=id, want=Name(id)) for id in "xyzw")
    lines = (one, Equally(id="2", items=(two, three)), four)
    made = Dialogue(
        title="t", parties=(Party(id="a", name="A"),), preferences={"a": Preferences(priorities=lines)},
        options=tuple(Option(id=id, by="a", text=id) for id in "wxyz"), status_quo=(0, 0, 0, 0),
    )  # fmt: skip
    again = talks(render(made, ".csv")[0])
    for a, b in product(product((0, 1), repeat=4), repeat=2):
        assert prefers(made, "a", a, b) == prefers(again, "a", a, b)


def test_no_cell_is_a_formula() -> None:
    for line in render(additive(3), ".csv")[0].splitlines()[1:]:
        assert not line.startswith(("=", "+", "-", "@"))


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        talks("option,by,A\n" + "x,A,1\n" * 20_100)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.text(max_size=4))
def test_whatever_stands_in_a_file_there_is_a_dialogue_or_an_error(at: int, put: str) -> None:
    place = at % len(TABLE)
    with suppress(InputError, TooLarge):
        talks(TABLE[:place] + put + TABLE[place + at % 5 :])
