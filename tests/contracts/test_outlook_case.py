"""The worked examples of the play-out and of the weighing of combinations, through the public functions."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from detente.analyses.outlook import outlook
from detente.engine.arrays.space import build
from detente.formats import parse
from detente.methods.chances.combinations import combined, items
from detente.methods.chances.draws import RISK, needed, wilson
from detente.model.change import apply
from reference import worked
from walks import played


def case():
    return worked("outlook")


def given(name, **sure):
    """A dialogue of the case; statements that are uncertain there get their chance."""
    data = case()["given"][name]
    for party, lines in data["priorities"].items():
        data["priorities"][party] = [
            {"want": want, "id": sure[want][0], "sure": sure[want][1]} if want in sure else want for want in lines
        ]
    if name == "river":
        data["asks"] = {"some": {"of": "upland", "by": "lowland", "that": "release >= half"}}
    return parse(json.dumps(data))


@pytest.mark.parametrize("name", ["river", "restless"])
@pytest.mark.parametrize("mode", ["improving, best", "improving, any", "credible, best", "credible, any"])
def test_play_outs(name, mode):
    dialogue, expected = given(name), case()["expected"]["playout"][name][mode]
    moves, choose = mode.split(", ")
    space = build(dialogue)
    walk = played([space] * len(space.layout.owners), space.cell_of(dialogue.status_quo), moves=moves, choose=choose)
    classes = [
        [str(end.chance), {str(space.code_of(n)): str(share) for n, share in zip(end.nodes, end.shares, strict=True)}]
        for end in walk.ends
    ]
    assert sorted(classes, key=str) == sorted(expected["classes"], key=str)
    assert walk.steps == Fraction(expected["expected_moves"])


def test_the_ensemble():
    expected = case()["expected"]["ensemble"]
    sure = {"not (release is full)": ("full", 0.675), "if pay then release is half": ("half", 0.5)}
    dialogue = given("river", **sure)
    names = {"dry_year": "dry_year", "full": "upland keeps 'not full'", "half": "upland keeps 'if pay then half'"}
    assert [[names[i.id], str(Fraction(repr(i.chance)))] for i in items(dialogue)] == expected["items"]
    for code, value in expected["values"].items():
        space = build(apply(dialogue, *combined(items(dialogue), [letter == "T" for letter in code.split()])))
        walk = played([space] * 3, space.cell_of(dialogue.status_quo))
        met = sum(
            end.chance * share for end in walk.ends for cell, share in zip(end.nodes, end.shares, strict=True)
            if space.state_of(cell)[0] >= 1
        )  # fmt: skip
        assert met == Fraction(value)
    result = outlook(dialogue, replies="plain")
    assert next(one.chance for one in result.asks if one.ask == "some") == float(Fraction(expected["chance"]))
    told = {one.item: one for one in result.differences if one.ask == "some"}
    for id, name in names.items():
        made, share = expected["difference_made"][name], expected["variance_share"][name]
        assert (told[id].difference if id in told else 0) == pytest.approx(float(Fraction(made)))
        assert (told[id].share if id in told else 0) == pytest.approx(float(Fraction(share)))


def test_intervals_and_numbers_of_draws():
    expected = case()["expected"]
    for text, interval in expected["wilson_95"].items():
        hits, draws = (int(word) for word in text.split(" of "))
        assert wilson(hits / draws, draws, 1.96) == pytest.approx(interval, abs=1e-4)
    for text, draws in expected["hoeffding_n"].items():
        error, risk, *rest = text.split(", ")
        assert float(risk) == RISK
        assert needed(float(error), int(rest[0].split()[0]) if rest else 1) == draws
