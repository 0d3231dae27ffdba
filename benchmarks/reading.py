"""How fast prose is read, how much memory it takes, and how well own documents are read.

    python benchmarks/reading.py                          load, 5 KB, growing lengths up to 1 MB, one endless line
    python benchmarks/reading.py --quick                  up to 250 KB
    python benchmarks/reading.py --documents              how good own documents are read, as the how-to tells it

The text is made of own sentences, shuffled with a seed. Limits of the issue: load 3 s, 5 KB 1 s, 1 MB 60 s and 1.5 GB,
linear in length (seconds for each 100 KB may not grow).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
MATERIAL = ROOT / "tests" / "reading"
SIZES = (5_000, 50_000, 250_000, 1_000_000)


def text(size: int, *, seed: int = 1) -> str:
    """Own sentences in paragraphs of five, about `size` characters."""
    rows = [
        row for name in ("material.json", "material_blind.json") for row in json.loads((MATERIAL / name).read_text())
    ]
    draw = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(draw.choice(rows)["text"] for _ in range(5))
        parts.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(parts)[:size]


def megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(sizes: tuple[int, ...]) -> None:
    """Prints the table."""
    began = perf_counter()
    from detente.reading.grammar.parse import model
    from detente.reading.pipeline import read
    from detente.reading.text.ingest import from_text

    model()
    print(f"load           {perf_counter() - began:7.2f} s   (limit 3)")
    for size in sizes:
        prose = from_text("bench", text(size))
        began = perf_counter()
        reading = read(prose)
        seconds = perf_counter() - began
        each = seconds / size * 100_000
        print(
            f"{size:9,} B    {seconds:7.2f} s   {each:5.2f} s for 100 KB   "
            f"{len(reading.proposals):6,} proposals   {megabytes():6.0f} MB"
        )
    words = text(39_000).replace(".", "").replace("\n", " ")
    began = perf_counter()
    read(from_text("line", words))
    print(f"39 KB, one line without a full stop {perf_counter() - began:7.2f} s")


def documents() -> None:
    """The rows of the how-to on own documents: by set, those read only as figures and those seen."""
    sys.path.insert(0, str(MATERIAL))
    from sentences import conditions, rows, scored, summed

    listed = rows("material_documents.json")
    for number in sorted({document["set"] for document in listed}):
        for seen in (False, True):
            chosen = [d for d in listed if d["set"] == number and d["seen"] is seen]
            if not chosen:
                continue
            scores = [scored(document) for document in chosen]
            counts = [conditions(document) for document in chosen]
            found, reverse, wanted = (sum(count[k] for count in counts) for k in range(3))
            levels = [summed(scores, level) for level in ("sa", "saa")]
            figures = " | ".join(f"{score.p:.2f}, {score.r:.2f}" for score in levels)
            name = "seen" if seen else "read only as figures"
            print(f"| set {number}, {name} ({len(chosen)}) | {figures} | {found} of {wanted}, {reverse} reversed |")


def main() -> None:
    """Runs what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--documents", action="store_true")
    arguments = parser.parse_args()
    if arguments.documents:
        documents()
    else:
        measure(SIZES[:3] if arguments.quick else SIZES)


if __name__ == "__main__":
    main()
