"""Whole briefs against the literal judge, relations that must hold between briefs, mutants of files; the brief of each
shipped dialogue timed.

    python benchmarks/briefs.py            twenty seconds of each; says how many were judged
    python benchmarks/briefs.py --all      10,000 briefs, 10,000 relations, 100,000 mutants (some hours)

Every claim of a brief's facts about a random dialogue (what holds, who moves next, where it drifts, what is met there)
is read off the definitions, with sets; the same dialogue in another order of entries must claim the same; a file with
one thing broken is a dialogue with a brief, or an error of ours. Any difference ends the run.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import detente as dt
from briefs import claims, mutant, random_talks, shuffled, survives, wrong
from detente.analyses.brief import brief
from detente.kept import nothing
from detente.report.brief.page import view
from detente.report.renderers import rendered

SECONDS = 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    all_ = parser.parse_args().all
    print(f"{repeated(judged, 10_000 if all_ else 0):,} briefs judged, no claim false")
    print(f"{repeated(related, 10_000 if all_ else 0):,} briefs compared with those of another order, no difference")
    texts = [dt.dump(dt.load(name)) for name in dt.examples() if dt.load(name).possible < 1_000]
    print(f"{repeated(lambda seed: broken(seed, texts), 100_000 if all_ else 0):,} mutants of files, no crash")
    for name in dt.examples():
        print(f"{timed(name):5.2f} s  brief of {name}, {dt.load(name).possible:,} states")


def timed(name: str) -> float:
    """Seconds of processor time for the brief of a shipped dialogue, read and written, nothing known beforehand."""
    with nothing():
        begun = process_time()
        talks = dt.load(name)
        rendered(view(talks, brief(talks)), ".md")
        return process_time() - begun


def repeated(check: Callable[[int], None], wanted: int) -> int:
    """How often a check was made: so many times, or as often as the seconds allow."""
    begun = perf_counter()
    for done in count():
        if done >= wanted if wanted else perf_counter() - begun > SECONDS:
            return done
        check(done)
    raise AssertionError


def judged(seed: int) -> None:
    talks = random_talks(seed)
    for fault in wrong(talks) if talks is not None else ():
        sys.exit(f"seed {seed}: {fault}")


def related(seed: int) -> None:
    talks = random_talks(seed)
    if talks is not None and claims(shuffled(talks, random.Random(seed))) != claims(talks):
        sys.exit(f"seed {seed}: another order of entries, another brief")


def broken(seed: int, texts: list[str]) -> None:
    draw = random.Random(seed)
    survives(mutant(draw, draw.choice(texts)))


if __name__ == "__main__":
    main()
