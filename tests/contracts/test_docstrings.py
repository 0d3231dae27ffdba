"""Every public function of the engine and of the methods says what it does and shows it; tests/engine/test_examples.py
runs what is shown."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator
from pathlib import Path

import detente

HOME = Path(detente.__file__).parent
ROOMS = ("engine", "methods")


def public() -> Iterator[tuple[str, str]]:
    """The functions by their place, each with its docstring."""
    for path in (path for room in ROOMS for path in (HOME / room).rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{path.relative_to(HOME).as_posix()}: {node.name}", ast.get_docstring(node) or ""


def test_every_public_function_says_what_it_does() -> None:
    silent = [place for place, text in public() if len(text.partition(">>>")[0].split()) < 3]
    assert not silent


def test_every_public_function_shows_what_comes_out() -> None:
    parse = doctest.DocTestParser().get_examples
    unshown = [place for place, text in public() if not any(example.want for example in parse(text))]
    assert not unshown


def test_there_are_functions_to_look_at() -> None:
    assert len(list(public())) > 200
