"""The report in headless Chromium, wide and as on a phone: silent, offline, usable by keyboard, and sound to axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.cli import run

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


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
    wide = page.viewport_size["width"] > 600
    assert page.locator("#f-map .wide svg").is_visible() is wide
    assert page.locator("#f-map .narrow svg").is_visible() is not wide


def test_the_heads_of_the_marks_stand_above_them(page: Any) -> None:
    boxes = "(selector) => [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect().toJSON())"
    heads = page.evaluate(boxes, "#asks thead tr:last-child th.mark")
    cells = page.evaluate(boxes, "#asks tbody:nth-of-type(1) tr:nth-child(2) td.m")
    assert len(heads) == len(cells) > 4
    assert len({round(head["bottom"]) for head in heads}) == 1, "in one line"
    assert all(abs(head["right"] - cell["right"]) < 3 for head, cell in zip(heads, cells, strict=True))


def test_letters_in_figures_are_never_smaller_than_twelve_pixels(page: Any) -> None:
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
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
        ".filter(h => !h.startsWith('#') || !document.getElementById(h.slice(1)))"
    )
    assert lost == []


def test_a_fact_switched_by_keyboard_shows_its_case(page: Any) -> None:
    found = page.locator(".whatif .found")
    assert "One firm settlement" in found.inner_text()
    page.locator("#fact-flood_relief").focus()
    page.keyboard.press("Space")
    assert "An offensive in North Waziristan" not in found.inner_text()
    page.locator("#fact-afghan_order_clear").focus()
    page.keyboard.press("Space")
    assert "With these facts" in found.inner_text()
    assert "An offensive in North Waziristan" in found.inner_text()
    page.keyboard.press("Space")
    page.locator("#fact-flood_relief").click()
    assert found.inner_text().startswith("As things stand: One firm settlement")


def test_a_settlement_can_be_followed(page: Any) -> None:
    group = page.get_by_role("group", name="Follow one settlement")
    button = group.get_by_role("button", name="A", exact=True)
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert "A gives 8 of 16 asks" in group.inner_text()
    rows = page.locator("#asks tbody tr:not(.by)").count()
    assert page.locator("#asks td.chosen").count() == rows
    assert page.locator("#asks td.chosen-off").count() == 4 * rows
    button.press("Enter")
    assert page.locator("#asks .chosen, #asks .chosen-off").count() == 0


def test_a_reason_shows_its_evidence_on_focus_and_hides_it_on_escape(page: Any) -> None:
    box = page.locator(".shown")
    assert not box.is_visible()
    page.locator("#stuck li sup.ev a").first.focus()
    assert box.is_visible()
    assert "Huma Yusuf" in box.inner_text() and "¶" in box.inner_text()
    edges = box.bounding_box()
    assert edges["x"] >= 0 and edges["x"] + edges["width"] <= page.viewport_size["width"]
    page.keyboard.press("Escape")
    assert not box.is_visible()


def test_a_reason_shows_its_evidence_under_the_mouse(page: Any) -> None:
    page.locator("#stuck li").first.hover()
    page.wait_for_selector(".shown", state="visible")
    page.mouse.move(0, 0)
    page.wait_for_selector(".shown", state="hidden")


def test_search_in_the_sources(page: Any) -> None:
    items = page.locator("ol.sources li:not([hidden])")
    whole = items.count()
    page.get_by_label("Find a source").fill("yusuf 2010")
    assert items.count() == 1
    page.get_by_label("Find a source").fill("")
    assert items.count() == whole > 3


def test_dark_and_light_by_choice(page: Any) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.get_by_role("button", name="page").press("Enter")
    after = page.evaluate(ground)
    assert {before, after} == {"rgb(255, 255, 255)", "rgb(20, 24, 27)"}
    line = "getComputedStyle(document.querySelector('#f-map svg text')).fill"
    assert page.evaluate(line) != after


def test_it_reads_without_scripts(browser: Any, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator("#asks table").is_visible() and page.locator("#f-map .wide svg").is_visible()
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
    assert "Find a source" not in text and "If the facts were otherwise" not in text
    context.close()
