"""Scores of a reading: precision, recall, F1, and how often each band of confidence was right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.reading.proposals.proposal import Proposal

BINS = ((0.0, 0.8), (0.8, 0.9), (0.9, 1.01))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 from counts: `right` of `proposed` and of `wanted`."""

    right: int
    proposed: int
    wanted: int

    @property
    def p(self) -> float:
        """Precision; 0 if nothing was proposed."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def r(self) -> float:
        """Recall; 0 if nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0

    def record(self) -> dict[str, float]:
        """For JSON."""
        return {"p": round(self.p, 3), "r": round(self.r, 3), "f1": round(self.f1, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A proposal and whether act and speaker were right (None: not judged)."""

    proposal: Proposal
    right: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What a gold file gave. `triple` and `false_proposals` are None where the gold file cannot tell.

    `false_proposals`: the share of sentences about deeds and meetings that drew a proposal. `act_strict` counts every
    further proposal of a sentence as false, though the gold names one position only.
    """

    records: int
    act: Score
    sa: Score
    saa: Score
    full: Score
    exact_parts: Score | None = None
    triple: float | None = None
    false_proposals: float | None = None
    act_strict: Score | None = None
    by_act: tuple[tuple[str, Score], ...] = ()
    judged: tuple[Judged, ...] = ()
    misses: tuple[str, ...] = ()
    by_document: tuple[tuple[str, Scores], ...] = ()

    def reliability(self) -> tuple[tuple[float, float, int, float, float], ...]:
        """(from, to, number, mean confidence, share right) of each bin of the confidence that is not empty."""
        rows = []
        for low, high in BINS:
            inside = [j for j in self.judged if j.right is not None and low <= j.proposal.confidence < high]
            if inside:
                mean = sum(j.proposal.confidence for j in inside) / len(inside)
                rows.append((low, min(high, 1.0), len(inside), mean, sum(bool(j.right) for j in inside) / len(inside)))
        return tuple(rows)

    def record(self) -> dict[str, Any]:
        """For JSON, with the keys that `interface.md` fixes."""
        return {
            "records": self.records,
            "act": self.act.record(),
            "sa": self.sa.record(),
            "saa": self.saa.record(),
            "full": self.full.record(),
            "exact_parts": self.exact_parts.record() if self.exact_parts else None,
            "triple": {"recall": None if self.triple is None else round(self.triple, 3)},
            "false_proposals": None if self.false_proposals is None else round(self.false_proposals, 3),
            "act_strict": self.act_strict.record() if self.act_strict else None,
            "by_act": {act: {**score.record(), "gold": score.wanted} for act, score in self.by_act},
            "by_document": {
                name: {"sa": one.sa.record(), "saa": one.saa.record(), "full": one.full.record()}
                for name, one in self.by_document
            },
            "reliability": [
                {"from": a, "to": b, "proposals": n, "confidence": round(c, 3), "right": round(d, 3)}
                for a, b, n, c, d in self.reliability()
            ],
        }
