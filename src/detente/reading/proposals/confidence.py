"""How sure a proposal is: of the clauses that the counted model thought as likely, the share it was right on.

Counted in cross-validation on the marked sentences (`data/counted.csv`, written by `benchmarks/reading_train.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from detente.reading.grammar.tables import table
from detente.reading.proposals.proposal import Proposal

COUNTED = "counted.likely"
"""The rule of a position that no rule reads and the counted model does."""
WEIGHT = 5
"""As many cases of the share of all are mixed into that of a tenth, so that a few lucky ones make no certainty."""


@lru_cache(maxsize=1)
def shares() -> dict[str, tuple[float, ...]]:
    """For what a rule found ("rule") and what none did ("none"): the share right by the tenths of the likelihood."""
    found: dict[str, tuple[float, ...]] = {}
    for reader in ("rule", "none"):
        rows = [(int(row["seen"]), int(row["right"])) for row in table("counted.csv") if row["reader"] == reader]
        every = sum(right for _, right in rows) / max(1, sum(seen for seen, _ in rows))
        found[reader] = tuple(_rising([(seen + WEIGHT, right + WEIGHT * every) for seen, right in rows]))
    return found


def _rising(rows: list[tuple[int, float]]) -> Iterator[float]:
    """The share of each; neighbours of which the likelier was right less often are counted as one."""
    pools: list[tuple[int, float, int]] = []
    for seen, right in rows:
        pools.append((seen, right, 1))
        while len(pools) > 1 and pools[-2][1] / pools[-2][0] > pools[-1][1] / pools[-1][0]:
            (a, b, c), (d, e, f) = pools.pop(), pools.pop()
            pools.append((a + d, b + e, c + f))
    for seen, right, tenths in pools:
        yield from [right / seen] * tenths


def confidence(likelihood: float, rule: str) -> float:
    """The share right of what was as likely, 0 to 1.

    >>> confidence(0.95, "urge.v.ask") > confidence(0.35, "urge.v.ask")
    True
    """
    return shares()["none" if rule == COUNTED else "rule"][min(9, int(10 * likelihood))]


def told(proposal: Proposal) -> str:
    """How sure a proposal is, in words with the share: a language model's were never counted."""
    if proposal.origin == "model":
        return "a language model's; never counted"
    tenths = round(proposal.confidence * 10)
    by = "by no rule, but counted; " if proposal.rule == COUNTED else ""
    share = "nearly all" if tenths >= 10 else f"{tenths} in 10" if tenths else "hardly any"
    return f"{by}{share} such were right"
