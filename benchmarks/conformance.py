"""The page's engine: 10^5 models without a difference from the program's, and how fast it is on large ones.

    python benchmarks/conformance.py            all of it (about ten minutes on one core)
    python benchmarks/conformance.py --speed    only how fast

Needs the client (`make client`). Speed is processor time in node, the space built, all five concepts solved, the better
of three runs: the first has no compiled code yet.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from detente.formats.compiled import compiled
from engine import dialogue
from vectors import CLIENT, answered, same, vector

MODELS, BATCH = 100_000, 2_000
LIMITS = {16: 0.25, 20: 1.9}
"""Seconds allowed for 2^n states and four parties."""


def conformance() -> None:
    """Fail on the first vector that the two engines answer otherwise."""
    for start in range(0, MODELS, BATCH):
        vectors = [vector(seed) for seed in range(start, start + BATCH)]
        for ours, theirs in zip(vectors, answered(vectors), strict=True):
            assert same(ours["answers"], theirs), f"vector {ours['seed']}"
    print(f"conformance: {MODELS:,} models, no difference")


def speed(bits: int, limit: float) -> None:
    """Print seconds; fail beyond the limit."""
    model = dialogue(bits, 4)
    draw = random.Random(bits)
    start = next(s for s in iter(lambda: tuple(draw.randrange(2) for _ in range(bits)), None) if model.feasible(s))
    given = json.dumps(compiled(replace(model, status_quo=start)))
    done = subprocess.run(
        ["node", str(CLIENT / "build/speed.mjs")], input=given, capture_output=True, text=True, check=True
    )
    seconds = json.loads(done.stdout)
    told = ", ".join(f"{part} {took:.2f} s" for part, took in seconds.items())
    print(f"conformance: 2^{bits} states, four parties: {told} (build and concepts: limit {limit} s)")
    assert seconds["build"] + seconds["concepts"] <= limit


def main() -> None:
    """Speed, then all models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", action="store_true")
    for bits, limit in LIMITS.items():
        speed(bits, limit)
    if not parser.parse_args().speed:
        conformance()


if __name__ == "__main__":
    main()
