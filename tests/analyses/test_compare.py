"""Two dialogues side by side: differences told by entry, and each tried alone, against the naive way."""

from __future__ import annotations

from typing import Any

import pytest

from detente.analyses.compare import compare
from detente.analyses.equilibria import equilibria
from detente.analyses.versions import Versions
from detente.formats import load, parse, shipped
from detente.formats.revise import revise
from detente.model.dialogue import Dialogue
from detente.plain import digest

CHANGES: list[dict[str, Any]] = [
    {"kind": "fact", "circumstance": "dry_year", "now": False},
    {"kind": "status_quo", "option": "pay", "level": "yes"},
    {"kind": "move", "id": "own-farmers", "places": 2},
    {"kind": "drop", "id": "water-first"},
    {"kind": "want", "party": "lowland", "want": "pay", "before": "no-dam"},
    {"kind": "line", "id": "the-dam", "want": "not dam"},
    {"kind": "option", "by": "lowland", "text": "a bridge", "id": "bridge"},
    {"kind": "ask", "by": "upland", "option": "protest"},
    {"kind": "round", "id": "third", "date": "2020"},
    {"kind": "set", "path": ["rules", 0, "never"], "value": "release is full"},
]


def river(*changes: dict[str, Any]) -> Dialogue:
    file = shipped("river")
    assert file is not None
    text = file.read_text("utf-8")
    for change in changes:
        text = revise(text, change)["text"]
    return parse(text, "river.yaml")


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c["kind"])
def test_one_change_is_one_difference_and_taking_it_over_gives_the_other(change: dict[str, Any]) -> None:
    before, after = river(), river(change)
    versions = Versions(before, after)
    assert len(compare(before, after).lines) == 1
    assert digest(versions.with_(range(len(versions.found)))) == digest(after)
    assert Versions(after, after).found == ()


def test_all_differences_taken_over_give_the_other_dialogue() -> None:
    before, after = river(), river(*CHANGES)
    versions, back = Versions(before, after), Versions(after, before)
    assert len(compare(before, after).lines) == len(CHANGES)
    assert digest(versions.with_(range(len(versions.found)))) == digest(after)
    assert digest(back.with_(range(len(back.found)))) == digest(before)


def firm(dialogue: Dialogue) -> set[tuple[tuple[str, str], ...]]:
    listed = equilibria(dialogue).equilibria or ()
    return {tuple(one.state.items()) for one in listed if one.firmness == "firm"}


def grants(dialogue: Dialogue, ask: str) -> str:
    """In which firm settlements the ask is granted, counted one by one."""
    levels = {o.id: o.levels for o in dialogue.options}
    states = [tuple(levels[k].index(v) for k, v in state) for state in firm(dialogue)]
    met = [dialogue.holds(dialogue.ask(ask).that, state) for state in states]
    return "none" if not met else "every" if all(met) else "some" if any(met) else "no"


@pytest.mark.parametrize("change", CHANGES[:5], ids=lambda c: c["kind"])
def test_what_a_line_decides_is_what_the_dialogue_with_it_says(change: dict[str, Any]) -> None:
    before, after = river(), river(change)
    found = compare(before, after)
    (alone,) = found.lines
    assert alone.firm == len(firm(after)) == found.firm[1]
    assert found.firm[0] == len(firm(before))
    changed = {one.ask: (one.before, one.after) for one in found.asks}
    assert alone.asks == found.asks
    for ask in before.asks:
        was, now = grants(before, ask.id), grants(after, ask.id)
        assert changed.get(ask.id, (was, was)) == (was, now)
    assert {tuple(state.items()) for state in found.lost} == firm(before) - firm(after)
    assert {tuple(state.items()) for state in found.gained} == firm(after) - firm(before)


def test_two_lines_that_only_together_make_a_dialogue() -> None:
    new = {"kind": "option", "by": "lowland", "text": "a bridge", "id": "bridge"}
    after = river(new, {"kind": "want", "party": "lowland", "want": "bridge"})
    found = compare(river(), after)
    assert [one.asks is None for one in found.lines] == [False, True]
    assert not found.same_options
    assert (found.lost, found.gained) == ((), ())


def test_other_dialogues_are_not_tried_entry_by_entry() -> None:
    found = compare(load("river"), load("us-pakistan-2010"))
    assert found.lines == ()
    assert found.untried > 10
    assert (found.asks, found.alike) == ((), 0)
