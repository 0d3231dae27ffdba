"""One workbench for all tests of this folder that only read, with three shipped dialogues."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from bench import DIALOGUES, Running, running


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("bench"), *DIALOGUES) as found:
        yield found
