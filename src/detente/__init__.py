"""Détente: a workbench for strategic dialogues between governments.

>>> import detente as dt
>>> talks = dt.load("river")
>>> dt.equilibria(talks).counts["nash"]
3

Every name below is loaded when it is first used, so that importing the package costs next to nothing. What is asked
here shows itself: in words in a console, as its page in a notebook (`detente.notebook`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"


@cache
def _homes() -> dict[str, str]:
    """Public name -> the module that has it: the imports of the stub, which is the list of them, and the questions."""
    import ast

    questions = [row.name for row in import_module("detente.workbench").ANALYSES]
    stub = ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    lines = (node for node in stub.body if isinstance(node, ast.ImportFrom))
    listed = {alias.name: str(node.module) for node in lines for alias in node.names}
    return {**{name: f"detente.analyses.{name}" for name in questions}, **listed}


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return sorted(_homes())
    home = None if name.startswith("__") else _homes().get(name)
    if home is None:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    if home == f"detente.analyses.{name}":
        from detente.notebook import asked

        return asked(name)
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_homes()})
