"""A brief's questions without an answer are told, and end no page; facts that drive the status quo out."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

import detente as dt
from detente.analyses import brief as module
from detente.analyses.check import check
from detente.errors import NoAnswer, TooLarge
from detente.methods.chances.staying import driven_out
from detente.model.dialogue import Chance, Circumstance, Dialogue, Rule
from detente.model.expression import And, Name, Not
from detente.report.brief import annex, page
from detente.report.document import plain
from detente.report.renderers.terminal import text as render
from strategies import random_dialogue

CLOSING = """
title: A pass
parties: {a: {name: Aland}, b: {name: Bland}}
circumstances:
  snow: {now: no, chance: 100%, text: Snow closes the pass}
  thaw: {now: no, chance: likely, text: An early thaw}
options: {convoy: {by: a, asked_by: b, text: Convoys}}
rules: [{never: convoy and snow}]
priorities: {a: [convoy], b: [convoy]}
status_quo: {convoy: yes}
"""


def test_what_is_certain_to_end_the_status_quo_is_the_headline_and_a_warning() -> None:
    talks = dt.parse(CLOSING)
    found = dt.brief(talks)
    assert found.facts.driven_out == ("snow",)
    assert list(found.gaps) == ["outlook"]
    shown = page.view(talks, found)
    assert shown.headline == "It cannot stay as it is"
    text = render(shown)
    assert "It cannot stay as it is: “Snow closes the pass” coming to hold is certain" in " ".join(text.split())
    assert "In every combination of what is uncertain the status quo is infeasible." in " ".join(text.split())
    assert [(w.code, w.at) for w in check(talks).warnings if w.code == "driven-out"] == [("driven-out", "snow")]


@pytest.mark.parametrize("kept", ["not thaw", "thaw"])
def test_a_combination_that_leaves_it_a_place_is_enough(kept: str) -> None:
    talks = dt.parse(CLOSING.replace("convoy and snow", f"convoy and snow and {kept}"))
    assert driven_out(talks) == ()
    assert not dt.brief(talks).gaps


def uncertain(seed: int) -> Dialogue:
    """A random dialogue with facts, some of them certain to turn, and rules that they bring about."""
    draw, talks = random.Random(seed), random_dialogue(seed)
    facts = tuple(
        Circumstance(id=f"f{k}", text=f"f{k}", now=False, chance=Chance(value=draw.choice((0, 0.3, 1))))
        for k in range(3)
    )  # fmt: skip
    rules = tuple(
        Rule(id=f"w{k}", never=And((Name(draw.choice(talks.options).id), _side(draw))),
             sure=Chance(value=draw.choice((0.5, 1, 1))))
        for k in range(2)
    )  # fmt: skip
    made = replace(talks, circumstances=facts, rules=(*talks.rules, *rules))
    codes = [c for c in range(made.possible) if made.feasible(made.state(c))]
    return replace(made, status_quo=made.state(draw.choice(codes)) if codes else None)


def _side(draw: random.Random) -> Name | Not:
    name = Name(f"f{draw.randrange(3)}")
    return name if draw.random() < 0.7 else Not(name)


def literally(talks: Dialogue) -> bool:
    """Whether every combination with a chance excludes the status quo, each tried."""
    assert talks.status_quo is not None
    sure = [rule for rule in talks.rules if rule.sure is None or rule.sure.value == 1]
    ranges = [(False, True) if f.chance and 0 < f.chance.value < 1 else (bool(f.chance and f.chance.value),)
              for f in talks.circumstances]  # fmt: skip
    cases = (talks.under({f.id: v for f, v in zip(talks.circumstances, row, strict=True)}) for row in product(*ranges))
    return all(any(case.holds(rule.never, talks.status_quo) for rule in sure) for case in cases)


def test_driven_out_is_that_no_combination_leaves_it_a_place() -> None:
    met = 0
    for seed in range(300):
        talks = uncertain(seed)
        if talks.status_quo is None:
            continue
        met += literally(talks)
        assert bool(driven_out(talks)) == literally(talks), seed
    assert met > 10


@pytest.mark.parametrize("question", ["outlook", "leverage", "assumptions", "robustness", "deals", "paths"])
@pytest.mark.parametrize("refusal", [NoAnswer("It has none."), TooLarge("states", 10, 1)])
def test_a_question_that_refuses_is_a_line_of_the_page(
    question: str, refusal: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise refusal

    private = hasattr(module, f"_{question}")
    monkeypatch.setattr(module, f"_{question}" if private else question, refuse)
    talks = dt.load("river")
    found = module.brief(talks)

    whole = annex.annexed(talks, found, page.view(talks, found))
    assert found.gaps == {question: str(refusal)}
    lines = [plain(item) for section in whole.sections if section.id == "gaps" for item in section.blocks[0].items]
    assert len(lines) == 1 and str(refusal) in lines[0]


def test_no_random_dialogue_is_without_a_brief() -> None:
    for seed in range(60):
        talks = uncertain(seed)
        found = module.brief(talks)
        assert render(annex.annexed(talks, found, page.view(talks, found)))
