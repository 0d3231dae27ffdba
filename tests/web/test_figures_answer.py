"""Figures on the pages of questions answer to click and key: one thing alone, a way step by step."""

from __future__ import annotations

from typing import Any

import pytest
from bench import Running
from watching import Watched

import detente as dt
from detente.formats import shipped
from detente.report.figures.ladder import between

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


@pytest.mark.parametrize(
    ("asked", "part", "about"),
    [("leverage?target=balochistan", "Event", "kind-circumstance"),
     ("leverage?target=balochistan", "Pakistan", "by-pakistan"),
     ("why?ask=balochistan", "Where the two differ", "apart"), ("why?ask=balochistan", "It granted", "held-1")],
)  # fmt: skip
def test_what_would_move_it_and_a_list(browser: Any, bench: Running, asked: str, part: str, about: str) -> None:
    watched = Watched(browser, bench, viewport={"width": 1440, "height": 1200})
    page = watched.go(f"/d/us-pakistan-2010/ask/{asked}&asked=yes")
    every = lit(page)
    page.locator(".pick").get_by_role("button", name=part).press("Enter")
    alone = lit(page)
    assert 0 < len(alone) < len(every) and alone == [one for one in every if about in one.split()]
    assert page.locator(".pick .play").is_hidden(), "there is no way to be played"
    page.locator("figure .wide .dimmed >> nth=0").click(force=True)
    assert lit(page) != alone, "a click on what is dimmed looks at that"
    page.keyboard.press("Escape")
    watched.close()


@pytest.mark.parametrize("ask", ["balochistan", "no_cut_off", "civil_nuclear", "security_aid"])
def test_the_list_on_the_page_of_why_says_what_the_page_says(ask: str) -> None:
    """The line that decides between the two states is the line that the answer names."""
    talks = dt.load(str(shipped("us-pakistan-2010")))
    answer = dt.why(talks, ask)
    figure = between(talks, answer)
    rows = [row for group in figure.table.groups for row in group.rows]
    decides = [row for row in rows if "decides" in str(row[-1])]
    assert decides and all(str(row[0][0]).startswith(str(answer.reason.place)) for row in decides)
    differ = {str(row[0][0]).partition(" ")[0] for row in rows if row[1] != row[2]}
    assert {str(one.place) for one in (*answer.gains, *answer.costs)} <= {place.rstrip("=") for place in differ}
