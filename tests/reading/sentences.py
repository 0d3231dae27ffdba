"""Own-made texts with their positions, and how a reading of them is judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from detente.reading.grammar.names import Names, shipped, with_dialogue
from detente.reading.measure.evaluate import _level, positions, same_object
from detente.reading.measure.scores import Judged, Score, Scores
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


# ---- whole documents -----------------------------------------------------------------------------------------------


def names_of(document: dict[str, Any]) -> Names:
    """The parties that a document may speak of: the tables, and those of its dialogue, if it has one."""
    own = [SimpleNamespace(code="", **party) for party in document.get("parties", ())]
    return with_dialogue(own) if own else shipped()


def scored(document: dict[str, Any]) -> Scores:
    """The scores of a document."""
    return positions(document, [from_text(document["name"], document["text"])], names_of(document))


def summed(scores: list[Scores], level: str) -> Score:
    """Act and speaker ("sa"), or with the addressee ("saa"), over documents."""
    rows = [getattr(one, level) for one in scores]
    right, proposed, wanted = (sum(getattr(row, key) for row in rows) for key in ("right", "proposed", "wanted"))
    return Score(right=right, proposed=proposed, wanted=wanted)


def conditions(document: dict[str, Any]) -> tuple[int, int, int]:
    """How many marked conditions were found, how many of those reversed, and how many there are."""
    found = reverse = wanted = 0
    proposals = read(from_text(document["name"], document["text"]), names_of(document), force=True).proposals
    for position in document["positions"]:
        if not (condition := position.get("condition")):
            continue
        wanted += 1
        at = document["text"].find(position["anchor"])
        here = [p for p in proposals if p.evidence.start <= at < p.evidence.end and p.condition]
        told = [p for p in here if same_object(p.condition, condition["fact"])]
        found += bool(told)
        reverse += any(p.holds != condition["polarity"] for p in told)
    return found, reverse, wanted
