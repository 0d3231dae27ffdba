"""The page of the outlook: where play goes round, where it was drawn, interrupted, or nothing is uncertain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.analyses.outlook import outlook
from detente.formats import load, parse
from detente.report.pages.outlook import view
from detente.report.renderers import markdown

RESTLESS = """
parties: {a: {}, b: {}, c: {}}
options:
  x: {by: a, asked_by: b, text: crossing}
  y: {by: b, text: yard}
  z: {by: c, text: zone, levels: [none, quiet, loud]}
priorities:
  a: [if z is loud then x iff y]
  b: [if z is loud then not (x iff y)]
  c: [not (z is none)]
status_quo: {}
"""

THREAT = """
parties: {a: {}, b: {}}
options: {x: {by: a}, y: {by: b}, idle: {by: b}}
priorities:
  a: [{want: not idle, sure: likely}, x]
  b: [y iff x]
status_quo: {}
"""


def page(dialogue, result):
    return markdown.render(view(dialogue, result))


def test_a_cycle_is_one_end():
    dialogue = parse(RESTLESS)
    result = outlook(dialogue, moves="improving")
    assert [(end.codes, end.chance) for end in result.ends] == [((4,), 0.5), ((8, 9, 10, 11), 0.5)]
    text = page(dialogue, result)
    assert "it goes round among these for ever" in text
    assert "Nothing in the file is uncertain: this is the one result" in text


def test_words_never_stand_without_their_band():
    talks = load("us-pakistan-2010")
    text = page(talks, outlook(talks, equilibria=False))
    for word in ("very likely", "very unlikely", "almost no chance"):
        assert text.count(f"{word} (") == text.count(word)


def test_it_says_that_it_was_interrupted():
    dialogue = load("river")
    result = replace(outlook(dialogue), complete=False, covered=0.25)
    text = page(dialogue, result)
    assert "Interrupted: these are the figures of 25 % of the work" in text


def test_draws_tell_their_seed_and_error():
    dialogue = load("river")
    result = outlook(dialogue, draws=2000, seed=9)
    assert "Drawn 2,000 times (seed 9)" in page(dialogue, result)


def test_settlements_by_an_idle_threat_stand_apart():
    dialogue = parse(THREAT)
    result = outlook(dialogue)
    free = [one for one in result.equilibria if one.free]
    solid = [one for one in result.equilibria if not one.free]
    assert free and solid
    text = page(dialogue, result)
    assert text.index("Only by a threat that costs its owner nothing") > text.index("how likely")


@pytest.mark.parametrize("name", ["river", "us-pakistan-2010"])
def test_what_matters_most_is_told_of_every_item_that_matters(name):
    dialogue = load(name)
    result = outlook(dialogue, equilibria=False)
    assert {one.item for one in result.shifts} <= {item.id for item in result.items}
    assert page(dialogue, result).count("points)") == len(result.shifts)
