"""Where the board's entries stand in the text, and what of a column only the file can tell."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from detente.formats import examples, parse
from detente.methods.reasons.positions import positions
from detente.web.places import placed

pytest.importorskip("fastapi")

import detente as dt
from detente.analyses.facts import facts
from detente.report.language import speaking
from detente.report.renderers import markdown
from detente.web.board import board
from detente.web.questions import question


def shown(text: str) -> dict[str, Any]:
    dialogue = parse(text)
    return placed(board(dialogue, facts(dialogue, weighed=False)), dialogue, text)


def text_of(name: str) -> str:
    return files("detente").joinpath("examples", f"{name}.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", examples())
def test_every_entry_begins_at_its_line_and_ends_before_the_next(name: str) -> None:
    text = text_of(name)
    made, lines = shown(text), text.splitlines()
    for kind in ("options", "circumstances", "rounds"):
        spans = [entry["span"] for entry in made[kind]]
        assert all(first == entry["line"] for (first, _), entry in zip(spans, made[kind], strict=True))
        assert all(last < first for (_, last), (first, _) in pairwise(spans))
    for option in made["options"]:
        assert option["id"] in lines[option["span"][0] - 1]
        for first, last in option["mentions"]:
            said = "\n".join(lines[first - 1 : last])
            assert option["id"] in said


@pytest.mark.parametrize("name", ["us-pakistan-2010", "iran-2015", "river"])
def test_a_position_made_whole_says_what_it_said(name: str) -> None:
    dialogue = parse(text_of(name))
    made = shown(text_of(name))
    assert dialogue.status_quo is not None
    stands = positions(dialogue, dialogue.table, dialogue.status_quo)
    for column in (one for one in made["columns"] if one["kind"] == "position"):
        assert all(said in (None, whole) for said, whole in zip(column["state"], column["whole"], strict=True))
        stand = stands[column["party"]]
        assert [said is None for said in column["state"]] == [o.id not in stand for o in dialogue.options]


def test_a_round_has_its_own_facts_and_state() -> None:
    made = shown(text_of("us-pakistan-2010"))
    march, *_, october = made["rounds"]
    assert (march["facts"]["flood_relief"], october["facts"]["flood_relief"]) == (False, True)
    assert march["state"][0] == 1
    assert october["state"] == next(one["state"] for one in made["columns"] if one["kind"] == "now")


def test_a_change_of_what_comes_without_agreement_goes_where_the_file_says_it() -> None:
    text = text_of("river") + "\nfallback: {}\n" if "fallback:" not in text_of("river") else text_of("river")
    dialogue = parse(text)
    for option in shown(text)["options"]:
        place, party = option["said"]
        given = {"fallback": dialogue.fallback, "intentions": dialogue.intentions}[place].get(party, ())
        other = dialogue.fallback.get(party, ()) if place == "intentions" else ()
        assert option["id"] in dict(given) or option["id"] not in dict(other)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("part", ["ways", "deal"])
def test_what_the_board_leaves_open_is_a_question_in_words(part: str, language: str) -> None:
    talks = dt.load("river")
    with speaking(language):
        told = board(talks, replace(facts(talks), too_large=(part,)))["refused"][0]
    assert "?" in told and part not in told.split()


@pytest.mark.parametrize("name, given", [("paths", {}), ("equilibria", {"stable": True})])
def test_no_page_of_a_question_speaks_of_a_terminals_options(name: str, given: dict[str, Any]) -> None:
    """They are no words of a browser's."""
    talks, row = dt.load("river"), question(name)
    page = markdown.render(row.document(talks, row.function(talks, **given), 60))
    assert "JSON" in page and not re.search(r"--[a-z]", page)
