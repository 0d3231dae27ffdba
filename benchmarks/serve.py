"""The workbench: from an edit to its answers, for one user and for fifty; the first page; requests made up at random.

    python benchmarks/serve.py [--fuzz N]

A user changes one fact or level of the shipped dialogue, waits for the board, thinks for a while, and goes on. Every
edit makes a text that was not there before, so that nothing is answered from memory.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "web"), str(Path(__file__).parents[1] / "tests")]

USERS = 50
THINKING = (4.0, 12.0)
"""Seconds between two edits of one of many users."""

ROUNDS = 3
ALONE = 30


def text_of(base: str, user: int, edit: int, rng: random.Random) -> str:
    """The dialogue with one edit: a fact turned, and a mark that nobody else's text has."""
    name = rng.choice(["flood_relief", "fragile_government", "public_anger"])
    head, _, tail = base.partition(f"  {name}:\n")
    return f"{head}  {name}:\n{tail.replace('now: true', 'now: false', 1)}# {user}.{edit}\n"


async def answered(client: httpx.AsyncClient, text: str) -> float:
    """Seconds from an edit to the board."""
    begun = time.perf_counter()
    answer = await client.post("/api/v1/work", json={"text": text, "shown": ["board"]})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.json()["board"], answer.text[:300]
    return time.perf_counter() - begun


async def user(client: httpx.AsyncClient, base: str, n: int) -> list[float]:
    """One user of many."""
    rng = random.Random(n)
    await asyncio.sleep(rng.uniform(0, THINKING[1]))
    times = []
    for edit in range(ROUNDS):
        times.append(await answered(client, text_of(base, n, edit, rng)))
        await asyncio.sleep(rng.uniform(*THINKING))
    return times


async def measured(url: str, token: str) -> tuple[list[float], list[float]]:
    """The times of one user alone, and those of fifty."""
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=120, verify=False,
                                 limits=httpx.Limits(max_connections=USERS)) as client:  # fmt: skip
        base = (await client.get("/api/v1/dialogues/us-pakistan-2010")).json()["text"]
        rng = random.Random(1)
        for warm in range(4):
            await answered(client, text_of(base, 999, warm, rng))
        alone = [await answered(client, text_of(base, 1000, k, rng)) for k in range(ALONE)]
        many = await asyncio.gather(*(user(client, base, n) for n in range(USERS)))
    return alone, [one for times in many for one in times]


def told(name: str, times: list[float]) -> None:
    """Median and 95th percentile in milliseconds."""
    quantiles = statistics.quantiles(times, n=20)
    print(f"{name:32} {statistics.median(times) * 1000:7.0f} ms median {quantiles[18] * 1000:7.0f} ms p95 "
          f"({len(times)} edits)")  # fmt: skip


def first_page(folder: str) -> float:
    """Seconds from the command to the first page."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "detente", "serve", folder, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        while True:
            try:
                assert httpx.get(address, follow_redirects=True, timeout=20).status_code == 200
                break
            except httpx.ConnectError:
                time.sleep(0.02)
        took = time.perf_counter() - begun
        process.terminate()
    return took


def main() -> None:
    """Everything; with `--fuzz N` so many made-up requests of every operation."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fuzz", type=int, default=15)
    tries = parser.parse_args().fuzz
    from bench import running

    with tempfile.TemporaryDirectory() as folder:
        with running(Path(folder), "us-pakistan-2010", "river") as bench:
            alone, many = asyncio.run(measured(bench.url, bench.door.token))
        told("edit to board, one user", alone)
        told(f"edit to board, {USERS} users", many)
        print(f"{'first page':32} {first_page(folder) * 1000:7.0f} ms")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), "river") as bench:
        from test_rest_fuzz import fuzzed

        begun = time.perf_counter()
        print(f"{'made-up requests, no defect':32} {fuzzed(bench, tries):7} in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
