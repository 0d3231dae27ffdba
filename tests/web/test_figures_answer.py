"""Figures on the pages of questions answer to click and key: one thing alone, a way step by step."""

from __future__ import annotations

from typing import Any

import pytest
from bench import Running
from watching import Watched

pytestmark = pytest.mark.browser
pytest.importorskip("vl_convert")


def lit(page: Any) -> list[str]:
    """What the marks that are not dimmed are about, of the drawing that is seen."""
    return [one.get_attribute("data-of") or "" for one in page.locator("figure .wide [data-of]:not(.dimmed)").all()]


def test_a_settlement_its_way_and_a_party(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench, viewport={"width": 1440, "height": 1200}, reduced_motion="reduce")
    page = watched.go("/d/us-pakistan-2010/ask/paths")
    every = lit(page)
    page.get_by_role("button", name="A Security aid").click()
    alone = lit(page)
    assert alone and len(alone) < len(every) and all("way-A" in about.split() for about in alone)
    status = page.locator(".pick [role=status]")
    assert status.inner_text().startswith("2 / 2") and "Waziristan" in status.inner_text()
    page.keyboard.press("ArrowLeft")
    assert status.inner_text().startswith("1 / 2") and not any("step-A-2" in about for about in lit(page))
    page.get_by_role("button", name="Play the way").click()
    watched.until(lambda: status.inner_text().startswith("2 / 2"))
    assert lit(page) == alone
    page.locator("figure .wide [data-of~='way-C'] >> nth=0").click(force=True)
    assert page.get_by_role("button", name="C A with").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Pakistan", exact=True).click()
    movers = {word for about in lit(page) for word in about.split() if word.startswith("by-")}
    assert movers == {"by-pakistan"}
    page.keyboard.press("Escape")
    assert lit(page) == every
    watched.close()


@pytest.mark.parametrize(("asked", "first"), [("rounds", "The United States"), ("alignment", "High-level security")])
def test_a_party_and_a_front(browser: Any, bench: Running, asked: str, first: str) -> None:
    watched = Watched(browser, bench)
    page = watched.go(f"/d/us-pakistan-2010/ask/{asked}")
    every = lit(page)
    page.locator(".pick").get_by_role("button", name=first).press("Enter")
    assert 0 < len(lit(page)) < len(every) and len(set(lit(page))) == 1
    watched.close()
