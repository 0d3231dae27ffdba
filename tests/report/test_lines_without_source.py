"""What the reader must believe is named, also where the file cites nothing at all."""

from __future__ import annotations

import detente as dt
from detente.report.brief import page
from detente.report.renderers.terminal import text

TALKS = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {toll: {by: a, text: a toll, asked_by: b}, road: {by: b, text: a road, asked_by: a}}
status_quo: {}
priorities: {a: [not toll], b: [{want: road, because: Trade needs it}]}
"""


def told(talks: str) -> str:
    dialogue = dt.parse(talks)
    return " ".join(text(page.view(dialogue, dt.brief(dialogue))).split())


def test_lines_that_carry_the_conclusions_are_named_where_none_cites_a_source() -> None:
    found = told(TALKS)
    assert "Two lines that carry the conclusions name no source Bland's: trade needs it (1)." in found
    assert "Aland's: “a toll” is not done (1)." in found


def test_a_row_of_the_table_begins_with_a_capital_and_a_sentence_goes_on() -> None:
    found = told(TALKS)
    assert "A toll" in found and "A road" in found and "step is a road" in found
