"""A status quo that is not wholly known: what beats the drift from every one that may be, against a naive search."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import detente as dt
from detente.cli import run
from detente.methods.chances.drift import ends
from detente.methods.settling.fillings import shared, starts
from detente.model.dialogue import Dialogue, State

TALKS = """
title: Quotas
parties: {{n: {{name: Norway}}, s: {{name: Sweden}}, o: {{name: Oslo, at_table: no, ratifies: n}}}}
options:
  berth: {{by: n, text: A berth, asked_by: s}}
  boat: {{by: s, text: A boat, asked_by: n}}
  fleet: {{by: n, text: A fleet, levels: [none, some, "quite, a lot"]}}
  toll: {{by: s, text: A toll}}
priorities:
  n: [boat, not berth{n}]
  s: [berth, not boat{s}]
  o: [{o}]
status_quo: {{fleet: unknown, toll: {toll}}}
"""


def made(n: str = "", s: str = "", o: str = "boat", toll: str = "unknown") -> Dialogue:
    return dt.parse(TALKS.format(n=n, s=s, o=o, toll=toll))


def naive(talks: Dialogue) -> set[State]:
    """What, signed, nobody at the table likes less than any end of any drift, each whose options differ likes more."""
    found = set(product(*(range(len(option.levels)) for option in talks.options)))
    for _, start in starts(talks):
        there = replace(talks, status_quo=start, known=None)
        for end in ends(there):
            found = {to for to in found if _beats(there, to, end)}
    return found


def _beats(talks: Dialogue, to: State, end: State) -> bool:
    changed = {o.by for o, a, b in zip(talks.options, to, end, strict=True) if a != b}
    better = {party: _truth(talks, party, to) > _truth(talks, party, end) for party in talks.table}
    worse = any(_truth(talks, party, to) < _truth(talks, party, end) for party in talks.table)
    return bool(changed) and not worse and all(better[party] for party in changed)


def _truth(talks: Dialogue, party: str, state: State) -> tuple[bool, ...]:
    return tuple(talks.holds(s.want, state) for s in talks.preferences[party].statements)


LINES = ["", ", toll", ", not toll", ", fleet", ", fleet is none", ", not toll or berth", ", fleet is some"]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_told_beats_every_drift_and_nothing_is_missed(seed: int) -> None:
    draw = random.Random(seed)
    talks = made(draw.choice(LINES), draw.choice(LINES))
    beating, told = naive(talks), shared(talks)
    places = {option.id: k for k, option in enumerate(talks.options)}
    covered = [
        {state for state in beating
         if all(talks.options[places[id]].levels[state[places[id]]] == level for id, level in one.levels.items())}
        for one in told
    ]  # fmt: skip
    assert all(covered)
    assert bool(told) is bool(beating)


def test_of_what_may_be_anything_nothing_is_said_in_the_package() -> None:
    (one,) = shared(made())
    assert one.levels == {"berth": "yes", "boat": "yes"}
    assert one.met == ("berth", "boat")
    assert one.refused == ()


def test_who_refuses_is_told_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talks.yaml").write_text(TALKS.format(n="", s="", o="not berth", toll="unknown"), encoding="utf-8")
    run(["brief", str(tmp_path / "talks.yaml")])
    told = " ".join(capsys.readouterr().out.split())
    assert "Whichever it is, a package beats the drift: a berth and a boat (Oslo may refuse it)" in told
    assert "spend nothing" not in told


def test_more_than_eight_are_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TALKS.format(n="", s="", o="boat", toll="unknown")
    text = text.replace("fleet: unknown", "fleet: unknown, berth: unknown")
    (tmp_path / "talks.yaml").write_text(text, encoding="utf-8")
    run(["brief", str(tmp_path / "talks.yaml")])
    told = " ".join(capsys.readouterr().out.split())
    assert "12 status quos are possible, too many to tell what the drift from each grants" in told
    assert "--status-quo berth=no,fleet=none,toll=no" in told
    assert "What would open it" not in told
