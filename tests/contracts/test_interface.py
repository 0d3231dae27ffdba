"""What scripts build on: commands, keys of the JSON and their order, exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.cli import examples as _examples
from detente.cli import run, say
from detente.cli.app import COMMANDS
from detente.formats import load

TALKS = "us-pakistan-2010"
TWO = "parties: {a: {name: Äß}, b: {}}\noptions: {x: {by: a}, y: {by: b, levels: [none, half, full]}}\n"


def asked(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    """What a command prints, on both ways out."""
    assert run(list(words)) == code
    return capsys.readouterr()


def found(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    read: dict[str, Any] = json.loads(asked(capsys, *words, "--json")[0])
    assert read["detente"] == 1
    return read


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_can_be_asked_what_it_takes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Usage: detente " + name in asked(capsys, name, "--help")[0]


def test_equilibria_in_the_form_that_is_promised(capsys: pytest.CaptureFixture[str]) -> None:
    all_ = found(capsys, "equilibria", TALKS, "--stable")
    promised = ["parties", "options", "states", "status_quo", "equilibria", "counts", "stable"]
    assert [key for key in all_ if key in promised] == promised
    assert all_["parties"][0] == {"id": "us", "name": "United States"}
    assert all_["options"][1] == {"id": "cut_off_units", "by": "us", "levels": ["no", "yes"]}
    assert list(all_["states"]) == ["possible", "feasible"]
    assert set(all_["status_quo"]) == {"state", "code"}
    assert list(all_["counts"]) == ["nash", "sseq", "seq", "smr", "gmr", "sim"]
    assert list(all_["stable"]) == list(all_["counts"])
    assert list(all_["stable"]["nash"]) == [party["id"] for party in all_["parties"]]
    rank = ["firm", "credible", "held", "fearful", None]
    order = [(rank.index(e["firmness"]), e["code"]) for e in all_["equilibria"]]
    assert order == sorted(order)
    for entry in all_["equilibria"]:
        assert {"state", "code", "firmness", "concepts", "lean"} <= set(entry)
        assert all(isinstance(level, str) for level in entry["state"].values())
        assert set(entry["lean"]) <= {"seq", "sseq"}
    for concept, count in all_["counts"].items():
        assert count == sum(concept in entry["concepts"] for entry in all_["equilibria"])
        together = set.intersection(*(set(codes) for codes in all_["stable"][concept].values()))
        assert count == len(together)


def test_counts_alone_and_limits_leave_the_counts_whole(capsys: pytest.CaptureFixture[str]) -> None:
    counts = found(capsys, "equilibria", TALKS)["counts"]
    alone = found(capsys, "equilibria", TALKS, "--counts", "--stable")
    assert not {"equilibria", "stable"} & set(alone)
    limited = found(capsys, "equilibria", TALKS, "--limit", "2")
    assert len(limited["equilibria"]) == 2
    assert counts == alone["counts"] == limited["counts"]


def test_simultaneous_moves_are_left_out_of_large_dialogues_and_it_is_said(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "large.yaml"
    file.write_text("parties: {a: , b: }\noptions:\n" + "".join(f"  o{k}: {{by: {'ab'[k % 2]}}}\n" for k in range(17)))
    assert found(capsys, "equilibria", str(file), "--counts")["counts"]["sim"] is None
    assert "SIM is left out beyond 65,536 states" in " ".join(
        asked(capsys, "equilibria", str(file), "--counts")[0].split()
    )


@pytest.mark.parametrize(("ask", "kind"), [("north_waziristan", "rule"), ("balochistan", "priority")])
def test_why_in_the_form_that_is_promised(ask: str, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    why = found(capsys, "why", TALKS, ask)
    assert {"ask", "by", "of", "granted", "reason", "gains", "trace"} <= set(why)
    assert {"kind", "statement", "because", "evidence", "basis"} <= set(why["reason"])
    assert (why["by"], why["of"], why["granted"], why["reason"]["kind"]) == ("us", "pakistan", False, kind)


def test_the_other_kinds_of_reason(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kinds.yaml"
    file.write_text(
        TWO + "asks: {plain: {of: a, by: b, that: x}, half: {of: b, by: a, that: y >= half}}\n"
        "priorities: {a: [x], b: []}\n"
    )
    assert found(capsys, "why", str(file), "plain")["reason"]["kind"] == "willing"
    assert found(capsys, "why", str(file), "half")["reason"]["kind"] in ("indifferent", "no_link")
    assert found(capsys, "why", str(file), "x")["reason"]["kind"] == "willing"  # an ask covers it
    file.write_text(TWO + "priorities: {a: [x], b: [y]}\n")
    assert found(capsys, "why", str(file), "x")["reason"]["kind"] == "nobody_asked"


def test_leverage_asks_back_whose_wish_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    for wanted in ("close_route", "balochistan or incursions"):
        told = asked(capsys, "leverage", TALKS, "--for", wanted, code=2)[1]
        assert "naming the asker, `us`" in told


def test_standard_input_is_a_dialogue_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TWO.encode())))
    read = found(capsys, "equilibria", "-")
    assert read["parties"][0] == {"id": "a", "name": "Äß"}
    assert read["counts"]["nash"] == 6


def test_a_rule_that_the_question_itself_breaks_is_left_aside(capsys: pytest.CaptureFixture[str]) -> None:
    answer = found(capsys, "respond", TALKS, "north_waziristan=offensive")
    assert "flood-troops" in json.dumps(answer["suspended"])


def test_what_if_takes_every_kind_of_change(capsys: pytest.CaptureFixture[str]) -> None:
    for change in (
        ("--set", "flood_relief=no"),
        ("--drop", "flood-troops"),
        ("--grant", "north_waziristan=targeted"),
        ("--add", "pakistan: want balochistan before credit-of-2009"),
        ("--add", "pakistan: want balochistan"),
    ):
        assert not found(capsys, "whatif", TALKS, *change)["same"] or change[-1].endswith("balochistan")
    assert "write `PARTY: want EXPRESSION`" in asked(capsys, "whatif", TALKS, "--add", "pakistan want x", code=2)[1]


def test_check_reads_back_what_was_said(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "said.yaml"
    file.write_text(
        TWO + "asks: {q: {of: b, by: a, that: y >= half}}\nrules: [{never: x and y is full}]\n"
        "priorities: {a: [if x then (y iff x)], b: [not x]}\n"
    )
    told = " ".join(asked(capsys, "check", str(file))[0].split())
    for typed in ("(y >= half)", "(x and y is full)", "(if x then y iff x)", "(not x)"):
        assert typed in told
    assert "met when “y” is at least half" in told
    assert "cannot be: “x” is done and “y” is full" in told


def test_a_state_without_a_status_quo_is_not_carried_over_in_silence(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    imported, exported = tmp_path / "a.gmcr", tmp_path / "b.yaml"
    asked(capsys, "convert", "river", str(imported))
    assert "no status quo" in asked(capsys, "convert", str(imported), str(exported))[1]
    assert "suffix says its format" in asked(capsys, "convert", "river", str(tmp_path / "b"), code=2)[1]


def test_a_promise_without_a_text_is_called_by_its_id(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "promise.yaml"
    file.write_text(TWO + "commitments: {gauges: {by: a, to: b, due: 2030}}\n")
    assert found(capsys, "rounds", str(file))["commitments"][0]["text"] == "gauges"
    assert "text" not in found(capsys, "show", str(file))["commitments"]["gauges"]


def left_with(way_out: int, *words: str, **settings: Any) -> tuple[int, str]:
    """The exit code of a command whose output goes to a file descriptor, and what it says on standard error."""
    # As a user has it: what is printed is held back until there is enough of it, or the program ends.
    plain = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-m", "detente", *words], stdout=way_out, stderr=subprocess.PIPE, env=plain, check=False,
        **settings,
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("words", [("show", "river"), ("equilibria", "river", "--json"), ("--version",)])
def test_a_reader_that_has_gone_is_no_fault(words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert left_with(writer, *words) == (0, "")
    finally:
        os.close(writer)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("words", [("show", "river"), ("equilibria", "river", "--json"), ("--version",)])
def test_a_full_disk_is_told_as_such(words: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        assert left_with(full, *words) == (2, "the output cannot be written: No space left on device\n")
    finally:
        os.close(full)


def test_an_interrupt_ends_with_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(dialogue: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.analyses.paths.paths", interrupted)
    assert asked(capsys, "paths", "river", code=130)[1].strip() == "interrupted: nothing is known yet"


def test_a_defect_of_ours_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(dialogue: Any) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    monkeypatch.setattr("detente.analyses.paths.paths", broken)
    told = asked(capsys, "paths", "river", code=1)[1]
    assert "Please report it" in told
    assert "Traceback" not in told


def test_a_bare_name_is_a_shipped_dialogue_whatever_lies_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "river").write_text("a file without a suffix")
    assert found(capsys, "equilibria", "river", "--counts")["states"]["possible"] == 24


def test_a_new_file_has_a_name_and_the_next_commands_can_be_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "needs a name" in asked(capsys, "new", "", code=2)[1]
    assert "detente check 'two words.yaml'" in asked(capsys, "new", "two words")[0]
    assert "is there already" in asked(capsys, "new", "two words", code=2)[1]
    assert list(tmp_path.iterdir()) == [tmp_path / "two words.yaml"]


@pytest.mark.parametrize(("target", "size"), [("some", 2), ("firm", 3), ("every", 2)])
def test_how_large_sets_leverage_looks_for(target: str, size: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "leverage", "river", "--for", "release", "--target", target)["size"] == size


def test_a_brief_is_written_and_printed_as_json_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert found(capsys, "brief", "river", "--html", str(page))["title"] == "Talks on the upper river"
    assert "<html" in page.read_text()


@pytest.mark.parametrize(
    ("command", "said"), [("paths", "Ten settlements, no way shown"), ("coalitions", "Three settlements, none shown")]
)
def test_a_limit_of_none_is_not_taken_for_no_settlement(
    command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = asked(capsys, command, "river", "--limit", "0")[0]
    assert said in told
    assert "no settlement" not in told


def test_ways_of_another_kind_are_not_denied(capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, "paths", "river", "--kind", "credible")[0]
    assert "Two are reached by other steps only." in told
    assert "cannot be reached" not in told


def test_the_json_of_a_desk_has_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    plain = json.loads(asked(capsys, "brief", "us-pakistan-2010", "--json")[0])
    told = json.loads(asked(capsys, "brief", "us-pakistan-2010", "--desk", "us", "--json")[0])
    found = told.pop("desk")
    assert told == plain
    mine, theirs = ([w["ask"] for w in plain["whys"] if w[who] == "us"] for who in ("by", "of"))
    assert found["party"] == "us"
    assert set(found["want"]) | set(found["leave"]) <= set(mine)
    assert list(found["theirs"]) == theirs
    assert "north_waziristan" in found["leave"]
    page = " ".join(asked(capsys, "brief", "us-pakistan-2010", "--desk", "us")[0].split())
    asks = load("us-pakistan-2010")
    assert all(asks.ask(ask).text.lower() in page.lower() for ask in found["want"])
    assert "no desk for `them`" in asked(capsys, "brief", "river", "--desk", "them", "--json", code=2)[1]


EXAMPLES = [line for lines in _examples.EXAMPLES.values() for line in lines]


@pytest.mark.parametrize("line", EXAMPLES)
def test_examples_of_help_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(line)
    assert (program, run(words)) == ("detente", 0)


def test_every_command_has_an_example_but_those_that_ask_for_a_text_or_an_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    others = {"apply", "cache", "forecast", "lsp", "read", "review", "store", "verify", "watch"}
    for name in COMMANDS.keys() - others:
        assert f"  detente {name}" in asked(capsys, name, "--help")[0]


# ---- the door to the terminal

STEERING = "red \x1b]0;t\x07 \u202e \u2069 \x9b31m"


def test_nothing_but_the_door_prints() -> None:
    folder = Path(say.__file__).parent
    for file in folder.glob("*.py"):
        if file.name != "say.py":
            assert "click.echo" not in file.read_text(encoding="utf-8"), file.name


def test_what_a_file_or_a_command_line_holds_cannot_steer_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = json.dumps({"title": STEERING, "parties": {"a": {"name": STEERING}, "b": {}},
                       "options": {"x": {"by": "a", "text": STEERING, "asked_by": "b"}}})  # fmt: skip
    Path("talks.yaml").write_text(text, encoding="utf-8")
    bad = text.replace('"by": "a"', '"by": "\\u009b31m\\u202e"')
    Path("bad.yaml").write_text(bad, encoding="utf-8")
    for words in (
        ["brief", "talks.yaml"], ["check", "talks.yaml"], ["show", "talks.yaml"], ["brief", "talks.yaml", "--json"],
        ["show", "talks.yaml", "--json"], ["convert", "talks.yaml", "-"], ["check", "bad.yaml"], ["check", STEERING],
        ["why", "talks.yaml", STEERING], ["why", "talks.yaml", "x", STEERING], [STEERING], ["why", "talks.yaml"],
        ["respond", "talks.yaml", STEERING], ["review", STEERING], ["read", STEERING], ["verify", STEERING],
        ["equilibria", "talks.yaml", "--set", STEERING],
    ):  # fmt: skip
        run(words)
        for printed in capsys.readouterr():
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]", printed), words


def test_json_keeps_what_it_may_not_print(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = json.dumps({"title": STEERING, "parties": {"a": {}}, "options": {"x": {"by": "a"}}})
    file = tmp_path / "talks.json"
    file.write_text(text, encoding="utf-8")
    run(["show", str(file), "--json"])
    assert json.loads(capsys.readouterr().out)["title"] == STEERING


# ---- errors with their line


@pytest.mark.parametrize(
    ("text", "line", "below"),
    [
        ("parties: {a: {}, b: {}}\noptions: {x: {by: q}}\n", "options: {x: {by: q}}", "q"),
        ("parties: {a: {}, b: {}}\noptions:\n\tx: {by: a}\n", "x: {by: a}", ""),
        ("parties: {a: {}}\noptions: {x: {by: a}}\nweights: {a: {x: many}}\n", "weights: {a: {x: many}}", "many"),
        ("parties: {a: {}}\noptions: {x: {by: a}}\nrules: [{never: x is mabye}]\n", "never: x is mabye", "mabye"),
        ("parties: {a: {}}\noptions: {" + "z" * 300 + ": {by: a}, x: {by: q}}\n", "x: {by: q}}", "q"),
    ],
)
def test_an_error_shows_its_line_and_what_is_meant_in_it(
    text: str, line: str, below: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(text, encoding="utf-8")
    printed = asked(capsys, "check", str(file), code=2)[1].splitlines()
    (at,) = (k for k, shown in enumerate(printed) if line in shown.partition(" | ")[2])
    mark = printed[at + 1]
    assert len(printed[at]) <= 120
    if below:
        assert printed[at][mark.index("^") : mark.rindex("^") + 1] == below


def test_an_interrupt_within_a_librarys_error_is_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as stop:
            raise ValueError("while a schema was built") from stop

    monkeypatch.setattr("detente.cli.files.load_with_warnings", interrupted)
    assert run(["check", "river"]) == 130


LEAVING = """
import atexit, sys, threading, time
from detente import cli
atexit.register(lambda: print("tidied"))
{thread}
cli.run = lambda arguments: print("told") or 2
cli.main()
"""


@pytest.mark.parametrize("thread", ["", 'threading.Thread(target=lambda: time.sleep(0.2) or print("late")).start()'])
def test_leaving_at_once_loses_nothing(thread: str) -> None:
    """What was printed is out, what was to be done at the end is done, and what still works is waited for."""
    left = subprocess.run([sys.executable, "-c", LEAVING.format(thread=thread)], capture_output=True, text=True)
    assert left.returncode == 2
    assert set(left.stdout.split()) == {"told", "tidied", *(["late"] if thread else [])}
    assert not left.stderr


@pytest.mark.parametrize("name", ["show", "rounds"])
def test_what_is_read_off_the_file_loads_no_arrays(name: str) -> None:
    words = [name, "river"]
    code = f"import sys; from detente.cli import run; run({words!r}); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
