"""A facilitator's text is judged beside the packages: whom it suits, who refuses it, what it lacks; by definition."""

from __future__ import annotations

import pytest

import detente as dt
from detente.analyses.facts import DraftFacts
from detente.model.dialogue import Dialogue
from detente.report.brief import page
from detente.report.renderers.terminal import text

TALKS = """
detente: 1
title: A bridge
parties:
  east: {name: Upper}
  west: {name: Lower}
  senate: {name: the Senate, ratifies: east, of: [toll]}
  chair: {name: the Chair, at_table: no}
  crowd: {name: the crowd, at_table: no}
options:
  pier: {by: east, text: a pier, asked_by: west}
  toll: {by: east, text: a shared toll, asked_by: west}
  road: {by: west, text: a road, asked_by: east}
  loan: {by: west, text: a loan, asked_by: east}
  march: {by: crowd, text: a march}
rules: [{id: bank, never: loan and not road}]
status_quo: {}
priorities:
  east: [loan, road, not toll, not pier]
  west: [toll, pier, not loan, not road]
  senate: [not toll]
  crowd: [not march]
rounds: [{id: one, date: 2024-05-02, answers: {pier: refused}}]
texts: [{id: paper, by: chair, round: one, sets: {SETS}}]
"""


def told(sets: str) -> tuple[Dialogue, DraftFacts, str]:
    dialogue = dt.parse(TALKS.replace("SETS", sets))
    brief = dt.brief(dialogue)
    [draft] = brief.facts.drafts
    return dialogue, draft, " ".join(text(page.view(dialogue, brief)).split())


@pytest.mark.parametrize("sets", ["pier: yes, road: yes", "toll: yes, road: yes", "pier: yes", "road: yes",
                                  "pier: yes, toll: yes, road: yes, loan: yes"])  # fmt: skip
def test_a_text_is_judged_as_the_definitions_say(sets: str) -> None:
    dialogue, draft, page_ = told(sets)
    levels = dict(dialogue.texts[0].sets)
    state = tuple(levels.get(option.id, 0) for option in dialogue.options)
    assert draft.package is not None and not draft.barred
    best = dt.brief(dialogue).facts.deal
    assert best is not None and dialogue.status_quo is not None
    for party in ("east", "west"):
        gains = [dialogue.holds(line.want, state) - dialogue.holds(line.want, dialogue.status_quo)
                 for line in dialogue.preferences[party].statements]  # fmt: skip
        first = next((gain for gain in gains if gain), 0)
        assert draft.package.verdicts[party] == {1: "better", 0: "same", -1: "worse"}[first]
    assert draft.package.refused == (("senate",) if "toll" in levels else ())
    rank = {"not": 0, "part": 1, "full": 2}
    asks = best.packages[0].asks
    assert set(draft.lacks) == {id for id in asks if rank[draft.package.asks[id]] < rank[asks[id]]}
    assert set(draft.more) == {id for id in asks if rank[draft.package.asks[id]] > rank[asks[id]]}
    said = page_.partition("The Chair's text of 2 May 2024: ")[2].partition(". ")[0]
    assert ("refused at home by the Senate" in said) is bool(draft.package.refused)
    for verdict in ("better", "worse"):
        verdicts = {"Upper": draft.package.verdicts["east"], "Lower": draft.package.verdicts["west"]}
        who = [name for name, found in verdicts.items() if found == verdict]
        assert (f"{verdict} for {' and '.join(who)}" in said) if who else f"{verdict} for" not in said


def test_a_text_that_a_rule_bars_and_one_that_is_not_theirs_to_sign() -> None:
    assert "The Chair's text of 2 May 2024: a rule bars it as it stands." in told("loan: yes")[2]
    assert "it sets what is not for those at the table to sign." in told("pier: yes, march: yes")[2]


def test_a_text_is_told_where_no_package_beats_the_drift() -> None:
    """Nobody wants anything of the other: there is no deal, but the paper is on the table and is not passed over."""
    text_ = TALKS.replace("SETS", "pier: yes").replace("east: [loan, road, not toll, not pier]", "east: [not pier]")
    dialogue = dt.parse(text_.replace("west: [toll, pier, not loan, not road]", "west: [not road, not loan]"))
    brief = dt.brief(dialogue)
    assert brief.facts.deal is not None and not brief.facts.deal.packages
    page_ = " ".join(text(page.view(dialogue, brief)).split())
    assert "The deal: No package of 12 beats the drift The Chair's text of 2 May 2024: worse for Upper" in page_
