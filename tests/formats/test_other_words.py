"""A field under the name that other people give it, a list where one is meant: the mend is told at its line."""

from __future__ import annotations

import pytest

import detente as dt
from detente.errors import InputError
from detente.formats.nodes import MEANT

BASE = {
    "parties": "{a: {name: A}, b: {name: B}}",
    "options": "{x: {by: a, text: A thing}}",
}


def faults(**sections: str) -> str:
    text = "\n".join(f"{key}: {value}" for key, value in {**BASE, **sections}.items())
    with pytest.raises(InputError) as told:
        dt.parse(text)
    return str(told.value)


@pytest.mark.parametrize(
    ("section", "value", "field"),
    [
        ("commitments", "{c: {by: a, text: t, that: x}}", "does"),
        ("commitments", "{c: {by: a, text: t, does: x, deadline: 2031-04}}", "due"),
        ("options", "{x: {owner: a, text: t}}", "by"),
        ("options", "{x: {by: a, description: t}}", "text"),
        ("asks", "{k: {of: a, by: b, requires: x}}", "that"),
        ("priorities", "{a: [{want: x, why: it pays}]}", "because"),
        ("priorities", "{a: [{want: x, source: note}]}", "evidence"),
        ("circumstances", "{c: {text: t, probability: 40%}}", "chance"),
        ("players", "{a: {}}", "parties"),
        ("working-groups", "{f: {name: F}}", "fronts"),
    ],
)
def test_a_field_under_another_name(section: str, value: str, field: str) -> None:
    assert f"here it is called `{field}`" in faults(**{section: value})


@pytest.mark.parametrize("word", ["as_of", "date", "As-of"])
def test_the_day_of_a_page_is_that_of_its_last_round(word: str) -> None:
    assert "last round's `date`" in faults(**{word: "2031-05"})


def test_a_second_asker_and_a_list_where_a_text_is_meant() -> None:
    assert "is an entry of its own under `asks`" in faults(options="{x: {by: a, text: t, asked_by: [a, b]}}")
    assert "takes one, not a list" in faults(options="{x: {by: a, text: [t, u]}}")


def test_no_word_that_the_file_knows_everywhere_is_taken_for_another() -> None:
    assert not set(MEANT) & set(MEANT.values()) - {"that"}
