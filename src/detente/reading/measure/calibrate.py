"""From judged proposals to the shares that `confidence` uses (`data/calibration.json`).

Each share is smoothed toward the wider one, so that three lucky cases do not make a certainty: all -> act -> frame ->
rule. A resolution step's factor is the share of its proposals that were right, over the share of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from detente.reading.measure.scores import Judged
from detente.reading.proposals.proposal import Proposal

WEIGHT = 5
"""As many cases of the wider share are mixed into each narrower one."""
PRIOR = 0.8
"""The share expected before anything was seen."""
FEW = 3


def shares(judged: Iterable[Judged]) -> dict[str, Any]:
    """The table, from proposals of texts that nobody looked at while the rules were written; those not judged are left
    out."""
    known = [(j.proposal, bool(j.right)) for j in judged if j.right is not None]
    everything = _smooth([right for _, right in known], PRIOR)
    acts = _by(known, lambda p: p.act, lambda key: everything)
    frames = _by(known, _frame, lambda key: acts[key.partition("/")[0]])
    of_rule = {p.rule: _frame(p) for p, _ in known}
    rules = _by(known, lambda p: p.rule, lambda key: frames[of_rule[key]], FEW)
    steps = {
        step: min(1.0, share / everything)
        for step, share in _by(known, lambda p: p.speaker.step, lambda k: PRIOR).items()
    }
    flags = {
        name: min(1.0, _smooth([right for p, right in known if flag(p)], PRIOR) / everything)
        for name, flag in (("hypothetical", lambda p: p.hypothetical), ("reported", lambda p: bool(p.reported_by)))
    }
    rounded = {name: {key: round(value, 3) for key, value in sorted(table.items())}
               for name, table in (("acts", acts), ("frames", frames), ("rules", rules), ("steps", steps))}  # fmt: skip
    flagged = {name: round(value, 3) for name, value in flags.items()}
    return {"judged": len(known), "all": round(everything, 3), **rounded, **flagged}


def _frame(p: Proposal) -> str:
    return f"{p.act}/{p.rule.rpartition('.')[2]}"


def _smooth(rights: list[bool], wider: float) -> float:
    return (sum(rights) + WEIGHT * wider) / (len(rights) + WEIGHT)


def _by(
    known: list[tuple[Proposal, bool]], key: Callable[[Proposal], str], wider: Callable[[str], float], least: int = 1
) -> dict[str, float]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for p, right in known:
        groups[key(p)].append(right)
    return {name: _smooth(rights, wider(name)) for name, rights in groups.items() if len(rights) >= least}
