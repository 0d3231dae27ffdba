"""What is wrong with a text stands at its place, and its mend mends it."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente import examples, parse
from detente.assist import Place, Span, applied, diagnostics
from detente.formats import shipped

TEXTS = {name: shipped(name).read_text(encoding="utf-8") for name in examples()}
RIVER = TEXTS["river"]
SMALL = sorted(TEXTS, key=lambda name: len(TEXTS[name]))[:5]


def slice_of(text, span):
    lines = text.split("\n")
    assert span.start.line == span.end.line
    return lines[span.start.line][span.start.column : span.end.column]


@pytest.mark.parametrize("name", TEXTS)
def test_a_shipped_file_is_sound(name):
    assert diagnostics(TEXTS[name], warnings=False) == ()


def test_a_wrong_name_is_marked_and_mended():
    text = RIVER.replace("want: pay\n", "want: pya\n").replace("by: lowland", "by: lowlnd", 1)
    first, second = diagnostics(text)
    assert (slice_of(text, first.span), slice_of(text, second.span)) == ("lowlnd", "pya")
    assert applied(text, (*first.mends, *second.mends)) == RIVER


@given(st.sampled_from(SMALL), st.data())
@settings(max_examples=60, deadline=None)
def test_a_mend_does_away_with_its_problem(name, data):
    """A letter of a name is lost; wherever a mend is offered, that problem is gone with it."""
    text = TEXTS[name]
    words = re.finditer(r"(?<=[ \[{])[a-z_]{4,}(?=[:,\]} \n])", text)
    words = [word for word in words if "#" not in line_before(text, word.start())]
    word = data.draw(st.sampled_from(words))
    k = data.draw(st.integers(word.start() + 1, word.end() - 1))
    broken = text[:k] + text[k + 1 :]
    found = [d for d in diagnostics(broken, warnings=False) if d.severity == "error" and d.mends]
    assume(found)
    for diagnostic in found:
        mended = diagnostics(applied(broken, diagnostic.mends[:1]), warnings=False)
        assert diagnostic not in mended


def line_before(text, at):
    return text[text.rfind("\n", 0, at) + 1 : at]


@pytest.mark.parametrize("text", [
    "", " ", "\n\n", "#", "a", "- a", "{", "\t", "a: [", "\0", "a: *x", "\ud800", "x" * 20_000_000,
])  # fmt: skip
def test_any_text_is_told_of(text):
    found = diagnostics(text)
    assert [d.severity for d in found] == ["error"] and found[0].message
    assert found[0].span.start.line == 0


@pytest.mark.parametrize("said", [
    "@ Water in the dry months", "'Water' in the dry months", '"Water" in the dry months', "@ Water, it's said",
    "*Water in the dry months, all of it, and that for many years to come as it has been since the old days",
    "[Water] in the dry months", "a: b: c", "%water",
])  # fmt: skip
def test_what_needs_quotes_gets_them(said):
    text = RIVER.replace("text: Water in the dry months", f"text: {said}   # so")
    (found,) = diagnostics(text)
    assert found.severity == "error"
    if found.mends:
        mended = applied(text, found.mends)
        assert diagnostics(mended, warnings=False) == ()
        assert parse(mended).option("release").text == said
    assert found.mends or ": b" in said


def test_a_missing_field_is_told_at_the_entry():
    text = RIVER.replace("    by: farmers\n", "")
    (found,) = diagnostics(text)
    assert "`by` of `options.protest` is missing" in found.message and "protest" in slice_of(text, found.span)


def test_warnings_are_those_of_check():
    text = RIVER.replace("    evidence: minutes-2 p. 4\n", "", 1)
    (found,) = diagnostics(text)
    assert (found.severity, found.code) == ("warning", "no-evidence") and slice_of(text, found.span) == "release:"


def test_a_place_outside_is_brought_inside():
    span = Span(Place(0, 0), Place(10**9, 10**9))
    from detente.assist.places import offset_of

    assert offset_of("ab\nc", span.end) == 4 and offset_of("ab\nc", Place(0, 99)) == 2
    assert offset_of("", Place(-3, 1)) == 0
