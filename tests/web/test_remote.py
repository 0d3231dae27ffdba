"""`dt.connect(url)`: the same questions, the same answers, the same errors."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from bench import Running, running

import detente as dt
from detente.model.change import SetCircumstance
from detente.plain import plain
from detente.remote import Answer
from detente.report.brief.sentences import sentences
from detente.web.api.questions import MEDIA


def unwrapped(value: object) -> object:
    """An answer as plain data."""
    if isinstance(value, Answer):
        return {key: unwrapped(value[key]) for key in value}
    return [unwrapped(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def address(bench: Running) -> str:
    return bench.door.address()


@pytest.mark.parametrize("name, asked, options", [
    ("why", ("release",), {}), ("equilibria", (), {"limit": 2}), ("rounds", (), {}),
    ("dilemmas", (), {"version": "DT2"}),
    ("leverage", ("release",), {"size": 1}),
])  # fmt: skip
def test_the_same_answers(address: str, name: str, asked: tuple[str, ...], options: dict[str, object]) -> None:
    bench = dt.connect(address)
    here = json.loads(json.dumps(plain(getattr(dt, name)(dt.load("river"), *asked, **options))))
    for dialogue in ("river", dt.load("river")):
        there = unwrapped(getattr(bench, name)(dialogue, *asked, **options))
        assert isinstance(there, dict)
        assert all(there[key] == here[key] for key in here if key in there)
        assert {key for key in here if here[key] is not None} <= set(there)


def test_fields_are_attributes(address: str) -> None:
    found = dt.connect(address).equilibria("river")
    assert found.counts.nash == dt.equilibria("river").counts["nash"]
    with pytest.raises(AttributeError, match="has no `no`"):
        _ = found.no
    with pytest.raises(AttributeError, match="no question"):
        _ = dt.connect(address).nothing


@pytest.mark.parametrize("name, options", [("compare", {}), ("diff", {"say": sentences})])
def test_two_dialogues(address: str, name: str, options: dict[str, object]) -> None:
    """By name and by value, as the program has it; lines are those of the text."""
    before, after = dt.load("river"), dt.apply(dt.load("river"), SetCircumstance("dry_year", False))
    question = getattr(import_module(f"detente.analyses.{name}"), name)
    here = json.loads(json.dumps(plain(question(before, dt.parse(dt.dump(after)), **options))))
    there = unwrapped(getattr(dt.connect(address), name)("river", after))
    assert isinstance(there, dict) and set(here) <= set(there)
    assert {key: there[key] for key in here if key != "changes"} == {key: here[key] for key in here if key != "changes"}


@pytest.mark.parametrize("format", sorted(MEDIA))
def test_a_report_in_every_format(address: str, format: str) -> None:
    bench = dt.connect(address)
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>"}
    assert bench.report("classroom-chicken", format, brief=True).lower().startswith(starts.get(format, b"").lower())


def test_a_report_for_a_desk_and_errors(address: str) -> None:
    bench = dt.connect(address)
    assert "Lowland" in bench.report("river", "md", desk="lowland").decode().split("\n\n")[0]
    for asked in ({"format": "gif"}, {"format": "md", "desk": "nobody"}, {"format": "md", "paper": "napkin"}):
        with pytest.raises(dt.InputError):
            bench.report("river", **asked)


def test_errors_are_those_of_the_program(address: str) -> None:
    bench = dt.connect(address)
    with pytest.raises(dt.InputError, match="sea"):
        bench.why("sea", "release")
    with pytest.raises(dt.InputError, match="nothing"):
        bench.why("river", "nothing")
    with pytest.raises(dt.InputError, match="no token"):
        dt.connect("http://127.0.0.1:1/")
    with pytest.raises(dt.InputError, match="in the open"):
        dt.connect("http://example.org/?token=x")
    with pytest.raises(dt.InputError, match="does not answer"):
        dt.connect("http://127.0.0.1:1/?token=x").dialogues()


def test_texts_go_there_and_come_back(tmp_path) -> None:
    with running(tmp_path, "river", size=1) as found:
        bench = dt.connect(found.door.address())
        text = bench.text("river")
        bench.save("river", text + "\n# more\n", "a note")
        bench.save("brook", text)
        assert bench.dialogues() == ("brook", "river")
        assert bench.text("river").endswith("# more\n")
        assert bench.load("brook") == dt.load("river")
