"""Make the table of the instances anew: what every engine knows of each of them (under an hour on two cores).

    python benchmarks/instances/make.py --seconds 6    how long the diagrams of one dialogue are worked on
    python benchmarks/instances/make.py --open         ask once more for the verdicts that are not known

Written is `instances.csv`, beside this file, row by row: what is there already is not made again (delete the file for
that). Each instance is solved in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys

import table
from instance import again, known


def main() -> None:
    """Solve all instances and write the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seconds", type=float, default=6.0)
    asked.add_argument("--one")
    asked.add_argument("--open", action="store_true")
    given = asked.parse_args()
    found = {row["id"]: row for row in (table.rows() if table.FILE.exists() else [])}
    if given.one:
        print(json.dumps(_row(given.one, found.get(given.one), given.seconds)), flush=True)
        os._exit(0)  # what came to no end is not waited for
    wanted = [name for name, _ in table.recipes() if name not in found]
    if given.open:
        wanted = [name for name, row in found.items() if "?" in "".join(table.marks(table.verdicts(row)).values())]
    for name in wanted:
        command = [sys.executable, __file__, "--seconds", str(given.seconds), "--one", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr}")
        found[name] = json.loads(done.stdout)
        print(name, *(f"{key}={value}" for key, value in found[name].items() if key in table.NAMES), flush=True)
        table.write(list(found.values()))


def _row(name: str, row: dict[str, str] | None, seconds: float) -> dict[str, str]:
    """The row of an instance, made anew; of one that is there only what is not known of its verdicts."""
    recipe = dict(table.recipes())[name]
    if row is None:
        return table.row(name, recipe, known(recipe, seconds))
    return row | table.marks(again(recipe, table.verdicts(row), seconds))


if __name__ == "__main__":
    main()
