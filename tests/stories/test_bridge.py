"""Somebody who has a draft and no YAML: the questions are answered by keys, and the file says what was answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import detente as dt
from detente.cli.app import app

DRAFT = """\
# Two towns and a bridge, from a first reading.
parties: {north: {name: Northbank}, south: {name: Southbank}}
circumstances:
  ice: {text: The river is frozen}   # not said
options:
  bridge: {by: north, text: A new bridge, asked_by: south}
  toll: {by: south, text: A waiver of the toll, asked_by: north}
priorities:
  # what it said itself
  north: [toll]
  south:
    - bridge        # it asked twice
status_quo: {}
"""


def held(path: Path, keys: str, *options: str) -> str:
    result = CliRunner().invoke(app, ["interview", str(path), *options], input="\n".join(keys) + "\n")
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_answers_stand_in_the_file_at_once(draft: Path) -> None:
    said = held(draft, "22")
    assert "Southbank asks Northbank for this: a new bridge." in said
    assert "Rather be spared it" in said
    assert "Two answers stand in bridge.yaml." in said
    talks = dt.load(draft)
    assert [str(s.want) for s in talks.preferences["north"].statements] == ["toll", "not bridge"]
    assert talks.preferences["north"].statements[1].basis == "inferred"
    text = draft.read_text(encoding="utf-8")
    for comment in ("# Two towns", "# not said", "# what it said itself", "# it asked twice"):
        assert comment in text
    assert not list(draft.parent.glob(".bridge*"))  # no temporary file is left


def test_back_undoes_and_stop_leaves_a_sound_file(draft: Path) -> None:
    said = held(draft, ["1", "b", "q"])
    assert "The last answer is taken back." in said and "No answers stand in bridge.yaml." in said
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_why_and_cannot_say_change_nothing(draft: Path) -> None:
    said = held(draft, ["w", "x", "?"])
    assert "granted if nothing is signed" in said  # what hangs on it
    assert "Answer by a number from 1 to 4" in said
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_only_for_something_asks_for_what(draft: Path) -> None:
    said = held(draft, ["4", "1", "q"], "--party", "north")
    assert "For what, or after what, would Northbank do it?" in said
    assert "Only for a waiver of the toll" in said
    assert str(dt.load(draft).preferences["north"].statements[-1].want) == "bridge iff toll"


def test_so_many_questions_and_no_more(draft: Path) -> None:
    assert held(draft, "2222", "--questions", "1").count("Question ") == 1


def test_a_shipped_dialogue_lists_its_questions() -> None:
    said = CliRunner().invoke(app, ["interview", "us-pakistan-2010"]).output
    assert "What we would most like to know" in said and "detente convert us-pakistan-2010 mine.yaml" in said


def test_in_french_too(draft: Path) -> None:
    said = held(draft, "q", "--lang", "fr")
    assert "Northbank" in said and "Plutôt en être dispensé" in said
