"""Make some instances of the table anew, and compare: the files by their digests, counts and verdicts one by one.

    python benchmarks/instances/check.py --upto 20          those of no more options than this
    python benchmarks/instances/check.py small-6x2-few-1      those named
    python benchmarks/instances/check.py --files FOLDER     write the dialogue files, for another tool to try

It leaves with 1 where anything differs. What was not known and is now is told, and is no difference.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import table
from instance import known

NOT_COMPARED = ("by_arrays", "by_parts", "by_diagrams", "certified")
"""Which engine came to an end in its time, and how much could be read literally, hang on the machine."""


def differences(row: dict[str, str], seconds: float) -> Iterator[tuple[str, str, str]]:
    """What a row says otherwise than it is found: the column, what is written, what is found."""
    recipe = table.recipe_of(row)
    if sha256(recipe.text().encode()).hexdigest() != row["sha256"]:
        yield "sha256", row["sha256"], "another file"
        return
    found = table.row(row["id"], recipe, known(recipe, seconds))
    for column in table.COLUMNS:
        if column not in NOT_COMPARED and not _agree(row[column], found[column]):
            yield column, row[column], found[column]


def _agree(written: str, found: str) -> bool:
    """Whether two entries are the same as far as both are known; marks are compared one by one."""
    if not written or not found:
        return True
    if "?" not in written + found:
        return written == found
    return len(written) == len(found) and all("?" in (a, b) or a == b for a, b in zip(written, found, strict=True))


def main() -> None:
    """Check the rows asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("names", nargs="*")
    asked.add_argument("--upto", type=int, default=12)
    asked.add_argument("--seconds", type=float, default=6.0)
    asked.add_argument("--files", type=Path)
    given = asked.parse_args()
    wanted = [
        r for r in table.rows() if r["id"] in given.names or (not given.names and int(r["options"]) <= given.upto)
    ]
    if given.files:
        given.files.mkdir(parents=True, exist_ok=True)
        for row in table.rows():
            (given.files / f"{row['id']}.yaml").write_text(table.recipe_of(row).text(), encoding="utf-8")
        print(f"{len(table.rows())} files in {given.files}")
        return
    wrong = 0
    for row in wanted:
        found = list(differences(row, given.seconds))
        wrong += bool(found)
        print(row["id"], found or "as written", flush=True)
    sys.stdout.flush()
    os._exit(1 if wrong else 0)  # what came to no end is not waited for


if __name__ == "__main__":
    main()
