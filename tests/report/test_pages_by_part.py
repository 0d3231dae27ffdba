"""The pages of dialogues that fall apart and are too large as a whole: whole, bounded, and true of their facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.analyses.brief import Brief, brief
from detente.analyses.facts import DealByPart, WaysByPart
from detente.cli import run
from detente.engine.solved import solved
from detente.formats import parse
from detente.formats.generated import generated
from detente.methods.settling.held import firmness
from detente.model.dialogue import Dialogue
from detente.report.brief import by_part
from detente.report.brief.page import view
from detente.report.document import plain
from detente.workbench import ANALYSES


@pytest.fixture(scope="module", params=[(7, 5), (3, 4)], ids=str)
def talks(request: pytest.FixtureRequest) -> tuple[Dialogue, Brief]:
    seed, parties = request.param
    dialogue = parse(generated(seed=seed, parties=parties))
    return dialogue, brief(dialogue)


def test_eighty_options_are_answered_part_by_part(talks: tuple[Dialogue, Brief]) -> None:
    dialogue, result = talks
    assert dialogue.possible > 10**24 and solved(dialogue).falls_apart
    facts = result.facts
    assert not facts.too_large and not result.gaps
    assert isinstance(facts.ways, WaysByPart) and isinstance(facts.deal, DealByPart)
    assert facts.drift and all(end.states[0].holds for end in facts.drift.ends if len(end.states) == 1)
    for package in facts.deal.packages:
        states = [dialogue.state(one.at.code) for one in package.outcomes]
        assert all((firmness(solved(dialogue).engine, s) is None) == (package.holds is None) for s in states[:1])
        assert "worse" not in package.verdicts.values() or facts.deal.against == "today"


def test_the_page_tells_the_parts(talks: tuple[Dialogue, Brief]) -> None:
    dialogue, result = talks
    ways = result.facts.ways
    assert isinstance(ways, WaysByPart)
    told = plain(by_part.sentence(dialogue, result.facts))
    for one in ways.parts[:1]:
        assert by_part.name(dialogue, one)
    assert str(len(ways.parts) + ways.single) in told or "parts" in told
    labels = [section.id for section in view(dialogue, result).sections if section.blocks]
    assert {"lead", "asks", "deal", "sure"} <= set(labels)


@pytest.mark.parametrize("suffix", ["md", "html", "xlsx", "txt"])
def test_every_format(tmp_path: Path, suffix: str) -> None:
    file, page = tmp_path / "talks.yaml", tmp_path / f"talks.{suffix}"
    file.write_text(generated(seed=7), encoding="utf-8")
    assert run(["report", str(file), "-o", str(page)]) == 0
    assert page.stat().st_size > 2000


def test_json_and_a_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(generated(seed=7), encoding="utf-8")
    assert run(["brief", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    parts = told["facts"]["ways"]["parts"]
    assert parts and all(one["states"] >= (one["ways"] or 0) for one in parts)
    assert run(["brief", str(file), "--desk", "aldria"]) == 0
    page = capsys.readouterr().out
    assert max(map(len, page.splitlines())) <= 80


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("parts") / "talks.yaml"
    made.write_text(generated(seed=7), encoding="utf-8")
    return made


@pytest.mark.parametrize("name", [row.name for row in ANALYSES if row.needs != "arrays"])
def test_what_needs_no_arrays_is_answered(file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    dialogue = parse(file.read_text(encoding="utf-8"))
    ask, option = dialogue.asks[0].id, f"{dialogue.options[0].id}={dialogue.options[0].levels[-1]}"
    needed = {"why": [ask], "respond": [option], "leverage": [f"--for={ask}", "--size=1"]}
    limit = ["--time-limit=1"] if name == "equilibria" else []
    assert run([name, str(file), *needed.get(name, []), *limit, "--json"]) == 0, capsys.readouterr().err
    assert json.loads(capsys.readouterr().out)["detente"] == 1


def test_a_refusal_says_what_can_be_had_instead(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coalitions", str(file)]) == 2
    assert "It falls into parts that fit; of these can be asked: brief, equilibria, why" in capsys.readouterr().err


def test_show_tells_the_parts(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(file)]) == 0
    page = " ".join(capsys.readouterr().out.split())
    split = solved(parse(file.read_text(encoding="utf-8"))).split
    assert "No line joins these parts" in page
    for part in split.parts:
        if len(part.options) > 1:
            assert ", ".join(option.id for option in part.dialogue.options) in page
