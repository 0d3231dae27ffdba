"""Pages of files that name no status quo, and what is said of a settlement that only a rule holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente as dt
from detente.cli import run

NONE = """
title: A ferry
parties: {n: {name: Norway}, s: {name: Sweden}}
options:
  berth: {by: n, text: A berth, asked_by: s}
  boat: {by: s, text: A boat}
  toll: {by: s, text: A toll}
rules: [{never: not boat and not toll}, {never: boat and toll}]
priorities:
  n: [boat and berth, toll]
  s: [berth, not boat]
"""
LOCKED = """
title: A bridge
parties: {n: {name: Norway}, s: {name: Sweden}}
options:
  pier: {by: n, text: A pier}
  road: {by: s, text: A road}
rules: [{id: both, never: road and not pier, because: the road ends at the pier}]
priorities: {n: [not pier, road], s: [pier, road]}
status_quo: {pier: yes, road: yes}
"""


@pytest.mark.parametrize("command", [["brief"], ["brief", "--full"], ["check"], ["equilibria"], ["robustness"],
                                     ["assumptions"], ["coalitions"], ["leverage"], ["views"]])  # fmt: skip
def test_no_page_speaks_of_a_status_quo(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talks.yaml").write_text(NONE, encoding="utf-8")
    run([*command, str(tmp_path / "talks.yaml")])
    assert "status quo" not in capsys.readouterr().out


def test_the_page_opens_with_where_it_can_settle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talks.yaml").write_text(NONE, encoding="utf-8")
    run(["brief", str(tmp_path / "talks.yaml")])
    told = " ".join(capsys.readouterr().out.split())
    assert "Where A toll (firm)" in told


def test_a_settlement_that_only_a_rule_holds_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Norway would rather have no pier; without the rule it would go."""
    talks = dt.parse(LOCKED)
    found = {e.code: e.held_by for e in dt.equilibria(talks).equilibria or ()}
    assert found[talks.code((1, 1))] == ("both",)
    free = dt.equilibria(dt.parse(LOCKED.replace("never: road and not pier", "never: road and pier and not road")))
    assert talks.code((1, 1)) not in {e.code for e in free.equilibria or () if e.firmness == "firm"}
    assert not any(e.held_by for e in free.equilibria or ())
    (tmp_path / "talks.yaml").write_text(LOCKED, encoding="utf-8")
    for command in (["equilibria"], ["brief", "--full"]):
        run([*command, str(tmp_path / "talks.yaml")])
        told = " ".join(capsys.readouterr().out.split())
        assert "Held by the rule that the road ends at the pier" in told
