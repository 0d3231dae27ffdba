"""The shipped tables of `data/`, as rows."""

from __future__ import annotations

import csv
from importlib.resources import files


def table(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file by its column names."""
    text = (files("detente.reading") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
