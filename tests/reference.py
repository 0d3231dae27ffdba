"""The reference cases of `tests/cases`: published models with their tables, worked examples, files, past faults.

One folder for each published model, named AUTHOR-YEAR-WHAT, holds `dialogue.yaml` (the model, which any command of the
program takes), `tables.yaml` (what is stable there) and `README.md` (the source). `worked` holds computed examples,
one file for each question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from detente.formats import load
from detente.model.dialogue import Dialogue

CASES = Path(__file__).parent / "cases"
WORKED = tuple(sorted((CASES / "worked").glob("*.json")))


@dataclass(frozen=True)
class Case:
    """A published model: its folder's name, the dialogue, what the source reports and what the definitions give.

    `feasible` counts its states. `stable[concept][party]` and `equilibria[concept]` list codes, ascending.
    `reported[concept]` are the equilibria that the source tells; `differs[concept]` says why ours are others.
    `numbers` are the source's own numbers of the states: {number: codes}.
    """

    name: str
    dialogue: Dialogue
    source: str
    feasible: int
    stable: dict[str, dict[str, list[int]]]
    equilibria: dict[str, list[int]]
    reported: dict[str, list[int]]
    differs: dict[str, str]
    numbers: dict[int, list[int]]


def published() -> list[Case]:
    """Every published model, by name."""
    return [_case(file.parent) for file in sorted(CASES.glob("*/tables.yaml"))]


def _case(folder: Path) -> Case:
    tables = yaml.safe_load((folder / "tables.yaml").read_text(encoding="utf-8"))
    optional: dict[str, Any] = {key: tables.pop(key, {}) for key in ("reported", "differs", "numbers")}
    return Case(name=folder.name, dialogue=load(folder / "dialogue.yaml"), **tables, **optional)


def worked(name: str) -> dict[str, Any]:
    """The worked example of a question: `given` and `expected`, a copy of its own for every caller."""
    case: dict[str, Any] = json.loads((CASES / "worked" / f"{name}.json").read_text(encoding="utf-8"))
    return case


def dialogues(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dialogue inside a worked example, with its place there."""
    if isinstance(value, dict) and {"parties", "options"} <= set(value):
        yield path, value
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from dialogues(part, f"{path}/{key}")
