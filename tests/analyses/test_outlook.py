"""The outlook: against plain enumeration, the published example, and its own stated error."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from detente.analyses.outlook import items, needed, outlook, wilson
from detente.analyses.playout import played
from detente.engine.space import build
from detente.errors import InputError, NoAnswer
from detente.formats import load, parse
from detente.model.change import DropStatement, SetCircumstance, apply

RIVER = """
parties: {upland: {}, lowland: {}, farmers: {at_table: false}}
circumstances: {dry_year: {now: true, chance: likely}}
options:
  release: {by: upland, asked_by: lowland, levels: [none, half, full]}
  pay: {by: lowland, asked_by: upland}
  dam: {by: upland, direction: forward}
  protest: {by: farmers}
asks:
  some: {of: upland, by: lowland, that: release >= half}
rules: [{never: release is full and dry_year}]
priorities:
  upland:
    - {id: own, want: not release is full, sure: likely}
    - pay
    - {id: half, want: if pay then release is half, sure: roughly even chance}
    - dam
  lowland: [release >= half, not dam, not pay unless release >= half]
  farmers: [protest iff release is none]
status_quo: {dam: no}
"""


def chance(result, ask):
    return next(one.chance for one in result.asks if one.ask == ask)


def test_the_example_of_the_definitions():
    result = outlook(parse(RIVER))
    assert chance(result, "some") == pytest.approx(4969 / 9600)
    made = {(one.item, one.ask): one for one in result.differences}
    assert made["dry_year", "some"].difference == pytest.approx(-13 / 240)
    assert made["own", "some"].difference == pytest.approx(-13 / 240)
    assert made["dry_year", "some"].share == pytest.approx(13 / 53)
    assert ("half", "some") not in made


@pytest.mark.parametrize("name", ["river"])
def test_exact_is_plain_enumeration(name):
    dialogue = load(name)
    found = items(dialogue)
    expected: dict[int, Fraction] = {}
    for present in product((True, False), repeat=len(found)):
        weight, changes = Fraction(1), []
        for item, there in zip(found, present, strict=True):
            weight *= Fraction(repr(item.chance)) if there else 1 - Fraction(repr(item.chance))
            if item.kind == "circumstance":
                changes.append(SetCircumstance(item.id, there))
            elif not there:
                changes.append(DropStatement(item.id))
        space = build(apply(dialogue, *changes))
        walk = played([space] * len(space.layout.owners), space.cell_of(dialogue.status_quo))
        for end in walk.ends:
            for cell, share in zip(end.nodes, end.shares, strict=True):
                code = space.code_of(cell)
                expected[code] = expected.get(code, Fraction(0)) + weight * end.chance * share
    assert {one.code: one.chance for one in outlook(dialogue).states} == pytest.approx(
        {code: float(total) for code, total in expected.items()}
    )
    assert sum(expected.values()) == 1


def test_drawn_is_within_its_stated_error_and_the_same_for_the_same_seed(monkeypatch):
    dialogue = parse(RIVER)
    exact = outlook(dialogue)
    monkeypatch.setattr("detente.analyses.outlook.MAX_COMBINATIONS", 1)
    misses = 0
    for seed in range(20):
        drawn = outlook(dialogue, seed=seed, error=0.05)
        assert drawn.mode == "drawn" and drawn.draws == needed(0.05, 3)
        misses += any(abs(chance(drawn, ask) - chance(exact, ask)) > 0.05 for ask in ("some", "release", "pay"))
    assert misses <= 1
    assert outlook(dialogue, seed=3, error=0.05) == outlook(dialogue, seed=3, error=0.05)


def test_nothing_uncertain_gives_the_one_result():
    certain = RIVER.replace(", chance: likely", "").replace(", sure: likely", "").replace(
        ", sure: roughly even chance", "")
    result = outlook(parse(certain))
    assert result.items == () and result.combinations == 1
    assert [(one.code, one.chance) for one in result.states] == [(7, 0.5), (18, 0.5)]


def test_the_published_figures_of_wilson_and_hoeffding():
    assert wilson(0, 50, 1.96) == pytest.approx((0, 0.0713), abs=1e-4)
    assert wilson(34 / 50, 50, 1.96) == pytest.approx((0.5419, 0.7924), abs=1e-4)
    assert [needed(0.01, 1), needed(0.02, 1), needed(0.01, 10)] == [18445, 4612, 29958]


def test_an_interrupt_keeps_what_is_known(monkeypatch):
    import detente.analyses.outlook as module

    calls = []

    def interrupted(*args, **kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return played(*args, **kwargs)

    monkeypatch.setattr(module, "played", interrupted)
    result = outlook(parse(RIVER))
    assert not result.complete and result.states


def test_what_cannot_be_asked():
    with pytest.raises(NoAnswer):
        outlook(parse("parties: {a: {}}\noptions: {x: {by: a}}\nrules: [{never: not x}]\n"))
    with pytest.raises(InputError):
        outlook(parse(RIVER), error=0.0)
