"""Every question, asked of every shipped dialogue from the command line: an answer in words and one in JSON."""

from __future__ import annotations

import json

import pytest

from detente.cli import run
from detente.formats import examples, load
from detente.workbench import ANALYSES

SHIPPED = examples()


def asked(name: str, talks: str) -> list[str]:
    """What a command needs beside the dialogue: an ask, a step, a fact otherwise (or, without facts, the step)."""
    dialogue = load(talks)
    ask = dialogue.asks[0].id
    step = f"{dialogue.options[0].id}={dialogue.options[0].levels[-1]}"
    otherwise = [f"--set={fact.id}={'no' if fact.now else 'yes'}" for fact in dialogue.circumstances[:1]]
    needed = {"why": [ask], "respond": [step], "whatif": otherwise or [f"--grant={step}"], "leverage": [f"--for={ask}"]}
    return needed.get(name, [])


@pytest.mark.parametrize("talks", SHIPPED)
@pytest.mark.parametrize("name", [row.name for row in ANALYSES])
def test_every_question_of_every_shipped_dialogue(name: str, talks: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [name, talks, *asked(name, talks)]
    assert run(arguments) == 0, capsys.readouterr().err
    page = capsys.readouterr().out
    assert len(page.splitlines()) > 5
    assert max(map(len, page.splitlines())) <= 80
    assert run([*arguments, "--json"]) == 0, capsys.readouterr().err
    assert json.loads(capsys.readouterr().out)["detente"] == 1
