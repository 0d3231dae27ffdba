"""Sixty options, 10^18 states: what asks about one state, or about no state, is answered; the rest says why not."""

from __future__ import annotations

import pytest

import detente as dt
from detente.errors import TooLarge
from detente.report.pages.alignment import view

SIZES = (26, 60)
LINES = """
rules:
  - {never: x0 and x1 and x2}
priorities:
  a: [x1, not x0, if x2 then x3, x6, x9 or x12]
  b: [x2, not x4 unless x0, x7, x10]
  c: [x0, x3, not x5, x8, x11 and x14]
rounds:
  - {id: r1, date: 2020-01-01, tabled: [x0, x1], answers: {x0: refused, x1: accepted}}
  - {id: r2, date: 2021-01-01, tabled: [x0, x1], answers: {x0: accepted, x1: accepted}}
"""


def talks(options: int) -> dt.Dialogue:
    """Three parties with as many options in turn; the lines speak of the first fifteen."""
    owned = (f"  x{k}: {{by: {'abc'[k % 3]}, text: x{k}{', asked_by: ' + 'bca'[k % 3] if k < 6 else ''}}}\n"
             for k in range(options))  # fmt: skip
    head = "parties: {a: {name: A}, b: {name: B}, c: {name: C}}\noptions:\n"
    return dt.parse(head + "".join(owned) + LINES)


@pytest.mark.parametrize("options", SIZES)
@pytest.mark.parametrize("state", ["x0=yes", "x0=yes,x1=yes", "x1=yes,x5=yes", "x0=yes,x1=yes,x2=yes"])
def test_who_answers_does_not_hang_on_options_that_nobody_speaks_of(options: int, state: str) -> None:
    small, large = talks(15), talks(options)
    told, wide = dt.respond(small, state), dt.respond(large, state)
    for one, other in zip(told.movers, wide.movers, strict=True):
        assert (one.verdict, one.deterred, one.gains) == (other.verdict, other.deterred, other.gains)
    idle = {p.id: sum(o.id not in small.levels for o in large.options_of(p.id)) for p in large.parties}
    assert wide.improvements == {p: count * 2 ** idle[p] for p, count in told.improvements.items()}
    lean = [[(r.by, r.changes, r.provoked, r.deters) for r in found.replies if r.best and r.lean]
            for found in (told, wide)]  # fmt: skip
    assert lean[0] == lean[1] and lean[0]


@pytest.mark.parametrize("options", SIZES)
@pytest.mark.parametrize("ask", [f"x{k}" for k in range(6)])
@pytest.mark.parametrize("at", ["", "x0=yes", "x0=yes,x1=yes,x6=yes,x7=yes,x8=yes,x9=yes"])
def test_the_reason_is_the_same(options: int, ask: str, at: str) -> None:
    one, other = dt.why(talks(15), ask, at=at), dt.why(talks(options), ask, at=at)
    assert (one.reason, one.granted, one.gains, one.costs, one.deterrable) == (
        other.reason, other.granted, other.gains, other.costs, other.deterrable,
    )  # fmt: skip
    steps = [found.trace and [(s.by, s.changes, s.because) for s in found.trace.steps] for found in (one, other)]
    assert steps[0] == steps[1]


@pytest.mark.parametrize("options", SIZES)
def test_shares_of_answers_need_no_states(options: int) -> None:
    large = talks(options)
    found = dt.alignment(large)
    assert found.ledger == dt.alignment(talks(15)).ledger
    assert (found.tau, found.grant, found.too_many) == ((), (), 2**options)
    assert "left out here" in str(view(large, found))


def test_what_asks_about_all_states_still_says_why_not() -> None:
    with pytest.raises(TooLarge, match="states of the dialogue"):
        dt.coalitions(talks(60))
    counted, whole = dt.equilibria(talks(60)), dt.equilibria(talks(15))
    assert counted.counts["nash"] == (whole.counts["nash"] or 0) * 2**45  # each idle option at either level
