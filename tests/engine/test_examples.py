"""The examples in the docstrings of the engine's modules run and say what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import detente.engine
import detente.methods

MODULES = [
    module.name
    for room in (detente.engine, detente.methods)
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
