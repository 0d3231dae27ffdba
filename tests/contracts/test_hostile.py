"""Whatever file is handed to a command: a message with its place, exit code 2, no traceback, and quickly."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from detente.cli import run
from effort import effort

BASE = "parties: {a: {}, b: {}}\noptions:\n  x: {by: a}\n  y: {by: b, levels: [none, half, full]}\n"
LETTERS = "abcdefghijk"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{c}: &{c} [{', '.join(['*' + p] * 10)}]\n" for p, c in itertools.pairwise(LETTERS)
)
MANY = "parties: {a: {}}\noptions:\n"
GMCR = {"options": [{"name": "x"}], "decisionMakers": [{"name": "d", "options": [0]}]}


def pigeons(count: int, holes: int, idle: int) -> str:
    names = [[f"p{i}_{j}" for j in range(holes)] for i in range(count)]
    flat = [n for row in names for n in row] + [f"idle{k}" for k in range(idle)]
    text = MANY + "".join(f"  {n}: {{by: a}}\n" for n in flat) + "rules:\n"
    text += "".join(f"- never: not ({' or '.join(row)})\n" for row in names)
    pairs = [pair for column in zip(*names, strict=True) for pair in itertools.combinations(column, 2)]
    return text + "".join(f"- never: {a} and {b}\n" for a, b in pairs)


def options(count: int) -> str:
    return MANY + "".join(f"  o{k}: {{by: a}}\n" for k in range(count))


REFUSED = {
    "empty.yaml": ("", "empty"),
    "nul.yaml": ("\0\0", "line 1: there is a character that no text holds"),
    "nul-within.yaml": (BASE + "title: a\0b\n", "line 5"),
    "utf16.yaml": (("\ufeff" + BASE).encode("utf-16-le"), "UTF-16; save the file as UTF-8"),
    "tab.yaml": ("parties:\n\ta: {}\n", "line 2"),
    "loop.yaml": (BASE + "note: &n {a: *n}\n", "line 5"),
    "bomb.yaml": (BASE + BOMB, "limit of 250,000"),
    "deep-flow.yaml": (BASE + "note: " + "[" * 10_000 + "]" * 10_000, "line 5: levels of nesting"),
    "deep-block.yaml": ("\n".join("  " * k + "a:" for k in range(2000)), "levels of nesting"),
    "deep-dashes.yaml": (BASE + "note:\n" + "- " * 10_000 + "x\n", "levels of nesting"),
    "deep-brackets.yaml": (BASE + f"rules: [{{never: '{'(' * 9000}x{')' * 9000}'}}]\n", "line 5: a rule"),
    "deep-not.yaml": (BASE + f"rules: [{{never: '{'not ' * 4900}x'}}]\n", "nested more than 200 deep"),
    "deep-if.yaml": (BASE + f"rules: [{{never: '{'if x then ' * 1900}x'}}]\n", "nested more than 200 deep"),
    "code.yaml": (BASE + "title: !!python/object/apply:os.system ['true']\n", "line 5"),
    "ids.yaml": ("parties: {'a b': {}, '🕊': {}}\noptions: {x: {by: 'a b'}}\n", "line 1: `a b` cannot be the id"),
    "twice.yaml": (BASE + "options: {z: {by: a}}\n", "line 5: `options` stands twice"),
    "contradiction.yaml": (pigeons(5, 4, 4), "no state is feasible"),
    "thousands.yaml": (options(20_000), "20,000 is more than the limit of 1,000"),
    "quo.yaml": (BASE + "rules: [{never: x}]\nstatus_quo: {x: yes}\n", "line 6: the status quo is infeasible"),
    "long.yaml": (BASE + "title: " + "x" * 10_000_000 + "\n", "limit of 10,000,000"),
    "deep.json": ("[" * 10_000, "levels of nesting"),
    "cut.json": (json.dumps({"parties": {"a": {}}})[:-4], "line 1: this is not JSON"),
    "number.json": ("5", "not a dialogue file"),
    "cut.gmcr": (json.dumps(GMCR)[:-4], "line 1: this is not JSON"),
    "types.gmcr": ('{"options": 5, "decisionMakers": {}}', "`options` must be a list"),
    "list.gmcr": ("[]", "not a GMCR+ file"),
    "deep.gmcr": ('{"options":' * 10_000, "levels of nesting"),
    "index.gmcr": (json.dumps(GMCR).replace("[0]", "[" + "9" * 5000 + "]"), "an option is an index from 0 to 0"),
    "nobody.gmcr": (json.dumps(GMCR).replace("[0]", "[]"), "held by no decision maker"),
    "never.gmcr": (json.dumps(GMCR | {"infeasibles": [[[0, "Y"]], [[0, "N"]]]}), "no state is feasible"),
    "other.txt": (BASE, "not of a known kind"),
}


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    return run(arguments), capsys.readouterr().err


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, words = REFUSED[name]
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with effort() as spent:
        code, message = told(["equilibria", str(file), "--json"], capsys)
    assert code == 2, message
    assert words in message
    assert "Traceback" not in message
    assert len(message) < 5000
    assert spent.calls < 6_000_000


@pytest.mark.parametrize("count", [25, 1000])
def test_what_is_too_wide_for_arrays_is_refused_by_them_alone(
    count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wide.yaml"
    file.write_text(options(count), encoding="utf-8")
    code, message = told(["equilibria", str(file), "--json", "--engine", "arrays"], capsys)
    assert code == 2 and "is more than the limit of 16,777,216" in message and len(message) < 500
    assert told(["equilibria", str(file), "--json"], capsys) == (0, "")


@pytest.mark.parametrize("rule", ["not x", "y is none or x is no"])
def test_without_a_status_quo_stability_runs_and_the_rest_says_so(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """None stated and the all-first state infeasible: there is no status quo, and that is no error of the file."""
    file = tmp_path / "none.yaml"
    wants = "priorities: {a: [x], b: [y is half]}\nasks: {q: {of: a, by: b, that: x}}\n"
    file.write_text(BASE + f"rules: [{{never: {rule}}}]\n" + wants, encoding="utf-8")
    assert run(["equilibria", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status_quo"] is None
    assert run(["leverage", str(file), "--for", "q", "--json"]) == 0
    for command in ("paths", "deals"):
        code, message = told([command, str(file)], capsys)
        assert code == 2
        assert "status quo" in message


def test_unknown_files_and_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["equilibria", str(tmp_path / "none.yaml")], "there is no file"),
        (["equilibria", "us-pakistan-2011"], "did you mean `us-pakistan-2010`"),
        (["equilibria", str(tmp_path)], "is a folder"),
        (["equilibrium", "river"], "did you mean 'equilibria'"),
        (["equilibria"], "TALKS"),
    ):
        code, message = told(arguments, capsys)
        assert code == 2
        assert words in message


@pytest.mark.parametrize("name", ["北京 🕊️", "<script>alert(1)</script>", "Тегеран & сын", "‮abc"])
def test_names_of_any_kind_go_through_every_command(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {
        "title": name,
        "parties": {"a": {"name": name}, "b": {"name": name}},
        "options": {"x": {"by": "a", "text": name, "asked_by": "b"}},
        "priorities": {"a": [{"want": "not x", "because": name}], "b": ["x"]},
    }
    file = tmp_path / "names.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    for command in ("check", "show", "equilibria", "brief"):
        assert run([command, str(file)]) == 0, command
    capsys.readouterr()
    page = tmp_path / "brief.html"
    assert run(["brief", str(file), "--html", str(page)]) == 0
    assert "<script>alert(1)</script>" not in page.read_text(encoding="utf-8")


def test_the_starter_is_sound_and_has_a_brief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "x"]) == 0
    assert run(["check", "x.yaml"]) == 0
    assert "no errors, no warnings" in capsys.readouterr().out
    assert run(["brief", "x.yaml"]) == 0
    code, message = told(["new", "x"], capsys)
    assert code == 2
    assert "is there already" in message


@pytest.mark.parametrize("talks", ["river", "us-pakistan-2010"])
def test_a_dialogue_goes_round_through_the_formats(talks: str, tmp_path: Path) -> None:
    """yaml, json, yaml say the same; what comes back from `.gmcr` has the same states and settles alike."""
    import detente as dt

    one, two, three = (str(tmp_path / name) for name in ("one.yaml", "two.json", "three.yaml"))
    for source, target in ((talks, one), (one, two), (two, three)):
        assert run(["convert", source, target]) == 0
    assert dt.load(three) == dt.load(two) == dt.load(one) == dt.load(talks)
    gmcr, back = str(tmp_path / "back.gmcr"), str(tmp_path / "back.yaml")
    assert run(["convert", one, gmcr]) == 0
    assert run(["convert", gmcr, back]) == 0
    before, after = dt.equilibria(dt.load(talks)), dt.equilibria(dt.load(back))
    assert before.states.feasible == after.states.feasible
    assert before.counts["nash"] == after.counts["nash"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    file = tmp_path / "kept.yaml"
    assert run(["convert", "river", str(file)]) == 0
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run(["convert", "us-pakistan-2010", str(file), "--force"]) == 2
    assert file.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["kept.yaml"]


def test_the_schema_accepts_what_is_shipped_and_the_starter(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from importlib.resources import files

    from detente.formats import examples
    from detente.formats.new import new
    from detente.formats.nodes import from_yaml

    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    folder = files("detente") / "examples"
    texts = [(folder / f"{name}.yaml").read_text(encoding="utf-8") for name in examples()]
    for text in (*texts, new("x")):
        jsonschema.validate(from_yaml(text, "f")[0].plain_data(), schema)
