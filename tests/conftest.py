"""Its being here puts this folder on the path: tests share `definitions` (the slow judge), `strategies`, a browser."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["DETENTE_CACHE"] = "off"  # each test works out what it asks; those of the kept results turn it on

pytest.register_assert_rewrite("common")

# A busy machine is no defect: no test may fail for its speed. Nor may a change be held up by what another one did:
# examples are the same at every run; `--hypothesis-profile=fresh` looks for new ones.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("fresh", settings.get_profile("house"), derandomize=False)
settings.load_profile("house")

HOUSE = Path(__file__).parents[1]

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
"""Chromium as a page sees it, and nothing that it would do by itself."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def client() -> None:
    """`make client`, once whatever the number of test processes."""
    if shutil.which("npm") is None or shutil.which("make") is None:
        pytest.skip("the client is built by node: install node 20 with npm, and make")
    with Path(gettempdir(), f"detente-client-{HOUSE.stat().st_ino}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(["make", "client"], cwd=HOUSE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
