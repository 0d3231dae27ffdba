"""The report in headless Chromium, wide and as on a phone: silent, offline, usable by keyboard, and sound to axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.cli import run

pytestmark = pytest.mark.browser

@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("vl_convert")
    out = tmp_path_factory.mktemp("browser") / "report.html"
    assert run(["report", "us-pakistan-2010", "-o", str(out)]) == 0
    return out


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=str)
def page(request: pytest.FixtureRequest, browser: Any, report: Path) -> Iterator[Any]:
    """The report opened; at the end nothing may have been said to the console or asked of a network."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, said, asked = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]
    context.close()


def test_nothing_is_wider_than_the_page(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.querySelectorAll('#annex > details').forEach(part => { part.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = page.viewport_size["width"] > 640
    assert page.locator("#f-map .wide svg").is_visible() is wide
    assert page.locator("#f-map .narrow svg").is_visible() is not wide


def test_the_heads_of_the_marks_stand_above_them(page: Any) -> None:
    """On a phone, where there are no heads, each mark has its name beside it."""
    boxes = "(selector) => [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect().toJSON())"
    heads = page.evaluate(boxes, "#asks thead tr:last-child th:is(.fate, .answer)")
    cells = page.evaluate(boxes, "#asks tbody:nth-of-type(1) tr:nth-child(2) td.m")
    if page.viewport_size["width"] > 640:
        assert len(heads) == len(cells) >= 4
        assert len({round(head["bottom"]) for head in heads}) == 1, "in one line"
        pairs = zip(heads, cells, strict=True)
        assert all(abs(head["left"] + head["right"] - cell["left"] - cell["right"]) < 12 for head, cell in pairs)
    else:
        named = "getComputedStyle(document.querySelector('#asks td.m.fate'), '::before').content"
        assert "Drift" in page.evaluate(named)


def test_letters_in_figures_are_never_smaller_than_twelve_pixels(page: Any) -> None:
    page.evaluate("document.querySelectorAll('#annex > details').forEach(part => { part.open = true })")
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll("figure svg")].filter(svg => svg.clientWidth).flatMap(svg =>
        [...svg.querySelectorAll("text")].map(text => parseFloat(getComputedStyle(text).fontSize)
            * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)))"""
    )
    assert smallest >= 11.5


def test_axe_finds_nothing_in_light_or_dark(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = axe.Axe().run(page).response["violations"]
        assert [(v["id"], v["impact"], v["nodes"][0]["html"]) for v in found] == []


def test_no_identifier_twice(page: Any) -> None:
    assert page.evaluate("(() => { const i = [...document.querySelectorAll('[id]')].map(e => e.id);"
                         "return i.length === new Set(i).size })()")  # fmt: skip


def test_every_link_of_the_page_leads_somewhere(page: Any) -> None:
    lost = page.evaluate(
        "[...document.querySelectorAll('a:not([download])')].map(a => a.getAttribute('href'))"
        ".filter(h => !h.startsWith('#') || !document.getElementById(h.slice(1)))"
    )
    assert lost == []


def test_evidence_opens_by_click_and_by_keyboard_one_at_a_time(page: Any) -> None:
    brackets = page.locator(".across .ev summary")
    notes = page.locator(".ev[open] .nt")
    assert brackets.count() > 10 and notes.count() == 0
    brackets.nth(0).click()
    assert notes.count() == 1 and notes.first.is_visible()
    assert "Told in the file: " in notes.first.inner_text() or "source" in notes.first.inner_text()
    brackets.nth(1).focus()
    page.keyboard.press("Enter")
    assert notes.count() == 1, "the other closes"


def test_a_source_leads_back_to_where_it_is_used_first(page: Any) -> None:
    back = page.locator("#sources a.up").first
    target = page.locator(back.get_attribute("href"))
    assert target.count() == 1 and target.get_attribute("class") == "ev"
    assert int(back.inner_text().removeprefix("↑")) > 1


def test_a_mark_says_why(page: Any) -> None:
    page.locator(".across td.m .wy summary").first.click()
    note = page.locator(".across td.m .wy[open] .nt")
    assert note.is_visible() and "detente why" in note.inner_text()


def test_the_annex_is_folded_and_opens(page: Any) -> None:
    parts = page.locator("#annex > details")
    assert parts.count() >= 5
    assert page.locator("#annex > details[open]").count() == 0
    parts.first.locator("summary").first.click()
    assert parts.first.locator(".in").is_visible()


def test_it_reads_without_scripts(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator("#asks table").is_visible() and page.locator("#annex > details").first.is_visible()
    assert page.locator("button, input").count() == 0, "no control that could do nothing"
    context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints(browser: Any, report: Path, paper: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    from io import BytesIO

    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(report.as_uri())
    pages = pypdf.PdfReader(BytesIO(page.pdf(format=paper, print_background=True))).pages
    text = " ".join(" ".join(p.extract_text().split()) for p in pages)
    assert len(pages) <= 16
    assert "A civil nuclear deal" in text and "Huma Yusuf" in text
    context.close()
