"""A facilitator's text is judged beside the packages: whom it suits, who refuses it, what it lacks; by definition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente as dt
from detente.analyses.drafts import drafts
from detente.analyses.facts import DealByPart, DraftFacts
from detente.analyses.gathering import Gathering
from detente.cli import run
from detente.engine import solved as solved_
from detente.model.dialogue import Dialogue
from detente.report.brief import page
from detente.report.pages import alignment, deals, ratification
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


def test_a_text_that_a_rule_bars_and_one_that_sets_what_is_not_theirs() -> None:
    assert "The Chair's text of 2 May 2024: a rule bars it as it stands." in told("loan: yes")[2]
    _dialogue, draft, said = told("pier: yes, march: yes")
    _dialogue, alone, _said = told("pier: yes")
    assert draft.others == ("march",) and draft.package == alone.package
    assert "what it says of “a march” is not for those at the table to sign." in said


@pytest.mark.parametrize("held", ["yes", "no"])
def test_what_others_do_today_does_not_keep_a_text_from_being_judged(held: str) -> None:
    """Once a text was judged only where everybody outside was at the first level."""
    dialogue = dt.parse(TALKS.replace("SETS", "pier: yes").replace("status_quo: {}", f"status_quo: {{march: {held}}}"))
    [draft] = dt.brief(dialogue).facts.drafts
    assert draft.package is not None and draft.package.signed.state["pier"] == "yes"


def test_a_text_is_a_state_everywhere_by_id_and_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "bridge.yaml"
    file.write_text(TALKS.replace("SETS", "toll: yes, road: yes"))

    def asked(*command: str) -> dict[str, object]:
        assert run([command[0], str(file), *command[1:], "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert isinstance(found, dict)
        return found

    for named in ("paper", "the Chair's text of 2 May 2024", "The Chair’s text of 2 May 2024"):
        assert asked("respond", named) == asked("respond", "toll=yes,road=yes")
    assert asked("why", "toll", "--at", "paper") == asked("why", "toll", "--at", "toll=yes,road=yes")
    assert asked("coalitions", "--states", "paper") == asked("coalitions", "--states", "toll=yes,road=yes")


def test_deals_ratification_and_alignment_judge_a_text_as_the_brief_does() -> None:
    dialogue, draft, _page = told("toll: yes, road: yes")
    assert dt.deals(dialogue).drafts == dt.ratification(dialogue).drafts == (draft,)
    assert dt.alignment(dialogue).texts == {"paper": {"pier": "not", "toll": "full", "road": "full", "loan": "not"}}
    pages = [views.view(dialogue, ask(dialogue)) for views, ask in ((deals, dt.deals), (ratification, dt.ratification),
                                                                  (alignment, dt.alignment))]  # fmt: skip
    said = [" ".join(text(one).split()) for one in pages]
    assert "The Chair's text of 2 May 2024: better for Upper and Lower; refused at home by the Senate" in said[0]
    assert "The Chair's text of 2 May 2024: the Senate would refuse it." in said[1]
    assert "The Chair's text of 2 May 2024: it would meet 1/2 asks of Lower and 1/2 asks of Upper." in said[2]


def test_deals_tell_the_briefs_packages_first() -> None:
    for name in ("river", "iran-2015", "us-pakistan-2010", "name-dispute-2018"):
        dialogue = dt.load(name)
        deal = dt.brief(dialogue).facts.deal
        assert deal is not None
        if deal.against == "drift":
            codes = [one.signed.code for one in deal.packages]
            assert [one.code for one in dt.deals(dialogue).packages[: len(codes)]] == codes


def test_a_text_of_a_dialogue_in_parts_is_judged_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    text_ = TALKS.replace("SETS", "toll: yes, road: yes").replace("rules: [{id: bank, never: loan and not road}]\n", "")
    dialogue = dt.parse(text_)
    whole = tuple(drafts(Gathering(dialogue, None)))
    monkeypatch.setattr(solved_, "LIMIT", 16)
    dialogue = dt.parse(text_ + "note: asked anew\n")
    base = Gathering(dialogue, None)
    assert isinstance(base.deal, DealByPart)
    for one, other in zip(drafts(base), whole, strict=True):
        assert one.package is not None and other.package is not None
        assert (one.package.verdicts, one.package.refused, one.package.holds, one.package.asks) == (
            other.package.verdicts, other.package.refused, other.package.holds, other.package.asks)  # fmt: skip


def test_a_text_is_told_where_no_package_beats_the_drift() -> None:
    """Nobody wants anything of the other: there is no deal, but the paper is on the table and is not passed over."""
    text_ = TALKS.replace("SETS", "pier: yes").replace("east: [loan, road, not toll, not pier]", "east: [not pier]")
    dialogue = dt.parse(text_.replace("west: [toll, pier, not loan, not road]", "west: [not road, not loan]"))
    brief = dt.brief(dialogue)
    assert brief.facts.deal is not None and not brief.facts.deal.packages
    page_ = " ".join(text(page.view(dialogue, brief)).split())
    assert "The deal: No package of 12 beats the drift The Chair's text of 2 May 2024: worse for Upper" in page_
