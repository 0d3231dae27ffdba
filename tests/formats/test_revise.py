"""New entries as a board writes them: in place, in the row style of the file, sound, and nothing else touched."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

import pytest

from detente.errors import InputError
from detente.formats import examples, parse, shipped
from detente.formats.revise import revise

RIVER = shipped("river").read_text("utf-8")


def added(source: str, **change: Any) -> list[str]:
    """The lines that came; none may go."""
    made = revise(source, change)
    lines = list(unified_diff(source.splitlines(), made["text"].splitlines(), lineterm="", n=0))[2:]
    assert not [line for line in lines if line.startswith("-")]
    came = [line[1:] for line in lines if line.startswith("+")]
    assert made["text"].splitlines()[made["from"] - 1 : made["to"]] == came
    return came


def test_a_new_option_stands_after_all_others() -> None:
    line = added(RIVER, kind="option", by="upland", text="A fish ladder", asked_by="lowland")
    assert line == ["  a_fish_ladder: {by: upland, asked_by: lowland, text: A fish ladder}"]
    options = parse(revise(RIVER, {"kind": "option", "by": "upland", "text": "A fish ladder"})["text"]).options
    assert options[-1].id == "a_fish_ladder" and options[:-1] == parse(RIVER).options, "codes stay"
    patrols = {"kind": "option", "by": "lowland", "text": "Patrols", "levels": ["none", "by day"]}
    assert parse(revise(RIVER, patrols)["text"]).option("patrols").levels == ("none", "by day")


@pytest.mark.parametrize(("text", "id"), [
    ("Île-de-Sel", "ile_de_sel"), ("حظر", "option"), ("2 trains", "option_2_trains"),
    ("If … then: {x}, #1", "if_then_x_1"),
])  # fmt: skip
def test_an_id_is_made_of_any_text(text: str, id: str) -> None:
    made = parse(revise(RIVER, {"kind": "option", "by": "upland", "text": text})["text"])
    assert made.option(id).text == text


def test_two_of_one_name_have_two_ids() -> None:
    once = revise(RIVER, {"kind": "party", "name": "The Delta", "code": "DEL", "at_table": False})["text"]
    twice = parse(revise(once, {"kind": "party", "name": "The Delta"})["text"])
    new = [(p.id, p.code, p.at_table) for p in twice.parties[-2:]]
    assert new == [("the_delta", "DEL", False), ("the_delta_2", "", True)]


@pytest.mark.parametrize("name", examples())
def test_every_shipped_dialogue_takes_a_party_and_its_first_option(name: str) -> None:
    text = shipped(name).read_text("utf-8")
    with_party = revise(text, {"kind": "party", "name": "Nowhere"})["text"]
    made = revise(with_party, {"kind": "option", "by": "nowhere", "text": "A word"})["text"]
    assert len(parse(made).options) == len(parse(text).options) + 1
    came = set(made.split("\n")) - set(text.split("\n"))
    assert not [line for line in text.split("\n") if line not in made.split("\n")] and len(came) <= 3


@pytest.mark.parametrize("change", [
    {"kind": "party", "name": " "}, {"kind": "party", "name": "x", "id": "upland"},
    {"kind": "option", "by": "nobody", "text": "x"},
    {"kind": "option", "by": "upland", "text": "x", "asked_by": "nobody"},
    {"kind": "option", "by": "upland", "text": "x", "id": "pay"},
    {"kind": "option", "by": "upland", "text": "x", "levels": ["one"]}, {"kind": "round", "date": "soon"},
    {"kind": "want", "party": "upland", "want": "pya"}, {"kind": "want", "party": "upland", "want": "pay and"},
])  # fmt: skip
def test_what_would_be_unsound_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        revise(RIVER, change)
