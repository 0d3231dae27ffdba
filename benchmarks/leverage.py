"""How fast leverage is on the shipped dialogue, one process, and what it is against solving every set anew.

    python benchmarks/leverage.py          size 3 for firm, 2 for the other goals, every ask at 2 as in the brief
    python benchmarks/leverage.py --all    every refused ask under every concept, too

Limits: 5 s for size 3 (firm) and for size 2 (SEQ). Times are of one run each, everything worked out anew.
"""

from __future__ import annotations

import argparse
from itertools import combinations, islice
from time import perf_counter

from detente.analyses.leverage import Leverage, leverage, leverage_each
from detente.engine.arrays import solve
from detente.engine.arrays.space import build
from detente.errors import InputError
from detente.formats import load
from detente.methods.inverse.edits import catalogue, change
from detente.model.change import apply
from detente.model.dialogue import Dialogue

TARGET = "north_waziristan is offensive"
LIMIT = 5.0


def line(label: str, seconds: float, found: Leverage, limit: str = "") -> None:
    """One line of the table."""
    told = "already" if found.already else f"{len(found.sets)} sets"
    print(f"{label:44} {seconds:7.2f} s  {told:>9} of {found.tried:>8,} {limit}")


def timed(dialogue: Dialogue, target: str, **options: object) -> tuple[float, Leverage]:
    """Seconds and result."""
    start = perf_counter()
    found = leverage(dialogue, target, **options)  # type: ignore[arg-type]
    return perf_counter() - start, found


def one_by_one(dialogue: Dialogue, asker: str, sample: int = 200) -> float:
    """Seconds that one set takes if the changed dialogue is built and solved for Nash, on average over some pairs."""
    edits, start, count = catalogue(dialogue, asker), perf_counter(), 0
    step = len(edits) * (len(edits) - 1) // 2 // sample
    for pair in islice(combinations(edits, 2), 0, None, step):
        try:
            changed = apply(dialogue, *(change(dialogue, edit) for edit in pair))
        except InputError:
            continue
        solve.equilibria(build(changed), "nash")
        count += 1
    return (perf_counter() - start) / count


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--all", action="store_true", help="every refused ask under every concept")
    given = reader.parse_args()
    dialogue = load("us-pakistan-2010")
    print(f"leverage, us-pakistan-2010: {dialogue.possible:,} states")
    seconds, found = timed(dialogue, TARGET)
    line("firm, size 3", seconds, found, f"(limit {LIMIT:.0f})")
    each = one_by_one(dialogue, found.asker)
    print(f"  one set solved anew {each * 1000:.1f} ms, so all of them {each * found.tried:,.0f} s: "
          f"{each * found.tried / seconds:,.0f} times as long")  # fmt: skip
    line("every, size 3", *timed(dialogue, TARGET, goal="every"))
    line("some (SEQ), size 2", *timed(dialogue, TARGET, goal="some"), f"(limit {LIMIT:.0f})")
    for asker in dict.fromkeys(ask.by for ask in dialogue.asks):
        asks = [ask.id for ask in dialogue.asks if ask.by == asker]
        start = perf_counter()
        leverage_each(dialogue, asks, size=2)
        spent = perf_counter() - start
        print(f"firm, size 2, the {len(asks)} asks of {asker:20} {spent:7.2f} s  {spent / len(asks):.3f} s an ask")
    if given.all:
        for concept in ("seq", "sseq", "gmr", "smr"):
            for ask in dialogue.asks:
                seconds, found = timed(dialogue, ask.id, goal="some", concept=concept)
                if not found.already:
                    line(f"some ({concept}), size 2, {ask.id}", seconds, found)


if __name__ == "__main__":
    main()
