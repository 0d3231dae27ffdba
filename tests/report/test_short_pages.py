"""The pages of a dialogue with hundreds of settlements: short, honest about what they leave out, and whole if asked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from detente import formats
from detente.analyses.deals import deals
from detente.analyses.equilibria import equilibria
from detente.cli import run
from detente.report import wording
from detente.report.document import Items
from detente.report.pages import deals as deals_page
from detente.report.renderers import thinking
from detente.report.short import LINES

NORTH, SOUTH = [f"n{k}" for k in range(4)], [f"s{k}" for k in range(4)]
FREE = [f"f{k}" for k in range(5)]


def _option(id: str) -> str:
    by, to = ("south", "north") if id.startswith("s") else ("north", "south")
    words = f"The long and winding road number {id[1]} through the valley of {by}"
    return f"  {id}: {{by: {by}, text: {words if id[0] in 'ns' else 'Mill ' + id[1]}, asked_by: {to}}}"


def _listed(texts: list[str]) -> str:
    return f"[{', '.join(texts)}]"


TEXT = "\n".join(
    [
        "parties: {north: {name: North}, south: {name: South}}",
        "options:",
        *map(_option, [*NORTH, *SOUTH, *FREE]),
        "priorities:",
        f"  north: {_listed([*SOUTH, *(f'not {id}' for id in NORTH)])}",
        f"  south: {_listed([*NORTH, *(f'not {id}' for id in SOUTH)])}",
        "views:",
        f"  - {{who: north, of: south, because: It takes the other for a friend, priorities: {_listed(SOUTH)}}}",
        f"  - {{who: south, of: north, because: It hopes for roads, priorities: {_listed(NORTH)}}}",
        "status_quo: {}",
    ]
)

NUMBER = r"[\d,]+|one|two|three|four|five|six|seven|eight|nine"
QUESTIONS = ("equilibria", "views", "coalitions", "deals")


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("valley.yaml").write_text(TEXT, encoding="utf-8")
    return "valley.yaml"


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert run([*command]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_long_page_is_cut_and_says_so(question: str, talks: str, capsys: pytest.CaptureFixture[str]) -> None:
    cut = printed(capsys, question, talks)
    whole = printed(capsys, question, talks, "--full")
    assert len(cut.splitlines()) <= LINES < len(whole.splitlines())
    assert max(map(len, cut.splitlines())) <= 80
    said = " ".join(cut.split())
    assert re.search(rf"Left out: .*?\b({NUMBER}) .*?; detente {question} valley.yaml --full tells all", said)
    assert "Left out:" not in whole


def test_the_whole_page_has_every_settlement(talks: str, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [e.code for e in equilibria(formats.load(talks)).equilibria or ()]
    whole = " ".join(printed(capsys, "equilibria", talks, "--full").split())
    assert len(codes) > 200
    assert sorted(map(int, re.findall(r"code (\d+)", whole))) == sorted(codes)


def test_what_is_left_out_and_what_is_told_make_the_whole(talks: str, capsys: pytest.CaptureFixture[str]) -> None:
    cut = printed(capsys, "equilibria", talks)
    ways = json.loads(printed(capsys, "equilibria", talks, "--json"))["ways"]
    rows = re.findall(r"^    (?:firm|credible) +\d", cut, flags=re.M)
    more = re.search(r"Left out: (\S+) more ways? of settling", " ".join(cut.split()))
    assert more and more[1].isdigit() and len(rows) + int(more[1]) == len(ways)


def test_the_json_is_never_cut(talks: str, capsys: pytest.CaptureFixture[str]) -> None:
    for question in QUESTIONS:
        assert printed(capsys, question, talks, "--json") == printed(capsys, question, talks, "--json", "--full")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_short_page_is_whole(question: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, question, "river") == printed(capsys, question, "river", "--full")


def test_an_order_of_steps_is_a_numbered_list(talks: str) -> None:
    dialogue = formats.load(talks)
    result = deals(dialogue)
    page = deals_page.view(dialogue, result)
    ordered = [b for s in page.sections for b in s.blocks if isinstance(b, Items) and b.ordered]
    assert ordered and result.packages[0].orders
    assert len(ordered[0].items) == len(result.packages[0].orders.steps)


@pytest.mark.parametrize(("file", "named"), [("talks.yaml", "talks.yaml"), ("standard input", "-"), ("", "TALKS")])
def test_a_command_names_the_dialogue_so_that_it_runs(file: str, named: str) -> None:
    assert wording.talks(replace(formats.load("river"), file=file)) == named


def test_the_key_names_every_rare_mark_once_in_one_order() -> None:
    marks = ("unknown", "now", "in_principle", "unknown", "same", None)
    assert wording.rare_marks(iter(marks)) == wording.rare_marks(marks)
    assert [part[0] for part in wording.rare_marks(iter(marks)).split("  ")[1:]] == [
        wording.letter(kind) for kind in ("in_principle", "same", "unknown")
    ]


def test_the_brief_that_thinks_names_the_dialogue_as_every_page_does() -> None:
    for file in ("talks.yaml", "standard input", ""):
        dialogue = replace(formats.load("river"), file=file)
        assert thinking.data(dialogue)["file"] == wording.talks(dialogue)
