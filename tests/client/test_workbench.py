"""The workbench in headless Chromium, on the program's own server: board and text as one, for eye, mouse and key."""

from __future__ import annotations

import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

TALKS = "us-pakistan-2010"
CELL = "tr[data-option={option}] td[data-column='{column}'] button"
EXPECTED = ("409", "412", "422", "ERR_CONNECTION", "Failed to fetch")
"""What the browser itself writes to its console of answers that a test asks for: a conflict, a server that ended."""


@dataclass
class Served:
    """A running workbench, and the folder that it serves; each test has a dialogue of its own in it."""

    folder: Path
    process: Any = None
    address: str = ""
    origins: list[str] = field(default_factory=list)
    count: int = 0

    def start(self) -> None:
        """Start the program; wait for the address that it prints."""
        command = [sys.executable, "-m", "detente", "serve", str(self.folder), "--no-browser"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert select.select([self.process.stdout], [], [], 60)[0], "nothing was printed in a minute"
        said = self.process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said + self.process.stderr.read()
        self.address = found.group()
        self.origins.append(self.address.partition("/?")[0])

    def fresh(self) -> str:
        """The name of a dialogue that nobody has touched."""
        self.count += 1
        name = f"talks-{self.count}"
        source = files("detente").joinpath("examples", f"{TALKS}.yaml").read_text("utf-8")
        (self.folder / f"{name}.yaml").write_text(source, encoding="utf-8")
        return name

    def at(self, path: str) -> str:
        """The address of a page, with the token."""
        root, _, token = self.address.partition("/?")
        return f"{root}{path}{'&' if '?' in path else '?'}{token}"

    def end(self, how: int = signal.SIGTERM) -> None:
        """End the program, and what it started."""
        self.process.send_signal(how)
        self.process.wait(timeout=20)

    def text(self, name: str) -> str:
        """The file as it lies on the disk."""
        return (self.folder / f"{name}.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, client: None) -> Iterator[Served]:
    pytest.importorskip("fastapi")
    one = Served(tmp_path_factory.mktemp("talks"))
    one.start()
    yield one
    one.end()


@dataclass
class Desk:
    """One person at the workbench: a browser context with its page, and all that it said and asked."""

    browser: Any
    served: Served
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    width: int = 1440
    scheme: str = "light"
    context: Any = None
    page: Any = None
    name: str = ""

    def open(self, query: str = "", walked: bool = True) -> Any:
        """Open a page and wait until the engine has spoken."""
        self.name = self.name or self.served.fresh()
        if self.context is None:
            size = {"width": self.width, "height": 900}
            self.context = self.browser.new_context(viewport=size, color_scheme=self.scheme, reduced_motion="reduce")
            if walked:
                self.context.add_init_script("localStorage.setItem('detente.walked', '1')")
            self.page = self.context.new_page()
            self.page.on("console", lambda message: self.said.append(f"{message.text} {message.location['url']}"))
            self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
            self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(self.served.at(f"/d/{self.name}{query}"))
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until what was written is kept, and program and engine have answered to it."""
        self.until("!!document.querySelector('.ans .big')")
        self.until("document.querySelector('.app').dataset.busy === 'false'")

    def until(self, holds: str) -> None:
        """Wait until it holds, asking from outside: the page's policy forbids `eval`, so it cannot wait itself."""
        for _ in range(1500):
            if self.page.evaluate(holds):
                return
            self.page.wait_for_timeout(20)
        pytest.fail(f"not after 30 seconds: {holds}")

    def text(self) -> str:
        """The text as it is kept: the draft, else what is saved."""
        asked = f"fetch('/api/v1/dialogues/{self.name}').then(r => r.json()).then(d => (d.draft || d).text)"
        return str(self.page.evaluate(asked))

    def saved(self) -> None:
        """Wait until the text is the one that is stored."""
        self.until("document.querySelector('.kept').classList.contains('saved')")
        self.settled()

    def stored(self) -> str:
        """The file as it lies on the disk."""
        return self.served.text(self.name)

    def cell(self, option: str, column: str) -> str:
        """What a cell says to a screen reader."""
        return str(self.page.text_content(CELL.format(option=option, column=column)))

    def click(self, option: str, column: str = "now") -> None:
        """Click a cell, and wait for the answers."""
        self.page.click(CELL.format(option=option, column=column))
        self.settled()

    def close(self) -> None:
        """Leave; nothing may have been said to the console, nothing asked of anybody else."""
        assert [line for line in self.said if not any(word in line for word in EXPECTED)] == []
        assert [url for url in self.asked if not url.startswith((*self.served.origins, "data:"))] == []
        self.context.close()


@pytest.fixture
def desk(browser: Any, served: Served) -> Iterator[Desk]:
    one = Desk(browser, served)
    yield one
    if one.context is not None:
        one.close()


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, of texts with as many lines."""
    pairs = list(zip(before.splitlines(), after.splitlines(), strict=True))
    return [(a, b) for a, b in pairs if a != b]


# ---- board and text as one -------------------------------------------------------------------------------------------


def test_a_click_changes_one_line_of_the_text_and_one_undo_takes_it_back(desk: Desk) -> None:
    desk.open()
    before = desk.stored()
    desk.click("incursions")
    line = "status_quo: {cut_off_units: yes"
    assert changed(before, desk.text()) == [(f"{line}}}", f"{line}, incursions: yes}}")]
    assert "edited" in str(desk.page.text_content("tr[data-option=incursions] th"))
    assert "yes" in desk.cell("incursions", "now")
    desk.page.keyboard.press("Control+z")
    desk.saved()
    assert desk.text() == before
    assert "no" in desk.cell("incursions", "now")
    assert desk.page.is_disabled("text=Undo")


def test_typing_and_a_click_have_one_undo(desk: Desk) -> None:
    desk.open()
    before = desk.stored()
    desk.page.click(".ed .cm-content")
    desk.page.keyboard.press("Control+Home")
    desk.page.keyboard.type("# mine\n")
    desk.click("visit_2011")
    assert desk.text().startswith("# mine\n") and "visit_2011: yes}" in desk.text()
    desk.page.click("text=Undo")
    desk.settled()
    desk.until("document.querySelector(\"tr[data-option=visit_2011] td[data-column=now]\").textContent.includes('no')")
    while desk.page.is_enabled("text=Undo"):
        desk.page.click("text=Undo")
    desk.saved()
    assert desk.text() == before


def test_a_mistake_stands_under_its_line_and_the_answers_stay_as_they_were(desk: Desk) -> None:
    desk.open()
    desk.page.click(".ed .cm-content")
    desk.page.keyboard.press("Control+Home")
    desk.page.keyboard.type("detent: 1\n")
    desk.until("!!document.querySelector('.stale')")
    assert "Line 1:" in desk.page.locator(".ed .told").first.text_content()
    assert "1 mistake" in desk.page.text_content(".txt .lat")
    assert desk.page.text_content(".ans .big") == "One way of settling, firm."
    desk.page.click(CELL.format(option="incursions", column="now"))
    assert "until it is mended" in desk.page.text_content(".fail")
    assert "no" in desk.cell("incursions", "now")
    while desk.page.is_enabled("text=Undo"):
        desk.page.click("text=Undo")
    desk.until("!document.querySelector('.stale')")


def test_a_mend_is_one_key_away_and_help_comes_from_the_program(desk: Desk) -> None:
    desk.open()
    line = desk.stored().splitlines().index("      want: not close_route") + 1
    desk.page.evaluate(f"location.hash = 'line={line}'")
    desk.until("document.activeElement.classList.contains('ed')")
    desk.page.keyboard.press("End")
    desk.page.keyboard.press("Backspace")
    desk.until("document.querySelector('.ed').shadowRoot.querySelectorAll('.told .mend').length > 0")
    assert "did you mean `close_route`?" in desk.page.locator(".ed .told").first.text_content()
    desk.page.keyboard.press("Tab")
    desk.saved()
    desk.page.keyboard.press("End")
    for _ in "close_route":
        desk.page.keyboard.press("Backspace")
    desk.page.keyboard.type("clo")
    desk.until("document.querySelector('.ed').shadowRoot.querySelectorAll('.cm-tooltip-autocomplete li').length > 0")
    desk.page.wait_for_timeout(300)  # a list that has just opened takes no key: it may have been meant for the text
    desk.page.keyboard.press("Enter")
    desk.saved()


def test_help_after_characters_that_are_two_in_the_browser(desk: Desk) -> None:
    """The program counts characters, the browser halves of some: a mend and a completion touch what they mean."""
    desk.name = desk.served.fresh()
    file = desk.served.folder / f"{desk.name}.yaml"
    said = "want: balochistan, because: To strike Al Qaeda there"
    mine = "because: To strike 😀 Al 𝒜 Qaeda there 🕊, want: balochistan"
    file.write_text(file.read_text("utf-8").replace(f"{said}, evidence: yusuf ¶3", mine), "utf-8")
    desk.open()
    number = next(n for n, line in enumerate(desk.stored().splitlines(), 1) if mine in line)
    desk.page.evaluate(f"location.hash = 'line={number}'")
    desk.until("document.activeElement.classList.contains('ed')")
    for key in ("End", "End", "ArrowLeft", "Backspace"):  # the first End is that of the line on the screen
        desk.page.keyboard.press(key)
    desk.until("document.querySelector('.ed').shadowRoot.querySelectorAll('.told .mend').length > 0")
    desk.page.keyboard.press("Tab")
    desk.saved()
    assert desk.text() == desk.stored()
    for key in ("End", "End", "ArrowLeft", *("Backspace" for _ in "ochistan")):
        desk.page.keyboard.press(key)
    desk.page.keyboard.press("Control+Space")
    desk.until("document.querySelector('.ed').shadowRoot.querySelectorAll('.cm-tooltip-autocomplete li').length > 0")
    desk.page.wait_for_timeout(300)  # a list that has just opened takes no key: it may have been meant for the text
    desk.page.keyboard.press("Enter")
    desk.saved()
    assert desk.text() == desk.stored()


def test_the_row_and_its_lines_light_up_together(desk: Desk) -> None:
    desk.open()
    desk.page.focus(CELL.format(option="balochistan", column="now"))
    lit = "[...document.querySelector('.ed').shadowRoot.querySelectorAll('.lit')]"
    desk.until(f"{lit}.some(e => e.textContent.includes('balochistan:'))")
    line = desk.stored().splitlines().index("  close_route:") + 1
    desk.page.evaluate(f"location.hash = 'line={line}'")
    desk.until("document.querySelector('tr.sel')?.dataset.option === 'close_route'")


def test_what_the_page_foresees_is_what_the_program_says(desk: Desk) -> None:
    """The marks at once are the page's engine's; the program's columns must be the same where both speak."""
    desk.open()
    for option in ("security_aid", "north_waziristan", "close_route"):
        desk.click(option)
        worked = desk.page.evaluate(
            "text => fetch('/api/v1/work', {method: 'POST', headers: {'content-type': 'application/json'},"
            " body: JSON.stringify({text, shown: ['board'], name: ''})}).then(r => r.json())", desk.text())  # fmt: skip
        ids = [one["id"] for one in worked["board"]["options"]]
        for column in worked["board"]["columns"]:
            if column["kind"] == "settlement" and not column["under"]:
                k = ord(column["label"]) - ord("A")
                cells = [f"tr[data-option={id}] td[data-column='way:{k}'] use" for id in ids]
                most = [len(one["levels"]) - 1 for one in worked["board"]["options"]]
                assert [desk.page.get_attribute(cell, "href") for cell in cells] == [
                    "#m-no" if level == 0 else "#m-yes" if level == last else "#m-part"
                    for level, last in zip(column["state"], most, strict=True)
                ]


def test_new_entries_are_lines_of_the_text_and_one_undo_takes_each_back(desk: Desk) -> None:
    """An option by key, a party, a round and a line by button; what is refused is told at its field."""
    desk.open()
    before, opened = desk.text(), "document.activeElement.matches('dialog[open] input')"
    desk.page.focus(CELL.format(option="security_aid", column="now"))
    desk.page.keyboard.press("o")
    desk.until(opened)
    desk.page.keyboard.type("A hotline")
    desk.page.select_option("select[name=asked_by]", "pakistan")
    desk.page.fill("input[name=levels]", "one")
    desk.page.click("text=Add it")
    desk.until("document.querySelector('#levels-told [role=alert]')?.textContent.includes('fewer than two levels')")
    assert desk.text() == before
    desk.page.fill("input[name=levels]", "")
    desk.page.keyboard.press("Enter")
    desk.until("!!document.querySelector('tr.sel[data-option=a_hotline]') && !document.querySelector('dialog')")
    assert desk.page.evaluate("document.activeElement.closest('tr').dataset.option") == "security_aid"
    desk.page.click("button:has-text('New party')")
    desk.until(opened)
    desk.page.keyboard.type("The Upper Valley")
    desk.page.keyboard.press("Enter")
    desk.until("[...document.querySelectorAll('.pg bdi')].some(e => e.textContent === 'The Upper Valley')")
    desk.settled()
    desk.page.click(".rb button:has-text('New round')")
    desk.until(opened)
    desk.page.keyboard.type("2011-02-30")
    desk.page.keyboard.press("Enter")
    desk.until("document.querySelector('[name=date]')?.getAttribute('aria-invalid') === 'true'")
    desk.page.fill("input[name=date]", "2011-02-03")
    desk.page.keyboard.press("Enter")
    desk.until("document.querySelectorAll('.rnd li').length === 4")
    desk.settled()
    desk.page.click(".wb-tools button:has-text('Priorities')")
    lines = "document.querySelectorAll('.list')[0].querySelectorAll('ol > li').length"
    count = desk.page.evaluate(lines)
    desk.page.focus(".list ol > li")
    desk.page.keyboard.press("l")
    desk.until(opened)
    desk.page.keyboard.type("a_hotlin")
    desk.page.keyboard.press("Enter")
    desk.until("document.querySelector('#want-told [role=alert]')?.textContent.includes('a_hotline')")
    desk.page.fill("input[name=want]", "a_hotline")
    desk.page.keyboard.press("Enter")
    desk.until(f"{lines} === {count + 1}")
    desk.settled()
    came = [line.strip() for line in desk.text().splitlines() if line not in before.splitlines()]
    assert came == [
        "the_upper_valley: {name: The Upper Valley}", "a_hotline: {by: us, asked_by: pakistan, text: A hotline}",
        "- a_hotline", '- {id: round-4, date: "2011-02-03"}',
    ]  # fmt: skip
    for _ in came:
        desk.page.click("text=Undo")
        desk.settled()
    desk.saved()
    assert desk.text() == before


def test_facts_turn_and_turn_back_to_the_file(desk: Desk) -> None:
    desk.open()
    before, switch = desk.stored(), ".circ li:nth-child(1) [role=switch]"
    assert desk.page.get_attribute(switch, "aria-checked") == "true"
    desk.page.click(switch)
    desk.until("document.querySelector('.circ .wif')?.textContent.includes('the file says yes')")
    desk.settled()
    assert changed(before, desk.text()) == [("    now: true", "    now: false")]
    desk.settled()
    desk.page.click("text=back to the file")
    desk.saved()
    assert desk.text() == before


def test_what_is_looked_at_stands_in_the_address(desk: Desk) -> None:
    """A settlement, a party and a reason are there again at that address; a strange one does no harm."""
    desk.open()
    desk.page.click("th button:has-text('A')")
    desk.page.click(".pg button:has-text('Pakistan') >> nth=0")
    desk.page.click(".wishes .why >> nth=0")
    desk.until("location.hash.includes('why=')")
    seen = "[document.querySelectorAll('.bd tbody.dim').length, document.querySelectorAll('.bd td.dim').length]"
    address, before = desk.page.evaluate("location.hash"), desk.page.evaluate(seen)
    assert "alone=way%3A0" in address and "party=pakistan" in address and min(before) > 0
    desk.page.goto(desk.served.at("/keys"))
    desk.open()
    desk.page.evaluate(f"location.hash = {address!r}")
    desk.until(f"JSON.stringify({seen}) === '{str(before).replace(' ', '')}'")
    desk.page.reload()
    desk.settled()
    assert desk.page.evaluate("location.hash") == address and desk.page.evaluate(seen) == before
    desk.page.evaluate("location.hash = '#party=nobody&alone=way:99&round=none'")
    desk.until("document.querySelectorAll('.dim, .choosing').length === 0")
    desk.click("incursions")
    assert "yes" in desk.cell("incursions", "now"), "no round that is not there keeps the board from being changed"


def test_a_round_is_shown_as_it_was_and_can_only_be_read(desk: Desk) -> None:
    desk.open()
    desk.page.click(".rnd li:nth-child(1) button")
    desk.until("document.querySelector('.circ [role=switch]').getAttribute('aria-checked') === 'false'")
    assert "renewed" in desk.cell("security_aid", "now")
    assert desk.page.locator("th.c-position").count() == 0
    before = desk.text()
    desk.page.click(CELL.format(option="security_aid", column="now"))
    assert "that round" in desk.page.text_content(".fail")
    assert desk.text() == before
    desk.page.click("text=back to now")
    desk.until("document.querySelectorAll('th.c-position').length === 2")


# ---- priorities ------------------------------------------------------------------------------------------------------


def test_what_a_swap_would_change_is_told_before_it_is_made_and_comes_so(desk: Desk) -> None:
    desk.open("?pane=priorities")
    before = desk.page.text_content(".st-l")
    rows = desk.page.locator(".list:nth-of-type(2) ol > li")
    line = rows.nth(1)
    line.focus()
    told = "[...document.querySelectorAll('.list .eff')]"
    desk.until(f"{told}.length === 2 && !{told}.some(e => e.textContent.includes('Working'))")
    foretold = desk.page.locator(".list .eff").nth(1).text_content()
    id = line.get_attribute("data-line")
    desk.page.keyboard.press("Alt+ArrowDown")
    desk.until(f"document.querySelectorAll('.list:nth-of-type(2) ol > li')[2].dataset.line === '{id}'")
    desk.settled()
    same = desk.page.text_content(".st-l") == before and not desk.page.locator(".ans .chgd").count()
    assert same == ("No conclusion changes." in foretold)
    assert len(desk.text()) == len(desk.stored())


TOO_LARGE = "addEventListener('message', ({ data }) => postMessage({ id: data.id, fault: 'too large' }))"


def test_what_is_too_large_for_the_page_is_told_and_nothing_waits_for_it(desk: Desk) -> None:
    """An engine that refuses, as it does beyond its limit: the program answers, and no swap is promised an answer."""
    desk.open()
    desk.context.route("**/workbench-engine.js", lambda route: route.fulfill(
        body=TOO_LARGE, content_type="text/javascript"))  # fmt: skip
    page = desk.open("?pane=priorities")
    assert "Too large to be foreseen" in page.text_content(".ans")
    page.locator(".list ol > li").first.focus()
    told = page.locator(".list .eff").all_text_contents()
    assert told and all("Too large to be foreseen" in each for each in told)


def test_a_line_is_dragged_to_another_place(desk: Desk) -> None:
    desk.open("?pane=priorities")
    rows = desk.page.locator(".list:nth-of-type(1) ol > li")
    first, third = rows.nth(0).get_attribute("data-line"), rows.nth(2)
    rows.nth(0).drag_to(third)
    desk.until(f"document.querySelectorAll('.list:nth-of-type(1) ol > li')[2].dataset.line === '{first}'")
    desk.settled()
    assert sorted(desk.text().splitlines()) == sorted(desk.stored().splitlines())


# ---- where it is kept ------------------------------------------------------------------------------------------------


def test_a_save_is_on_the_disk_and_the_next_visit_sees_it(desk: Desk) -> None:
    desk.open()
    desk.click("incursions")
    desk.page.keyboard.press("Control+s")
    desk.saved()
    assert "incursions: yes}" in desk.stored()
    desk.page.reload()
    desk.settled()
    assert "yes" in desk.cell("incursions", "now")
    assert "edited" not in str(desk.page.text_content(".bd"))


def test_a_draft_survives_a_reload_and_a_killed_program(desk: Desk) -> None:
    desk.open()
    before = desk.stored()
    desk.click("incursions")
    desk.page.reload()
    desk.settled()
    assert "draft" in desk.page.text_content(".notices") and "yes" in desk.cell("incursions", "now")
    desk.served.end(signal.SIGKILL)
    assert desk.stored() == before
    desk.served.start()
    desk.open()
    assert "yes" in desk.cell("incursions", "now")
    desk.page.click("text=back to what is saved")
    desk.until("document.querySelector(\"tr[data-option=incursions] td[data-column=now]\").textContent.includes('no')")


@pytest.mark.parametrize("other", ["visit_2011", "incursions"])
def test_two_people_edit_at_once_and_nothing_is_overwritten(browser: Any, served: Served, other: str) -> None:
    """The second is told of the first; where the two touch different entries both stay."""
    name = served.fresh()
    first, second = Desk(browser, served, name=name), Desk(browser, served, name=name)
    first.open()
    second.open()
    first.page.click(".circ li:nth-child(1) [role=switch]")
    first.until("!!document.querySelector('.circ .wif')")
    first.settled()
    first.page.keyboard.press("Control+s")
    first.saved()
    theirs = first.stored()
    second.click(other)
    second.page.keyboard.press("Control+s")
    second.until("!!document.querySelector('.notices [role=alert]')")
    assert first.stored() == theirs
    second.page.click(".notices >> text=Compare")
    second.page.click("dialog .main-act")
    second.until("!document.querySelector('dialog')")
    second.until("!!document.querySelector('.circ [aria-checked=false]')")
    second.page.keyboard.press("Control+s")
    second.saved()
    assert f"{other}: yes" in first.stored() and len(first.stored()) == len(theirs) + len(f", {other}: yes")
    first.close()
    second.close()


def test_where_both_changed_one_entry_each_clash_is_decided(browser: Any, served: Served) -> None:
    """One level of the status quo, set by two to two levels, beside a change that does not clash."""
    name = served.fresh()
    first, second = Desk(browser, served, name=name), Desk(browser, served, name=name)
    first.open()
    second.open()
    first.click("security_aid")
    first.click("visit_2011")
    first.page.keyboard.press("Control+s")
    first.saved()
    second.click("security_aid")
    second.click("security_aid")
    second.click("incursions")
    second.page.keyboard.press("Control+s")
    second.until("!!document.querySelector('.notices [role=alert]')")
    second.page.click(".notices >> text=Compare")
    second.until("document.querySelectorAll('dialog fieldset').length === 1")
    legend = second.page.text_content("dialog legend")
    assert "status_quo.security_aid" in legend and second.page.locator("dialog .main-act").count() == 0
    assert "renewed" in second.page.text_content("dialog label:has-text('Theirs')")
    assert "raised" in second.page.text_content("dialog label:has-text('Mine')")
    assert sound(second.page) == []
    second.page.check("dialog label:has-text('Theirs') input")
    second.page.click("dialog .main-act")
    second.until("!document.querySelector('dialog')")
    second.settled()
    second.page.keyboard.press("Control+s")
    second.saved()
    for cell in ("security_aid: renewed", "visit_2011: yes", "incursions: yes"):
        assert cell in second.stored()
    first.close()
    second.close()


# ---- for everybody ---------------------------------------------------------------------------------------------------


def test_all_of_it_by_keyboard_alone(desk: Desk) -> None:
    desk.open()
    press = desk.page.keyboard.press
    press("?")
    desk.until("!!document.querySelector('dialog[open]')")
    press("Escape")
    desk.until("!document.querySelector('dialog')")
    press("F6")
    desk.until("document.activeElement.classList.contains('ed')")
    press("F6")
    desk.until("document.activeElement.classList.contains('mk')")
    for row in ("cut_off_units", "afghan_role"):
        press("ArrowDown")
        desk.until(f"document.activeElement.closest('tr').dataset.option === '{row}'")
    press("y")
    desk.until("document.activeElement.textContent.startsWith('yes')")
    desk.settled()
    press("w")
    desk.until("!!document.querySelector('.ans .open .frag')")
    press("ArrowRight")
    press("3" if desk.page.evaluate("document.activeElement.closest('tr').dataset.option") == "security_aid" else "n")
    desk.settled()
    press("p")
    desk.until("!!document.querySelector('.list')")
    press("Control+s")
    desk.saved()
    assert "afghan_role: yes" in desk.stored()


def test_two_keys_in_one_breath_are_two_steps(desk: Desk) -> None:
    """Between the two nothing is drawn: the second starts where the first led, not where the board last stood."""
    desk.open()
    desk.page.keyboard.press("F6")
    desk.page.keyboard.press("F6")
    desk.until("document.activeElement.classList.contains('mk')")
    desk.page.evaluate("""() => {
        const cell = document.activeElement;
        const down = () => cell.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
        down(); down();
    }""")
    desk.until("document.activeElement.closest('tr').dataset.option === 'afghan_role'")


def test_what_is_shown_and_not_yet_written_is_saved_too(desk: Desk) -> None:
    """The mark moves before the text has it; who saves in that moment saves what is seen."""

    def marked() -> str:
        desk.page.keyboard.press("F6")
        desk.page.keyboard.press("F6")
        desk.until("document.activeElement.classList.contains('mk')")
        return str(desk.page.evaluate("document.activeElement.innerText"))

    desk.open()
    before = marked()
    stored = lambda r: r.request.method == "PUT" and not r.url.endswith("/draft")  # noqa: E731
    with desk.page.expect_response(stored, timeout=10_000):
        desk.page.evaluate("""(key) => {
            const cell = document.activeElement;
            cell.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            cell.dispatchEvent(new KeyboardEvent("keydown", { key: "s", ctrlKey: true, bubbles: true }));
        }""", "y" if "no" in before else "n")
    desk.until("document.querySelector('.kept.saved') !== null")
    desk.open()
    assert marked() != before
    assert desk.page.locator(".kept.saved").count() == 1


def test_the_head_names_the_dialogue_and_leads_to_its_pages(desk: Desk) -> None:
    desk.open()
    head = desk.page.locator(".wb-file bdi")
    assert head.inner_text().startswith("U.S.–Pakistan") and head.get_attribute("title") == desk.name
    places = desk.page.locator(".wb-tools a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    pages = [f"/d/{desk.name}/{page}" for page in ("ask", "interview", "versions")]
    assert places == [*pages, f"/compare?before={desk.name}", f"/d/{desk.name}/brief"]
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_control_has_a_name_and_the_board_is_a_grid(desk: Desk) -> None:
    desk.open()
    nameless = "e => !(e.textContent + (e.getAttribute('aria-label') || '')).trim()"
    assert desk.page.evaluate(f"[...document.querySelectorAll('button, a, [role]')].filter({nameless}).length") == 0
    assert desk.page.get_by_role("grid").get_attribute("aria-label") == "Board: options by party, futures across"
    assert desk.page.locator(".bd [tabindex='0']").count() == 1
    assert desk.page.get_by_role("rowheader", name="Security aid").count() == 1


def sound(page: Any) -> list[tuple[Any, ...]]:
    """What axe finds wrong with the page as it is."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [(fault["id"], [node["html"][:160] for node in fault["nodes"]][:3]) for fault in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, served: Served, scheme: str) -> None:
    one = Desk(browser, served, scheme=scheme)
    one.open(walked=False)
    faults = []
    steps = (".bd", ".wishes .why", ".wb-tools button:nth-of-type(2)", ".list li button", ".add-act")
    for step in (*steps, ".wb-tools [aria-label]"):
        one.page.evaluate(f"document.querySelector('{step}').click()")
        one.page.wait_for_timeout(1500)
        faults += [(step, *fault) for fault in sound(one.page)]
    assert faults == []
    one.close()


ARABIC = """title: محادثات السلام
parties: {a: {name: إيران}, b: {name: الولايات المتحدة}}
options: {lift: {by: b, text: رفع العقوبات, asked_by: a}, stop: {by: a, text: وقف التخصيب, asked_by: b}}
priorities: {a: [lift, stop], b: [stop, lift]}
status_quo: {lift: no, stop: no}
"""


def test_from_right_to_left(browser: Any, served: Served) -> None:
    """The whole is mirrored, a name runs its own way, and an arrow goes where it points."""
    one = Desk(browser, served, name=served.fresh())
    (served.folder / f"{one.name}.yaml").write_text(ARABIC, encoding="utf-8")
    page = one.open()
    page.evaluate("document.documentElement.dir = 'rtl'")
    parts = (".txt", ".ctr", ".ans", ".bd tr.r th >> nth=0", ".mk >> nth=0")
    text, board, answers, name, now = (page.locator(part).bounding_box()["x"] for part in parts)
    assert text > board > answers and name > now
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("tr[data-option=lift] bdi").first.text_content() == "رفع العقوبات"
    one.settled()
    page.locator(".mk").first.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("x => document.activeElement.getBoundingClientRect().x < x", arg=now)  # busy machines
    assert page.locator(":focus").bounding_box()["x"] < now
    page.keyboard.press("ArrowRight")
    page.keyboard.press("y")
    one.settled()
    assert "yes" in one.cell("stop", "now") or "yes" in one.cell("lift", "now")
    page.locator(".path .nd").first.focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".path .nd").nth(1).get_attribute("aria-pressed") == "true"
    assert sound(page) == []
    one.close()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_is_wider_than_the_window(browser: Any, served: Served, width: int) -> None:
    one = Desk(browser, served, width=width)
    one.open()
    assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width < 600:
        assert not one.page.is_visible(".wb-tools button") and not one.page.is_visible(".ed")
        assert one.page.is_visible(".bd")
        one.page.click(".tabs >> text=Answers")
        assert one.page.is_visible(".ans .big") and not one.page.is_visible(".bd")
    one.close()


def test_the_page_speaks_french(desk: Desk) -> None:
    desk.open("?lang=fr")
    assert desk.page.get_attribute("html", "lang") == "fr"
    assert "Tableau" in desk.page.text_content("#board h2")
    assert "Un seul règlement, ferme." in desk.page.text_content(".ans .big")


def test_a_first_visit_walks_through_in_five_steps_once(desk: Desk) -> None:
    desk.open(walked=False)
    for step in range(1, 6):
        assert desk.page.text_content(".walk b") == f"{step} of 5."
        assert desk.page.locator(".walked").count() == 1
        desk.page.click(".walk >> text=Next" if step < 5 else ".walk >> text=Begin")
    assert desk.page.locator(".walk").count() == 0
    desk.page.reload()
    desk.settled()
    assert desk.page.locator(".walk").count() == 0


def test_the_way_is_walked_by_click_and_key_and_a_settlement_stands_out(desk: Desk) -> None:
    desk.open()
    desk.page.click(".path .nd >> nth=1")
    assert desk.page.locator("th.c-step").count() == 1
    desk.page.keyboard.press("ArrowRight")
    rows = [f"tr[data-option={option}] td.c-step use" for option in ("security_aid", "north_waziristan")]
    assert [desk.page.get_attribute(row, "href") for row in rows] == ["#m-yes", "#m-part"]
    desk.page.click(".st-l .why")
    dimmed = desk.page.locator("tr.dim").count()
    assert 0 < dimmed < desk.page.locator("tr.r").count()
    desk.page.click("tr.pg button[aria-pressed] >> nth=1")
    desk.until("document.querySelectorAll('.bd tbody').length - document.querySelectorAll('tbody.dim').length === 1")


def test_what_comes_from_a_file_is_never_markup(browser: Any, served: Served) -> None:
    evil = "<img src=x onerror=alert(1)>"
    one = Desk(browser, served, name=served.fresh())
    text = one.stored().replace("text: NATO incursions into Pakistan", f"text: '{evil}'")
    (served.folder / f"{one.name}.yaml").write_text(text, encoding="utf-8")
    one.open()
    assert evil in one.page.text_content("tr[data-option=incursions] th")
    assert one.page.locator("img").count() == 0
    one.close()
