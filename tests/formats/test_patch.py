"""Changes handed back from a brief: written into the file that they are of, refused for any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cli import run
from detente.errors import InputError
from detente.formats import examples, parse, shipped
from detente.formats.patch import patched
from detente.model.change import DropStatement, Fix, MoveStatement, SetCircumstance, apply
from detente.plain import digest

TALKS = """\
# on top
parties: {a: {name: Aland}, b: {name: Bland}}
circumstances:
  wet: {text: It rains, now: no}  # looked up
options: {w: {by: a}, x: {by: a, levels: [none, "half, say", full]}, y: {by: b}}
status_quo: {w: no}  # as of today
priorities:
  a: [w, x is full, {id: third, want: not y}]  # in this order
  b: [x is full, not y]
"""


def handed(text: str = TALKS, **said: Any) -> str:
    return "\n".join(f"{k}: {json.dumps(v)}" for k, v in
                     {"changes": 1, "to": "talks.yaml", "digest": digest(parse(text)), **said}.items())  # fmt: skip


def test_what_was_supposed_is_what_the_file_says_then() -> None:
    changes = handed(set={"wet": True}, drop=["a.w"], move={"third": -1}, hold={"x": "half, say", "y": "yes"})
    text = patched(TALKS, changes)
    made = [SetCircumstance("wet", True), DropStatement("a.w"), MoveStatement("third", -1), Fix((("x", 1), ("y", 1)))]
    assert parse(text) == apply(parse(TALKS), *made)
    assert all(comment in text for comment in ("# on top", "# looked up", "# as of today", "# in this order"))


@pytest.mark.parametrize("name", examples())
def test_every_shipped_dialogue_takes_a_fact_a_line_and_an_option(name: str) -> None:
    file = shipped(name)
    assert file is not None
    text = file.read_text(encoding="utf-8")
    talks = parse(text, f"{name}.yaml")
    lists = [given.priorities for given in talks.preferences.values() if len(given.priorities) > 1]
    option, made, said = talks.options[0], [], {}
    if talks.status_quo:
        level = next(k for k in range(len(option.levels)) if option.direction != "backward" or not k)
        made, said = [Fix(((option.id, level),))], {"hold": {option.id: option.levels[level]}}
    if talks.circumstances:
        fact = talks.circumstances[0]
        made, said = [*made, SetCircumstance(fact.id, not fact.now)], said | {"set": {fact.id: not fact.now}}
    if lists:
        moved = lists[0][-1].id
        made, said = [*made, MoveStatement(moved, -1)], said | {"move": {moved: -1}}
    changes = handed(text, digest=digest(talks), **said)
    assert parse(patched(text, changes, f"{name}.yaml"), f"{name}.yaml") == apply(talks, *made)


def test_it_is_refused_when_the_file_has_moved_on() -> None:
    changes = handed(set={"wet": True})
    moved = TALKS.replace("now: no", "now: yes")
    with pytest.raises(InputError, match=r"as it was \(\w{8}\); talks.yaml says something else now \(\w{8}\)"):
        patched(moved, changes, "talks.yaml")
    assert patched(TALKS.replace("# on top", "# another comment"), changes)  # what the file says is the same


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"set": {"dry": True}}, "dry"), ({"hold": {"x": "most"}}, "most"), ({"drop": ["a.z"]}, "a.z"),
        ({"move": {"third": 0}}, "moves no line"), ({}, "changes nothing"),
        ({"sett": {}}, "sett"), ({"set": {"wet": "perhaps"}}, "wet"), ({"changes": 2}, "2"), ({"hold": ["x"]}, "hold"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(said: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        patched(TALKS, handed(**said))


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: "changes: 1\n" + b.decode("latin-1")))
def test_anybodys_text_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InputError):
        patched(TALKS, text)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talks, changes = tmp_path / "talks.yaml", tmp_path / "talks.changes.yaml"
    talks.write_text(TALKS, encoding="utf-8")
    changes.write_text(handed(set={"wet": True}), encoding="utf-8")
    assert run(["apply", str(talks), str(changes), "-o", "-"]) == 0
    assert parse(capsys.readouterr().out).circumstance("wet").now and talks.read_text(encoding="utf-8") == TALKS
    assert run(["apply", str(talks), str(changes)]) == 0
    assert parse(talks.read_text(encoding="utf-8")).circumstance("wet").now
    assert run(["apply", str(talks), str(changes)]) == 2 and "something else now" in capsys.readouterr().err
    assert run(["apply", "river", str(changes)]) == 2 and "-o mine.yaml" in capsys.readouterr().err
    assert run(["apply", str(talks), str(tmp_path / "none.yaml")]) == 2
