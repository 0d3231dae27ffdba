"""Where dialogues beyond the arrays' limit can settle: the same answers where both engines can, and clean ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from detente import load
from detente.analyses.equilibria import equilibria
from detente.cli import INTERRUPTED, run
from detente.engine.concepts import CONCEPTS
from detente.engine.diagrams.single import Diagrams
from detente.engine.diagrams.space import Space
from detente.errors import TooLarge
from detente.formats import dump
from detente.formats import load as read
from detente.model.dialogue import Dialogue, Option, Party, Preferences, Statement
from detente.model.expression import Iff, Name
from strategies import random_dialogue

SHIPPED = ("river", "us-pakistan-2010", "classroom-prisoners", "classroom-chicken")


def same(dialogue: Dialogue, **asked: bool) -> None:
    """Diagrams give what arrays give, but for SIM, which they do not know."""
    by = {engine: equilibria(dialogue, engine=engine, **asked) for engine in ("arrays", "diagrams")}  # type: ignore[arg-type]
    arrays, diagrams = by["arrays"], by["diagrams"]
    only = arrays.firmness["none"]
    assert diagrams.engine == "diagrams" and arrays.engine == "arrays"
    assert diagrams.counts == {**arrays.counts, "sim": None}
    assert diagrams.firmness == {**arrays.firmness, "none": 0}
    assert diagrams.total == arrays.total - only
    assert diagrams.states == arrays.states and diagrams.status_quo == arrays.status_quo
    assert [c for c in diagrams.common if c.of != "any"] == [c for c in arrays.common if c.of not in ("any", "sim")]
    if arrays.stable is not None:
        assert diagrams.stable == {name: rows for name, rows in arrays.stable.items() if name != "sim"}
    expected = [e for e in arrays.equilibria or () if e.firmness]
    assert len(diagrams.equilibria or ()) == len(expected)
    for mine, other in zip(diagrams.equilibria or (), expected, strict=True):
        assert (mine.code, mine.state, mine.firmness) == (other.code, other.state, other.firmness)
        assert mine.concepts == tuple(name for name in other.concepts if name != "sim")
        assert mine.lean is None or (mine.lean, mine.free) == (other.lean, other.free)
    if diagrams.lean_checked == len(expected):
        assert diagrams.ways == arrays.ways


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_dialogues_are_the_same_by_both_engines(name: str) -> None:
    same(load(name), stable=True)


@pytest.mark.parametrize("seed", range(40))
def test_random_dialogues_are_the_same_by_both_engines(seed: int) -> None:
    dialogue = random_dialogue(seed, most=400)
    sq = next((s for s in map(dialogue.state, range(dialogue.possible)) if dialogue.feasible(s)), None)
    same(replace(dialogue, status_quo=sq), stable=seed % 2 == 0)


def wide(options: int = 60) -> Dialogue:
    """Two parties with many options of their own, each wanting some of both."""
    parties = tuple(Party(id=p, name=p) for p in "ab")
    made = tuple(Option(id=f"o{k}", by="ab"[k % 2], text="") for k in range(options))
    lists = {"a": ("o0", "o1", "o4"), "b": ("o1", "o2", "o3")}
    wishes = {p: Preferences(priorities=tuple(Statement(id=f"{p}.{o}", want=Name(o)) for o in names))
              for p, names in lists.items()}  # fmt: skip
    return Dialogue(title="wide", parties=parties, options=made, preferences=wishes, status_quo=(0,) * options)


def test_sixty_options_are_counted_exactly() -> None:
    found = equilibria(wide(), limit=3)
    # What a party wants of its own it takes, what it wants of the other it cannot get; the rest is anyhow.
    assert found.engine == "diagrams" and found.states.feasible == 2**60
    assert found.counts["nash"] == 2**56
    assert [e.firmness for e in found.equilibria or ()] == ["firm"] * 3
    assert all(e.state[o] == "yes" for e in found.equilibria or () for o in ("o0", "o1", "o3", "o4"))


def knotted() -> Dialogue:
    """A dialogue whose lists tie every option to one far away: nothing that diagrams could make small."""
    count = 60
    parties = tuple(Party(id=p, name=p) for p in "abc")
    options = tuple(Option(id=f"o{k}", by="abc"[k % 3], text="") for k in range(count))
    wishes = {
        p: Preferences(
            priorities=tuple(
                Statement(id=f"{p}{k}", want=Iff(Name(f"o{k}"), Name(f"o{(k * (7 + 4 * n) + 11) % count}")))
                for k in range(count)
            )
        )
        for n, p in enumerate("abc")
    }
    return Dialogue(title="knotted", parties=parties, options=options, preferences=wishes, status_quo=(0,) * count)


@pytest.mark.parametrize("bounds", [{"seconds": 0.3}, {"nodes": 5_000}])
def test_what_comes_to_no_end_is_refused_in_one_line(bounds: dict[str, int]) -> None:
    line = r"^(seconds of work on|nodes of) diagrams: [\d,.]+ is more than the limit"
    with pytest.raises(TooLarge, match=line) as told:
        Diagrams(knotted(), **bounds).equilibria("seq").count()  # type: ignore[arg-type]
    assert "\n" not in str(told.value)


def test_a_command_that_comes_to_no_end_says_so_and_goes(tmp_path: Path) -> None:
    (tmp_path / "knotted.yaml").write_text(dump(knotted()), encoding="utf-8")
    words = [sys.executable, "-m", "detente", "equilibria", "knotted.yaml", "--counts", "--time-limit", "0.5"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("seconds of work on diagrams") and done.stderr.count("\n") == 1


def test_what_is_known_by_then_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from detente.engine.diagrams import solve

    def never(*_: object) -> object:
        raise TooLarge("seconds of work on diagrams", 2, 1)

    monkeypatch.setattr(solve, "by_improvements", never)
    path = tmp_path / "wide.yaml"
    path.write_text(dump(wide()), encoding="utf-8")
    assert run(["equilibria", str(path), "--limit", "2", "--json"]) == INTERRUPTED
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["nash"] == 2**56 and told["counts"]["seq"] is None
    assert set(told["unknown"]) == {"seq", "sseq"} and told["complete"] is False
    assert list(told["firmness"]) == ["firm", "none"] and len(told["equilibria"]) == 2
    assert run(["equilibria", str(path)]) == INTERRUPTED
    assert "Not known: SSEQ and SEQ; there was no end" in " ".join(capsys.readouterr().out.split())


def test_an_interrupt_leaves_what_is_known_by_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.engine.diagrams import solve

    ended = Event()

    def long(space: Space, *_: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        try:
            while True:  # as long as anybody waits
                space.kernel.on()
        finally:
            ended.set()

    monkeypatch.setattr(solve, "by_improvements", long)
    path = tmp_path / "wide.yaml"
    path.write_text(dump(wide()), encoding="utf-8")
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background ignores it
    try:
        assert run(["equilibria", str(path), "--limit", "2", "--json"]) == INTERRUPTED
        told = json.loads(capsys.readouterr().out)
        assert run(["equilibria", str(path), "--limit", "2"]) == INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, heard)
    assert ended.wait(20)
    assert told["unknown"] == {"sseq": "interrupted", "seq": "interrupted"} and told["complete"] is False
    assert told["counts"]["nash"] == 2**56 and told["counts"]["seq"] is None and len(told["equilibria"]) == 2
    assert "Not known: SSEQ and SEQ; the work was interrupted." in " ".join(capsys.readouterr().out.split())


def test_without_the_extra_one_line_names_the_command(tmp_path: Path) -> None:
    (tmp_path / "wide.yaml").write_text(dump(knotted()), encoding="utf-8")
    (tmp_path / "oxidd.py").write_text("raise ModuleNotFoundError('not here')\n", encoding="utf-8")
    where = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    for words in (["equilibria", "wide.yaml"], ["equilibria", "river", "--engine", "diagrams"]):
        done = subprocess.run([sys.executable, "-m", "detente", *words], cwd=tmp_path, env=where,
                              capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
        assert done.returncode == 2 and done.stderr.count("\n") == 1
        assert "pip install 'detente[symbolic]'" in done.stderr
    done = subprocess.run([sys.executable, "-m", "detente", "equilibria", "river"], cwd=tmp_path, env=where,
                          capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
    assert done.returncode == 0


def test_the_engine_can_be_named_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text(dump(wide()), encoding="utf-8")
    assert read(path).possible == 2**60
    assert run(["equilibria", str(path), "--engine", "arrays"]) == 2
    assert "more than the limit of 16,777,216" in capsys.readouterr().err
    for engine, by in (("auto", "arrays"), ("arrays", "arrays"), ("diagrams", "diagrams")):
        assert run(["equilibria", "river", "--engine", engine, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["engine"] == by
    assert run(["show", str(path)]) == 0
    assert "answered by decision diagrams" in " ".join(capsys.readouterr().out.split())


def test_every_concept_is_known_at_large() -> None:
    assert set(equilibria(wide(), counts=True).counts) == {c.name for c in CONCEPTS} | {"sim"}
