"""What the column on the third round concludes must follow from the shipped dialogue: one test for each conclusion.

The paragraph named in a test is the one of the column (body text, counted from 1) that draws the conclusion. Nothing
here looks at prose: the numbers and ids of results are what is tested.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import detente as dt
from detente.engine import arrays, space
from detente.model.dialogue import Dialogue, State

TALKS = "us-pakistan-2010"
CONCEPTS = ("nash", "sseq", "seq", "smr", "gmr", "sim")
SECURITY_ASKS = ("north_waziristan is offensive", "balochistan", "us_forces", "halt_attacks")
NOW = {"flood_relief": True, "afghan_order_clear": False}


@cache
def talks() -> Dialogue:
    return dt.load(TALKS)


def under(**circumstances: bool) -> Dialogue:
    return talks().under(circumstances)


def state(**levels: str) -> State:
    """The status quo with some options at other levels, given by name."""
    dialogue = talks()
    changes = tuple((id, dialogue.option(id).levels.index(level)) for id, level in levels.items())
    return dialogue.with_levels(dialogue.status_quo, changes)


def written(**levels: str) -> str:
    """Such a state as commands take it."""
    return ",".join(f"{id}={level}" for id, level in levels.items())


def holds(expression: str, at: State, dialogue: Dialogue | None = None) -> bool:
    from detente.model.expression import parse

    return (dialogue or talks()).holds(parse(expression), at)


@cache
def settled(concept: str, flood_relief: bool = True, afghan_order_clear: bool = False) -> tuple[State, ...]:
    """The equilibria under one concept."""
    dialogue = under(flood_relief=flood_relief, afghan_order_clear=afghan_order_clear)
    result = dt.equilibria(dialogue)
    return tuple(dialogue.state(e.code) for e in result.equilibria if concept in e.concepts)


SETTLEMENT = dict(security_aid="raised", afghan_role="yes", visit_2011="yes", north_waziristan="targeted")


# ---- the file itself -------------------------------------------------------------------------------------------------


def test_the_published_working_groups_are_fronts_beside_the_high_level_track() -> None:
    """¶1: thirteen working groups, while the high-level exchanges stayed with security."""
    groups = {f.name for f in talks().fronts if f.rank == "working group"}
    assert groups == {
        "Agriculture", "Communications and public diplomacy", "Defense", "Economics and finance", "Education", "Energy",
        "Health", "Law enforcement and counterterrorism", "Market access", "Science and technology",
        "Security, strategic stability and nonproliferation", "Water", "Women's empowerment",
    }  # fmt: skip
    assert talks().front("security").kind == "security"
    assert talks().front("security").rank == "ministers"


def test_ids_that_others_build_on() -> None:
    dialogue = talks()
    levels = {o.id: (o.by, o.levels) for o in dialogue.options}
    yes = ("no", "yes")
    assert levels["security_aid"] == ("us", ("none", "renewed", "raised"))
    assert levels["north_waziristan"] == ("pakistan", ("none", "targeted", "offensive"))
    for us in ("cut_off_units", "afghan_role", "visit_2011", "civil_nuclear", "incursions"):
        assert levels[us] == ("us", yes)
    for pakistan in ("balochistan", "us_forces", "halt_attacks", "close_route"):
        assert levels[pakistan] == ("pakistan", yes)
    assert levels["seek_sanctuary"] == ("pakistani_taliban", yes)
    assert dialogue.now == NOW | {"fragile_government": True, "public_anger": True}
    assert dialogue.table == ("us", "pakistan")
    assert [r.id for r in dialogue.rounds] == ["march", "july", "october"]
    assert {c.id[:3] for c in dialogue.commitments} == {f"c{n:02}" for n in range(1, 15)}


def test_every_line_that_claims_something_has_evidence_that_a_source_stands_behind() -> None:
    dialogue = talks()
    lines = [
        *dialogue.fronts, *dialogue.circumstances, *dialogue.options, *dialogue.asks, *dialogue.rules,
        *dialogue.commitments, *dialogue.views, *(s for p in dialogue.preferences.values() for s in p.statements),
        *(a for r in dialogue.rounds for a in r.answers), *(e for r in dialogue.rounds for e in r.events),
        *(a.statement for v in dialogue.views for a in v.add),
    ]  # fmt: skip
    assert all(line.evidence for line in lines)
    places = {e.place for line in lines for e in line.evidence if e.source == "yusuf"}
    assert places <= {f"¶{n}" for n in range(1, 13)}
    assert places >= {f"¶{n}" for n in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11)}
    cited = {e.source for line in [*lines, *dialogue.rounds, *dialogue.parties] for e in line.evidence}
    cited |= {e.source for c in dialogue.commitments for e in c.status.evidence}
    assert cited == {s.id for s in dialogue.sources}


def test_no_sentence_of_the_column_is_copied() -> None:
    """No six words in a row are the column's, in the file or in the tutorial about it."""
    root = Path(__file__).parents[2]
    column = sorted((root.parent / "shared" / "seed").glob("*.txt"))
    if not column:
        pytest.skip("the column is not here")
    theirs = _runs(column[0].read_text(encoding="utf-8"))
    for path in ("src/detente/examples/us-pakistan-2010.yaml", "docs/tutorial/the-article.md"):
        assert not theirs & _runs((root / path).read_text(encoding="utf-8"))


def _runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
