"""Files written whole or not at all, into whatever stands there, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from detente.cli import run
from detente.errors import InputError
from detente.formats.writing import held, write
from detente.report.language import _


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_pipe_is_written_into_and_stays_one(there: Path) -> None:
    os.mkfifo(there / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((there / "pipe").read_bytes()))
    reader.start()
    write("pipe", "all of it")
    reader.join(10)
    assert got == [b"all of it"]
    assert (there / "pipe").is_fifo()


def test_a_link_to_a_device_stays_what_it_is(there: Path) -> None:
    (there / "lf.md").symlink_to("/dev/null")
    write("lf.md", "gone")
    assert Path("/dev/null").is_char_device()
    (there / "full.md").symlink_to("/dev/full")
    with pytest.raises(InputError, match="cannot be written"):
        write("full.md", "no room")
    assert (there / "full.md").is_symlink()


@pytest.mark.parametrize("name", ["n" * 300 + ".md", "no/" * 3 + "x.md", "folder"])
def test_a_place_that_cannot_be_is_an_error_of_one_line(
    name: str, there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (there / "folder").mkdir()
    with pytest.raises(InputError):
        write(name, "x")
    assert run(["brief", "river", "-o", name if name.endswith(".md") else f"{name}/.md/x.md"]) == 2
    assert len(capsys.readouterr().err) < 500


def test_what_somebody_changed_meanwhile_is_not_overwritten(there: Path) -> None:
    write("a.yaml", "first")
    write("a.yaml", "second", was="first")
    with pytest.raises(InputError, match="changed by somebody else"):
        write("a.yaml", "third", was="first")
    assert Path("a.yaml").read_text() == "second"
    assert sorted(p.name for p in there.iterdir()) == ["a.yaml"]


def test_many_that_read_change_and_write_back_lose_nothing(there: Path) -> None:
    write("list.txt", "")

    def add(number: int) -> None:
        for k in range(20):
            with held("list.txt"):
                write("list.txt", Path("list.txt").read_text() + f"{number}-{k}\n")

    threads = [threading.Thread(target=add, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(Path("list.txt").read_text().split())) == 120


def test_a_name_cannot_close_what_the_page_opened() -> None:
    arabic, closing = "\u0645\u0635\u0631", "North\u2069\u2068"
    told = _("{first} and {last}", first=f"{arabic}{closing}\u2069", last=closing)
    depth = 0
    for mark in told:
        depth += (mark == "\u2068") - (mark == "\u2069")
        assert depth >= 0
    assert depth == 0
