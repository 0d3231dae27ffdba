"""`--status-quo`: a question of a supposed status quo answers as of a file that states it, and pages say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente as dt
from detente.analyses.facts import facts
from detente.cli import run
from detente.errors import InputError
from detente.model.change import suppose
from detente.report.brief.headline import headline

TALKS = """
title: The pass
sources: {{memo: {{title: A memo}}}}
parties: {{hill: {{name: Hill}}, vale: {{name: Vale}}}}
circumstances: {{thaw: {{text: A thaw, chance: likely}}}}
options:
  road: {{by: hill, text: A road, levels: [none, track, "paved, wide"], asked_by: vale}}
  grain: {{by: vale, text: Grain, asked_by: hill}}
  toll: {{by: hill, text: A toll}}
rules: [{{id: snow, never: 'road is "paved, wide" and not thaw'}}]
priorities:
  hill: [grain, not road, toll]
  vale: [road, not toll, not grain]
rounds: [{{id: one, tabled: [road, grain], answers: {{road: refused, grain: refused}}}}]
status_quo: {quo}
"""

NOT_KNOWN = TALKS.format(quo="{road: track, toll: unknown}")
COMMANDS = [["brief"], ["why", "road"], ["why", "grain"], ["leverage", "--for", "grain"], ["paths"], ["deals"],
            ["outlook"], ["watch"], ["ratification"], ["dilemmas"], ["rounds"], ["equilibria"],
            ["whatif", "--set", "thaw=yes"],
            ["respond", "grain=yes"], ["robustness"]]  # fmt: skip


def asked(capsys: pytest.CaptureFixture[str], name: str, file: Path, *more: str) -> str:
    assert run([name, str(file), *more]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("quo", "supposed"), [
    ("{road: track, toll: unknown}", "toll=yes"),
    ("{}", "road=track,toll=yes"),
    ("{grain: yes}", "grain=no,a road=track,toll=yes"),
])  # fmt: skip
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_is_asked_as_of_a_file_that_says_so(
    command: list[str], quo: str, supposed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, stated = tmp_path / "file.yaml", tmp_path / "stated.yaml"
    file.write_text(TALKS.format(quo=quo), encoding="utf-8")
    stated.write_text(TALKS.format(quo="{road: track, toll: yes}"), encoding="utf-8")
    name, *more = command
    as_if = json.loads(asked(capsys, name, file, *more, "--status-quo", supposed, "--json"))
    assert as_if == json.loads(asked(capsys, name, stated, *more, "--json"))


def test_the_page_says_what_is_supposed_and_its_commands_suppose_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pass.yaml"
    file.write_text(NOT_KNOWN, encoding="utf-8")
    for name, *more in (["brief"], ["deals"], ["why", "grain"]):
        told = " ".join(asked(capsys, name, file, *more, "--status-quo", "toll=yes").split())
        assert "as if today: a toll" in told
        assert "What the round left" not in told
    assert "aml --status-quo toll=yes" in told
    assert "as if today" not in asked(capsys, "brief", file)


def test_a_level_in_quotes_and_what_stays_unknown() -> None:
    talks = dt.parse(NOT_KNOWN.replace("road: track", "road: unknown"))
    half = suppose(talks, (("toll", 1),))
    assert (half.status_quo, half.known) == (None, (None, 0, 1))
    assert suppose(half, (("road", 1),)).status_quo == (1, 0, 1)


def test_what_the_rules_exclude_is_not_supposed() -> None:
    with pytest.raises(InputError, match="`snow` excludes it"):
        suppose(dt.parse(TALKS.format(quo="{}")), (("road", 2),))


@pytest.mark.parametrize(("hill", "vale", "owner", "told"), [
    ("[grain, not road]", "[road, not grain]", "hill", "However things stand, a package would meet both asks"),
    ("[not road, not grain]", "[not grain, not road]", "hill",
     "However things stand, left alone no ask is granted in full"),
    ("[road, not grain]", "[not grain]", "hill", "However things stand, the drift grants one of two asks"),
    ("[road iff toll]", "[not grain]", "moor", "What the drift grants hangs on how things stand"),
])  # fmt: skip
def test_the_headline_tells_what_is_so_however_things_stand(hill: str, vale: str, owner: str, told: str) -> None:
    talks = dt.parse(f"""
parties: {{hill: {{name: Hill}}, vale: {{name: Vale}}, moor: {{name: Moor}}}}
options:
  road: {{by: hill, text: A road, asked_by: vale}}
  grain: {{by: vale, text: Grain, asked_by: hill}}
  toll: {{by: {owner}, text: A toll}}
priorities: {{hill: {hill}, vale: {vale}}}
status_quo: {{toll: unknown}}
""")
    assert headline(talks, facts(talks)) == told
