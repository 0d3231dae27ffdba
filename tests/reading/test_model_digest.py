"""The English model is known by its files before any of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InputError
from detente.reading.grammar import model_digest


def test_the_installed_model_is_known() -> None:
    pytest.importorskip("spacy")
    model_digest.check()


def test_another_model_is_refused_and_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "a_model"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('it ran')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(model_digest, "PACKAGE", "a_model")
    with pytest.raises(InputError, match="is not one that this program was tried with"):
        model_digest.check()
    monkeypatch.setattr(model_digest, "KNOWN", frozenset({model_digest.digest_of(package)}))
    model_digest.check()
    (package / "more.bin").write_bytes(b"\0")
    with pytest.raises(InputError):
        model_digest.check()


def test_without_a_model_there_is_nothing_to_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_digest, "PACKAGE", "no_such_model_anywhere")
    model_digest.check()
