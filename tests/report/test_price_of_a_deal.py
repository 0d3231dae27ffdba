"""What a deal costs is said where it is recommended: what it undoes, what it lacks that must be, how others answer."""

from __future__ import annotations

import detente as dt
from detente.model.dialogue import Dialogue
from detente.report.brief import page
from detente.report.renderers.terminal import text

TALKS = """
detente: 1
title: A club
parties:
  hill: {name: Hill}
  coast: {name: Coast}
  guild: {name: the guild, at_table: no}
options:
  duty: {by: hill, text: a duty on salt}
  road: {by: hill, text: a road to the sea}
  dock: {by: coast, text: a dock for Hill}
  light: {by: coast, text: a lighthouse}
  strike: {by: guild, text: a strike of porters}
asks:
  duty: {by: coast, of: hill, that: duty}
  road: {by: coast, of: hill, that: road}
  dock: {by: hill, of: coast, that: dock}
  light: {by: hill, of: coast, that: light, matters: must}
rules: [{id: treaty, never: dock and duty}]
status_quo: {duty: yes}
priorities:
  hill: [dock, not road or dock, duty unless dock]
  coast: [road, not dock or road, not light, duty]
  guild: [strike iff dock, not strike]
"""


def told(dialogue: Dialogue) -> str:
    return " ".join(text(page.view(dialogue, dt.brief(dialogue))).split())


def test_a_deal_is_told_with_its_price() -> None:
    dialogue = dt.parse(TALKS)
    brief = dt.brief(dialogue)
    assert brief.facts.deal is not None and brief.facts.deal.against == "drift"
    best = brief.facts.deal.packages[0]
    page_ = told(dialogue)
    lost = [one.ask for one in brief.facts.asks if one.drift == "full" and best.asks[one.ask] != "full"]
    assert (lost, best.asks["light"]) == (["duty"], "not")
    do = page_.partition("Do - ")[2].partition("Ask ")[0]
    assert "it gives up a duty on salt" in do
    assert "Hill must have a lighthouse, and does not get it in full" in do
    assert "in answer: a strike of porters" in do
    assert "an end to a duty" not in do, "what is taken back is not signed as a gift"
    deal = page_.partition("The deal: ")[2]
    for part in ("Given up: a duty on salt.", "Lacks what must be: a lighthouse.", "In answer: a strike of porters."):
        assert part in deal


def test_where_nothing_must_be_nothing_lacks() -> None:
    page_ = told(dt.parse(TALKS.replace(", matters: must", "")))
    assert "Lacks" not in page_ and "must have" not in page_


def test_a_deal_that_home_would_refuse_is_told_with_its_price_too() -> None:
    text_ = TALKS.replace("  guild:", "  senate: {name: the Senate, ratifies: hill}\n  guild:", 1)
    page_ = told(dt.parse(text_ + "  senate: [not road]\n"))
    do = page_.partition("Do - ")[2].partition("Ask ")[0]
    assert "only if the Senate can be won" in do
    assert "Hill must have a lighthouse, and does not get it in full" in do
