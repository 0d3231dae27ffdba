"""How fast the outlook is: draws on a made-up dialogue of 10 options and 2 parties, and the shipped dialogue.

    python benchmarks/outlook.py           100,000 draws, two processes, beside solving each draw on its own
    python benchmarks/outlook.py --memory  peak memory at 10,000 and at 100,000 draws, each in a process of its own

Limits: 100,000 draws in 5 s on two cores; the whole brief of the shipped dialogue in 2 s, start and all. Times are the
best of three runs; solving on its own is measured on a sample of the same draws.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
from time import perf_counter

from detente.analyses.outlook import outlook
from detente.engine.arrays import solve
from detente.engine.arrays.space import build
from detente.formats import load
from detente.methods.chances.combinations import combined, drawn, items
from detente.methods.chances.playout import played
from detente.model.change import apply
from detente.model.dialogue import Ask, Chance, Dialogue, Option, Party, Preferences, Statement
from detente.model.expression import Iff, Name, Not, Or
from detente.scale import sharing

DRAWS, SAMPLE = 100_000, 300


def made_up(uncertain: int) -> Dialogue:
    """10 options of 2 parties, lists of 10 statements, one on each option; some of each list may not be there."""
    draw = random.Random(1)
    options = tuple(Option(id=f"o{k}", by="ab"[k % 2], text=f"o{k}", levels=("no", "yes")) for k in range(10))

    def statement(party: str, k: int, option: Option) -> Statement:
        one, other = Name(option.id), Name(draw.choice([o.id for o in options if o != option]))
        want = draw.choice((one, Not(one), Or((one, Not(other))), Iff(one, other), Or((Not(one), other))))
        return Statement(id=f"{party}{k}", want=want, sure=Chance(value=0.6) if k < uncertain else None)

    def preferences(party: str) -> Preferences:
        order = draw.sample(options, 10)
        return Preferences(priorities=tuple(statement(party, k, option) for k, option in enumerate(order)))

    return Dialogue(
        title="made up",
        parties=(Party(id="a", name="a"), Party(id="b", name="b")),
        options=options,
        asks=tuple(Ask(id=o.id, of=o.by, by="ba"[k % 2], that=Name(o.id), text=o.id) for k, o in enumerate(options)),
        preferences={party: preferences(party) for party in "ab"},
        status_quo=(0,) * 10,
    )


def best(work: object, times: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()  # type: ignore[operator]
        found.append(perf_counter() - start)
    return min(found)


def one_by_one(dialogue: Dialogue, equilibria: bool) -> float:
    """Seconds that a draw takes if the changed dialogue is built, solved and played on its own."""
    batch = drawn(items(dialogue), 0, SAMPLE, 1)
    start = perf_counter()
    for row in batch.rows:
        space = build(apply(dialogue, *combined(items(dialogue), row)))
        if equilibria:
            solve.equilibria(space, "nash")
            solve.equilibria(space, "seq")
        played([space] * 2, space.cell_of(dialogue.status_quo))
    return (perf_counter() - start) / len(batch)


def draws(uncertain: int, equilibria: bool) -> None:
    """100,000 draws, by how much is uncertain and what is asked."""
    dialogue = made_up(uncertain)
    distinct = len(drawn(items(dialogue), 0, DRAWS, 1))
    what = "ends, asks and equilibria" if equilibria else "ends and asks"
    each = one_by_one(dialogue, equilibria)
    print(f"{DRAWS:,} draws, {2 * uncertain} uncertain lines ({distinct:,} combinations drawn): {what}")
    for workers in (1, 2):
        with sharing(workers=workers) as spread:
            seconds = best(lambda: outlook(dialogue, draws=DRAWS, equilibria=equilibria, spread=spread))
        told = f"{workers} process{'es' * (workers > 1)}"
        limit = "(limit 5)" if workers == 2 else ""
        ratio = each * DRAWS / seconds
        print(f"  {told:12} {seconds:6.2f} s {limit:10} alone {each * 1000:.1f} ms each: {ratio:,.0f} times as long")


def shipped() -> None:
    """The shipped dialogue: its outlook, and the whole brief as a user starts it."""
    dialogue = load("us-pakistan-2010")
    print(f"us-pakistan-2010: {2 ** len(items(dialogue))} combinations of {dialogue.possible:,} states, exactly")
    print(f"  ends and asks     {best(lambda: outlook(dialogue, equilibria=False)):6.2f} s")
    print(f"  and equilibria    {best(lambda: outlook(dialogue), 1):6.2f} s")
    command = [sys.executable, "-m", "detente", "brief", "us-pakistan-2010"]
    seconds = best(lambda: subprocess.run(command, check=True, capture_output=True))
    print(f"  the whole brief   {seconds:6.2f} s (limit 2)")


def memory() -> None:
    """Peak memory by draws; each in a process of its own, since a peak never falls."""
    for count in (10_000, DRAWS):
        command = [sys.executable, __file__, "--peak", str(count)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
        print(f"peak memory at {count:>7,} draws {told.stdout.strip():>6} MB")


def main() -> None:
    """Print the figures."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--memory", action="store_true", help="peak memory only")
    reader.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    given = reader.parse_args()
    if given.peak:
        outlook(made_up(10), draws=given.peak)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if not given.memory:
        for uncertain in (7, 10):
            for equilibria in (False, True):
                draws(uncertain, equilibria)
        shipped()
    memory()


if __name__ == "__main__":
    main()
