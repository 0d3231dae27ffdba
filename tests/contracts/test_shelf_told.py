"""`detente examples`: every shipped dialogue by its name and title, and what it is about in its file's words."""

from __future__ import annotations

import pytest

import detente as dt
from detente.cli import run


def test_each_dialogue_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["examples"]) == 0
    out = capsys.readouterr().out
    assert all(len(line) <= 80 for line in out.splitlines())
    entries: dict[str, list[str]] = {}
    name = ""
    for line in out.splitlines():
        if line.startswith("    "):
            entries[name].append(line.strip())
        else:
            name, title = line.split(maxsplit=1)
            assert title == dt.load(name).title
            entries[name] = []
    assert list(entries) == list(dt.examples())
    for name, lines in entries.items():
        told = " ".join(lines)
        assert told and told[-1] in ".!?" and " ".join(dt.load(name).summary.split()).startswith(told)
