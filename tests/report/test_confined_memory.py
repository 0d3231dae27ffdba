"""Pages where the process may take little memory: no crash of the drawing library, and no wrong word about an extra."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from detente.errors import MissingExtra

resource = pytest.importorskip("resource")


def _run(limit: int, *words: str) -> subprocess.CompletedProcess[str]:
    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    return subprocess.run([sys.executable, "-m", "detente", *words], preexec_fn=confine, text=True,
                          capture_output=True, check=False)  # fmt: skip


def test_a_page_is_written_without_pictures(tmp_path: Path) -> None:
    done = _run(4 * 2**30, "report", "river", "-o", str(tmp_path / "r.html"))
    assert done.returncode == 0, done.stderr
    assert "<table" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_picture_is_refused_with_the_mend(tmp_path: Path) -> None:
    done = _run(4 * 2**30, "figure", "asks", "river", "-o", str(tmp_path / "r.png"))
    assert done.returncode == 2
    assert "ulimit -v" in done.stderr


def _told(error: ImportError) -> str:
    try:
        raise error
    except ImportError:
        return str(MissingExtra("A picture", "report"))


def test_what_is_there_and_cannot_be_loaded_is_not_told_as_absent() -> None:
    assert "pip install" in _told(ModuleNotFoundError("no module"))
    told = _told(ImportError("failed to map segment from shared object"))
    assert told == (
        "A picture needs a library that is installed and cannot be loaded: failed to map segment from shared object"
    )
