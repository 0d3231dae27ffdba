"""Whose a thing is, and that all that is asked or offered to end is going on in the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

import detente as dt
from detente.reading.draft.writer import merge_into
from detente.reading.grammar.names import with_dialogue
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text

START = "detente: 1\ntitle: T\nparties: {a: {name: The Inner Marches}, b: {name: Ostland}}\n"
NAMES = with_dialogue(dt.parse(START + "options: {x: {by: a}}").parties)


@pytest.mark.parametrize(
    ("text", "polarity", "thing"),
    [
        ("The Inner Marches asked Ostland to halt its night flights.", "-", "Ostland's night flights"),
        ("Ostland urged the Inner Marches to publish its budget.", "+", "publishing the Inner Marches' budget"),
        ("Ostland asked the Inner Marches to recognise its claim.", "+", "recognising Ostland's claim"),
        ("Ostland asked the Inner Marches to open the valley to its herds.", "+",
         "opening the valley to Ostland's herds"),
    ],
)  # fmt: skip
def test_its_is_the_asked_ones_where_the_deed_is_done_to_it(text: str, polarity: str, thing: str) -> None:
    (p,) = read(from_text("t", text), NAMES, force=True).proposals
    assert (p.polarity, p.thing) == (polarity, thing)


def test_all_that_is_to_end_is_going_on() -> None:
    text = ("The Inner Marches asked Ostland to halt its night flights. Ostland asked the Inner Marches to end the "
            "blockade of the canal. Ostland said it would lift the levy on grain once the pass is open.")  # fmt: skip
    heard = read(from_text("t", text), NAMES, force=True).proposals
    made = dt.parse(merge_into(START, [replace(p, status="accepted") for p in heard], title="T").text)
    assert made.status_quo is not None
    going = {option.text for option, level in zip(made.options, made.status_quo, strict=True) if level}
    assert going == {"Ostland's night flights", "the blockade of the canal", "the levy on grain"}
