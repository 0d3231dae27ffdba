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


def needed(talks: dt.Dialogue, parameter: str) -> str:
    """Something that a question cannot do without: an ask, or a state that is not today's."""
    option, now = talks.options[-1], talks.status_quo[-1]
    return f"{option.id}={option.levels[not now]}" if parameter == "state" else talks.asks[0].id


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row.name)
@pytest.mark.parametrize("name", ["river", "us-pakistan-2010"])
def test_a_form_as_it_stands_asks_what_was_asked(row: Question, name: str) -> None:
    talks = dt.load(name)
    given = {p.name: needed(talks, p.name) if p.required else p.default for p in row.parameters}
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


def test_what_is_put_together_is_what_is_asked() -> None:
    """Lines moved and put in, a state from an address or a code, several states: each comes out as it went in."""
    talks = dt.load("us-pakistan-2010")
    lines = talks.preferences["pakistan"].priorities
    moved, above = f"{lines[0].id}=2", f"pakistan: want not incursions before {lines[1].id}"
    whatif = {"move": [moved], "add": [above, "us: want incursions"], "limit": 20}
    assert parsed(question("whatif"), QueryParams(walked(question("whatif"), whatif, talks))) == whatif
    put = [("add.want", "not incursions"), ("add.at", f"pakistan {lines[1].id}")]
    assert parsed(question("whatif"), QueryParams(put))["add"] == [above]
    state = "security_aid=raised,incursions=yes"
    code = str(talks.code(dt.model.naming.parse_state(talks, state)))
    for written in (state, code):
        at = parsed(question("respond"), QueryParams(walked(question("respond"), {"state": written}, talks)))
        assert sorted(at["state"].split(",")) == sorted(state.split(","))
    several = [("states", code), ("states.incursions", "yes"), ("states.security_aid", "")]
    assert parsed(question("coalitions"), QueryParams(several))["states"] == [code, "incursions=yes"]


@pytest.mark.parametrize("text", ["nobody=9", "999999999999", "=", "incursions=perhaps"])
def test_what_an_address_asks_for_and_nobody_knows_draws_a_form_all_the_same(text: str) -> None:
    talks = dt.load("us-pakistan-2010")
    for row in QUESTIONS:
        given = {p.name: [text] if p.many else text for p in row.parameters if p.kind == "text"}
        assert len(fields(talks, row, given)) >= len(given)


def test_a_level_of_many_words_comes_through_its_form() -> None:
    option = "{by: a, levels: [none, 'half, say', \"Ada's\"], asked_by: b}"
    talks = dt.parse(f"parties: {{a: {{}}, b: {{}}}}\noptions: {{x: {option}}}\nstatus_quo: {{}}")
    for level in talks.options[0].levels[1:]:
        given = {"at": f'x="{level}"', "ask": "x"}
        assert parsed(question("why"), QueryParams(walked(question("why"), given, talks)))["at"] == given["at"]


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
        assert [field.name for field in shown.values() if field.kind == "text" and field.name != "as_of"] == []
    whatif = {field.name: field for field in fields(talks, question("whatif"), {})}
    assert len(whatif["grant"].fields) == len(talks.options)
    lines = sum(len(given.priorities) for given in talks.preferences.values())
    assert len(whatif["drop"].fields) == lines + len(talks.rules)
    assert all(one.label and one.label != one.value for one in whatif["drop"].fields)
