"""What may be written at a place: worked examples, and never an exception on any cut of a shipped file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import examples
from detente.assist import Edit, Place, applied, complete, diagnostics
from detente.formats import shipped

TEXTS = {name: shipped(name).read_text(encoding="utf-8") for name in examples()}
RIVER = TEXTS["river"]


def at(text):
    """The text without its `|`, and the place where that stood."""
    k = text.index("|")
    return text[:k] + text[k + 1 :], Place(text.count("\n", 0, k), k - (text.rfind("\n", 0, k) + 1))


def offered(before, after):
    return [item.text for item in complete(*at(RIVER.replace(before, after, 1)))]


@pytest.mark.parametrize(("before", "after", "first"), [
    ("    by: upland", "    by: |", ["upland", "lowland", "farmers"]),
    ("    by: upland", "    by: up|", ["upland"]),
    ("    by: upland", "    by: |land", ["upland", "lowland", "farmers"]),
    ("    by: upland\n", "    b|\n", ["by: ", "basis: "]),
    ("    by: upland\n", "    |\n", ["by: "]),
    ("    by: upland\n", "    b|: upland\n", ["by", "basis"]),
    ("front: water", "front: |", ["water", "security"]),
    ("want: pay\n", "want: pay and re|\n", ["release"]),
    ("want: pay\n", "want: (dry_|\n", ["dry_year"]),
    ("want: pay\n", "want: release is |\n", ["none", "half", "full"]),
    ("want: pay\n", "want: release >= h|\n", ["half"]),
    ("want: pay\n", "want: pay is |\n", ["no", "yes"]),
    ("want: pay\n", "want: pay unl|\n", ["unless"]),
    ("want: pay\n", "wa|\n", ["want: "]),
    ("evidence: minutes-2 p. 4", "evidence: min|", ["minutes-1", "minutes-2"]),
    ("evidence: minutes-2 p. 4", "evidence: [press, min|]", ["minutes-1", "minutes-2"]),
    ("answer: refused", "answer: |", ["accepted", "in_principle", "partly", "deferred", "refused", "unanswered"]),
    ("{answer: refused", "{|", ["answer: ", "granted: "]),
    ("{answer: refused, evidence: minutes-1 p. 3}", "{answer: partly, granted: |", ["none", "half", "full"]),
    ("{answer: refused, evidence: minutes-1 p. 3}", "{answer: partly, gr|", ["granted: "]),
    ("release: {answer: refused", "re|: {answer: refused", ["release"]),
    ("status_quo: {dam: no}", "status_quo: {dam: |}", ["no", "yes"]),
    ("status_quo: {dam: no}", "status_quo: {release: |", ["none", "half", "full"]),
    ("status_quo: {dam: no}", "status_quo: {|}", ["release: ", "pay: ", "dam: ", "protest: "]),
    ("status_quo: {dam: no}", "status_quo: {dam: no, |}", ["release: ", "pay: ", "protest: "]),
    ("tabled: [release]", "tabled: [|]", ["release", "pay"]),
    ("tabled: [release]", "tabled: [release, |", ["release", "pay"]),
    ("priorities:\n", "|\npriorities:\n", ["asks: "]),
    ("priorities:\n  upland:", "priorities:\n  |\n  upland:", []),
    ("  farmers:\n    - id", "  fa|:\n    - id", ["farmers"]),
    ("positions:\n", "positions:\n  fa|\n", ["farmers: "]),
    ("silence:\n", "silence:\n  - {code: idle-|}\n", ["idle-rule", "idle-party", "idle-view"]),
    ("sure: 0.5", "sure: very |", ["very unlikely", "very likely"]),
    ("direction: forward", "direction: |", ["both", "forward", "back"]),
    ("at_table: false", "at_table: |", ["yes", "no"]),
    ("asked_by: lowland", "asked_by: |", ["upland", "lowland", "farmers"]),
    ("round: second", "round: |", ["first", "second"]),
    ("# The ledger", "views:\n  - {who: upland, of: |}\n# The ledger", ["upland", "lowland", "farmers"]),
    ("# The ledger", "views:\n  - {who: upland, of: farmers, drop: [|]}\n# The ledger", ["own-farmers", "be-paid"]),
    ("# The ledger", "offers:\n  - by: upland\n    if: p|\n# The ledger", ["pay", "protest"]),
    ("# The ledger", "offers:\n  - by: upland\n    give: {release: |\n# The ledger", ["none", "half", "full"]),
    ("# The ledger", "attitudes:\n  upland: {lowland: |}\n# The ledger", ["+", "0", "-"]),
    ("# Who takes part", "# Who |takes part", []),
    ("title: Talks", "title: |Talks", []),
])  # fmt: skip
def test_what_is_offered(before, after, first):
    assert before in RIVER
    said = offered(before, after)
    said = [text.strip('"') for text in said]
    assert said[: len(first)] == first if first else said == []


def test_what_is_offered_fits():
    """Whatever is offered for a value is no mistake there."""
    for after in ("by: |", "front: |", "asked_by: |", "levels: [none, half, full]\n    direction: |"):
        key = after.split(":")[0] if "\n" not in after else "levels"
        line = re.search(rf"^    {key}: .*$", RIVER, re.MULTILINE).group()
        text, place = at(RIVER.replace(line, f"    {after}", 1))
        for item in complete(text, place):
            chosen = applied(text, (Edit(span=item.span, text=item.text),))
            problems = [d.message for d in diagnostics(chosen, warnings=False) if "asks itself" not in d.message]
            assert problems == [], (after, item)


def test_what_is_told_beside():
    (item,) = complete(*at(RIVER.replace("want: pay\n", "want: prot|\n")))
    assert (item.label, item.kind, item.detail) == ("protest", "option", "A blockade of the border road")
    item = complete(*at(RIVER.replace("    by: upland\n", "    dir|\n", 1)))[0]
    assert item.kind == "field" and item.detail.startswith("forward: once taken")


@given(st.sampled_from(sorted(TEXTS)), st.data())
@settings(max_examples=80, deadline=None)
def test_any_cut_of_any_file_is_answered(name, data):
    text = TEXTS[name]
    cut = data.draw(st.integers(0, len(text)))
    rest = data.draw(st.sampled_from(["", text[cut + data.draw(st.integers(0, 40)) :]]))
    typed = data.draw(st.sampled_from(["", " ", "{", "[", "'", '"', ": ", "- ", "&", "*", "|", "\n", "a"]))
    before = text[:cut] + typed
    place = Place(before.count("\n"), len(before) - (before.rfind("\n") + 1))
    complete(before + rest, place)
    assert len(diagnostics(before + rest, warnings=False)) >= 0
