"""Its being here puts this folder on the path: tests share `definitions` (the slow judge), `strategies`, a browser."""

import os
import shutil
from collections.abc import Iterator
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
