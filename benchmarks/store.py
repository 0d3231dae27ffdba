"""The store: a thousand writers of each kind killed at random moments; then how long saves and merges take.

    python benchmarks/store.py [KILLS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "store"))

import postgres
from kills import kill

from detente.formats import shipped
from detente.store import merge, open_store

KILLS = 1000
OF_POSTGRES = 5
"""One in so many writers works on PostgreSQL, where it is installed: each has to connect first."""


def killed(times: int) -> None:
    """Nothing that was confirmed is lost, and every version is whole; a new store after every hundred."""
    for kind in ("folder", "sqlite"):
        done = [0, 0, 0]
        for begun in range(0, times, 100):
            with tempfile.TemporaryDirectory() as folder:
                where = folder if kind == "folder" else f"{folder}/talks.sqlite"
                told = kill(where, min(100, times - begun), longest=0.1)
            done = [a + b for a, b in zip(done, told, strict=True)]
        survived(kind, *done)
    if postgres.available():
        with postgres.Server() as server:
            survived("postgres", *kill(server.empty(), times // OF_POSTGRES, longest=0.4))


def survived(kind: str, saves: int, drafts: int, kills: int) -> None:
    """One line about what was written before the kills; `kill` fails where any of it is lost."""
    lost = f"of {saves:,} saves and {drafts:,} drafts none is lost"
    print(f"store: {kind}: {kills:,} writers killed; {lost}", flush=True)


def speed() -> None:
    """How long a save of the shipped dialogue takes, and a merge of two people's changes to it."""
    text = shipped("us-pakistan-2010").read_text(encoding="utf-8")  # type: ignore[union-attr]
    for kind in ("folder", "sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(folder if kind == "folder" else f"{folder}/talks.sqlite")
            head, took = store.save("talks", text, None), []
            for number in range(30):
                start = perf_counter()
                head = store.save("talks", f"{text}# {number}\n", head.id)
                took.append(perf_counter() - start)
        print(f"store: {kind}: a save takes {1000 * median(took):.0f} ms")
    start = perf_counter()
    merged = merge(text, text.replace("title: ", "title: New ", 1), text.replace("answer: refused", "answer: partly"))
    print(f"store: a merge takes {1000 * (perf_counter() - start):.0f} ms, {len(merged.conflicts)} conflicts")


def main() -> None:
    """Kills, then speed."""
    killed(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
    speed()


if __name__ == "__main__":
    main()
