"""A dialogue with more settlements than the brief has columns: what is said of all is said of those not shown, too."""

from __future__ import annotations

from detente import formats
from detente.analyses.brief import brief
from detente.analyses.settlements import SHOWN
from detente.report.brief.annex import annexed
from detente.report.brief.page import view
from detente.report.figures.map import figure
from detente.report.renderers import markdown, terminal

TEXT = """
parties: {north: , south: }
options:
  gate: {by: north, text: An open gate, asked_by: south}
  toll: {by: north, text: A toll, levels: [none, low, high], asked_by: south}
  mail: {by: south, text: Mail, asked_by: north}
  watch: {by: south, text: A watch, levels: [none, day, night, both]}
priorities:
  south: [mail]
  north: [if gate then toll]
status_quo: {}
"""


def test_what_is_said_of_all_settlements_holds_in_those_not_shown() -> None:
    dialogue = formats.parse(TEXT)
    result = brief(dialogue)
    assert result.found == result.equilibria.counts["nash"] == 20 > SHOWN
    assert sum(not s.under for s in result.settlements) == SHOWN
    assert set(result.outcomes["gate"]) == {"accepted", "refused"}
    assert set(result.outcomes["toll"]) == {"accepted", "partly", "refused"}
    assert result.outcomes["mail"] == ("accepted",)
    page = " ".join(terminal.text(annexed(dialogue, result, view(dialogue, result))).split())
    assert "14 more settlements are not shown here." in page


def test_the_map_counts_only_the_settlements_that_it_shows() -> None:
    dialogue = formats.parse(TEXT)
    drawn = figure(dialogue, brief(dialogue))
    assert drawn is not None
    assert drawn.finding.startswith("The status quo") or "six settlements shown" in drawn.finding
    assert "settlements can be reached" not in drawn.finding


def test_a_reason_without_words_is_told_by_what_the_line_wants() -> None:
    dialogue = formats.parse(TEXT.replace("[mail]", "[not mail]"))
    result = brief(dialogue)
    page = markdown.render(annexed(dialogue, result, view(dialogue, result)))
    assert "Its first priority: “Mail” is not done" in page


SMALL = """
parties: {north: , south: }
options:
  water: {by: north, text: Water, levels: [none, some, all], asked_by: south}
priorities:
  north: [not water is all]
  south: [water]
status_quo: {}
"""


def test_an_ask_met_in_part_is_neither_refused_nor_granted() -> None:
    """Some water comes by itself and stays: in part, and it falls short."""
    result = brief(formats.parse(SMALL.replace("status_quo: {}", "status_quo: {water: some}")))
    [fate] = result.facts.asks
    assert (fate.now, fate.drift, fate.new) == ("part", "part", False)
    assert "one ask is not met" in told(SMALL) and "One ask falls short" in told(SMALL)


def test_a_file_without_asks_says_nothing_of_asks() -> None:
    page = told(SMALL.replace(", asked_by: south", ""))
    assert "ask" not in page.split("How sure")[0].lower().replace("ask any line", "")


def test_a_line_without_evidence_is_not_said_to_be_in_a_source() -> None:
    assert "stated in a source" not in told(SMALL) and "carries the conclusions names no source" in told(SMALL)
    sourced = SMALL.replace("[not water is all]", "[{want: not water is all, evidence: memo}]")
    assert "is stated in a source" in told("sources: {memo: }\n" + sourced)


def told(text: str) -> str:
    dialogue = formats.parse(text)
    return " ".join(terminal.text(view(dialogue, brief(dialogue))).split())


SIX = """
parties: {north: , south: }
options:
  road: {by: north, text: A road}
  rail: {by: north, text: A railway}
  line: {by: north, text: A power line}
  gate: {by: north, text: An open gate, asked_by: south}
priorities: {south: [gate]}
status_quo: {}
"""


def test_the_settlements_shown_show_what_can_be_had() -> None:
    """North minds nothing, so all 16 states are settlements; the first eight by code leave the gate shut."""
    shown = brief(formats.parse(SIX)).settlements
    assert len(shown) == SHOWN
    assert {s.gives["gate"] for s in shown} == {"accepted", "refused"}
