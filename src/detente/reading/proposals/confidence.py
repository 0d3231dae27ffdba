"""How sure a proposal is: the share of its kind that was right on calibration texts (`data/calibration.json`)."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from detente.reading.proposals.proposal import Proposal

COUNTED = 0.56
"""Of clauses that no rule reads and the counted model does, the share right in cross-validation on marked sentences."""


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The measured shares."""
    text = (files("detente.reading") / "data" / "calibration.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def told(proposal: Proposal) -> str:
    """How sure a proposal is, in words with the share: a language model's were never counted."""
    if proposal.origin == "model":
        return "a language model's; never counted"
    tenths = round(proposal.confidence * 10)
    by = "by no rule, but counted; " if proposal.rule.endswith(".likely") else ""
    share = "nearly all" if tenths >= 10 else f"{tenths} in 10" if tenths else "hardly any"
    return f"{by}{share} such were right"


def confidence(proposal: Proposal) -> float:
    """The share of proposals of this rule, lowered or raised by how the speaker was settled; 0.02 to 0.98.

    A rule that the calibration texts did not show enough has the share of its act, and that the share of all.
    """
    shares = table()
    frame = proposal.rule.rpartition(".")[2] if proposal.rule else "model"
    odds = shares["rules"].get(
        proposal.rule, shares["frames"].get(f"{proposal.act}/{frame}", shares["acts"].get(proposal.act, shares["all"]))
    )
    odds = COUNTED if frame == "likely" else odds
    factor = shares["steps"].get(proposal.speaker.step, 0.9)
    if proposal.hypothetical:
        factor *= shares["hypothetical"]
    if proposal.reported_by:
        factor *= shares["reported"]
    return float(max(0.02, min(0.98, odds * factor)))
