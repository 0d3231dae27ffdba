"""What `detente serve` opens, and where it listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.cli import run
from detente.errors import InputError
from detente.formats import dump, load
from detente.web.server import HOST, listening, opened


def test_what_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.yaml").write_text(dump(load("river")), "utf-8")
    (tmp_path / "old.gmcr").write_text("{}", "utf-8")
    store, name = opened(".")
    assert (store.dialogues(), name) == (("talks",), "")
    assert opened("talks.yaml")[1] == "talks"
    store, name = opened("river")
    assert (name, "river" in store.dialogues()) == ("river", True)
    assert opened("river")[0].head("river").number == 1, "it is put there once"
    for wrong in ("old.gmcr", "nothing", "nowhere/talks.yaml"):
        with pytest.raises(InputError):
            opened(wrong)


def test_only_this_machine_and_a_port_that_is_free() -> None:
    with listening(0) as line:
        host, port = line.getsockname()
        assert host == HOST == "127.0.0.1"
        with pytest.raises(InputError, match="taken"):
            listening(port)
        assert run(["serve", "--no-browser", "--port", str(port)]) == 2
