"""What the brief leaves to another page is said: what became of a promise later, misreadings without effect."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente as dt
from detente.cli import run
from detente.report.brief import page
from detente.report.renderers.terminal import text

TALKS = """
detente: 1
title: Pilots
parties: {isle: {name: Isle}, main: {name: Mainland}}
options:
  boat: {by: isle, text: a pilot boat, asked_by: main}
  fee: {by: main, text: a lower fee, asked_by: isle}
status_quo: {}
priorities: {isle: [not boat, fee], main: [not fee, boat]}
sources: {minute: {title: Minutes, date: 2024-03-01}}
rounds:
  - {id: one, date: 2024-03-01, answers: {boat: partly, fee: refused}, evidence: minute}
commitments:
  list: {by: main, to: isle, text: a list of pilots, due: 2024-04-01, round: one,
    status: {state: broken, as_of: 2024-05-02, says: {isle: broken, main: kept}}, evidence: minute}
  room: {by: isle, to: main, text: a room in the tower, due: 2024-02-01, round: one, evidence: minute}
  talk: {by: isle, to: main, text: a talk in June, due: 2024-06-01, round: one, evidence: minute}
views: {main: {isle: [boat]}}
"""


def told() -> str:
    dialogue = dt.parse(TALKS)
    return " ".join(text(page.view(dialogue, dt.brief(dialogue))).split())


def test_what_became_of_a_promise_later_is_told_as_such() -> None:
    page_ = told()
    first, _, later = page_.partition("Promises: ")[2].partition("Known later: ")
    assert first.startswith("One promise overdue Isle: a room in the tower (overdue, due 1 February 2024)")
    assert "a list of pilots (due 1 April 2024, Isle says broken, Mainland says kept)" in first
    assert later.startswith("Mainland: a list of pilots (broken as of 2 May 2024, Isle says broken,")


def test_both_open_and_overdue_promises_are_named() -> None:
    assert "a talk in June (due 1 June 2024)" in told()


def test_misreadings_that_change_no_drift_are_not_passed_over() -> None:
    dialogue = dt.parse(TALKS)
    facts = dt.brief(dialogue).facts
    assert facts.misread is not None and not facts.misread.changes_drift
    assert "Who misreads whom: " in told()


def test_who_answers_whom_says_that_a_part_counts_half() -> None:
    from detente.report.pages import alignment

    dialogue = dt.parse(TALKS)
    page_ = " ".join(text(alignment.view(dialogue, dt.alignment(dialogue))).split())
    assert "Isle said yes to ½ of 1 ask of Mainland; Mainland said yes to 0 of 1 ask of Isle;" in page_


@pytest.mark.parametrize("format", ["md", "html"])
def test_a_page_for_others_tells_no_folder(tmp_path: Path, format: str) -> None:
    folder = tmp_path / "secret-plans"
    folder.mkdir()
    (folder / "talks.yaml").write_text(TALKS)
    assert run(["brief", str(folder / "talks.yaml"), "-o", str(tmp_path / f"out.{format}")]) == 0
    made = (tmp_path / f"out.{format}").read_text()
    assert "secret-plans" not in made
    assert "detente why talks.yaml boat" in made
