"""A dialogue too large as a whole: what a page names can be asked, and what cannot be asked says what can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from detente.cli import run
from detente.formats import load
from detente.formats.generated import generated
from detente.model.dialogue import Dialogue
from detente.workbench import ANALYSES, Analysis

SIZES = MappingProxyType({
    "apart": {"fronts": 7, "options": 40, "parties": 4, "links": "few", "seed": 7},
    "linked": {"fronts": 4, "options": 40, "parties": 3, "links": "many", "seed": 3},
})  # fmt: skip
ANSWERING = MappingProxyType({"apart": ("file", "lines", "parts"), "linked": ("file", "lines")})
SLOW = ("interview", "watch")
"""Answered state by state, which takes a while; they refuse nothing."""

Told = tuple[int, str, str]


@pytest.fixture(scope="module", params=SIZES)
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture(scope="module")
def file(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp(kind) / "talks.yaml"
    made.write_text(generated(**SIZES[kind]), encoding="utf-8")
    return made


def arguments(row: Analysis, file: Path, dialogue: Dialogue) -> list[str]:
    """A question as a user asks it; where it needs something to be about, the first there is."""
    about: dict[str, list[str]] = {
        "why": [dialogue.asks[0].id],
        "respond": [f"{dialogue.options[0].id}={dialogue.options[0].levels[-1]}"],
        "leverage": ["--for", dialogue.asks[0].id, "--size", "1"],
        "whatif": ["--grant", f"{dialogue.options[0].id}={dialogue.options[0].levels[-1]}"],
        "equilibria": ["--time-limit", "2"],
    }
    return [row.name, str(file), *about.get(row.name, [])]


@pytest.fixture(scope="module")
def told(file: Path) -> dict[str, Told]:
    """What each question says: its exit code, what it prints, and what it says of what went wrong."""
    dialogue, found = load(file), dict[str, Told]()
    for row in ANALYSES:
        if row.name not in SLOW:
            found[row.name] = asked(arguments(row, file, dialogue))
    found["brief"] = asked(["brief", str(file), "--full"])
    return found


def asked(words: list[str]) -> Told:
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(words)
    return code, out.getvalue(), err.getvalue()


def test_what_is_said_to_have_an_answer_has_one(kind: str, told: dict[str, Told]) -> None:
    for row in ANALYSES:
        if row.needs in ANSWERING[kind] and row.name not in SLOW:
            code, page, fault = told[row.name]
            assert code in (0, 130) and page and not fault, (row.name, fault)  # 130: what is known so far


def test_what_is_refused_says_in_a_line_what_can_be_asked(kind: str, told: dict[str, Told]) -> None:
    refused = {name: fault for name, (code, _, fault) in told.items() if code == 2}
    assert "coalitions" in refused
    for name, fault in refused.items():
        assert fault.count("\n") == 1 and "is more than the limit of" in fault, fault
        assert "why" in offered(fault), name
        assert set(offered(fault)) <= {n for n, (code, _, _) in told.items() if code != 2}, name


def offered(fault: str) -> list[str]:
    return re.split(r", ", fault.split("can be asked: ")[-1].split("Can be asked: ")[-1].strip().rstrip("."))


def test_no_page_sends_its_reader_to_a_question_that_refuses(told: dict[str, Told]) -> None:
    refused = {name for name, (code, _, _) in told.items() if code == 2}
    for name, (_, page, _) in told.items():
        assert not named(page) & refused, name


def named(page: str) -> set[str]:
    """The questions whose commands a page prints."""
    return set(_commands(" ".join(page.split())))


def _commands(page: str) -> Iterator[str]:
    for row in ANALYSES:
        if f"detente {row.name}" in page:
            yield row.name


def test_the_page_of_what_was_left_out_names_no_command_that_refuses() -> None:
    """Of every part of a page that can be left out, whole or in parts."""
    from dataclasses import replace

    from detente.analyses.facts import facts
    from detente.formats import parse
    from detente.report.brief.sure import limits

    small = parse(generated(fronts=2, options=8, parties=2, seed=1))
    large = parse(generated(**SIZES["apart"]))
    left_out = replace(facts(small), too_large=("ways", "deal", "misread"))
    assert named(str(list(limits(small, left_out)))) == {"equilibria", "deals", "views"}
    assert named(str(list(limits(large, left_out)))) == {"equilibria"}
