"""The form of a question: everything is chosen by its name, and what is chosen is what is asked."""

from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

import detente as dt
from detente.report.language import languages, speaking
from detente.web.asked import parsed
from detente.web.forms import fields
from detente.web.labels import CHOICES, LABELS
from detente.web.questions import Question, question, questions

QUESTIONS = questions()


def walked(row: Question, given: dict[str, object], talks: dt.Dialogue) -> list[tuple[str, str]]:
    """What a browser sends of the form as it stands."""
    sent = [("asked", "yes")]
    for field in fields(talks, row, given):
        for one in field.fields or (field,):
            if one.kind not in ("check", "tick", "group"):
                sent.append((one.name, one.value))
            elif one.checked and one.kind != "group":
                sent.append((one.name, one.value or "yes"))
    return sent


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row.name)
@pytest.mark.parametrize("name", ["river", "us-pakistan-2010"])
def test_a_form_as_it_stands_asks_what_was_asked(row: Question, name: str) -> None:
    talks = dt.load(name)
    given = {p.name: talks.asks[0].id if p.required else p.default for p in row.parameters}
    sent = parsed(row, QueryParams(walked(row, given, talks)))
    assert {p.name: sent.get(p.name, p.default) for p in row.parameters} == given
    assert set(sent) <= set(given) and all(p.name in sent for p in row.parameters if p.required)


def test_what_is_supposed_is_chosen_by_name() -> None:
    talks, row = dt.load("us-pakistan-2010"), question("whatif")
    line = talks.preferences["pakistan"].priorities[0].id
    fixed = ["security_aid=raised", "incursions=yes"]
    given = {"set": ["flood_relief=no"], "grant": fixed, "drop": [line], "limit": 20}
    assert parsed(row, QueryParams(walked(row, given, talks))) == given
    led = parsed(row, QueryParams([("grant", "security_aid=raised,incursions=yes")]))  # as a link gives it
    assert dict(walked(row, led, talks))["grant.incursions"] == "yes"


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_field_and_choice_has_words(language: str) -> None:
    named = {"nash", "sseq", "seq", "smr", "gmr", "DT1", "DT2"}
    with speaking(language):
        for row in QUESTIONS:
            for p in row.parameters:
                assert p.name in LABELS or p.kind == "truths", p.name
                assert p.name in ("version", "concept") or set(p.choices) <= {*CHOICES, *named}, p.choices


def test_nothing_of_a_file_is_asked_for_by_its_id() -> None:
    """Parties, asks, facts, options and lines are there to be chosen, in words."""
    talks = dt.load("us-pakistan-2010")
    asked = {p.name for row in QUESTIONS for p in row.parameters if p.name in ("party", "about", "ask", "asker")}
    for row in QUESTIONS:
        shown = {field.name: field for field in fields(talks, row, {"ask": talks.asks[0].id})}
        assert all(len(shown[name].choices) >= len(talks.table) for name in asked & set(shown)), row.name
    whatif = {field.name: field for field in fields(talks, question("whatif"), {})}
    assert len(whatif["grant"].fields) == len(talks.options)
    lines = sum(len(given.priorities) for given in talks.preferences.values())
    assert len(whatif["drop"].fields) == lines + len(talks.rules)
    assert all(one.label and one.label != one.value for one in whatif["drop"].fields)
