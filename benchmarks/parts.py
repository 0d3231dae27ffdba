"""How long the brief of a made-up dialogue takes, by its size: fronts, options, states, and the largest part.

    python benchmarks/parts.py            2 to 20 fronts
    python benchmarks/parts.py --large    60 fronts and 300 options, too

Processor time of one run in a process of its own, caches off; memory is the peak of that process.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from itertools import pairwise
from math import log10
from time import process_time

from detente.analyses.facts import facts
from detente.analyses.leverage import leverage_each
from detente.analyses.robustness import robustness
from detente.engine.solved import solved
from detente.formats import parse
from detente.formats.generated import generated

SIZES = ((2, 12), (4, 24), (6, 36), (9, 56), (13, 80), (20, 120))
LARGE = ((30, 160), (60, 300))


def measured(fronts: int, options: int) -> str:
    """One line of the table."""
    dialogue = parse(generated(fronts=fronts, options=options, parties=5))
    times = [process_time()]
    told = facts(dialogue)
    times.append(process_time())
    robustness(dialogue)
    times.append(process_time())
    leverage_each(dialogue, [one.ask for one in told.asks if one.drift != "full"], size=1)
    times.append(process_time())
    steps = [b - a for a, b in pairwise(times)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    split = solved(dialogue).split
    return (
        f"{fronts:>6} {options:>7} {'10^' + str(round(log10(dialogue.possible))):>7} {len(split.parts):>5} "
        f"{split.largest:>8,} {steps[0]:>8.1f} {steps[1]:>9.1f} {steps[2]:>8.1f} {sum(steps):>8.1f} {memory:>6.0f}"
    )


def main() -> None:
    """Print the curve."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--large", action="store_true")
    asked.add_argument("--one", nargs=2, type=int)
    given = asked.parse_args()
    if given.one:
        print(measured(*given.one))
        return
    print("fronts options  states parts  largest  facts s  robust s  lever s  brief s     MB")
    for fronts, options in (*SIZES, *(LARGE if given.large else ())):
        command = [sys.executable, __file__, "--one", str(fronts), str(options)]
        subprocess.run(command, check=True, env={**os.environ, "DETENTE_CACHE": "off"})


if __name__ == "__main__":
    main()
