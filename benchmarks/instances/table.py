"""The table of the 200 instances: what they are made up from, and how a row is written and read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from instance import NAMES, Known, Recipe, Verdicts

FILE = Path(__file__).parent / "instances.csv"
RECIPE = ("fronts", "options", "parties", "links", "seed")
STATES = ("home", "granted")
ENGINES = ("arrays", "parts", "diagrams")
COLUMNS = (
    "id", *RECIPE, "sha256", "states", "feasible", *NAMES, *(f"by_{engine}" for engine in ENGINES), "firm",
    *(f"home_{name}" for name in NAMES), "granted", *(f"granted_{name}" for name in NAMES), "certified",
)  # fmt: skip

GROUPS: dict[str, list[tuple[int, int, int]]] = {
    "small": [(1, 6, 2), (2, 8, 2), (2, 10, 3), (3, 12, 3), (3, 14, 4)],
    "real": [(2, 16, 2), (3, 18, 3), (4, 18, 4), (4, 20, 3), (5, 20, 5)],
    "whole": [(4, 32, 3), (6, 40, 4), (8, 60, 4), (13, 80, 5), (16, 100, 5)],
    "vast": [(20, 120, 3), (24, 140, 5), (30, 160, 6), (40, 200, 5), (60, 300, 8)],
}
"""Sizes: fronts, options, parties. Each is there with few links and with many, from five seeds: 200 instances."""


def recipes() -> Iterator[tuple[str, Recipe]]:
    """All instances with their names."""
    for group, sizes in GROUPS.items():
        for fronts, options, parties in sizes:
            for links in ("few", "many"):
                for seed in range(1, 6):
                    name = f"{group}-{options}x{parties}-{links}-{seed}"
                    yield name, Recipe(fronts=fronts, options=options, parties=parties, links=links, seed=seed)


def row(name: str, recipe: Recipe, known: Known) -> dict[str, str]:
    """An instance as a row of the table."""
    return {
        "id": name,
        **{field: str(getattr(recipe, field)) for field in RECIPE},
        "sha256": known.sha256,
        "states": str(known.states),
        "feasible": _number(known.feasible),
        **{concept: _number(known.counts[concept]) for concept in NAMES},
        **{f"by_{engine}": " ".join(known.by[engine]) for engine in ENGINES},
        "firm": _number(known.firm),
        "granted": str(known.granted),
        **marks(known.verdicts),
        "certified": str(known.certified),
    }


def marks(verdicts: Sequence[Verdicts]) -> dict[str, str]:
    """The columns of the verdicts in the two states."""
    return {f"{at}_{name}": one[name] for at, one in zip(STATES, verdicts, strict=True) for name in NAMES}


def verdicts(row: Mapping[str, str]) -> tuple[Verdicts, Verdicts]:
    """The verdicts in the two states, as a row has them."""
    home, granted = ({name: row[f"{at}_{name}"] for name in NAMES} for at in STATES)
    return home, granted


def rows(file: Path = FILE) -> list[dict[str, str]]:
    """The rows as they are written."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(found: list[dict[str, str]], file: Path = FILE) -> None:
    """Write the rows."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(found)


def recipe_of(row: Mapping[str, str]) -> Recipe:
    """What a row is made up from."""
    links = "few" if row["links"] == "few" else "many"
    numbers = {field: int(row[field]) for field in RECIPE if field != "links"}
    return Recipe(**numbers, links=links)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def summary(found: list[dict[str, str]] | None = None) -> str:
    """What is known of how many, as the rows of a Markdown table."""
    found = rows() if found is None else found
    lines = []
    for group, sizes in GROUPS.items():
        mine = [row for row in found if row["id"].startswith(group)]
        counted = [sum(bool(row[name]) for row in mine) for name in ("nash", "gmr", "sseq", "seq")]
        marks = "".join(row[f"{state}_{name}"] for row in mine for state in ("home", "granted") for name in NAMES)
        read = sum(int(row["certified"]) for row in mine)
        share = 1000 * (len(marks) - marks.count("?")) // max(1, len(marks)) / 10  # rounded down: 100 means all
        options = f"{min(o for _, o, _ in sizes)}–{max(o for _, o, _ in sizes)}"
        lines.append(
            f"| {group} | {options} | {len(mine)} | {' | '.join(map(str, counted))} | {share:.1f} % | {read} |"
        )
    return "\n".join(lines)
