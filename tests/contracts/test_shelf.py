"""The shelf: what came after a shipped dialogue is read, dated after its last round, and sourced."""

from __future__ import annotations

import pytest

from detente import formats
from detente.model.dates import first_day, last_day

SHIPPED = formats.examples()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_came_after_is_dated_after_the_last_round(name: str) -> None:
    talks = formats.load(name)
    after = formats.happened(name, talks)
    assert all(last_day(h.date) >= first_day(talks.rounds[-1].date) for h in after.happened)
    assert all(h.evidence for h in after.happened)
