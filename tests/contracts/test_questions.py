"""Every question, asked of every shipped dialogue from the command line: an answer in words and one in JSON."""

from __future__ import annotations

import json

import pytest

from detente.cli import run
from detente.formats import examples
from detente.workbench import ANALYSES

SHIPPED = examples()

ASKED = {
    "why": {"us-pakistan-2010": ["balochistan"], "river": ["release"]},
    "respond": {"us-pakistan-2010": ["north_waziristan=offensive"], "river": ["dam=yes"]},
    "whatif": {"us-pakistan-2010": ["--set", "flood_relief=no"], "river": ["--set", "dry_year=no"]},
    "leverage": {"us-pakistan-2010": ["--for", "us_forces"], "river": ["--for", "release"]},
}
"""What a command needs beside the dialogue."""


@pytest.mark.parametrize("talks", SHIPPED)
@pytest.mark.parametrize("name", [row.name for row in ANALYSES])
def test_every_question_of_every_shipped_dialogue(name: str, talks: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [name, talks, *ASKED.get(name, {}).get(talks, [])]
    assert run(arguments) == 0, capsys.readouterr().err
    page = capsys.readouterr().out
    assert len(page.splitlines()) > 5
    assert max(map(len, page.splitlines())) <= 80
    assert run([*arguments, "--json"]) == 0, capsys.readouterr().err
    assert json.loads(capsys.readouterr().out)["detente"] == 1
