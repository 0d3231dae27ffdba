"""Names: what is told of them, where they are defined and used, and that a new name reaches all of their places."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente as dt
from detente.assist import Place, applied, definition, hover, outline, references, rename
from detente.assist.names import definition_of, mentions
from detente.assist.places import place_at
from detente.errors import InputError
from detente.formats import shipped

TEXTS = {name: shipped(name).read_text(encoding="utf-8") for name in dt.examples()}
RIVER = TEXTS["river"]
SMALL = sorted(TEXTS, key=lambda name: len(TEXTS[name]))[:5]


def find(word, nth=0, text=RIVER):
    return place_at(text, [m.start() for m in re.finditer(rf"\b{re.escape(word)}\b", text)][nth])


def slices(text, spans):
    lines = text.split("\n")
    return {lines[span.start.line][span.start.column : span.end.column] for span in spans}


@pytest.mark.parametrize("name", TEXTS)
def test_every_name_of_a_shipped_file_has_its_definition(name):
    """Each mention that the program resolves is found here as well; the levels no and yes may go unsaid."""
    for mention in mentions(TEXTS[name]):
        if mention.kind == "level" and mention.name in ("no", "yes"):
            continue
        assert definition_of(TEXTS[name], mention), mention


@pytest.mark.parametrize("name", SMALL[:4])
def test_a_new_name_reaches_every_place(name):
    """Renamed, the file is as sound as before and settles where it did; renamed back, it is the same text."""
    text = TEXTS[name]
    counts = dt.equilibria(dt.parse(text)).counts
    for mention in [m for m in mentions(text) if m.is_new]:
        place = place_at(text, mention.start)
        changed = applied(text, rename(text, place, "fresh_name"))
        assert mention.key not in {m.key for m in mentions(changed)}
        assert dt.equilibria(dt.parse(changed)).counts == counts
        assert applied(changed, rename(changed, place, mention.name)) == text


def test_a_level_is_renamed_with_its_option_only():
    changed = applied(RIVER, rename(RIVER, find("half"), "some"))
    assert "levels: [none, some, full]" in changed and "release >= some" in changed and "granted: some" in changed
    assert "half-for-pay" in changed and "text: Half the water" in changed


@pytest.mark.parametrize(("word", "new", "why"), [
    ("release", "pay", "another option"), ("release", "upland", "another party"), ("release", "not", "cannot be"),
    ("release", "a b", "cannot be"), ("release", "", "cannot be"), ("half", "full", "another level"),
    ("half", "a: b", "cannot be"), ("Two", "x", "no name"), ("first", "second", "another round"),
])  # fmt: skip
def test_what_cannot_be_a_name_is_refused(word, new, why):
    with pytest.raises(InputError, match=why):
        rename(RIVER, find(word, 0 if word != "first" else -1), new)


def test_definition_and_references():
    assert definition(RIVER, find("release", 5)) == definition(RIVER, find("release"))
    assert definition(RIVER, find("release")).start == find("release")
    spans = references(RIVER, find("release", 3))
    assert slices(RIVER, spans) == {"release"}
    commented = len(re.findall(r"#.*\brelease\b", RIVER))
    assert len(spans) == len(re.findall(r"\brelease\b", RIVER)) - commented
    assert definition(RIVER, Place(0, 5)) is None and references(RIVER, Place(0, 5)) == ()


def test_hover_tells_a_name_a_field_and_a_line():
    told = hover(RIVER, find("release", 1))
    assert (told.kind, told.name, told.text) == ("option", "release", "Water in the dry months")
    assert told.more == ("none", "half", "full") and slices(RIVER, [told.span]) == {"release"}
    line = hover(RIVER, place_at(RIVER, RIVER.index("if pay then release is half")))
    assert line.kind == "field" and line.sentence
    assert line.sentence == hover(RIVER, place_at(RIVER, RIVER.index("pay then release is half"))).sentence
    field = hover(RIVER, find("direction"))
    assert (field.kind, field.name) == ("field", "direction") and field.text.startswith("forward: once taken")
    assert hover(RIVER, Place(2, 0)).name == "detente" and hover(RIVER, Place(0, 3)) is None
    unsound = RIVER.replace("want: dam\n", "want: dmm\n")
    assert hover(unsound, find("pay", 3, unsound)).sentence == ""


def test_an_outline_lists_sections_and_entries():
    found = {entry.name: entry for entry in outline(RIVER)}
    assert [e.name for e in found["options"].entries] == ["release", "pay", "dam", "protest"]
    assert [e.text for e in found["parties"].entries] == ["Upland", "Lowland", "Delta farmers"]
    upland = found["priorities"].entries[0]
    assert [e.name for e in upland.entries] == ["own-farmers", "be-paid", "half-for-pay", "the-dam"]
    assert [e.name for e in found["rounds"].entries] == ["first", "second"]
    lines = RIVER.split("\n")
    for entry in found["options"].entries:
        assert lines[entry.at.start.line].strip() == f"{entry.name}:"
        assert lines[entry.span.end.line].strip().startswith("evidence")


@given(st.sampled_from(sorted(TEXTS)), st.data())
@settings(max_examples=60, deadline=None)
def test_any_cut_of_any_file_is_answered(name, data):
    text = TEXTS[name]
    cut = data.draw(st.integers(0, len(text)))
    rest = data.draw(st.sampled_from(["", text[cut + data.draw(st.integers(0, 40)) :]]))
    half = text[:cut] + data.draw(st.sampled_from(["", "{", "'", ": ", "- ", "&x ", "*x", "\n", "?", "!!x "])) + rest
    place = place_at(half, min(cut, len(half)))
    hover(half, place), definition(half, place), references(half, place)
    for entry in outline(half):
        assert entry.span.start <= entry.at.start <= entry.at.end <= entry.span.end
    with contextlib.suppress(InputError):
        applied(half, rename(half, place, "fresh_name"))
