"""Files that are not as one wishes (with a mistake, empty, known in part): each page says what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench import Running, running
from watching import Watched

pytestmark = pytest.mark.browser

PLAIN = """title: The dam
parties: {up: {name: the hill people}, down: {name: the plain}}
options:
  gate: {by: up, text: an open gate, asked_by: down}
  rent: {by: down, text: a rent, asked_by: up}
priorities:
  up: [rent, not gate]
  down: [gate, not rent]
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, client: None) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("odd")
    texts = {"wrong": PLAIN.replace("rent, not gate", "rant, not gate"), "empty": "", "plain": PLAIN,
             "known-in-part": PLAIN + "status_quo: {gate: unknown, rent: yes}\n"}  # fmt: skip
    for name, text in texts.items():
        Path(folder, f"{name}.yaml").write_text(text, "utf-8")
    with running(folder, size=1) as bench:
        yield bench


@pytest.fixture
def watched(browser: Any, odd: Running) -> Iterator[Watched]:
    one = Watched(browser, odd, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    one.context.add_init_script("localStorage.setItem('detente.walked', '1')")
    yield one
    one.said = [said for said in one.said if "422" not in said]
    one.close()


def board(watched: Watched, name: str) -> Any:
    page = watched.go(f"/d/{name}")
    watched.until(lambda: page.locator(".app[data-busy=false]").count() > 0)
    return page


def test_a_mistake_is_told_where_the_board_would_be_and_leads_to_its_line(watched: Watched) -> None:
    page = board(watched, "wrong")
    told = page.locator("#board")
    assert "rant" in told.inner_text() and "can only be read" not in told.inner_text()
    told.get_by_role("button", name="Line 7").click()
    watched.until(lambda: "rant" in page.evaluate("document.querySelector('.ed').shadowRoot"
                                                  ".querySelector('.cm-activeLine').textContent"))  # fmt: skip
    page.get_by_role("button", name="1 mistake").press("Enter")
    page.keyboard.press("Alt+Enter")


def test_a_fault_on_a_page_is_a_sentence_and_leads_to_where_it_is_mended(watched: Watched) -> None:
    page = watched.go("/d/wrong/ask/equilibria")
    fault = page.get_by_role("alert")
    assert fault.locator("code").first.inner_text() and "`" not in fault.inner_text()
    fault.get_by_role("link", name="Board").click()
    assert page.url.endswith("/d/wrong")
    page = watched.go("/d/nobody")
    assert "There is no dialogue nobody" in page.locator("main").inner_text()


def test_an_empty_text_leads_to_the_ways_to_begin(watched: Watched) -> None:
    page = board(watched, "empty")
    assert "detente new" not in page.locator(".app").inner_text()
    page.get_by_role("link", name="Ways to begin").click()
    assert page.url.endswith("/new")


def test_what_is_not_known_now_is_filled_in_by_a_click(watched: Watched) -> None:
    page = board(watched, "known-in-part")
    mark = page.locator("tr[data-option=gate] td[data-column=now] button")
    assert "not known" in (mark.text_content() or "")
    ours = page.locator(".ans")
    assert "Not all that is so now is known" in ours.inner_text() and "rules allow" not in ours.inner_text()
    mark.click()
    watched.until(lambda: "It ends at" in ours.inner_text())
    assert page.locator("tr[data-option=gate] td[data-column=now] button").text_content() == "no"


def test_heads_begin_with_a_capital_and_one_line_is_one(watched: Watched) -> None:
    page = board(watched, "plain")
    assert page.locator("tr.pg bdi").all_inner_texts() == ["The hill people", "The plain"]
    assert "text line 4" in page.locator("#board .ph .lat").inner_text()
    assert "No round yet." in page.locator(".rb").inner_text()


def test_two_that_differ_are_offered_to_be_compared(watched: Watched) -> None:
    page = watched.go("/compare")
    assert page.locator("select[name=before]").input_value() != page.locator("select[name=after]").input_value()
