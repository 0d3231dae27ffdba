"""The workbench: from an edit to its answers, for one user and for fifty; the first page; requests made up at random.

    python benchmarks/serve.py [--fuzz N]

A user changes one fact or level of the shipped dialogue, waits for the board, thinks for a while, and goes on. Every
edit makes a text that was not there before, so that nothing is answered from memory.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
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


async def answered(client: httpx.AsyncClient, text: str, *shown: str) -> float:
    """Seconds from an edit to the board, and to what else is shown."""
    begun = time.perf_counter()
    answer = await client.post("/api/v1/work", json={"text": text, "shown": ["board", *shown]})
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


async def measured(url: str, token: str) -> tuple[list[float], list[float], list[float]]:
    """The times of one user alone, to the board and to all answers, and those of fifty."""
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=120, verify=False,
                                 limits=httpx.Limits(max_connections=USERS)) as client:  # fmt: skip
        base = (await client.get("/api/v1/dialogues/us-pakistan-2010")).json()["text"]
        rng = random.Random(1)
        for warm in range(4):
            await answered(client, text_of(base, 999, warm, rng))
        alone = [await answered(client, text_of(base, 1000, k, rng)) for k in range(ALONE)]
        whole = [await answered(client, text_of(base, 1001, k, rng), "brief") for k in range(ALONE)]
        many = await asyncio.gather(*(user(client, base, n) for n in range(USERS)))
    return alone, whole, [one for times in many for one in times]


CLICK = """async cell => {
  const button = document.querySelector(cell), mark = () => button.querySelector("use").getAttribute("href");
  const was = mark();
  const begun = performance.now();
  button.click();
  while (mark() === was) await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


def marks(address: str, url: str) -> list[float]:
    """Seconds from a click on the board to the mark that is drawn, by the page's own engine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.goto(f"{url}/d/us-pakistan-2010")
        times = []
        for _ in range(ALONE):
            page.locator(".app[data-busy=false] .ans .big").wait_for(timeout=60_000)
            times.append(page.evaluate(CLICK, "tr[data-option=incursions] td[data-column=now] button") / 1000)
            page.wait_for_timeout(100)
        browser.close()
    return times


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
            alone, whole, many = asyncio.run(measured(bench.url, bench.door.token))
            clicks = marks(bench.door.address("/keys"), bench.url) if shutil.which("chromium") else []
        told("edit to board, one user", alone)
        told("edit to all answers, one user", whole)
        if clicks:
            told("click to mark, in the page", clicks)
        told(f"edit to board, {USERS} users", many)
        print(f"{'first page':32} {first_page(folder) * 1000:7.0f} ms")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), "river") as bench:
        from test_rest_fuzz import fuzzed

        begun = time.perf_counter()
        print(f"{'made-up requests, no defect':32} {fuzzed(bench, tries):7} in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
