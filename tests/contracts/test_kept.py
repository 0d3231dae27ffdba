"""Results kept on disk are those worked out, and nothing but records of this package is made from a file."""

from __future__ import annotations

import inspect
import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from detente import formats, kept
from detente.analyses.brief import brief
from detente.analyses.equilibria import equilibria
from detente.analyses.facts import facts
from detente.analyses.leverage import Leverage
from detente.analyses.why import why
from detente.cli import run
from detente.cli.app import app
from detente.plain import plain
from detente.report.brief.annex import annexed
from detente.report.brief.page import view
from detente.report.renderers import terminal
from detente.workbench import ANALYSES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results that keeps whatever is worked out, however quickly."""
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "WORTH", 0.0)
    return tmp_path / "cache"


RIVER = formats.load("river.yaml")


@pytest.mark.parametrize("row", ANALYSES, ids=lambda row: row.name)
def test_every_question_s_result_is_read_back_as_it_was(row: Any) -> None:
    asked = [p for p in inspect.signature(row.function).parameters.values() if p.default is p.empty][1:]
    given = {"ask": RIVER.asks[0].id, "target": RIVER.asks[0].id, "state": "0", "changes": ()}
    if any(p.name not in given for p in asked):
        pytest.skip("a question with arguments of its own")
    supposed = {"drop": [RIVER.rules[0].id if RIVER.rules else RIVER.asks[0].id]} if row.name == "whatif" else {}
    result = row.function(RIVER, **{p.name: given[p.name] for p in asked}, **supposed)
    again = kept.decoded(json.loads(json.dumps(kept.encoded(result))))
    assert again == result
    assert plain(again) == plain(result)
    assert list(_kinds(again)) == list(_kinds(result))


def _kinds(value: Any) -> Iterator[type]:
    """The types of all parts: a list that came back as a tuple would show."""
    yield type(value)
    if is_dataclass(value):
        for field in fields(value):
            yield from _kinds(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _kinds(item)


def test_pages_say_the_same_from_what_was_kept(folder: Path) -> None:
    dialogue = formats.load("us-pakistan-2010")
    first, second = brief(dialogue), brief(formats.load("us-pakistan-2010"))
    pages = [terminal.text(annexed(dialogue, one, view(dialogue, one))) for one in (first, second)]
    assert len(list(folder.glob("*.json"))) > 5
    assert pages[0] == pages[1]


def test_what_is_kept_is_not_worked_out_again(folder: Path) -> None:
    asked: list[str] = []

    @kept.kept
    def question(name: str) -> tuple[str, Fraction]:
        asked.append(name)
        return name, Fraction(1, 3)

    assert [question("a"), question("a"), question("b"), question("a")].count(("a", Fraction(1, 3))) == 3
    assert asked == ["a", "b"]
    with kept.nothing():
        question("a")
    assert asked == ["a", "b", "a"]


def test_a_question_asked_on_the_way_is_no_entry_of_its_own(folder: Path) -> None:
    @kept.kept
    def inner(name: str) -> str:
        return name

    @kept.kept
    def outer(name: str) -> str:
        return inner(name) * 2

    assert outer("a") == "aa"
    assert len(list(folder.glob("*.json"))) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2", '{"~record": "os:stat_result", "fields": []}', '{"~odd": 1}', '{"a": 1, "b": 2}']
)
def test_a_damaged_entry_is_no_entry(folder: Path, text: str) -> None:
    asked = equilibria(RIVER)
    (path,) = folder.glob("*.json")
    path.write_text(text)
    assert equilibria(RIVER) == asked
    assert kept.decoded(json.loads(path.read_text())) == asked, "and the entry is whole again"


@pytest.mark.parametrize(
    "name", ["os:system", "detente.kept:Path", "detente.kept:kept", "builtins:dict", "detente.cli:run"]
)
def test_only_records_of_this_package_are_made(name: str) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        kept.decoded({"~record": name, "fields": []})


def test_another_dialogue_another_question_another_program_find_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count() -> int:
        return len(list(folder.glob("*.json")))

    facts(RIVER)
    facts(RIVER)
    assert count() == 1
    facts(replace(RIVER, title="Another"))
    assert count() == 2
    equilibria(RIVER, limit=1)
    equilibria(RIVER, limit=2)
    assert count() == 4
    monkeypatch.setattr(kept, "_program", lambda: "a later version")
    facts(RIVER)
    assert count() == 5


@dataclass(frozen=True)
class Odd:
    """A record that is not of the package."""

    n: int


def test_what_cannot_be_written_passes_by(folder: Path) -> None:
    @kept.kept
    def question(value: object) -> object:
        return value

    told = object()
    assert question(told) is told
    assert question(Odd(1)) == Odd(1)
    assert not list(folder.glob("*.json"))


def test_what_was_cut_short_is_not_kept(folder: Path) -> None:
    short = Leverage(**{f.name: False if f.name == "complete" else () for f in fields(Leverage)})  # type: ignore[arg-type]

    @kept.kept
    def question(n: int) -> tuple[Leverage, ...]:
        return (replace(short, complete=bool(n)), short)

    question(1)
    assert not list(folder.glob("*.json"))


def test_the_folder_is_the_users_alone_and_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @kept.kept
    def question(n: int) -> str:
        return str(n) * 1000

    question(1)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())
    monkeypatch.setattr(kept, "ROOM", 2500)
    for n in range(2, 8):
        question(n)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2500
    assert list(folder.glob("*.json"))


def test_quick_answers_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path))
    monkeypatch.setattr(kept, "WORTH", 1e9)
    facts(RIVER)
    assert not list(tmp_path.iterdir())


def test_commands_keep_nothing_where_asked_and_clear_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["equilibria", "river", "--no-cache"]) == 0
    assert not folder.exists()
    assert run(["equilibria", "river"]) == 0
    capsys.readouterr()
    assert run(["cache"]) == 0
    assert "1 kept" in capsys.readouterr().out
    assert run(["cache", "clear"]) == 0
    assert "1 removed" in capsys.readouterr().out
    assert not list(folder.glob("*.json"))


@pytest.mark.parametrize("name", ["brief", "report", *(row.name for row in ANALYSES)])
def test_every_question_can_be_asked_without_the_folder(name: str) -> None:
    command = app.get_command(None, name)  # type: ignore[arg-type]
    assert any("--no-cache" in parameter.opts for parameter in command.params)


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(kept, "WORTH", 0.0)
    assert facts(RIVER) == facts.__wrapped__(RIVER)  # type: ignore[attr-defined]
    assert why(RIVER, RIVER.asks[0].id).ask == RIVER.asks[0].id
