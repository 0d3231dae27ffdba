"""The brief that thinks, opened from disk in headless Chromium: what it says is what the program says, and it stays
one silent file that is whole without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente import load
from detente.analyses.facts import facts
from detente.cli import run
from detente.formats import dump
from detente.model.change import Change, DropStatement, Fix, MoveStatement, SetCircumstance, apply
from detente.model.dialogue import Dialogue, Preferences
from detente.report.renderers import thinking
from vectors import dialogue as random_model

TALKS = "us-pakistan-2010"
LETTERS = {"full": "A", "part": "P", "not": "R", "open": "open", "depends": "varies"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, client: None) -> Path:
    out = tmp_path_factory.mktemp("thinking") / "brief.html"
    assert run(["brief", TALKS, "-o", str(out)]) == 0
    return out


@pytest.fixture
def page(browser: Any, written: Path) -> Iterator[Any]:
    """The brief, the network off; at the end nothing may have been said to the console or asked of anybody."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    opened, said, asked = context.new_page(), [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    at(opened, written.as_uri())
    yield opened
    assert said == []
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    context.close()


def at(page: Any, address: str) -> None:
    page.goto(address)
    settled(page)


def until(page: Any, holds: str) -> None:
    """Wait until it holds, asking from outside: where its policy forbids `eval`, a page cannot wait itself."""
    for _ in range(1500):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"not after 30 seconds: {holds}")


def settled(page: Any) -> None:
    """Wait until what is supposed has been worked out."""
    until(
        page,
        "document.querySelector('#think .found').childNodes.length"
        " && !document.querySelector('.think-bar .res').textContent.startsWith('Working')",
    )


def shown(page: Any) -> dict[str, str]:
    """By ask, the mark or the word in its column of the drift."""
    return dict(page.evaluate(
        "[...document.querySelectorAll('tr[data-ask]')].map(row => [row.dataset.ask,"
        " row.querySelector('td.fate b, td.fate i').textContent])"
    ))  # fmt: skip


def expected(dialogue: Dialogue) -> dict[str, str]:
    return {one.ask: LETTERS[one.drift or ""] for one in facts(dialogue).asks}


def assert_shows(page: Any, dialogue: Dialogue) -> None:
    settled(page)
    fates = expected(dialogue)
    assert shown(page) == {ask: fates[ask] for ask in shown(page)}


def test_five_changes_and_back_to_the_file(page: Any, written: Path) -> None:
    """By switch, by list, by option; kept in the address through a reload; each undone alone; then the file again."""
    talks, file = load(TALKS), shown(page)
    assert file == {ask: expected(talks)[ask] for ask in file} and len(file) == len(talks.asks)
    second = talks.preferences["pakistan"].priorities[1].id
    changes: list[Change] = [SetCircumstance("fragile_government", False)]
    page.locator("#think-fact-fragile_government").focus()
    page.keyboard.press("Space")
    assert_shows(page, apply(talks, *changes))
    for summary in page.locator("#think summary").all():
        summary.click()
    pakistan = page.locator("#think details", has_text="Pakistan's list").locator("li")
    pakistan.nth(1).get_by_role("button", name="Higher").press("Enter")
    changes.append(MoveStatement(second, -1))
    assert_shows(page, apply(talks, *changes))
    last = talks.preferences["pakistan"].priorities[-1].id
    pakistan.last.get_by_role("button", name="leave out").click()
    changes.append(DropStatement(last))
    assert_shows(page, apply(talks, *changes))
    option = next(o for o in talks.options if o.by == "us" and o.direction == "both")
    page.locator("#think .options select").nth(talks.options.index(option)).select_option("1")
    changes.append(Fix(((option.id, 1),)))
    assert_shows(page, apply(talks, *changes))
    page.locator("#think-fact-flood_relief").click()
    changes.append(SetCircumstance("flood_relief", False))
    assert_shows(page, apply(talks, *changes))
    command = page.locator(".think-bar .command").input_value()
    assert all(word in command for word in (f"detente whatif {TALKS}.yaml ", f"--move {second}=-1", f"--drop {last}"))
    page.reload()
    assert_shows(page, apply(talks, *changes))
    page.locator(".think-bar").get_by_role("button", name="undo").first.click()
    assert_shows(page, apply(talks, *changes[1:]))
    page.get_by_role("button", name="back to the file").click()
    settled(page)
    assert shown(page) == file and page.url == written.as_uri()
    assert not page.locator(".think-bar").is_visible() and not page.locator(".gy, .tagf").count()


def test_the_command_that_it_gives_can_be_run(page: Any, capsys: pytest.CaptureFixture[str]) -> None:
    page.locator("#think-fact-public_anger").click()
    settled(page)
    command = page.locator(".think-bar .command").input_value().split()
    assert command[:2] == ["detente", "whatif"]
    assert run(command[1:]) == 0 and "What is supposed" in capsys.readouterr().out


