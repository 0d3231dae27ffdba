"""The engine in TypeScript answers as the program does."""

from __future__ import annotations

import json

import pytest

from vectors import CLIENT, answered, vector

EACH = 500
"""Vectors of one test; twenty of them make 10^4."""


@pytest.mark.parametrize("start", range(0, 10_000, EACH))
def test_the_two_engines_agree(start: int, client: None) -> None:
    vectors = [vector(seed) for seed in range(start, start + EACH)]
    for ours, theirs in zip(vectors, answered(vectors), strict=True):
        assert theirs == ours["answers"], f"vector {ours['seed']}"


def test_the_lock_file_pins_every_package_and_names_no_host() -> None:
    text = (CLIENT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert "://" not in text
    assert all("integrity" in packages[name] for name in packages if name)
