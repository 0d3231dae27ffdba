"""A state in a form: taken by its name or put together mark by mark, by mouse and by key, and asked as it was put."""

from __future__ import annotations

from typing import Any

import pytest
from bench import Running
from watching import Watched

pytestmark = pytest.mark.browser


def test_a_package_taken_by_its_name_and_changed_by_key(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench)
    page = watched.go("/d/us-pakistan-2010/ask/respond")
    package = page.get_by_role("button", name="A package for the table")
    package.click()
    assert package.get_attribute("aria-pressed") == "true"
    aid = page.get_by_role("group", name="Security aid")
    assert aid.get_by_role("radio", name="raised").is_checked()
    aid.get_by_role("radio", name="raised").focus()
    page.keyboard.press("ArrowLeft")
    assert aid.get_by_role("radio", name="renewed").is_checked()
    assert package.get_attribute("aria-pressed") == "false"
    page.keyboard.press("Enter")
    watched.until(lambda: page.locator("article.sheet").count() == 1)
    assert "state.security_aid=renewed" in page.url and "state.hot_cut=no" not in page.url
    assert page.get_by_role("group", name="Security aid").get_by_role("radio", name="renewed").is_checked()
    watched.close()


def test_what_is_not_put_is_asked_for_in_french(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench)
    watched.go("/keys").get_by_role("button", name="Français").click()
    page = watched.go("/d/river/ask/respond")
    page.get_by_role("button", name="Poser la question").click()
    watched.until(lambda: page.get_by_text("Choisissez ce qui serait fait").count() == 1)
    page.get_by_role("button", name="Règlement B").wait_for()
    watched.go("/keys").get_by_role("button", name="English").click()
    watched.close()


def test_a_line_is_moved_and_another_put_in_by_what_they_say(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench, java_script_enabled=False)
    page = watched.page
    page.goto(f"{bench.url}/d/river/ask/whatif")
    page.locator("summary", has_text="Lines moved").click()
    page.get_by_role("combobox", name="A promise to its own farmers").select_option(label="one place lower")
    page.locator("summary", has_text="A line put into a list").click()
    page.get_by_role("combobox", name="What is wanted").select_option(label="A second dam")
    page.get_by_role("combobox", name="In whose list").select_option(label="Delta farmers, as the last")
    page.get_by_role("button", name="Ask it").click()
    page.locator("article.sheet h1").wait_for()
    told = page.locator("article.sheet").inner_text()
    assert "lower" in told and "second dam" in told
    assert page.get_by_role("checkbox", name="Delta farmers: “A second dam” is done").is_checked()
    watched.close()
