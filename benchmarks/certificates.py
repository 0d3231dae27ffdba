"""Certificates of random dialogues: how many hold, how many forged ones are refused, and how long checking takes.

    python benchmarks/certificates.py            100,000 certificates, 10,000 forged (some minutes)
    python benchmarks/certificates.py --few      a hundredth of that

Every verdict of the definitions on a random dialogue (each party stays in or leaves each state, under each concept) is
written out by the engine and checked; then one thing in it is changed. What the slow judge still finds true must be
accepted, everything else refused. Any difference ends the run.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import count
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "certificates"))

from test_certificates import accepted, forge, is_true, verdicts, written

from detente.certificates.verify import check
from strategies import random_model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--few", action="store_true")
    wanted, forged = (1_000, 100) if parser.parse_args().few else (100_000, 10_000)
    draw, held, refused, kept, seconds = random.Random(1), 0, 0, 0, 0.0
    for seed in count():
        model = random_model(seed, most=24)
        for verdict in verdicts(model):
            told = written(verdict)
            begun = perf_counter()
            if not check(model.dialogue, told):
                sys.exit(f"seed {seed}: refused, but true: {told}")
            seconds += perf_counter() - begun
            held += 1
            if refused < forged:
                other = forge(draw, model.dialogue, told)
                true = is_true(model, other)
                if accepted(model.dialogue, other) != true:
                    sys.exit(f"seed {seed}: forged, and {'refused though true' if true else 'accepted'}: {other}")
                refused, kept = refused + (not true), kept + true
        if held >= wanted and refused >= forged:
            break
    print(f"{held:,} certificates of {seed + 1:,} random dialogues hold; {1000 * seconds / held:.2f} ms each to check")
    print(f"{refused:,} forged ones refused; {kept:,} that were still true accepted")


if __name__ == "__main__":
    main()