def test_the_file_that_it_hands_back_is_written_into_the_dialogues(page: Any, tmp_path: Path) -> None:
    """A fact, a line left out, one moved, an option held: downloaded with the network off, and taken by the program."""
    talks = load(TALKS)
    lines, option = talks.preferences["pakistan"].priorities, next(o for o in talks.options if o.by == "us")
    page.locator("#think-fact-flood_relief").click()
    for summary in page.locator("#think summary").all():
        summary.click()
    pakistan = page.locator("#think details", has_text="Pakistan's list").locator("li")
    pakistan.nth(1).get_by_role("button", name="Higher").click()
    pakistan.last.get_by_role("button", name="leave out").click()
    page.locator("#think .options select").first.select_option("1")
    settled(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="hand back as a file").click()
    assert coming.value.suggested_filename == f"{TALKS}.changes.yaml"
    handed, out = tmp_path / "handed.yaml", tmp_path / "talks.yaml"
    coming.value.save_as(handed)
    assert run(["apply", TALKS, str(handed), "-o", str(out)]) == 0
    made = [SetCircumstance("flood_relief", False), DropStatement(lines[-1].id), MoveStatement(lines[1].id, -1)]
    assert load(out) == apply(talks, *made, Fix(((option.id, 1),)))
    assert lines[-1].because in handed.read_text("utf-8")


def test_what_it_cannot_say_again_is_told_to_be_as_in_the_file(page: Any) -> None:
    page.locator("#think-fact-public_anger").click()
    settled(page)
    for place in ("h1", ".lead dd", ".p2 .sec:first-child h2"):
        for element in page.locator(place).all():
            assert element.locator(".tagf").count() == 1, place
    assert page.locator("#asks td.text:not(.gy), #asks td.short:not(.gy), #asks .fate ~ .fate:not(.gy)").count() == 0
    assert page.locator("#sources .tagf, #think .tagf").count() == 0


def test_the_back_button_undoes(page: Any) -> None:
    page.locator("#think-fact-public_anger").click()
    settled(page)
    page.go_back()
    until(page, "document.querySelector('.think-bar').hidden")


@pytest.mark.parametrize("hash", ["#if=%E0%A4%A:x", "#if=set:__proto__:yes;move:a:1e9;hold:pay", "#if=;;:::", "#s1"])
def test_an_address_is_anybodys(page: Any, written: Path, hash: str) -> None:
    page.goto("about:blank")  # a change of the part after # alone loads nothing
    at(page, written.as_uri() + hash)
    assert not page.locator(".think-bar").is_visible()


def test_it_prints_without_its_switches(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.locator("#think").is_visible() and page.locator("h1").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_something_is_supposed(page: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    page.locator("#think-fact-fragile_government").click()
    for summary in page.locator("#think summary").all():
        summary.click()
    settled(page)
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_with_scripts_off_the_page_is_whole(browser: Any, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    assert page.locator("#asks tr[data-ask]").count() == len(load(TALKS).asks) and not page.locator("#think").count()
    context.close()


def test_no_other_script_runs(browser: Any, written: Path, tmp_path: Path) -> None:
    """The policy names the page's own script by its hash; one put in by hand is not run."""
    html = written.read_text(encoding="utf-8")
    assert "unsafe-inline" not in html.split("script-src")[1].split('"')[0]
    other = tmp_path / "other.html"
    other.write_text(html.replace("</main>", "</main><script>document.title = 'taken'</script>"), encoding="utf-8")
    page = browser.new_page()
    page.goto(other.as_uri())
    assert page.title() != "taken"
    page.close()


@pytest.mark.parametrize("seed", range(0, 60, 5))
def test_it_agrees_on_any_dialogue(browser: Any, client: None, tmp_path: Path, seed: int) -> None:
    """Random small dialogues with weights, rankings, groups, one-way options: each fact and first option turned."""
    model = writable(random_model(seed))
    file, out = tmp_path / "talks.yaml", tmp_path / "talks.html"
    file.write_text(dump(model), encoding="utf-8")
    assert run(["brief", str(file), "-o", str(out)]) == 0
    page = browser.new_page()
    at(page, out.as_uri())
    now = load(file)
    if now.status_quo is not None and now.feasible(now.status_quo):
        assert_shows(page, now)
        for fact in now.circumstances:
            page.locator(f"#think-fact-{fact.id}").click()
            turned = apply(now, SetCircumstance(fact.id, not fact.now))
            if turned.status_quo is not None and turned.feasible(turned.status_quo):
                assert_shows(page, turned)
    page.close()


def writable(model: Dialogue) -> Dialogue:
    """The dialogue as a file may have it: rankings name every state, weights are decimals."""

    def given(one: Preferences) -> Preferences:
        named = {code for group in one.ranking for code in group}
        rest = tuple(code for code in range(model.possible) if code not in named)
        return replace(
            one,
            ranking=(*one.ranking, rest) if one.ranking and rest else one.ranking,
            weights=tuple(replace(weight, value=float(weight.value)) for weight in one.weights),
        )

    return replace(model, preferences={party: given(one) for party, one in model.preferences.items()})


def test_one_file_of_less_than_a_megabyte(written: Path) -> None:
    assert written.stat().st_size < 1_000_000


def test_a_missing_bundle_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(thinking, "BUNDLE", "not-built.js")
    out = tmp_path / "brief.html"
    assert run(["brief", "river", "-o", str(out)]) == 0
    assert capsys.readouterr().err.splitlines()[0] == thinking.MISSING and "make client" in thinking.MISSING
    assert "<script" not in out.read_text(encoding="utf-8")
