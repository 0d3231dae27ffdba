"""Sentences that said more, or less, than is so: each with material of its own."""

from __future__ import annotations

import pytest

import detente as dt
from detente.analyses.alignment import alignment
from detente.analyses.brief import brief
from detente.analyses.leverage import leverage
from detente.analyses.outlook import outlook
from detente.report.brief.deal import _against
from detente.report.brief.page import view
from detente.report.document import Table
from detente.report.figures.map import _name
from detente.report.pages import alignment as alignment_page
from detente.report.pages import leverage as leverage_page
from detente.report.renderers.terminal import text

TWO = "parties: {a: {name: Aland}, b: {name: Bland}"
GIFTS = ", ".join(f"g{n}: {{by: a, text: gift {n}, direction: forward}}" for n in range(5))
KEPT = ", ".join(f"not g{n}" for n in range(5))
"""Gifts that nobody wants to make and that cannot be taken back: firm wherever they are made."""


def test_rounds_of_one_month_are_told_apart() -> None:
    talks = dt.parse(TWO + "}\noptions: {x: {by: a, text: X, asked_by: b}, y: {by: b, text: Y, asked_by: a}}\n"
                     "rounds: [{id: p, date: 2024-11-05, tabled: [x, y], answers: {x: refused, y: refused}}, "
                     "{id: q, date: 2024-11-28, tabled: [x, y], answers: {x: accepted, y: refused}}]")  # fmt: skip
    page = alignment_page.view(talks, alignment(talks))
    tables = [b for s in page.sections for b in s.blocks if isinstance(b, Table)]
    heads = [c.title for c in tables[0].columns if c.kind == "number"]
    assert heads == ["1", "2"]


def test_what_comes_anyway_is_no_answer() -> None:
    talks = dt.parse(TWO + "}\noptions: {x: {by: a, text: a port}, y: {by: b, text: a road}}\n"
                     "priorities: {a: [x], b: [y]}\nstatus_quo: {}")  # fmt: skip
    told = " ".join(text(view(talks, brief(talks))).split())
    assert "Aland's next step is a port; then Bland: a road" in told
    assert "answer is" not in told


@pytest.mark.parametrize(("court", "refused"), [("not x", True), ("x", False)])
def test_a_change_that_a_ratifier_would_refuse_says_so_in_the_headline(court: str, refused: bool) -> None:
    talks = dt.parse(TWO + ", c: {name: The Court, at_table: no, ratifies: a}}\n"
                     "options: {x: {by: a, text: X, asked_by: b}, y: {by: b, text: Y}}\n"
                     f"priorities: {{a: [not x], b: [x, y], c: [{court}]}}\nstatus_quo: {{}}")  # fmt: skip
    found = leverage(talks, "x")
    assert found.sets
    assert ("Court would refuse it" in leverage_page.finding(talks, found)) is refused


def test_what_stays_at_the_level_of_today_is_told_by_that_level() -> None:
    talks = dt.parse(TWO + "}\noptions: {swap: {by: a, text: a swap, levels: [none, rolled over, enlarged]},"
                     " tax: {by: b, text: a tax}}\nstatus_quo: {swap: rolled over}")  # fmt: skip
    told = _against(talks, {"swap": "enlarged", "tax": "yes"}, {"swap": "rolled over", "tax": "no"})
    assert told == "The same with a swap (rolled over) instead of a swap (enlarged), and without a tax"


def test_of_states_equally_likely_and_firm_the_end_stands_first() -> None:
    talks = dt.parse(TWO + "}\ncircumstances: {f: {text: F, chance: 50%}}\n"
                     f"options: {{{GIFTS}, y: {{by: b, text: Y}}}}\npriorities: {{a: [{KEPT}], b: [y iff f, y]}}\n"
                     "status_quo: {g0: yes, g1: yes, g2: yes, g3: yes}")  # fmt: skip
    found = outlook(talks)
    assert found.equilibria is not None and found.equilibrium_count > len(found.equilibria)
    ends = {code for end in found.ends for code in end.codes}
    first = found.equilibria[0]
    alike = [one for one in found.equilibria if (one.credible, one.firm) == (first.credible, first.firm)]
    assert [one.code in ends for one in alike] == sorted((one.code in ends for one in alike), reverse=True)
    assert first.code in ends


def test_settlements_on_the_map_have_names_of_their_own() -> None:
    talks = dt.parse(TWO + f"}}\noptions: {{{GIFTS}, y: {{by: b, text: a yard, levels: [none, half, all]}}}}\n"
                     f"priorities: {{a: [{KEPT}], b: [y >= half]}}\nstatus_quo: {{}}")  # fmt: skip
    found = brief(talks)
    names = [_name(talks, found, one) for one in found.settlements]
    assert len(set(names)) == len(names)
