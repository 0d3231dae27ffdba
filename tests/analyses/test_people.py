"""Several people's answers to the interview of one file: where they part, and what hangs on it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from detente.analyses.compare import compare
from detente.analyses.people import people
from detente.cli.app import app
from detente.formats import parse, shipped
from detente.formats.revise import revise
from detente.model.dialogue import Dialogue


def river(*changes: dict[str, object]) -> Dialogue:
    file = shipped("river")
    assert file is not None
    text = file.read_text("utf-8")
    for change in changes:
        text = revise(text, dict(change))["text"]
    return parse(text, "river.yaml")


MOVED: dict[str, object] = {"kind": "move", "id": "own-farmers", "places": 2}
LEFT_OUT: dict[str, object] = {"kind": "drop", "id": "water-first"}


def test_an_entry_that_two_have_alike_is_told_once_with_both() -> None:
    found = people(river(), {"anna": river(MOVED), "ben": river(MOVED, LEFT_OUT), "cleo": river()})
    by = {one.line.difference.kind: one.people for one in found.partings}
    assert by["removed"] == ("ben",)
    assert by["moved"] == ("anna", "ben")
    assert len(found.partings) == len({repr(one.line.difference) for one in found.partings})


def test_each_ask_fares_as_in_the_comparison_of_two() -> None:
    here, versions = river(), {"anna": river(MOVED), "ben": river(LEFT_OUT)}
    found = people(here, versions)
    for k, version in enumerate(versions.values()):
        pair = compare(here, version)
        otherwise = {one.ask: one.after for one in pair.asks}
        told = {one.ask: one.each[k] for one in found.asks if one.each[k] != one.here}
        assert told == otherwise
        assert found.firm[k] == pair.firm[1]
    assert found.agreed + len(found.asks) == len(here.asks)


def test_the_commands_keep_each_persons_answers_apart(tmp_path: Path) -> None:
    run = CliRunner()
    file = tmp_path / "talks.yaml"
    run.invoke(app, ["convert", "us-pakistan-2010", str(file)], catch_exceptions=False)
    before = file.read_bytes()
    for name, keys in (("anna", "1\nq\n"), ("ben", "2\nq\n")):
        run.invoke(app, ["interview", str(file), "--as", name], input=keys, catch_exceptions=False)
    assert file.read_bytes() == before
    told = run.invoke(app, ["compare", str(file), "--people", "--json"], catch_exceptions=False)
    assert json.loads(told.stdout)["names"] == ["anna", "ben"]
    page = run.invoke(app, ["compare", str(file), "--people", "--lang", "fr"], catch_exceptions=False).stdout
    assert "Plusieurs analystes" in page or "divergent" in page


def test_what_cannot_be_is_told(tmp_path: Path) -> None:
    run = CliRunner()
    file = tmp_path / "talks.yaml"
    run.invoke(app, ["convert", "river", str(file)], catch_exceptions=False)
    for words, said in ((["compare", str(file)], "--people"), (["compare", str(file), "--people"], "--as NAME"),
                        (["interview", str(file), "--as", "../x"], "letters, digits"),
                        (["interview", str(file), "--as", "changes"], "neither happened")):  # fmt: skip
        result = run.invoke(app, words)
        assert result.exit_code == 2
        assert said in result.output
