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
