"""How the pages speak where there are two of a kind, one, or none."""

from __future__ import annotations

import re
from typing import Any

import pytest

from detente import formats
from detente.analyses.alignment import alignment
from detente.analyses.leverage import leverage
from detente.analyses.rounds import rounds
from detente.analyses.settlements import given
from detente.report import language, names, wording
from detente.report.brief import texts
from detente.report.document import Document
from detente.report.pages import alignment as alignment_view
from detente.report.pages import leverage as leverage_view
from detente.report.pages import rounds as rounds_view
from detente.report.renderers import terminal

TEXT = """
parties: {north: {name: North}, south: {name: South}}
options:
  gate: {by: north, text: An open gate, asked_by: south}
  mail: {by: south, text: Mail, asked_by: north}
rules:
  - {never: gate, because: The law forbids it, ground: law}
priorities:
  north: [gate]
  south: [not mail]
status_quo: {}
rounds:
  - {id: first, answers: {gate: refused, mail: deferred}}
commitments:
  one: {by: north, to: south}
  two: {by: south, to: north}
"""


def told(page: Any) -> str:
    return " ".join(terminal.text(page).split())


def test_of_two_neither_and_both() -> None:
    dialogue = formats.parse(TEXT)
    page = told(rounds_view.view(dialogue, rounds(dialogue)))
    assert "Neither of the two asks on the table was accepted in the last round" in page
    assert "Two promises: both open" in page


def test_answers_without_fronts_are_not_said_to_be_missing() -> None:
    dialogue = formats.parse(TEXT)
    page = told(alignment_view.view(dialogue, alignment(dialogue)))
    assert "No ask has an answer" not in page
    assert "The file names no fronts; the answers are told by party" in page


def test_lifting_a_law_is_not_building_a_capacity() -> None:
    for ground, takes in (("law", "somebody removing that bar"), ("capacity", "somebody building the capacity")):
        dialogue = formats.parse(TEXT.replace("ground: law", f"ground: {ground}"))
        assert takes in told(leverage_view.view(dialogue, leverage(dialogue, "gate")))


def test_a_name_keeps_its_capital_with_the_ending_of_the_possessive() -> None:
    dialogue = formats.parse(TEXT)
    assert [wording.small(dialogue, text) for text in ("North's gate", "North’s gate", "Norths", "An open gate")] == [
        "North's gate",
        "North’s gate",
        "Norths",
        "an open gate",
    ]


def test_nothing_of_an_ask_to_abstain_is_given_by_doing_it_in_part() -> None:
    dialogue = formats.parse(
        "parties: {a: , b: }\noptions: {strike: {by: a, levels: [none, some, all]}, keep: {by: b}}\n"
        "asks: {peace: {of: a, by: b, that: strike is none}, blow: {of: a, by: b, that: strike is all}}\n"
    )
    peace, blow = dialogue.asks
    states = [(level, 0) for level in range(3)]
    assert [given(dialogue, peace, state) for state in states] == ["accepted", "refused", "refused"]
    assert [given(dialogue, blow, state) for state in states] == ["refused", "partly", "accepted"]


def test_the_article_of_a_partys_name_is_no_name() -> None:
    dialogue = formats.parse(
        "parties: {a: {name: The Gambia, aliases: [the House, Coast of Gold]}}\noptions: {x: {by: a}}"
    )
    told = [
        names.small(dialogue, text) for text in ("The withdrawal", "Of gold", "House arrest", "Gold", "Gambia's exit")
    ]
    assert told == ["the withdrawal", "of gold", "House arrest", "Gold", "Gambia's exit"]


def test_an_elided_article_is_no_name_and_a_name_behind_it_keeps_its_capital() -> None:
    dialogue = formats.parse("parties: {a: {name: Iran}}\noptions: {x: {by: a}}")
    texts = ("L'inspection des sites", "L’arrêt", "D'autres visites", "L'Iran", "D'Artagnan", "L'Aquila")
    told = [names.small(dialogue, text) for text in texts]
    assert told == ["l'inspection des sites", "l’arrêt", "d'autres visites", "L'Iran", "D'Artagnan", "L'Aquila"]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("an arms embargo", "arms embargo"),
        ("the visit", "visit"),
        ("le retrait", "retrait"),
        ("l'inspection", "inspection"),
        ("another visit", "another visit"),
        ("Lebanon's exit", "Lebanon's exit"),
        ("a", "a"),
    ],
)
def test_no_stands_before_a_noun_without_its_article(text: str, noun: str) -> None:
    assert names.bare(text) == noun


def test_an_undone_part_of_a_package_is_ruled_out() -> None:
    dialogue = formats.parse(
        "parties: {a: , b: }\noptions: {strike: {by: a, text: A strike}, keep: {by: b}}\nstatus_quo: {}\n"
    )
    assert texts.beyond_recall(dialogue, {"strike": "no", "keep": "yes"}, "strike") == "a strike ruled out for good"


def test_ordinals_beyond_the_words() -> None:
    assert [language.ordinal(n) for n in (1, 12, 13, 21, 22, 113)] == [
        "first",
        "twelfth",
        "13th",
        "21st",
        "22nd",
        "113th",
    ]


@pytest.mark.parametrize("length", range(20, 60))
def test_a_long_title_does_not_run_into_its_date(length: int) -> None:
    page = Document(
        kind="brief", title="of " * (length // 3) + "x" * (length % 3), as_of="as of 24 November 2021", audience="both"
    )
    assert not any(re.search(r"[fx] ?as of", line) for line in terminal.text(page).splitlines())


def test_a_text_of_the_shelf_is_small_inside_a_sentence_unless_it_begins_with_a_name() -> None:
    """Options, asks, promises that begin with a capital after all begin with a name of the file's world."""
    for name in formats.examples():
        talks = formats.load(name)
        texts = [o.text for o in talks.options] + [c.text for c in talks.commitments]
        texts += [ask.text for ask in talks.asks] + [fact.otherwise for fact in talks.circumstances]
        kept = [text for text in texts if text[:1].isupper() and names.small(talks, text) == text]
        places = {"Serbia", "Eastland", "Westland", "German", "Germany", "Indian", "Pakistan", "Pakistani", "Arak",
                  "Israeli", "Greek", "Sudanese", "US", "China", "Yongbyon", "Afghan", "NATO"}  # fmt: skip
        assert {re.split(r"['’ ]", text)[0] for text in kept} <= places, name
    for text in ("Sixteen seats", "Deeper cuts", "Into the zones", "Twice a year", "Weekly talks", "Preferences"):
        assert names.small(formats.load("river"), text)[0].islower(), text
