"""Own-made texts with their positions, and how a reading of them is judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.reading.measure.evaluate import _level
from detente.reading.measure.scores import Judged
from detente.reading.pipeline import read
from detente.reading.proposals.proposal import Reading
from detente.reading.text.ingest import from_text

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Counts over texts of one kind."""

    kind: str
    right: int
    proposed: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


def pairs(reading: Reading, positions: list[dict[str, Any]]) -> dict[int, int]:
    """Proposal -> position, one to one, better pairs first, where act and speaker are right."""
    found: dict[int, int] = {}
    for level in (4, 3, 2):
        for k, position in enumerate(positions):
            free = [j for j, p in enumerate(reading.proposals) if j not in found and _level(p, position) >= level]
            if k not in found.values() and free:
                found[free[0]] = k
    return found


def judged(listed: list[dict[str, Any]]) -> list[Judged]:
    done = []
    for k, row in enumerate(listed):
        reading = read(from_text(f"text {k}", row["text"]), force=True)
        found = pairs(reading, row["positions"])
        done += [Judged(proposal=p, right=j in found) for j, p in enumerate(reading.proposals)]
    return done


def results(name: str) -> dict[str, Result]:
    """The results of a file."""
    return counted(rows(name))


def counted(listed: list[dict[str, Any]]) -> dict[str, Result]:
    """By kind of text; optional positions are neither misses nor false alarms."""
    counts: dict[str, list[int]] = {}
    for k, row in enumerate(listed):
        reading = read(from_text(f"text {k}", row["text"]), force=True)
        found = pairs(reading, row["positions"])
        spare = sum(bool(row["positions"][k].get("optional")) for k in found.values())
        wanted = sum(not p.get("optional") for p in row["positions"])
        count = counts.setdefault(row["kind"], [0, 0, 0])
        count[0] += len(found) - spare
        count[1] += len(reading.proposals) - spare
        count[2] += wanted
    return {kind: Result(kind=kind, right=a, proposed=b, wanted=c) for kind, (a, b, c) in counts.items()}
