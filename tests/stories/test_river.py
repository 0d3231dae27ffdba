"""The small teaching dialogue: its figures are those worked out by hand in the documentation."""

from __future__ import annotations

import detente as dt


def test_river_settles_where_the_documentation_says() -> None:
    river = dt.load("river")
    found = dt.equilibria(river)
    assert (found.states.possible, found.states.feasible) == (24, 16)
    settled = {c: {e.code for e in found.equilibria if c in e.concepts} for c in ("nash", "sseq", "seq", "smr", "gmr")}
    assert settled["nash"] == settled["sseq"] == settled["seq"] == {7, 10, 18}
    assert settled["smr"] == {4, 7, 10, 15, 18}
    assert settled["gmr"] == {3, 4, 6, 7, 10, 15, 16, 18, 19, 22}


def test_river_draws_no_warning() -> None:
    checked = dt.check(dt.load("river"))
    assert not checked.warnings
    assert {warning.code for warning in checked.silenced} == {"restless-status-quo", "unless-or-iff"}


def test_rain_alone_does_not_bring_the_full_release() -> None:
    river = dt.load("river").under({"dry_year": False})
    assert not any(e.state["release"] == "full" for e in dt.equilibria(river).equilibria if e.firmness == "firm")
