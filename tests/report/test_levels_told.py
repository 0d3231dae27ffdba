"""Levels in words: a step down is told as one, so is the part of an ask that is had, and who gives it."""

from __future__ import annotations

import detente as dt
from detente.report.brief import page as brief_page
from detente.report.brief.phrases import change
from detente.report.lines import weighed
from detente.report.pages import deals as deals_page
from detente.report.pages import why
from detente.report.renderers import terminal
from detente.report.renderers.terminal import text

LADDER = """
detente: 1
title: Tolls
parties: {coast: {name: Coast}, hill: {name: Hill}}
options:
  toll: {by: hill, text: a lower toll, levels: [full, half, free], asked_by: coast, asked: free}
  port: {by: coast, text: a share of the port, levels: [none, a berth, a pier], asked_by: hill, asked: a pier}
status_quo: {toll: STATUS, port: none}
priorities:
  hill: [{want: port >= "a berth"}, {want: toll < free}, {want: toll is WANTED}]
  coast: [{want: port < "a pier"}, {want: toll >= half}, {want: port is none}]
"""


def told(page: object) -> str:
    return " ".join(text(page).split())  # type: ignore[arg-type]


def talks(status: str, wanted: str) -> dt.Dialogue:
    return dt.parse(LADDER.replace("STATUS", status).replace("WANTED", wanted))


def test_a_step_down_a_ladder_is_told_as_a_way_back() -> None:
    dialogue = talks("free", "half")
    assert "a lower toll (back to half)" in told(brief_page.view(dialogue, dt.brief(dialogue)))


def test_what_is_had_in_part_is_told_and_who_gives_it() -> None:
    dialogue = talks("full", "full")
    found = dt.deals(dialogue)
    first = found.packages[0]
    assert first.levels == {"toll": "half", "port": "a berth"}
    stakes = {stake.party: stake for stake in first.stakes}
    assert stakes["hill"].nearer == {"port": {"port": "a berth"}}
    assert stakes["hill"].sets == {"toll": "half"}
    assert stakes["coast"].gets == () == stakes["coast"].gives
    page = told(deals_page.view(dialogue, found))
    assert "Coast gets in part: a lower toll (half). Coast gives: a share of the port (a berth)." in page
    assert "Hill gets in part: a share of the port (a berth). Hill gives: a lower toll (half)." in page


def test_the_best_package_is_as_the_drift_only_at_the_same_level() -> None:
    """Met in part both times, at another level: the mark says so, and nobody is told that no offer touches it."""
    dialogue = dt.parse(LADDER.replace("[full, half, free]", "[full, most, half, free]").replace("STATUS", "most")
                        .replace("WANTED", "most").replace("toll >= half", "toll is half"))  # fmt: skip
    brief = dt.brief(dialogue)
    toll = brief.facts.ask("toll")
    assert (toll.drift, toll.deal) == ("part", "part")
    assert brief.facts.deal is not None and brief.facts.deal.packages[0].differs["toll"] == "half"
    page = brief_page.view(dialogue, brief)
    row = next(line for line in text(page).splitlines() if line.startswith("A lower toll"))
    assert row.split()[3:5] == ["P", "P"]
    assert "spend nothing on a lower toll" not in told(page)


def test_a_level_is_told_where_an_ask_has_the_options_own_text_in_capitals() -> None:
    """In a file whose texts begin with capitals the last level was left out: "a haircut (20) instead of a haircut"."""
    talks = dt.parse("""
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  cut: {by: a, text: a haircut, levels: ["0", "20", "40"], asked_by: b}
  gdp: {by: b, text: GDP-linked bonds, asked_by: a}
status_quo: {}
""")
    assert change(talks, "cut", "40") == "a haircut (40)" and change(talks, "gdp", "yes") == "GDP-linked bonds"


def test_a_weight_against_a_thing_is_told_as_its_not_being_done() -> None:
    talks = dt.parse("""
parties: {a: {name: Aland}, b: {name: Bland}}
options: {cut: {by: a, text: a haircut, asked_by: b}, pay: {by: b, text: a payment, asked_by: a}}
weights: {a: {cut: -2, pay: 1}, b: {cut: 3, pay: -1}}
status_quo: {}
""")
    assert weighed(talks, "a", "cut") == "“a haircut” is not done"
    assert weighed(talks, "b", "cut") == "“a haircut” is done"
    costs = dt.why(talks, "cut").costs
    assert [one.expr for one in costs] == ["not cut"]
    said = " ".join(terminal.text(why.view(talks, dt.why(talks, "cut"))).split())
    assert "“a haircut” is not done" in said and "Granting would cost it: “a haircut” is done" not in said
