"""The engine in TypeScript answers as the program does."""

from __future__ import annotations

import json

import pytest

from vectors import CLIENT, answered, same, vector

EACH = 1000
"""Vectors of one test; ten of them make 10^4."""


@pytest.mark.parametrize("start", range(0, 10_000, EACH))
def test_the_two_engines_agree(start: int, client: None) -> None:
    vectors = [vector(seed) for seed in range(start, start + EACH)]
    for ours, theirs in zip(vectors, answered(vectors), strict=True):
        assert same(ours["answers"], theirs), f"vector {ours['seed']}: {ours['answers']} is not {theirs}"


def test_the_vectors_hold_every_kind_of_answer() -> None:
    """They could fail: lean differs from plain, drifts end in several ways, each fate occurs."""
    answers = [vector(seed)["answers"] for seed in range(400)]
    drifts = [each["drift"] for each in answers if each["drift"]]
    assert any(each["lean"]["seq"] != each["equilibria"]["seq"] for each in answers)
    assert any(len(each["ends"]) > 1 for each in drifts)
    assert {fate for each in drifts for fate in each["fates"].values()} == {"full", "part", "not", "open", "depends"}
    assert len(drifts) < len(answers)


def test_the_lock_file_pins_every_package_and_names_no_host() -> None:
    text = (CLIENT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert "://" not in text
    assert all("integrity" in packages[name] for name in packages if name)
