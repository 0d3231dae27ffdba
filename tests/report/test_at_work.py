"""A large dialogue's brief shows on a terminal that it is at work, and says nothing else for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from detente.cli import brief as commands
from detente.cli.app import app


@pytest.mark.parametrize("asked", [(), ("--json",), ("--full",)])
def test_only_a_large_dialogue_shows_work(monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]) -> None:
    shown: list[str] = []

    @contextmanager
    def bar(what: str) -> Iterator[None]:
        shown.append(f"{what} begins")
        yield None
        shown.append(f"{what} ends")

    monkeypatch.setattr(commands, "progress", bar)
    line = ["brief", "classroom-prisoners", *asked]
    small = CliRunner().invoke(app, line)
    assert small.exit_code == 0 and not shown
    monkeypatch.setattr(commands, "LARGE", 0)
    large = CliRunner().invoke(app, line)
    assert large.exit_code == 0 and large.stderr == small.stderr
    assert shown == ["working it out begins", "working it out ends"] * 2
